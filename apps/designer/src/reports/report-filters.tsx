import { ActionIcon, Button, Group, Text } from '@mantine/core'
import type { ReportDocument, ReportFilter } from '@tangram/report-engine'
import { Icon, useLocale, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../config/condition-input.tsx'
import { nameLabel, useNames, useScope } from '../config/names.tsx'
import { PeriodFilter } from './period-filter.tsx'

type ReportFiltersProps = { report: ReportDocument; onChange: (patch: Partial<ReportDocument>) => void }

/** Which records count: those of a period, and those that meet a condition. */
export function ReportFilters({ report, onChange }: ReportFiltersProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const scope = useScope(report.from)
  const filters = report.where ?? []
  const others = filters.filter((filter) => !('logic' in filter))
  const own = filters.find((filter) => 'logic' in filter)
  const times = useNames(scope).filter(({ path, type }) => !path.startsWith('$') && (type?.kind === 'timestamp' || type?.kind === 'date'))
  const [firstTime] = [...times.filter(({ path }) => path === 'created_at'), ...times]
  const set = (next: ReportFilter[]) => onChange({ where: next.length > 0 ? next : undefined } as Partial<ReportDocument>)
  return (
    <>
      {others.map((filter) =>
        'in' in filter ? (
          <PeriodFilter
            key={`${filters.indexOf(filter)}`}
            filter={filter}
            times={times}
            onChange={(next) => set(filters.map((other) => (other === filter ? next : other)))}
            onRemove={() => set(filters.filter((other) => other !== filter))}
          />
        ) : (
          <Group key={JSON.stringify(filter)} justify="space-between" wrap="nowrap">
            <Text size="md">{describe(filter, (path) => nameLabel(scope, path, locale))}</Text>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('remove-value', { name: 'field' in filter ? nameLabel(scope, filter.field, locale) : '' })}
              onClick={() => set(filters.filter((other) => other !== filter))}
            >
              <Icon name="x" size={16} />
            </ActionIcon>
          </Group>
        ),
      )}
      {firstTime && (
        <Button
          variant="default"
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => set([...others, { field: firstTime.path, in: { last: '30 days' } }, ...(own ? [own] : [])])}
        >
          {t('add-period')}
        </Button>
      )}
      <ConditionInput
        entity={report.from}
        label={t('only-records')}
        description={t('only-records-help')}
        value={own && 'logic' in own ? own.logic : undefined}
        onChange={(logic) => set(logic === undefined ? others : [...others, { logic }])}
      />
    </>
  )
}

/** A filter as the document says it, with the name of its field. */
function describe(filter: ReportFilter, labelOf: (path: string) => string): string {
  if (!('field' in filter)) return ''
  const { field, ...rest } = filter
  return `${labelOf(field)} · ${JSON.stringify(rest).slice(1, -1).replaceAll('"', '')}`
}
