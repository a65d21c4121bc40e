import { Button, Group, Modal, SegmentedControl, Stack, Table, Text } from '@mantine/core'
import type { FieldRule } from '@tangram/access'
import type { AppDocument } from '@tangram/app-model'
import { type FieldDocument, inOrder, itemOf, type Mask } from '@tangram/data-model'
import { resolveField } from '@tangram/form-engine'
import { useFormat, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../config/condition-input.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { platform } from '../platform.ts'
import { FieldRuleInput } from './field-rule-input.tsx'

type Grant = NonNullable<AppDocument['access']['roles']['items'][string]['grants'][string]>

const rightsByRow = ['read', 'update', 'delete'] as const

/** Which records of a table a role reaches, by a condition where it is not all of them, and which of their fields. */
export function RoleRightsDialog({ entity, role, onClose }: { entity: string; role: string; onClose: () => void }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  const [table, holder] = [itemOf(document.entities, entity), itemOf(document.access.roles, role)]
  if (!table || !holder) return null
  const grant: Grant = holder.grants[entity] ?? {}
  const change = (value: Grant) => run({ type: 'set', path: `/access/roles/items/${role}/grants/${entity}`, value })
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('rows-and-fields-of', { role: text(holder.label, role), table: text(table.label, entity) })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="lg">
        {(table.linked ? (['read'] as const) : rightsByRow).map((right) => (
          <RowsOfRight
            key={right}
            entity={entity}
            right={right}
            given={grant[right]}
            onChange={(given) => change({ ...grant, [right]: given })}
          />
        ))}
        <FieldRules table={table} grant={grant} onChange={change} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('done')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

type RowsProps = {
  entity: string
  right: (typeof rightsByRow)[number]
  given: Grant['read']
  onChange: (given: NonNullable<Grant['read']>) => void
}

function RowsOfRight({ entity, right, given, onChange }: RowsProps) {
  const { t } = useTranslation('designer')
  const isSome = typeof given === 'object' && given !== null
  const shown = isSome ? 'some' : given === true ? 'all' : 'none'
  // A condition without a line yet holds for every record: nobody loses what they had before it says something.
  const choose = (next: string) => onChange(next === 'all' ? true : next === 'none' ? false : isSome ? given : { and: [true] })
  return (
    <Stack gap="xs" role="group" aria-label={t(`grant-${right}`)}>
      <Group gap="sm">
        <Text fw={500} miw={64}>
          {t(`grant-${right}`)}
        </Text>
        <SegmentedControl
          aria-label={t(`grant-${right}`)}
          value={shown}
          onChange={choose}
          data={(['all', 'some', 'none'] as const).map((value) => ({ value, label: t(`rows-${value}`) }))}
        />
      </Group>
      {isSome && (
        <ConditionInput
          entity={entity}
          label={t('rows-condition', { right: t(`grant-${right}`) })}
          value={isEmpty(given) ? undefined : given}
          onChange={(logic) => onChange((logic as NonNullable<Grant['read']> | undefined) ?? { and: [true] })}
        />
      )}
    </Stack>
  )
}

const isEmpty = (given: unknown): boolean => JSON.stringify(given) === '{"and":[true]}'

type FieldsProps = {
  table: NonNullable<AppDocument['entities']['items'][string]>
  grant: Grant
  onChange: (grant: Grant) => void
}

function FieldRules({ table, grant, onChange }: FieldsProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const set = (field: string, rule: FieldRule | undefined) => {
    const { [field]: _before, ...others } = grant.fields ?? {}
    onChange({ ...grant, fields: rule === undefined ? others : { ...others, [field]: rule } })
  }
  return (
    <Table verticalSpacing={4} aria-label={t('field-rules')}>
      <Table.Tbody>
        {inOrder(table.fields).map((field) => (
          <Table.Tr key={field.id}>
            <Table.Td>{text(field.label, field.id)}</Table.Td>
            <Table.Td>
              <FieldRuleInput
                label={text(field.label, field.id)}
                rule={grant.fields && Object.hasOwn(grant.fields, field.id) ? grant.fields[field.id] : undefined}
                mask={maskFor(field)}
                onChange={(rule) => set(field.id, rule)}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** How values of a field are masked where a rule says no more; undefined where they cannot be. */
function maskFor(field: FieldDocument): Mask | undefined {
  const attribute = resolveField(field, platform.fields)?.attribute
  if (attribute?.valueType.kind !== 'text' || attribute.options) return undefined
  return { kind: attribute.mask ?? 'ends' }
}
