import type { Id, JsonObject } from '@tangram/data-model'
import type { ReportResult } from '@tangram/report-engine'
import { type DrillPage, keys, useClient } from '@tangram/ui'
import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import type { Drill } from './drill-address.ts'

/** What the page asks of every figure on it; a drill asks the same. */
export type Asked = JsonObject

/**
 * The chart of every level down to the one shown, the report itself first. Levels above come from what was shown before; after a shared
 * link they are asked for their names.
 */
export function useLevels(app: Id, { report, steps }: Drill, asked: Asked) {
  const client = useClient()
  return useQueries({
    queries: [...steps.keys(), steps.length].map((depth) => {
      const body = { ...asked, steps: steps.slice(0, depth) }
      return {
        queryKey: [...keys.reports(app), 'level', report, body],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          client.send<ReportResult>('POST', `/apps/${app}/reports/${report}/run`, body, { signal }),
      }
    }),
  })
}

/** What is asked for the records behind a mark, or behind a whole level, under the same filters as its figure. */
export const drilledBody = ({ steps, measure, records }: Pick<Drill, 'steps' | 'measure' | 'records'>, asked: Asked) => ({
  ...asked,
  steps: [...steps],
  cell: records ?? {},
  ...(measure ? { measure } : {}),
})

/** Exactly the records behind a mark, or behind a whole level. */
export function useDrilledRecords(app: Id, drill: Drill, asked: Asked) {
  const client = useClient()
  const { report } = drill
  const body = { ...drilledBody(drill, asked), ...(drill.records ? {} : { limit: 1 }) }
  return useInfiniteQuery({
    queryKey: [...keys.reports(app), 'drill', report, body],
    queryFn: ({ pageParam, signal }) =>
      client.send<DrillPage>(
        'POST',
        `/apps/${app}/reports/${report}/drill`,
        { ...body, ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}
