import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Exact, exactOf } from './exact.ts'

const Peer = Decimal.clone({ precision: 3000, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -9000, toExpPos: 9000 })
const digits = (least: number) => fc.array(fc.constantFrom(...'0123456789', '0', '5', '9'), { minLength: least, maxLength: 30 })
const decimalText = fc
  .tuple(fc.constantFrom('', '-', '+'), digits(1), digits(0))
  .map(([sign, whole, fraction]) => `${sign}${whole.join('')}${fraction.length > 0 ? `.${fraction.join('')}` : ''}`)
const number = fc.oneof(decimalText, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger())
const textOf = (value: Decimal) => (value.isZero() ? '0' : value.toFixed())

describe('an exact decimal', () => {
  it('keeps what binary fractions lose', () => {
    expect(exactOf('0.1').plus(exactOf('0.2')).toText()).toBe('0.3')
    expect(exactOf(1e-7).toText()).toBe('0.0000001')
    expect(exactOf('9007199254740993').times(exactOf('10.50')).toText()).toBe('94575592174780426.5')
  })

  it('rounds halves away from zero, also to tens', () => {
    expect(['2.5', '-2.5', '2.4999'].map((text) => exactOf(text).roundedTo(0).toText())).toEqual(['3', '-3', '2'])
    expect(['25', '-25', '4', '5'].map((text) => exactOf(text).roundedTo(-1).toText())).toEqual(['30', '-30', '0', '10'])
    expect(exactOf('-0.004').roundedTo(2).toText()).toBe('0')
  })

  it('agrees with decimal.js on one number', () => {
    const functions: [(x: Exact) => unknown, (x: Decimal) => unknown][] = [
      [(x) => x.toText(), textOf],
      [(x) => x.floor().toText(), (x) => textOf(x.floor())],
      [(x) => x.ceil().toText(), (x) => textOf(x.ceil())],
      [(x) => x.absoluteValue().toText(), (x) => textOf(x.absoluteValue())],
      [(x) => x.isInteger(), (x) => x.isInteger()],
      [(x) => x.isZero(), (x) => x.isZero()],
      [(x) => x.toNumber(), (x) => x.toNumber() + 0],
    ]
    fc.assert(
      fc.property(number, (value) => {
        for (const [ours, theirs] of functions) expect(ours(exactOf(value))).toEqual(theirs(new Peer(value)))
      }),
    )
  })

  it('agrees with decimal.js on two numbers', () => {
    fc.assert(
      fc.property(number, number, (left, right) => {
        const [a, b, x, y] = [exactOf(left), exactOf(right), new Peer(left), new Peer(right)]
        expect(a.plus(b).toText()).toBe(textOf(x.plus(y)))
        expect(a.minus(b).toText()).toBe(textOf(x.minus(y)))
        expect(a.times(b).toText()).toBe(textOf(x.times(y)))
        expect(a.comparedTo(b)).toBe(x.comparedTo(y))
        if (!b.isZero()) expect(a.modulo(b).toText()).toBe(textOf(x.modulo(y)))
      }),
    )
  })

  it('agrees with decimal.js when it rounds and divides', () => {
    fc.assert(
      fc.property(decimalText, decimalText, fc.integer({ min: -12, max: 25 }), (left, right, scale) => {
        const [a, b, x, y] = [exactOf(left), exactOf(right), new Peer(left), new Peer(right)]
        const rounded = scale >= 0 ? x.toDecimalPlaces(scale) : x.toNearest(new Peer(10).pow(-scale))
        expect(a.roundedTo(scale).toText()).toBe(textOf(rounded))
        const shift = new Peer(10).pow(scale)
        if (!b.isZero()) expect(a.dividedBy(b, scale).toText()).toBe(textOf(x.times(shift).dividedToIntegerBy(y).dividedBy(shift)))
      }),
    )
  })
})
