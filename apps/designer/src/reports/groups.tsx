import { ActionIcon, Fieldset, Group, Select, Stack } from '@mantine/core'
import type { Dimension, ReportDocument } from '@tangram/report-engine'
import { Icon, useTranslation } from '@tangram/ui'
import { dimensionOf, isGroup, setRows } from './edit-report.ts'
import { useReportNames } from './report-names.ts'

const periods = ['day', 'week', 'month', 'quarter', 'year', 'hour-of-day', 'day-of-week', 'month-of-year'] as const

type GroupsProps = { report: ReportDocument; least: number; most: number; onChange: (patch: Partial<ReportDocument>) => void }

/** By what the records are grouped: fields, times by day, week, month… */
export function Groups({ report, least, most, onChange }: GroupsProps) {
  const { t } = useTranslation('designer')
  const names = useReportNames(report.from).names.filter(({ path, type }) => path !== 'id' && isGroup(type))
  const typeOf = (field: string) => names.find(({ path }) => path === field)?.type
  const rows = report.rows
  const replace = (at: number, row: Dimension | null) =>
    onChange(
      setRows(
        report,
        rows.flatMap((old, index) => (index !== at ? [old] : row ? [row] : [])),
      ),
    )
  const data = names.map(({ path, label }) => ({ value: path, label }))
  return (
    <Fieldset legend={t('dimensions')} p="sm">
      <Stack gap={6}>
        {rows.map((row, at) => (
          <Group key={row.as} gap={6} wrap="nowrap">
            <Select
              flex={2}
              aria-label={t('group-field', { n: at + 1 })}
              searchable
              allowDeselect={false}
              data={data}
              value={row.field}
              onChange={(field) => field && replace(at, dimensionOf(report, field, typeOf(field)))}
            />
            {row.by && (
              <Select
                flex={1}
                aria-label={t('group-period', { n: at + 1 })}
                allowDeselect={false}
                data={periods
                  .filter((by) => by !== 'hour-of-day' || typeOf(row.field)?.kind === 'timestamp')
                  .map((by) => ({ value: by, label: t(`by-${by}`) }))}
                value={row.by}
                onChange={(by) => by && replace(at, { ...row, by: by as (typeof periods)[number] })}
              />
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('remove-group', { n: at + 1 })}
              disabled={rows.length + (report.cols?.length ?? 0) <= least}
              onClick={() => replace(at, null)}
            >
              <Icon name="x" size={16} />
            </ActionIcon>
          </Group>
        ))}
        {rows.length + (report.cols?.length ?? 0) < most && (
          <Select
            aria-label={t('add-group')}
            placeholder={t('add-group')}
            searchable
            data={data}
            value={null}
            onChange={(field) => field && onChange(setRows(report, [...rows, dimensionOf(report, field, typeOf(field))]))}
          />
        )}
      </Stack>
    </Fieldset>
  )
}
