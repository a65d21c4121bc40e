import { describe, expect, it } from 'vitest'
import { filterOf } from './period.ts'

describe('filterOf', () => {
  it('narrows nothing for all time', () => {
    expect(filterOf('always')).toEqual([])
  })

  it('counts back whole days', () => {
    expect(filterOf('days30')).toEqual([{ field: 'created_at', in: { last: '30 days' } }])
  })

  it('takes the running year', () => {
    expect(filterOf('year')).toEqual([{ field: 'created_at', in: { this: 'year' } }])
  })
})
