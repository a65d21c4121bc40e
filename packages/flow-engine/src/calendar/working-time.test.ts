import { wallClockIn } from '@tangram/expression'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarDocument, OpenHours } from './document.ts'
import { weekdays } from './document.ts'
import { addWorkingTime, workingTimeBetween } from './working-time.ts'

const day: OpenHours[] = [{ from: '09:00', to: '18:00' }]
const office: CalendarDocument = {
  id: 'office',
  label: { en: 'Office' },
  zone: 'Asia/Shanghai',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day },
  holidays: [{ from: '2026-10-01', to: '2026-10-07', label: { 'zh-CN': '国庆节' } }],
  workdays: [{ date: '2026-10-10', hours: day }],
}
const hour = 3_600_000
const shanghai = (text: string) => new Date(`${text}:00+08:00`).toISOString()

describe('working time', () => {
  it.each([
    ['goes on the next morning', '2026-11-23T17:30', 1, '2026-11-24T09:30'],
    ['passes over the weekend', '2026-11-20T17:30', 1, '2026-11-23T09:30'],
    ['may end as the day does', '2026-11-23T09:00', 9, '2026-11-23T18:00'],
    ['begins when work does', '2026-11-23T03:00', 2, '2026-11-23T11:00'],
    ['passes over a week of holidays', '2026-09-30T17:00', 2, '2026-10-08T10:00'],
    ['counts a Saturday that is worked', '2026-10-09T17:00', 2, '2026-10-10T10:00'],
  ])('%s', (_, from, hours, to) => {
    expect(addWorkingTime(office, shanghai(from), hours * hour)).toBe(shanghai(to))
    expect(workingTimeBetween(office, shanghai(from), shanghai(to))).toBe(hours * hour)
  })

  it('lets an extra working day win over a holiday', () => {
    const calendar = { ...office, workdays: [{ date: '2026-10-01', hours: [{ from: '10:00', to: '12:00' }] }] }
    expect(workingTimeBetween(calendar, shanghai('2026-10-01T00:00'), shanghai('2026-10-08T00:00'))).toBe(2 * hour)
  })

  it('does not work an hour that spring skips, and works twice the one that autumn repeats', () => {
    const night = { ...office, zone: 'America/New_York', holidays: [], workdays: [], week: { sun: [{ from: '00:00', to: '06:00' }] } }
    expect(workingTimeBetween(night, '2026-03-08T00:00:00.000Z', '2026-03-09T12:00:00.000Z')).toBe(5 * hour)
    expect(workingTimeBetween(night, '2026-11-01T00:00:00.000Z', '2026-11-02T12:00:00.000Z')).toBe(7 * hour)
  })

  it('says so when there is no time left to work', () => {
    expect(() => addWorkingTime({ ...office, week: {}, workdays: [] }, shanghai('2026-10-01T00:00'), 1)).toThrow(
      expect.objectContaining({ code: 'flow.calendar.closed' }),
    )
  })

  it('takes a decade in a few milliseconds', () => {
    const from = '2026-01-01T00:00:00.000Z'
    workingTimeBetween(office, from, '2036-01-01T00:00:00.000Z')
    const began = performance.now()
    const worked = workingTimeBetween(office, from, '2036-01-01T00:00:00.000Z')
    expect(addWorkingTime(office, from, worked)).toBe('2035-12-31T10:00:00.000Z')
    expect(performance.now() - began).toBeLessThan(100)
  })
})

const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Kathmandu', 'UTC']
const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const hours = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
  .map(([from, length]) => ({ from: clock(from * 15), to: clock(Math.min(from + length, 96) * 15) }))
const spans = fc.array(hours, { maxLength: 3 })
const dayMs = 24 * hour
const dateNear = (start: number) => fc.integer({ min: -3, max: 8 }).map((days) => new Date(start + days * dayMs).toISOString().slice(0, 10))

/** Around changes to and from daylight saving time in all of the zones. */
const moments = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01', '2026-02-15', '2026-03-22'].map(
  Date.parse,
)

const situation = fc.constantFrom(...moments).chain((start) =>
  fc.record({
    calendar: fc.record({
      id: fc.constant('c'),
      label: fc.constant({ en: 'C' }),
      zone: fc.constantFrom(...zones),
      week: fc.record(Object.fromEntries(weekdays.map((each) => [each, spans]))),
      holidays: fc.array(
        dateNear(start).map((from) => ({ from })),
        { maxLength: 3 },
      ),
      workdays: fc.uniqueArray(fc.record({ date: dateNear(start), hours: spans }), { maxLength: 2, selector: ({ date }) => date }),
    }),
    from: fc.integer({ min: -2 * 1440, max: 2 * 1440 }).map((minutes) => start + minutes * 60_000),
    length: fc.integer({ min: 0, max: 5 * 1440 }),
  }),
)

/** Looks at the clock on the wall once a minute. */
function isOpenAt(calendar: CalendarDocument, ms: number): boolean {
  const wall = new Date(wallClockIn(ms, calendar.zone))
  const [date, time] = [wall.toISOString().slice(0, 10), wall.toISOString().slice(11, 16)]
  const isWithin = (each: readonly OpenHours[]) => each.some(({ from, to }) => from <= time && time < to)
  const worked = calendar.workdays.find((workday) => workday.date === date)
  if (worked) return isWithin(worked.hours)
  if (calendar.holidays.some(({ from, to }) => from <= date && date <= (to ?? from))) return false
  return isWithin(calendar.week[weekdays[(wall.getUTCDay() + 6) % 7] ?? 'mon'] ?? [])
}

it('agrees with somebody who looks at the clock every minute', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(situation, ({ calendar, from, length }) => {
      let worked = 0
      for (let minute = 0; minute < length; minute++) if (isOpenAt(calendar, from + minute * 60_000)) worked++
      const [a, b] = [new Date(from).toISOString(), new Date(from + length * 60_000).toISOString()]
      expect(workingTimeBetween(calendar, a, b)).toBe(worked * 60_000)
      if (worked === 0) return
      const due = addWorkingTime(calendar, a, worked * 60_000)
      expect(due <= b).toBe(true)
      expect(workingTimeBetween(calendar, a, due)).toBe(worked * 60_000)
      // No earlier instant would do.
      expect(workingTimeBetween(calendar, a, new Date(Date.parse(due) - 1).toISOString())).toBe(worked * 60_000 - 1)
    }),
    { numRuns: 150 },
  )
})
