import { describe, expect, it } from 'vitest'
import { count, hours, month, problem } from './charts/examples.ts'
import { formatValue } from './format-value.ts'
import type { ColumnMeta } from './result.ts'

const zh = { locale: 'zh-CN', timezone: 'Asia/Shanghai' } as const
const en = { locale: 'en', timezone: 'America/New_York' } as const

describe('formatValue', () => {
  it.each([
    ['month', '2026年11月', 'Nov 2026'],
    ['quarter', '2026年4季度', 'Q4 2026'],
    ['year', '2026年', '2026'],
    ['week', '2026-11-01 当周', 'Week of 2026-11-01'],
    ['day', '2026-11-01', '2026-11-01'],
  ] as const)('names a %s', (by, chinese, english) => {
    const column: ColumnMeta = { ...month, by }
    expect(formatValue('2026-11-01', column, zh)).toBe(chinese)
    expect(formatValue('2026-11-01', column, en)).toBe(english)
  })

  it('shows an option by its label, and one that is gone by its id', () => {
    expect(formatValue('delivery', problem, zh)).toBe('物流')
    expect(formatValue('lost', problem, zh)).toBe('lost')
  })

  it('names the group without a value and the others as their author did, else in plain words', () => {
    expect(formatValue(null, problem, en)).toBe('(empty)')
    expect(formatValue(null, { ...problem, empty: { en: 'Not dispatched' } }, en)).toBe('Not dispatched')
    expect(formatValue({ others: [] }, problem, zh)).toBe('其他')
  })

  it('shows an instant in the zone of the result', () => {
    const column: ColumnMeta = { ...month, by: undefined }
    expect(formatValue('2026-11-01T02:30:00.000Z', column, zh)).toBe('2026-11-01 10:30')
    expect(formatValue('2026-11-01T02:30:00.000Z', column, en)).toBe('2026-10-31 22:30')
  })

  it('shows a mean as one even when it is whole, and a count as it is', () => {
    const mean: ColumnMeta = { ...count, valueType: { kind: 'decimal', precision: 10, scale: 2 } }
    expect(formatValue('4', mean, en)).toBe('4.0')
    const sum: ColumnMeta = { ...count, valueType: { kind: 'decimal', precision: 38, scale: 0 } }
    expect(formatValue('12840', sum, en)).toBe('12,840')
    expect(formatValue('4.256', mean, en)).toBe('4.26')
    expect(formatValue(4, count, en)).toBe('4')
  })

  it('shows a reference by its label', () => {
    const column: ColumnMeta = { ...problem, valueType: { kind: 'reference', to: 'team' }, options: undefined }
    expect(formatValue('u1', column, { ...zh, labels: { u1: '技术组' } })).toBe('技术组')
  })

  it.each([
    ['0', '0 分', '0 min'],
    ['0.5', '30 分', '30 min'],
    ['2.25', '2 小时 15 分', '2 h 15 min'],
    ['48', '2 天', '2 d'],
    ['49.9', '2 天 1 小时', '2 d 1 h'],
    ['0.9999', '1 小时', '1 h'],
  ])('reads %s hours', (value, chinese, english) => {
    expect(formatValue(value, hours, zh)).toBe(chinese)
    expect(formatValue(value, hours, en)).toBe(english)
  })

  it('groups numbers, and shows money and percent', () => {
    expect(formatValue(1234567, count, en)).toBe('1,234,567')
    expect(formatValue('1234.5', { ...count, format: 'money' }, zh)).toBe('¥1,234.50')
    expect(formatValue('0.1234', { ...count, format: 'percent' }, en)).toBe('12.3%')
  })
})
