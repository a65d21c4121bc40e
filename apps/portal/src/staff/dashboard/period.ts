import type { ReportFilter } from '@tangram/report-engine'

/** Periods a reader can lay over a whole dashboard. */
export const periods = ['always', 'days7', 'days30', 'days90', 'year'] as const
export type Period = (typeof periods)[number]

/** The filter of a period, over the time a record was made; none for all time. */
export function filterOf(period: Period): ReportFilter[] {
  switch (period) {
    case 'always':
      return []
    case 'year':
      return [{ field: 'created_at', in: { this: 'year' } }]
    default:
      return [{ field: 'created_at', in: { last: `${period.slice('days'.length)} days` } }]
  }
}
