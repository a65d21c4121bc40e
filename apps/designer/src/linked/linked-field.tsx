import { Code, Fieldset, Group, Select, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { fieldTypeOf } from '@tangram/app-model'
import type { EntityDocument, FieldDocument, JsonObject, LocalizedText, Option } from '@tangram/data-model'
import { Icon, notify, useFormat, useTranslation } from '@tangram/ui'
import { useId, useState } from 'react'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { SmallButton } from '../parts/small-button.tsx'
import { fieldTypeNamed } from '../platform.ts'
import { asRelation } from './link-table.ts'
import classes from './linked.module.css'
import { useLinkedWords } from './linked-words.ts'
import { relatableTables } from './related-table.ts'

type LinkedFieldProps = { entity: EntityDocument; field: FieldDocument }

/** One field of a linked table: what it is called, what its choices are called, where it leads. Nothing else is the app's to say. */
export function LinkedField({ entity, field }: LinkedFieldProps) {
  const say = useLinkedWords()
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { run, undo } = useDraftActions()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const name = text(field.label, field.id)
  const update = (change: JsonObject) => run({ type: 'update-field', entity: entity.id, field: field.id, change })

  function remove() {
    run({ type: 'remove-field', entity: entity.id, field: field.id })
    void notify({ message: say('removed-field', { name }), undo: { label: t('undo'), run: undo } })
  }

  return (
    <div className={classes.field}>
      <Group gap={4} wrap="nowrap">
        <UnstyledButton className={classes.open} aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
          <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={16} />
          <Icon name={fieldTypeNamed(field.type)?.icon} size={16} />
          <Text component="span" size="md">
            {name}
          </Text>
          <Code>{field.column}</Code>
        </UnstyledButton>
        <SmallButton
          icon="x"
          label={say('remove-field', { name })}
          disabled={entity.title === field.id || entity.fields.order.length === 1}
          onClick={remove}
        />
      </Group>
      {isOpen && (
        <Stack id={id} gap="sm" className={classes.settings}>
          <LabelInputs of="label" value={field.label} onChange={(label) => update({ label })} />
          <LabelInputs of="help" value={field.help} onChange={(help) => update({ help })} />
          <OptionNames field={field} onChange={(options) => update({ config: { ...field.config, options: options as never } })} />
          <LeadsTo entity={entity} field={field} onChange={update} />
        </Stack>
      )}
    </div>
  )
}

/** The choices are what the column holds: only what people read for each is the app's. */
function OptionNames({ field, onChange }: { field: FieldDocument; onChange: (options: Option[]) => void }) {
  const say = useLinkedWords()
  const options = Array.isArray(field.config?.options) ? (field.config.options as unknown as Option[]) : []
  if (options.length === 0) return null
  const rename = (at: number, part: LocalizedText) =>
    onChange(options.map((option, i) => (i === at ? { ...option, label: { ...option.label, ...part } } : option)))
  return (
    <Fieldset legend={say('options')} p="sm">
      <Stack gap={6}>
        {options.map(({ id, label }, at) => (
          <Group key={id} gap={6} wrap="nowrap">
            <Code className={classes.value}>{id}</Code>
            {(['zh-CN', 'en'] as const).map((language) => (
              <TextInput
                key={language}
                lang={language}
                aria-label={`${say('option-of', { value: id })} (${language === 'en' ? 'English' : '中文'})`}
                placeholder={language === 'en' ? 'English' : '中文'}
                value={label[language] ?? ''}
                onChange={(event) => rename(at, { [language]: event.currentTarget.value })}
              />
            ))}
          </Group>
        ))}
      </Stack>
    </Fieldset>
  )
}

function LeadsTo({ entity, field, onChange }: LinkedFieldProps & { onChange: (change: JsonObject) => void }) {
  const say = useLinkedWords()
  const { text } = useFormat()
  const { document } = useDraft()
  const type = entity.linked?.types[field.column ?? '']
  const plain = type === undefined ? undefined : fieldTypeOf({ type, options: null, references: null }, [])
  const now = field.type === 'relation' ? String(field.config?.entity ?? '') : null
  const tables = relatableTables(document, type).filter((table) => table.id !== entity.id || entity.linked?.key[0] !== field.column)
  if (!plain || (now === null && tables.length === 0)) return null

  function lead(target: string | null) {
    const next = target === null ? plain : asRelation(field, target)
    if (next) onChange({ type: next.type, config: next.config ?? {} })
  }

  return (
    <Select
      label={say('leads-where')}
      description={say('leads-help')}
      placeholder={say('leads-nowhere')}
      clearable
      clearButtonProps={{ 'aria-label': say('leads-nowhere') }}
      data={tables.map(({ id, label }) => ({ value: id, label: text(label, id) }))}
      value={now}
      onChange={lead}
    />
  )
}
