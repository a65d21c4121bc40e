/**
 * A decimal of any length: `units` times ten to the power of `-scale`. Nothing is rounded unless asked for.
 *
 *     exactOf('0.1').plus(exactOf('0.2')).toText() // '0.3'
 */
export class Exact {
  readonly units: bigint
  /** Digits after the point, never negative. */
  readonly scale: number

  constructor(units: bigint, scale: number) {
    this.units = scale < 0 ? units * tenTo(-scale) : units
    this.scale = Math.max(scale, 0)
  }

  plus(other: Exact): Exact {
    const scale = Math.max(this.scale, other.scale)
    return new Exact(this.unitsAt(scale) + other.unitsAt(scale), scale)
  }

  minus(other: Exact): Exact {
    return this.plus(other.negated())
  }

  times(other: Exact): Exact {
    return new Exact(this.units * other.units, this.scale + other.scale)
  }

  /** The remainder, with the sign of the dividend. */
  modulo(divisor: Exact): Exact {
    const scale = Math.max(this.scale, divisor.scale)
    return new Exact(this.unitsAt(scale) % divisor.unitsAt(scale), scale)
  }

  negated(): Exact {
    return new Exact(-this.units, this.scale)
  }

  absoluteValue(): Exact {
    return this.units < 0n ? this.negated() : this
  }

  floor(): Exact {
    const one = tenTo(this.scale)
    const whole = this.units / one
    return new Exact(this.units < 0n && this.units % one !== 0n ? whole - 1n : whole, 0)
  }

  ceil(): Exact {
    return this.negated().floor().negated()
  }

  /** Half away from zero; a negative scale rounds to tens, hundreds… */
  roundedTo(scale: number): Exact {
    if (scale >= this.scale) return this
    const step = tenTo(this.scale - scale)
    const half = step / 2n
    return new Exact((this.units < 0n ? this.units - half : this.units + half) / step, scale)
  }

  /** The quotient with so many digits after the point, the rest cut off. */
  dividedBy(divisor: Exact, scale: number): Exact {
    const shift = scale + divisor.scale - this.scale
    const units = shift < 0 ? this.units / (divisor.units * tenTo(-shift)) : (this.units * tenTo(shift)) / divisor.units
    return new Exact(units, scale)
  }

  /** Negative, zero or positive. */
  comparedTo(other: Exact): number {
    const scale = Math.max(this.scale, other.scale)
    const [a, b] = [this.unitsAt(scale), other.unitsAt(scale)]
    return a < b ? -1 : a > b ? 1 : 0
  }

  equals(other: Exact): boolean {
    return this.comparedTo(other) === 0
  }

  lessThan(other: Exact): boolean {
    return this.comparedTo(other) < 0
  }

  lessThanOrEqualTo(other: Exact): boolean {
    return this.comparedTo(other) <= 0
  }

  greaterThan(other: Exact): boolean {
    return this.comparedTo(other) > 0
  }

  greaterThanOrEqualTo(other: Exact): boolean {
    return this.comparedTo(other) >= 0
  }

  isZero(): boolean {
    return this.units === 0n
  }

  isInteger(): boolean {
    return this.units % tenTo(this.scale) === 0n
  }

  /** The nearest JavaScript number. */
  toNumber(): number {
    return Number(this.toText())
  }

  /** No exponent, no trailing zero, no negative zero. */
  toText(): string {
    const digits = String(this.units < 0n ? -this.units : this.units).padStart(this.scale + 1, '0')
    const point = digits.length - this.scale
    let end = digits.length
    while (end > point && digits[end - 1] === '0') end -= 1
    return (this.units < 0n ? '-' : '') + digits.slice(0, point) + (end > point ? `.${digits.slice(point, end)}` : '')
  }

  private unitsAt(scale: number): bigint {
    return scale === this.scale ? this.units : this.units * tenTo(scale - this.scale)
  }
}

const writing = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/

/** The decimal a text writes as digits with a sign, a point or an exponent, or a finite number holds. */
export function exactOf(value: string | number): Exact {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = writing.exec(String(value)) ?? []
  const units = BigInt(whole + fraction)
  return new Exact(sign === '-' ? -units : units, fraction.length - Number(exponent))
}

function tenTo(power: number): bigint {
  return 10n ** BigInt(power)
}
