import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareDecimals, decimalOfNumber, digitsOf, isDecimalText, isStep, roundDecimal } from './decimals.ts'

describe('decimals as text', () => {
  it('are written with a point and no exponent', () => {
    expect(['0', '-12.50', '007', '1.0'].every(isDecimalText)).toBe(true)
    expect(['', '.5', '5.', '+1', '1e3', '1,000', ' 1', '٣', 12].some(isDecimalText)).toBe(false)
  })

  it('compare by value at any length', () => {
    expect(compareDecimals('9007199254740993', '9007199254740992')).toBe(1)
    expect(compareDecimals('-0.10', '-0.1')).toBe(0)
    expect(compareDecimals('-2', '1')).toBe(-1)
  })

  it('count the digits that matter', () => {
    expect(digitsOf('-0012.3400')).toEqual({ whole: 2, fraction: 2 })
    expect(digitsOf('0.05')).toEqual({ whole: 0, fraction: 2 })
  })

  it('round half away from zero, as PostgreSQL does', () => {
    expect(roundDecimal('1.005', 2)).toBe('1.01')
    expect(roundDecimal('-2.5', 0)).toBe('-3')
    expect(roundDecimal('2.4999', 0)).toBe('2')
    expect(roundDecimal('7', 2)).toBe('7.00')
    expect(roundDecimal('-0.004', 2)).toBe('0.00')
  })

  it('lie on a step from the start', () => {
    expect(isStep('0.3', '0', '0.1')).toBe(true)
    expect(isStep('0.35', '0', '0.1')).toBe(false)
    expect(isStep('-5', '-10', '2.5')).toBe(true)
  })

  it('come from numbers without an exponent', () => {
    expect(decimalOfNumber(1e21)).toBe('1000000000000000000000')
    expect(decimalOfNumber(-1.5e-7)).toBe('-0.00000015')
    expect(decimalOfNumber(Number.NaN)).toBeUndefined()
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = decimalOfNumber(value) ?? ''
        expect(isDecimalText(text)).toBe(true)
        expect(Number(text)).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})
