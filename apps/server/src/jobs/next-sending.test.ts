import type { CalendarDocument } from '@tangram/flow-engine'
import { describe, expect, it } from 'vitest'
import { nextOpenDay } from './next-sending.ts'

const hours = [{ from: '09:00', to: '18:00' }]
const china: CalendarDocument = {
  id: 'office',
  label: {},
  zone: 'Asia/Shanghai',
  week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  holidays: [{ from: '2026-10-01', to: '2026-10-08' }],
  workdays: [{ date: '2026-10-10', hours }],
}

/** So many sendings, by the clocks of a zone: `2026-03-29 08:00`. */
function sendings(schedule: string, zone: string, after: string, count: number, calendar?: CalendarDocument): string[] {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  const found: string[] = []
  for (let at: string | null = after; found.length < count; ) {
    at = nextOpenDay({ schedule, zone }, calendar, at)
    if (at === null) break
    found.push(shown.format(Date.parse(at)))
  }
  return found
}

describe('a delivery by the clocks of its zone', () => {
  it('comes at the same time of day before and after the clocks are changed', () => {
    expect(sendings('0 8 * * *', 'Europe/Berlin', '2026-03-27T12:00:00.000Z', 3)).toEqual([
      '2026-03-28 08:00',
      '2026-03-29 08:00',
      '2026-03-30 08:00',
    ])
    expect(sendings('0 8 * * *', 'Europe/Berlin', '2026-10-23T12:00:00.000Z', 3)).toEqual([
      '2026-10-24 08:00',
      '2026-10-25 08:00',
      '2026-10-26 08:00',
    ])
    expect(nextOpenDay({ schedule: '0 8 * * *', zone: 'Europe/Berlin' }, undefined, '2026-03-28T12:00:00.000Z')).toBe(
      '2026-03-29T06:00:00.000Z',
    )
  })

  it('comes once on the day whose clocks skip its time, and once on the day whose clocks show it twice', () => {
    const days = (found: string[]) => found.map((one) => one.slice(0, 10))
    expect(days(sendings('30 2 * * *', 'Europe/Berlin', '2026-03-27T12:00:00.000Z', 3))).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
    expect(days(sendings('30 2 * * *', 'Europe/Berlin', '2026-10-23T12:00:00.000Z', 3))).toEqual(['2026-10-24', '2026-10-25', '2026-10-26'])
    expect(days(sendings('30 1 * * *', 'America/New_York', '2026-10-31T12:00:00.000Z', 2))).toEqual(['2026-11-01', '2026-11-02'])
  })

  it('comes at midnight UTC in Shanghai at eight, all year', () => {
    for (const day of ['2026-01-15', '2026-03-29', '2026-07-15', '2026-10-25'])
      expect(nextOpenDay({ schedule: '0 8 * * *', zone: 'Asia/Shanghai' }, undefined, `${day}T00:00:00.000Z`)?.slice(10)).toBe(
        'T00:00:00.000Z',
      )
  })

  it('passes over the days its calendar has closed, and comes on a Saturday that is worked', () => {
    expect(sendings('0 8 * * *', 'Asia/Shanghai', '2026-09-29T12:00:00.000Z', 4, china)).toEqual([
      '2026-09-30 08:00',
      '2026-10-09 08:00',
      '2026-10-10 08:00',
      '2026-10-12 08:00',
    ])
    // Sunday by the clocks of the zone, Saturday in UTC.
    expect(sendings('30 0 * * *', 'Asia/Shanghai', '2026-10-16T12:00:00.000Z', 1, china)).toEqual(['2026-10-19 00:30'])
  })

  it('never comes when its calendar is always closed', () => {
    expect(nextOpenDay({ schedule: '0 8 * * *', zone: 'UTC' }, { ...china, week: {}, workdays: [] }, '2026-10-01T00:00:00.000Z')).toBeNull()
  })
})
