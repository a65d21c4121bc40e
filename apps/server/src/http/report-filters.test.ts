import type { ReportFilter } from '@tangram/report-engine'
import { describe, expect, it } from 'vitest'
import { reportFiltersIn } from './report-filters.ts'

describe('filters a reader lays over a report', () => {
  it('may be values by field', () => {
    expect(
      reportFiltersIn({ team: 'a', status: ['new', 'open'], created_at: { gte: '2026-01-01', before: '2026-02-01' }, city: null }),
    ).toEqual([
      { field: 'team', is: 'a' },
      { field: 'status', oneOf: ['new', 'open'] },
      { field: 'created_at', gte: '2026-01-01' },
      { field: 'created_at', before: '2026-02-01' },
    ])
  })

  it('may be a list of report filters', () => {
    const filters: ReportFilter[] = [{ field: 'team', is: 'a' }, { logic: { '==': [1, 1] } }]
    expect(reportFiltersIn(filters as never)).toEqual(filters)
  })

  it.each([['text'], [7], [[7]], [[{ is: 'a' }]], [[{ field: 1, is: 'a' }]], [[{ field: 'a', is: 1, not: 2 }]]])(
    'refuses %j',
    (filters) => {
      expect(() => reportFiltersIn(filters as never)).toThrow('server.request.invalid')
    },
  )

  it('refuses more than it would ever need', () => {
    expect(() => reportFiltersIn(Array.from({ length: 31 }, () => ({ field: 'a', is: 1 })))).toThrow('at most 30')
  })
})
