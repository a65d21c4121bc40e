import { ActionIcon, Group, Select } from '@mantine/core'
import { inOrder, type JsonObject } from '@tangram/data-model'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { useDraft } from '../draft/draft-context.tsx'
import { SettingFrame } from './setting-frame.tsx'
import type { SettingProps } from './setting-props.ts'

const rights = ['read', 'write', 'hidden'] as const

/** What may be done with single fields here; the others follow the role. */
export function FieldRightsSetting({ label, description, value, entity, onChange }: SettingProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const fields = entity === undefined ? [] : inOrder(document.entities.items[entity]?.fields)
  const current = (value ?? {}) as JsonObject
  const labelOf = (id: string) => text(fields.find((field) => field.id === id)?.label, id)
  const change = (next: JsonObject) => onChange(Object.keys(next).length === 0 ? undefined : next)
  return (
    <SettingFrame label={label} description={description}>
      {Object.entries(current).map(([field, right]) => (
        <Group key={field} gap={6} wrap="nowrap">
          <Select
            flex={1}
            label={labelOf(field)}
            allowDeselect={false}
            data={rights.map((id) => ({ value: id, label: t(`right-${id}`) }))}
            value={typeof right === 'string' ? right : null}
            onChange={(next) => next && change({ ...current, [field]: next })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('remove-value', { name: labelOf(field) })}
            style={{ alignSelf: 'flex-end' }}
            onClick={() => {
              const { [field]: _removed, ...rest } = current
              change(rest)
            }}
          >
            <Icon name="x" size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Select
        aria-label={t('add-field-right')}
        placeholder={t('add-field-right')}
        searchable
        data={fields
          .filter(({ id }) => !Object.hasOwn(current, id))
          .map((field) => ({ value: field.id, label: text(field.label, field.id) }))}
        value={null}
        onChange={(field) => field && change({ ...current, [field]: 'read' })}
      />
    </SettingFrame>
  )
}
