import { describe, expect, it } from 'vitest'
import type { CalendarDocument } from './calendar/document.ts'
import type { ProcessDocument } from './document.ts'
import { dueAt, type TimerConfig } from './due-at.ts'
import { parseDuration } from './duration.ts'
import type { NodeContext } from './node-type.ts'
import { Bench } from './testing/bench.ts'
import { processOf } from './testing/build.ts'

/** When the timer of a wait is due. It is Sunday, 2026-11-22, 16:00 in Shanghai. */
function due(config: object, more: { values?: object; calendar?: CalendarDocument } = {}): string {
  const document: ProcessDocument = {
    ...processOf(
      [
        ['start', 'start'],
        ['wait', 'timer-event', { ...config }],
        ['end', 'end'],
      ],
      ['start → wait', 'wait → end'],
    ),
    ...(more.calendar ? { calendar: more.calendar.id } : {}),
  }
  const bench = new Bench(document, { world: { values: { ...more.values } } })
  bench.process.calendar = more.calendar
  bench.start()
  const [timer] = Object.values(bench.element('wait').timers ?? {})
  return timer?.dueAt ?? ''
}

describe('a timer is due', () => {
  it.each([
    [{ after: 'PT90M' }, {}, '2026-11-22T09:30:00.000Z'],
    [{ after: 'P1M2DT1H' }, {}, '2026-12-24T09:00:00.000Z'],
    [{ after: { var: 'minutes' } }, { minutes: 30 }, '2026-11-22T08:30:00.000Z'],
    [{ after: { var: 'span' } }, { span: 'P1W' }, '2026-11-29T08:00:00.000Z'],
    [{ waits: 'at', at: 'day' }, { day: '2026-12-01' }, '2026-11-30T16:00:00.000Z'],
    [{ waits: 'at', at: '2026-12-01T09:00:00+08:00' }, {}, '2026-12-01T01:00:00.000Z'],
    [{ waits: 'at', at: { var: 'moment' } }, { moment: '2026-12-01T01:00:00.000Z' }, '2026-12-01T01:00:00.000Z'],
  ])('%j', (config, values, at) => {
    expect(due(config, { values })).toBe(at)
  })

  it.each([
    ['P1D', '2026-10-24T08:00:00.000Z', '2026-10-25T09:00:00.000Z'],
    ['PT24H', '2026-10-24T08:00:00.000Z', '2026-10-25T08:00:00.000Z'],
    ['P1M', '2027-01-31T08:00:00.000Z', '2027-02-28T08:00:00.000Z'],
    ['P1Y', '2028-02-29T08:00:00.000Z', '2029-02-28T08:00:00.000Z'],
  ])('%s after %s, as clocks and calendars in Rome go', (after, now, at) => {
    const rome: Partial<NodeContext<TimerConfig>> = {
      now,
      zone: 'Europe/Rome',
      config: { waits: 'after', after },
      evaluate: () => after,
      later: (from, ms) => new Date(Date.parse(from) + ms).toISOString(),
    }
    expect(dueAt(rome as NodeContext<TimerConfig>)).toBe(at)
  })

  it.each(['P9999999Y', 'P9000Y', 'P99999999999999999999D', 'PT99999999999999H', 1e300, '+200000-01-01T00:00:00Z'])(
    'never at %s, which no calendar holds',
    (span) => {
      const config = String(span).startsWith('+') ? { waits: 'at', at: { var: 'span' } } : { after: { var: 'span' } }
      expect(() => due(config, { values: { span } })).toThrow('flow.timer.unreadable')
    },
  )

  it('by the working calendar of the process, as far as it counts hours', () => {
    const office: CalendarDocument = {
      id: 'office',
      label: { en: 'Office' },
      zone: 'Asia/Shanghai',
      week: { mon: [{ from: '09:00', to: '18:00' }] },
      holidays: [],
      workdays: [],
    }
    expect(due({ after: 'PT2H' }, { calendar: office })).toBe('2026-11-23T03:00:00.000Z')
  })

  it('never, when its expression gives no date or duration', () => {
    expect(() => due({ after: { var: 'span' } }, { values: { span: 'soon' } })).toThrow('flow.timer.unreadable')
    expect(() => due({ waits: 'at', at: 'day' }, { values: { day: null } })).toThrow('flow.timer.unreadable')
  })
})

describe('a duration', () => {
  it('is read as ISO 8601 writes it', () => {
    expect(parseDuration('P1Y2M3W4DT5H6M7S')).toEqual({ years: 1, months: 2, days: 25, ms: 18_367_000 })
    for (const text of ['', 'P', 'PT', '1H', 'P1H', 'PT1D']) expect(parseDuration(text)).toBeUndefined()
  })
})
