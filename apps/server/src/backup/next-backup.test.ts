import { describe, expect, it } from 'vitest'
import { nextBackup } from './next-backup.ts'

const daily = { enabled: true, every: 'days', time: '02:15', days: [1, 2, 3, 4, 5, 6, 7], hours: 6 } as const
const plan = (changes: object) => ({ ...daily, days: [...daily.days], ...changes })

describe('when a backup is due next', () => {
  it.each([
    ['today by the clocks of the zone', {}, '2026-11-22T18:00:00.000Z', '2026-11-22T18:15:00.000Z'],
    ['never at the moment itself again', {}, '2026-11-22T18:15:00.000Z', '2026-11-23T18:15:00.000Z'],
    ['on the days that were chosen, Sunday among them', { days: [7] }, '2026-11-23T00:00:00.000Z', '2026-11-28T18:15:00.000Z'],
    ['every so many hours', { every: 'hours' }, '2026-11-23T05:59:00.000Z', '2026-11-23T06:00:00.000Z'],
    ['not while it is off', { enabled: false }, '2026-11-23T05:59:00.000Z', null],
    ['not when no day is chosen', { days: [] }, '2026-11-23T05:59:00.000Z', null],
  ])('%s', (_name, changes, after, expected) => {
    expect(nextBackup(plan(changes), 'Asia/Shanghai', after)).toBe(expected)
  })

  it('keeps its time when the clocks change', () => {
    const at = ['2026-10-24T12:00:00.000Z', '2026-10-25T12:00:00.000Z'].map((after) =>
      nextBackup(plan({ time: '04:00' }), 'Europe/Berlin', after),
    )
    expect(at).toEqual(['2026-10-25T03:00:00.000Z', '2026-10-26T03:00:00.000Z'])
  })
})
