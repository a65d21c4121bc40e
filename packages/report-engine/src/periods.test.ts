import { dateIn } from '@tangram/expression'
import { describe, expect, it } from 'vitest'
import { addPeriods, intervalOf, isDatePart, isUnit, offsetOf, spanOf, startOfDate, startOfPeriod } from './periods.ts'

describe('startOfDate', () => {
  it.each([
    ['2026-11-22', 'Asia/Shanghai', '2026-11-21T16:00:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    // Midnight does not exist on this day: clocks go from 24:00 to 01:00.
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
    // And here it happens twice: the day begins after the second time.
    ['2026-10-30', 'Africa/Cairo', '2026-10-29T22:00:00.000Z'],
    ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
    ['2026-01-01', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
    // A whole day was left out when Samoa crossed the date line: the next one begins in its place.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s in %s begins at %s', (date, zone, instant) => {
    expect(startOfDate(date, zone)).toBe(instant)
  })

  it('is the first instant that falls on the date', () => {
    for (const zone of ['Africa/Cairo', 'America/Santiago', 'Australia/Lord_Howe']) {
      for (let date = '2026-01-01'; date < '2027-01-01'; date = addPeriods(date, 'day', 1)) {
        const start = startOfDate(date, zone)
        expect(dateIn(start, zone)).toBe(date)
        expect(dateIn(new Date(Date.parse(start) - 1).toISOString(), zone) < date).toBe(true)
      }
    }
  })
})

describe('periods', () => {
  it('begin where they should', () => {
    expect(startOfPeriod('2026-11-22', 'week')).toBe('2026-11-16')
    expect(startOfPeriod('2026-11-22', 'week', 'sun')).toBe('2026-11-22')
    expect(startOfPeriod('2026-11-22', 'quarter')).toBe('2026-10-01')
    expect(startOfPeriod('2026-11-22', 'year')).toBe('2026-01-01')
  })

  it('of a fiscal year begin in its first month, if need be the calendar year before', () => {
    expect(startOfPeriod('2026-03-31', 'fiscal-year', 'mon', 4)).toBe('2025-04-01')
    expect(startOfPeriod('2026-04-01', 'fiscal-year', 'mon', 4)).toBe('2026-04-01')
    expect(startOfPeriod('2026-01-31', 'fiscal-quarter', 'mon', 2)).toBe('2025-11-01')
    expect(startOfPeriod('2026-02-01', 'fiscal-quarter', 'mon', 2)).toBe('2026-02-01')
    expect(startOfPeriod('2026-12-31', 'fiscal-year')).toBe('2026-01-01')
    expect(addPeriods('2026-04-01', 'fiscal-year', 1)).toBe('2027-04-01')
    expect(addPeriods('2026-11-01', 'fiscal-quarter', 1)).toBe('2027-02-01')
  })

  it('keep the last day of a month within it when they move', () => {
    expect(addPeriods('2024-02-29', 'year', -1)).toBe('2023-02-28')
    expect(addPeriods('2026-03-31', 'month', -1)).toBe('2026-02-28')
    expect(addPeriods('2026-05-31', 'quarter', -1)).toBe('2026-02-28')
  })

  it('follow each other over the ends of months and years', () => {
    expect(addPeriods('2026-01-01', 'month', -1)).toBe('2025-12-01')
    expect(addPeriods('2026-10-01', 'quarter', 1)).toBe('2027-01-01')
    expect(addPeriods('2026-02-28', 'day', 1)).toBe('2026-03-01')
  })

  it('are read from words, and nothing else is', () => {
    expect(spanOf('12 months')).toEqual({ count: 12, unit: 'month' })
    expect(spanOf('1 week')).toEqual({ count: 1, unit: 'week' })
    for (const wrong of ['months', '0 days', '-1 day', '3 fortnights', '3 days; drop']) expect(spanOf(wrong)).toBeUndefined()
  })
  it('go back by a comparison, never forward', () => {
    expect(offsetOf('-1 year')).toEqual({ count: 1, unit: 'year' })
    expect(offsetOf('-3 months')).toEqual({ count: 3, unit: 'month' })
    for (const wrong of ['1 year', '--1 year', 'previous', '-0 days']) expect(offsetOf(wrong)).toBeUndefined()
  })

  it('are intervals of PostgreSQL', () => {
    expect(intervalOf({ count: 2, unit: 'fiscal-quarter' })).toBe('6 months')
    expect(intervalOf({ count: 3, unit: 'week' })).toBe('3 weeks')
  })

  it('are told from what recurs', () => {
    expect(isUnit('fiscal-year')).toBe(true)
    expect(isUnit('day-of-week')).toBe(false)
    expect(isDatePart('day-of-week')).toBe(true)
    expect(isDatePart('constructor')).toBe(false)
  })
})
