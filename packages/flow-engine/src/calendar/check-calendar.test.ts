import { describe, expect, it } from 'vitest'
import { checkCalendar } from './check-calendar.ts'
import type { CalendarDocument } from './document.ts'

const calendar: CalendarDocument = {
  id: 'office',
  label: { en: 'Office' },
  zone: 'Asia/Shanghai',
  week: {
    mon: [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '24:00' },
    ],
  },
  holidays: [{ from: '2026-10-01', to: '2026-10-07' }],
  workdays: [{ date: '2026-10-10', hours: [] }],
}
const codes = (change: Partial<CalendarDocument>) => checkCalendar({ ...calendar, ...change }).map(({ code, path }) => [code, path])

describe('a calendar', () => {
  it('may have several hours a day, up to midnight', () => expect(codes({})).toEqual([]))

  it.each<[string, Partial<CalendarDocument>, string, string]>([
    ['a zone nobody knows', { zone: 'Mars/Olympus' }, 'calendar.zone.unknown', '/zone'],
    ['a week without hours', { week: {} }, 'calendar.week.closed', '/week'],
    ['hours that end before they begin', { week: { tue: [{ from: '18:00', to: '09:00' }] } }, 'calendar.hours.wrong', '/week/tue/0'],
    ['an hour no clock shows', { week: { tue: [{ from: '09:00', to: '24:30' }] } }, 'calendar.hours.wrong', '/week/tue/0'],
    [
      'hours that overlap',
      {
        week: {
          tue: [
            { from: '09:00', to: '12:00' },
            { from: '11:00', to: '13:00' },
          ],
        },
      },
      'calendar.hours.overlap',
      '/week/tue/1',
    ],
    ['a day that does not exist', { holidays: [{ from: '2026-02-30' }] }, 'calendar.date.wrong', '/holidays/0/from'],
    [
      'holidays that run backwards',
      { holidays: [{ from: '2026-02-03', to: '2026-02-01' }] },
      'calendar.holiday.backwards',
      '/holidays/0/to',
    ],
    ['holidays for ever', { holidays: [{ from: '2026-02-03', to: '2036-02-01' }] }, 'calendar.holiday.backwards', '/holidays/0/to'],
    [
      'an extra day named twice',
      {
        workdays: [
          { date: '2026-10-10', hours: [] },
          { date: '2026-10-10', hours: [] },
        ],
      },
      'calendar.workday.twice',
      '/workdays/1/date',
    ],
  ])('is told of %s', (_, change, code, path) => expect(codes(change)).toEqual([[code, path]]))
})
