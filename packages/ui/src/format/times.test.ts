import { describe, expect, it } from 'vitest'
import { formatDate, formatDuration, formatInstant, formatRelative, instantOf } from './times.ts'

const zone = 'Asia/Shanghai'
const now = Date.parse('2026-11-22T08:00:00.000Z')
const ago = (ms: number) => new Date(now - ms).toISOString()
const minutes = 60_000
const hours = 60 * minutes
const days = 24 * hours

describe('dates', () => {
  it('are 2026-11-22 in tables and 11月22日 in sentences', () => {
    expect(formatDate('2026-11-22', 'zh-CN')).toBe('2026-11-22')
    expect(formatDate('2026-11-22', 'zh-CN', 'short')).toBe('11月22日')
    expect(formatDate('2026-11-22', 'en', 'short')).toBe('Nov 22')
  })

  it('of a moment are those of the reader’s zone', () => {
    expect(formatInstant('2026-11-22T18:30:00.000Z', 'zh-CN', zone)).toBe('2026-11-23 02:30')
    expect(formatInstant('2026-11-22T18:30:00.000Z', 'en', 'America/New_York')).toBe('2026-11-22 13:30')
  })
})

describe('times that just passed', () => {
  it('are told by how long ago they were for less than a week', () => {
    expect(formatRelative(ago(20_000), now, 'zh-CN', zone)).toBe('刚刚')
    expect(formatRelative(ago(3 * hours), now, 'zh-CN', zone)).toBe('3 小时前')
    expect(formatRelative(ago(3 * hours), now, 'en', zone)).toBe('3 hours ago')
    expect(formatRelative(ago(-2 * hours), now, 'en', zone)).toBe('in 2 hours')
    expect(formatRelative(ago(6 * days), now, 'en', zone)).toBe('6 days ago')
  })

  it('are a day from a week on, with the year when it is another one', () => {
    expect(formatRelative(ago(7 * days), now, 'zh-CN', zone)).toBe('11月15日')
    expect(formatRelative('2025-12-31T08:00:00.000Z', now, 'zh-CN', zone)).toBe('2025-12-31')
  })
})

describe('durations', () => {
  it('show their two largest units', () => {
    expect(formatDuration(2 * hours + 15 * minutes, 'zh-CN')).toBe('2 小时 15 分')
    expect(formatDuration(2 * hours + 15 * minutes, 'en')).toBe('2 h 15 min')
    expect(formatDuration(3 * days + 4 * hours + 5 * minutes, 'en')).toBe('3 d 4 h')
    expect(formatDuration(3 * days + 5 * minutes, 'en')).toBe('3 d')
    expect(formatDuration(42_000, 'zh-CN')).toBe('42 秒')
    expect(formatDuration(0, 'en')).toBe('0 s')
  })
})

describe('a day and a time in a zone', () => {
  it('name one moment', () => {
    expect(instantOf('2026-11-22', '16:00', zone)).toBe('2026-11-22T08:00:00.000Z')
  })

  it('name it on both sides of a clock change', () => {
    expect(instantOf('2026-03-07', '12:00', 'America/New_York')).toBe('2026-03-07T17:00:00.000Z')
    expect(instantOf('2026-03-09', '12:00', 'America/New_York')).toBe('2026-03-09T16:00:00.000Z')
  })
})
