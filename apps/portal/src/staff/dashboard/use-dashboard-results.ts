import type { Id } from '@tangram/data-model'
import type { Mark, ReportFilter } from '@tangram/report-engine'
import { type DashboardResults, type DrillPage, keys, useClient } from '@tangram/ui'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'

/** All reports of a dashboard under one filter, in one request. */
export function useDashboardResults(app: Id, dashboard: Id, filters: readonly ReportFilter[]) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.reports(app), 'dashboard', dashboard, filters],
    queryFn: ({ signal }) => client.send<DashboardResults>('POST', `/apps/${app}/dashboards/${dashboard}/run`, { filters }, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** Exactly the records behind a mark, under the same filter as the mark itself. */
export function useDrilledRecords(app: Id, report: Id, mark: Mark, filters: readonly ReportFilter[]) {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: [...keys.reports(app), 'drill', report, mark, filters],
    queryFn: ({ pageParam, signal }) =>
      client.send<DrillPage>(
        'POST',
        `/apps/${app}/reports/${report}/drill`,
        { cell: mark.cell, ...(mark.measure ? { measure: mark.measure } : {}), filters, ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}
