import { Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import type { JsonObject, LocalizedText } from '@tangram/data-model'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { useDraft } from '../draft/draft-context.tsx'
import { SmallButton } from '../parts/small-button.tsx'
import type { SettingProps } from './setting-props.ts'
import classes from './settings.module.css'
import { newEntry } from './start-settings.ts'

/** A list whose entries have settings of their own: each a small form, with its place in the list. */
export function ListSetting({ label, property, value, entity, Form, onChange }: SettingProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const schema = property.of ?? {}
  const entries = Array.isArray(value) ? (value as JsonObject[]) : []
  const nameOf = (entry: JsonObject) => text(entry.label as LocalizedText | undefined, String(entry.id))
  const add = () => onChange([...entries, newEntry(property, entries, { document, entity })])
  const move = (at: number, to: number) => {
    const moved = entries[at]
    if (moved) onChange(entries.toSpliced(at, 1).toSpliced(to, 0, moved))
  }
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap={8}>
        {entries.map((entry, at) => (
          <div key={String(entry.id)} className={classes.row} role="group" aria-label={nameOf(entry)}>
            <Group justify="space-between" wrap="nowrap" gap={4}>
              <Text size="md" fw={500}>
                {nameOf(entry)}
              </Text>
              <Group gap={2} wrap="nowrap">
                <SmallButton
                  icon="arrow-up"
                  label={`${t('move-up')} ${nameOf(entry)}`}
                  disabled={at === 0}
                  onClick={() => move(at, at - 1)}
                />
                <SmallButton
                  icon="arrow-down"
                  label={`${t('move-down')} ${nameOf(entry)}`}
                  disabled={at === entries.length - 1}
                  onClick={() => move(at, at + 1)}
                />
                <SmallButton
                  icon="x"
                  label={t('remove-value', { name: nameOf(entry) })}
                  disabled={property.required === true && entries.length === 1}
                  onClick={() => onChange(entries.toSpliced(at, 1))}
                />
              </Group>
            </Group>
            <Form
              nested
              schema={schema}
              config={entry}
              entity={entity}
              onChange={(changed) => onChange(entries.with(at, { ...changed, id: entry.id ?? '' }))}
            />
          </div>
        ))}
        <Button variant="default" size="xs" leftSection={<Icon name="plus" size={14} />} onClick={add}>
          {t('add-entry', { name: label })}
        </Button>
      </Stack>
    </Fieldset>
  )
}
