import { ActionIcon, Checkbox, Group, Select, Stack } from '@mantine/core'
import type { ReportFilter } from '@tangram/report-engine'
import { Icon, useTranslation } from '@tangram/ui'
import type { Name } from '../config/names.tsx'
import classes from '../config/settings.module.css'

export type PeriodFilterDocument = Extract<ReportFilter, { in: unknown }>

const units = ['day', 'week', 'month', 'quarter', 'year'] as const
const spans = ['7 days', '30 days', '90 days', '12 weeks', '12 months'] as const

type Span = PeriodFilterDocument['in']

const keyOf = (span: Span): string => ('this' in span ? `this ${span.this}` : `last ${span.last}`)

function spanOf(key: string, before: Span): Span {
  const [kind, ...rest] = key.split(' ')
  if (kind === 'this') return { this: rest.join(' ') as (typeof units)[number] }
  return { last: rest.join(' '), ...('complete' in before && before.complete ? { complete: true } : {}) }
}

type PeriodFilterProps = {
  filter: PeriodFilterDocument
  /** Of dates and times, those the filter may be about. */
  times: readonly Name[]
  onChange: (filter: PeriodFilterDocument) => void
  onRemove: () => void
}

/** Only records of a period: which time of theirs, and which period. */
export function PeriodFilter({ filter, times, onChange, onRemove }: PeriodFilterProps) {
  const { t } = useTranslation('designer')
  const own = keyOf(filter.in)
  const known = [...units.map((unit) => `this ${unit}`), ...spans.map((span) => `last ${span}`)]
  const labelOf = (key: string) => {
    const [kind, ...rest] = key.split(' ')
    if (kind === 'this') return t(`this-${rest.join('')}`)
    const [n, unit = ''] = rest
    return t(`last-${unit.replace(/s?$/, 's')}`, { n })
  }
  const name = times.find(({ path }) => path === filter.field)?.label ?? filter.field
  return (
    <div className={classes.row} role="group" aria-label={t('period-of', { name })}>
      <Stack gap={6}>
        <Group gap={6} wrap="nowrap">
          <Select
            flex={1}
            aria-label={t('period-field')}
            allowDeselect={false}
            data={times.map(({ path, label }) => ({ value: path, label }))}
            value={filter.field}
            onChange={(field) => field && onChange({ ...filter, field })}
          />
          <Select
            flex={1}
            aria-label={t('period')}
            allowDeselect={false}
            data={(known.includes(own) ? known : [...known, own]).map((key) => ({ value: key, label: labelOf(key) }))}
            value={own}
            onChange={(key) => key && onChange({ ...filter, in: spanOf(key, filter.in) })}
          />
          <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('remove-value', { name })} onClick={onRemove}>
            <Icon name="x" size={16} />
          </ActionIcon>
        </Group>
        {'last' in filter.in && (
          <Checkbox
            label={t('period-complete')}
            checked={filter.in.complete === true}
            onChange={(event) => {
              const { last } = filter.in as { last: string }
              onChange({ ...filter, in: { last, ...(event.currentTarget.checked ? { complete: true } : {}) } })
            }}
          />
        )}
      </Stack>
    </div>
  )
}
