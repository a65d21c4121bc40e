import type { DataRecord, Id, JsonValue } from '@tangram/data-model'
import type { Cell, ColumnMeta, ReportResult } from '@tangram/report-engine'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ProblemDetails } from './api-problem.ts'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'

export type ReportFilters = { [name: string]: JsonValue }
/** `entity` is the table of the records: that of the report, or the one its figures are about. */
export type DrillPage = { records: DataRecord[]; next: string | null; entity?: Id; columns: Id[] | ColumnMeta[]; count: number }
export type DashboardResults = { results: { [report: Id]: ReportResult | ProblemDetails } }

export function useReport(app: Id, report: Id, filters: ReportFilters = {}) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.reports(app), 'report', report, filters],
    queryFn: ({ signal }) => client.send<ReportResult>('POST', `/apps/${app}/reports/${report}/run`, { filters }, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** All reports of a dashboard in one request; one that fails holds its problem instead. */
export function useDashboard(app: Id, dashboard: Id) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.reports(app), 'dashboard', dashboard],
    queryFn: ({ signal }) => client.send<DashboardResults>('POST', `/apps/${app}/dashboards/${dashboard}/run`, {}, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** Exactly the records behind a mark; nothing is asked while `cell` is null. */
export function useDrill(app: Id, report: Id, cell: Cell | null, measure?: Id) {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: [...keys.reports(app), 'drill', report, cell, measure ?? null],
    queryFn: ({ pageParam, signal }) =>
      client.send<DrillPage>(
        'POST',
        `/apps/${app}/reports/${report}/drill`,
        { cell, ...(measure ? { measure } : {}), ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: cell !== null,
  })
}
