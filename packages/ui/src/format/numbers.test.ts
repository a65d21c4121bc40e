import { describe, expect, it } from 'vitest'
import { formatBytes, formatMoney, formatNumber, formatPercent } from './numbers.ts'

describe('numbers', () => {
  it('are grouped', () => {
    expect(formatNumber(1234567.5, 'zh-CN')).toBe('1,234,567.5')
  })

  it('keep every digit of a decimal text that a float could not hold', () => {
    expect(formatNumber('12345678901234567.89', 'en')).toBe('12,345,678,901,234,567.89')
  })

  it('show money with its currency', () => {
    expect(formatMoney('1234.5', 'CNY', 'zh-CN')).toBe('¥1,234.50')
    expect(formatMoney('1234.5', 'USD', 'en')).toBe('$1,234.50')
  })

  it('show fractions as percent', () => {
    expect(formatPercent('0.125', 'en')).toBe('12.5%')
  })

  it('show sizes of files in the unit that fits', () => {
    expect(formatBytes(0, 'en')).toBe('0 byte')
    expect(formatBytes(2_400_000, 'en')).toBe('2.4 MB')
  })
})
