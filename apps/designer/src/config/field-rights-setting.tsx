import { Button, Group, Select, Text } from '@mantine/core'
import { type FieldDocument, inOrder, type JsonObject } from '@tangram/data-model'
import type { FieldRight } from '@tangram/flow-engine'
import { useFormat, useTranslation } from '@tangram/ui'
import { useDraft } from '../draft/draft-context.tsx'
import classes from './field-rights.module.css'
import { SettingFrame } from './setting-frame.tsx'
import type { SettingProps } from './setting-props.ts'

const rights = ['hidden', 'read', 'write', 'required'] as const satisfies readonly FieldRight[]
type Right = (typeof rights)[number] | ''

/**
 * What may be done with each field here, as a grid: those on the form when the step has one, else all of the table. Fields without a
 * mark follow the role.
 */
export function FieldRightsSetting({ label, description, value, entity, siblings, onChange }: SettingProps) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const { document } = useDraft()
  const current = (value ?? {}) as JsonObject
  const form = typeof siblings.form === 'string' ? document.forms.items[siblings.form] : undefined
  const onForm = new Set(Object.values(form?.elements.items ?? {}).flatMap((element) => (element.kind === 'field' ? [element.field] : [])))
  const all = entity === undefined ? [] : inOrder(document.entities.items[entity]?.fields)
  const fields = all.filter(({ id }) => !form || onForm.has(id) || Object.hasOwn(current, id))
  const change = (next: JsonObject) => onChange(Object.keys(next).length === 0 ? undefined : next)

  function set(ids: readonly FieldDocument[], right: Right) {
    const kept = Object.fromEntries(Object.entries(current).filter(([field]) => !ids.some(({ id }) => id === field)))
    change(right === '' ? kept : { ...kept, ...Object.fromEntries(ids.map(({ id }) => [id, right])) })
  }

  return (
    <SettingFrame label={label} description={description}>
      <Group gap={6} align="flex-end" wrap="nowrap">
        <Select
          flex={1}
          label={t('set-all-fields')}
          placeholder={t('set-all-choose')}
          data={rights.map((right) => ({ value: right, label: t(`right-${right}`) }))}
          value={null}
          onChange={(right) => right && set(fields, right as Right)}
        />
        <Button variant="default" disabled={Object.keys(current).length === 0} onClick={() => change({})}>
          {t('rights-of-role')}
        </Button>
      </Group>
      {fields.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('no-fields-here')}
        </Text>
      )}
      {fields.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.grid}>
            <thead>
              <tr>
                <th scope="col">{t('field')}</th>
                <th scope="col">{t('right-role')}</th>
                {rights.map((right) => (
                  <th key={right} scope="col">
                    {t(`right-${right}-short`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {fields.map((field) => {
                const name = text(field.label, field.id)
                return (
                  <tr key={field.id}>
                    <th scope="row">{name}</th>
                    {(['', ...rights] as const).map((right) => (
                      <td key={right}>
                        <input
                          type="radio"
                          name={`right-${field.id}`}
                          aria-label={`${name}: ${t(right ? `right-${right}` : 'right-role')}`}
                          checked={(current[field.id] ?? '') === right}
                          onChange={() => set([field], right)}
                        />
                      </td>
                    ))}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </SettingFrame>
  )
}
