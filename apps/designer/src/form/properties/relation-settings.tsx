import { Button, Fieldset, Group, Select, Stack, Text } from '@mantine/core'
import type { Id } from '@tangram/data-model'
import type { FieldElement } from '@tangram/form-engine'
import { Icon, useTranslation } from '@tangram/ui'
import { useMemo } from 'react'
import { ConditionInput } from '../../config/condition-input.tsx'
import { useNames, useRecordScope, useScope } from '../../config/names.tsx'
import { SmallButton } from '../../parts/small-button.tsx'
import { whereScope } from './where-scope.ts'

type RelationSettingsProps = {
  /** The table of the form. */
  entity: string
  element: FieldElement
  /** Where a pick may copy to: the other fields of the form, or columns of the row. */
  places: readonly Id[]
  isColumn: boolean
  /** The table whose records are picked. */
  target: string
  onChange: (patch: { where?: unknown; fill?: unknown }) => void
}

/** Which records may be picked, and what picking one copies into this form. */
export function RelationSettings({ entity, element, places: beside, isColumn, target, onChange }: RelationSettingsProps) {
  const { t } = useTranslation('designer')
  const own = useScope(entity)
  const other = useRecordScope(target)
  const scope = useMemo(
    () => own && other && whereScope(other, own, isColumn, (name) => t('of-this-form', { name })),
    [own, other, isColumn, t],
  )
  const [sources, targets] = [useNames(other), useNames(own)].map((names) =>
    names.filter(({ path }) => !path.startsWith('$') && !path.includes('.')).map(({ path, label }) => ({ value: path, label })),
  )
  const places = targets?.filter(({ value }) => beside.includes(value)) ?? []
  const rows = element.fill ?? []
  const change = (fill: NonNullable<FieldElement['fill']>) => onChange({ fill: fill.length === 0 ? undefined : fill })
  const first = { from: sources?.[0]?.value, to: places[0]?.value }
  if (!scope) return null
  return (
    <>
      <ConditionInput
        entity={target}
        scope={scope}
        label={t('where')}
        description={t('where-help')}
        value={element.where}
        onChange={(where) => onChange({ where })}
      />
      <Fieldset legend={t('fill')} p="sm">
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('fill-help')}
          </Text>
          {rows.map((row, at) => (
            <Group key={`${row.from} ${row.to} ${at}`} gap={4} wrap="nowrap" align="center">
              <Select
                aria-label={t('fill-from', { n: at + 1 })}
                allowDeselect={false}
                data={sources ?? []}
                value={row.from}
                onChange={(from) => from && change(rows.with(at, { ...row, from }))}
              />
              <Icon name="arrow-right" size={16} />
              <Select
                aria-label={t('fill-to', { n: at + 1 })}
                allowDeselect={false}
                data={places}
                value={row.to}
                onChange={(to) => to && change(rows.with(at, { ...row, to }))}
              />
              <SmallButton
                icon="x"
                label={t('remove-value', { name: t('fill-to', { n: at + 1 }) })}
                onClick={() => change(rows.toSpliced(at, 1))}
              />
            </Group>
          ))}
          <Button
            variant="default"
            size="xs"
            disabled={first.from === undefined || first.to === undefined}
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => first.from !== undefined && first.to !== undefined && change([...rows, { from: first.from, to: first.to }])}
          >
            {t('add-fill')}
          </Button>
        </Stack>
      </Fieldset>
    </>
  )
}
