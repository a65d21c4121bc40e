import { describe, expect, it } from 'vitest'
import { scheduleOf, type When, whenOf } from './schedule.ts'

describe('a schedule', () => {
  it.each<[When, string]>([
    [{ every: 'daily', at: '08:05', weekday: '1', day: '1' }, '5 8 * * *'],
    [{ every: 'working', at: '17:30', weekday: '1', day: '1' }, '30 17 * * 1-5'],
    [{ every: 'weekly', at: '09:00', weekday: '3', day: '1' }, '0 9 * * 3'],
    [{ every: 'monthly', at: '00:00', weekday: '1', day: 'L' }, '0 0 L * *'],
  ])('%j is kept as %s and read back', (when, schedule) => {
    expect(scheduleOf(when)).toBe(schedule)
    expect(whenOf(schedule)).toEqual(when)
  })
})
