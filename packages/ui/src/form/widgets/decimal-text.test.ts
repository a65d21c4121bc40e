import { describe, expect, it } from 'vitest'
import { decimalTyped, shiftDecimal } from './decimal-text.ts'

describe('a typed decimal', () => {
  it('may come with full-width digits, separators and a Chinese full stop', () => {
    expect(decimalTyped('１，２３４。５')).toBe('1234.5')
    expect(decimalTyped('1,234.5')).toBe('1234.5')
    expect(decimalTyped('−3')).toBe('-3')
  })

  it('that is none stays what it is', () => {
    expect(decimalTyped('12a')).toBe('12a')
  })
})

describe('moving the point', () => {
  it('is exact in both directions', () => {
    expect(shiftDecimal('0.125', 2)).toBe('12.5')
    expect(shiftDecimal('12.5', -2)).toBe('0.125')
    expect(shiftDecimal('7', -2)).toBe('0.07')
    expect(shiftDecimal('-0.1', 2)).toBe('-10')
    expect(shiftDecimal('0.1234567890123456789', 2)).toBe('12.34567890123456789')
  })

  it('leaves alone what is no decimal', () => {
    expect(shiftDecimal('12a', -2)).toBe('12a')
    expect(shiftDecimal('-', -2)).toBe('-')
  })
})
