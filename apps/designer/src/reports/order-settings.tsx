import { ActionIcon, Fieldset, Group, NumberInput, Select, Stack } from '@mantine/core'
import type { ReportDocument } from '@tangram/report-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { useDimensionNames } from './report-names.ts'

type OrderSettingsProps = { report: ReportDocument; onChange: (patch: Partial<ReportDocument>) => void }

/** In which order the groups stand: by any dimension or measure, then by the next; and how many of them. */
export function OrderSettings({ report, onChange }: OrderSettingsProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const names = useDimensionNames(report)
  const sort = report.sort ?? []
  const fieldLabel = (field: string) => names.find(({ path }) => path === field)?.label ?? field
  const all = [
    ...[...report.rows, ...(report.cols ?? [])].map(({ as, field, label }) => ({ value: as, label: text(label, fieldLabel(field)) })),
    ...report.measureOrder.map((id) => ({ value: id, label: text(report.measures[id]?.label, id) })),
  ]
  const free = all.filter(({ value }) => !sort.some(({ by }) => by === value))
  const set = (next: typeof sort) => onChange({ sort: next.length > 0 ? next : undefined } as Partial<ReportDocument>)
  return (
    <Fieldset legend={t('report-order')} p="sm">
      <Stack gap={6}>
        {sort.map(({ by, dir = 'asc' }, at) => (
          <Group key={by} gap={6} wrap="nowrap">
            <Select
              flex={1}
              aria-label={t('order-by', { n: at + 1 })}
              allowDeselect={false}
              data={all.filter(({ value }) => value === by || free.some((one) => one.value === value))}
              value={by}
              onChange={(next) => next && set(sort.map((old, i) => (i === at ? { ...old, by: next } : old)))}
            />
            <Select
              flex={1}
              aria-label={t('order-direction', { n: at + 1 })}
              allowDeselect={false}
              data={(['asc', 'desc'] as const).map((one) => ({ value: one, label: t(`sort-${one}`) }))}
              value={dir}
              onChange={(next) => next && set(sort.map((old, i) => (i === at ? { ...old, dir: next as 'asc' | 'desc' } : old)))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('remove-order', { n: at + 1 })}
              onClick={() => set(sort.filter((_, i) => i !== at))}
            >
              <Icon name="x" size={16} />
            </ActionIcon>
          </Group>
        ))}
        {free.length > 0 && (
          <Select
            aria-label={t('add-order')}
            placeholder={t('add-order')}
            data={free}
            value={null}
            onChange={(by) => by && set([...sort, { by, dir: report.measureOrder.includes(by) ? 'desc' : 'asc' }])}
          />
        )}
        <NumberInput
          label={t('most-groups')}
          placeholder={t('all-groups')}
          min={1}
          max={50_000}
          allowDecimal={false}
          value={report.limit ?? ''}
          onChange={(limit) => {
            if (limit === '') onChange({ limit: undefined } as unknown as Partial<ReportDocument>)
            else if (typeof limit === 'number' && limit >= 1 && limit <= 50_000) onChange({ limit })
          }}
        />
      </Stack>
    </Fieldset>
  )
}
