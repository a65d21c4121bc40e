import { Badge, Text } from '@mantine/core'
import { type Id, inOrder, itemOf } from '@tangram/data-model'
import { formatValue, type Mark, type ReportFilter, type ReportResult } from '@tangram/report-engine'
import {
  type AppForReader,
  EmptyState,
  type ProblemDetails,
  RecordTable,
  SidePanel,
  useFieldViews,
  useFormat,
  useLocale,
} from '@tangram/ui'
import { useLocation } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { dashboardTexts } from '../../texts/dashboard.ts'
import classes from './dashboard-page.module.css'
import { useDrilledRecords } from './use-dashboard-results.ts'

export type DrillPanelProps = {
  seen: AppForReader
  report: Id
  mark: Mark
  result: ReportResult | ProblemDetails | undefined
  filters: readonly ReportFilter[]
  onClose: () => void
}

/** Exactly the records behind a mark, with their number. One opens where its list is. */
export function DrillPanel({ seen, report: reportId, mark, result, filters, onClose }: DrillPanelProps) {
  const t = useArea(dashboardTexts)
  const format = useFormat()
  const { locale } = useLocale()
  const [, navigate] = useLocation()
  const { document } = seen
  const report = itemOf(document.reports, reportId)
  const drilled = useDrilledRecords(document.id, reportId, mark, filters)
  // Figures about records lead to those records.
  const entity = itemOf(document.entities, drilled.data?.pages[0]?.entity ?? report?.from ?? '')
  const view = inOrder(document.views).find((candidate) => candidate.entity === entity?.id)
  const fields = useFieldViews(entity, document)
  const records = drilled.data?.pages.flatMap((page) => page.records) ?? []
  const first = drilled.data?.pages[0]
  const columnIds = first?.columns.map((column) => (typeof column === 'string' ? column : column.id)) ?? report?.drill?.columns ?? []
  const columns = columnIds.flatMap((id) => fields[id] ?? [])
  const label = format.text(report?.label, reportId)

  return (
    <SidePanel opened onClose={onClose} width={640} title={t('drill', { report: label })}>
      <div className={classes.drill}>
        <div className={classes.drillHead}>
          <Text component="span" fw={600} role="status" className="tg-figures" data-testid="drill-count">
            {first ? t('drillCount', { count: first.count, shown: format.number(first.count) }) : ''}
          </Text>
          {cellWords(result, mark, locale).map((words) => (
            <Badge key={words} color="gray">
              {words}
            </Badge>
          ))}
        </div>
        <div className={classes.drillTable}>
          <RecordTable
            label={t('drill', { report: label })}
            columns={columns.length > 0 ? columns : Object.values(fields).slice(0, 5)}
            {...(entity ? { titleField: entity.title } : {})}
            records={records}
            isLoading={drilled.isPending}
            error={drilled.error}
            onRetry={() => void drilled.refetch()}
            onMore={drilled.hasNextPage ? () => void drilled.fetchNextPage() : undefined}
            isLoadingMore={drilled.isFetchingNextPage}
            empty={<EmptyState compact title={t('drillEmpty')} />}
            {...(view ? { onOpen: (record: { id: string }) => navigate(`/a/${document.id}/${view.id}/${record.id}`) } : {})}
          />
        </div>
      </div>
    </SidePanel>
  )
}

/** The mark in words, one part per dimension: “Problem type: Malfunction”. */
function cellWords(result: ReportResult | ProblemDetails | undefined, mark: Mark, locale: 'zh-CN' | 'en'): string[] {
  if (!result || !('rows' in result)) return []
  return result.columns.flatMap((column) => {
    if (column.role !== 'dimension' || !Object.hasOwn(mark.cell, column.id)) return []
    const context = { locale, timezone: result.timezone, ...(result.labels ? { labels: result.labels } : {}) }
    return [formatValue(mark.cell[column.id], column, context)]
  })
}
