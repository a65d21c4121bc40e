import type { Id } from '@tangram/data-model'
import type { ReportFilter } from '@tangram/report-engine'
import { type DashboardResults, keys, useClient } from '@tangram/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'

/** All reports of a dashboard under one filter, in one request. */
export function useDashboardResults(app: Id, dashboard: Id, filters: readonly ReportFilter[]) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.reports(app), 'dashboard', dashboard, filters],
    queryFn: ({ signal }) => client.send<DashboardResults>('POST', `/apps/${app}/dashboards/${dashboard}/run`, { filters }, { signal }),
    placeholderData: keepPreviousData,
  })
}
