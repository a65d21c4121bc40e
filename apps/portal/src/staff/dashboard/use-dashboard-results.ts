import type { Id } from '@tangram/data-model'
import type { DashboardDocument, FilterValues, ReportFilter, ReportResult } from '@tangram/report-engine'
import { type AppForReader, keys, type ProblemDetails, useClient } from '@tangram/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Asked } from './dashboard-address.ts'
import { useTablesRead } from './tables-read.ts'

export type DashboardAnswer = {
  /** Filters as they stand; absent until the server has said so. */
  values?: FilterValues
  /** Filters, and the clicked mark, that mean nothing to a report. */
  unreached: { [report: Id]: { filters: Id[]; cross: boolean } }
  /** One that failed holds its problem instead. */
  results: { [report: Id]: ReportResult | ProblemDetails }
}

type Line = Pick<DashboardAnswer, 'values' | 'unreached'> | { report: Id; result: ReportResult | ProblemDetails }

/** All reports of a dashboard, each shown as soon as it is answered. While others are on their way, those of before stay. */
export function useDashboardResults(
  { document }: AppForReader,
  dashboard: DashboardDocument,
  asked: Asked & { filters?: readonly ReportFilter[] },
) {
  const app = document.id
  const client = useClient()
  const cache = useQueryClient()
  const shown = useRef<DashboardAnswer>({ unreached: {}, results: {} })
  const isFresh = useRef(false)
  const tables = useTablesRead(document, dashboard)
  const queryKey = [...keys.reports(app), 'dashboard', dashboard.id, asked]
  const query = useQuery({
    queryKey,
    meta: { tables, ...(dashboard.access === 'publisher' ? { lent: dashboard.id } : {}) },
    queryFn: async ({ signal }) => {
      let answer: DashboardAnswer = { unreached: {}, results: {} }
      const body = { ...asked, ...(isFresh.current ? { fresh: true } : {}) }
      isFresh.current = false
      await client.lines<Line>(
        `/apps/${app}/dashboards/${dashboard.id}/run`,
        body,
        (line) => {
          if ('report' in line) answer = { ...answer, results: { ...answer.results, [line.report]: line.result } }
          else answer = { ...answer, ...line }
          cache.setQueryData(queryKey, { ...answer, results: { ...shown.current.results, ...answer.results } })
        },
        { signal },
      )
      return answer
    },
  })
  if (query.data) shown.current = query.data
  return {
    ...query,
    data: query.data ?? shown.current,
    /** Reads everything anew, past what the server remembers. */
    again: () => {
      isFresh.current = true
      return query.refetch()
    },
  }
}
