import { exactOf } from '@tangram/expression'

/** An exact number: no rounding, whatever it was divided by. */
export class Rational {
  readonly over: bigint
  /** Always positive. */
  readonly under: bigint

  constructor(over: bigint, under = 1n) {
    const divisor = greatestCommon(over, under) * (under < 0n ? -1n : 1n)
    this.over = over / divisor
    this.under = under / divisor
  }

  plus(other: Rational): Rational {
    return new Rational(this.over * other.under + other.over * this.under, this.under * other.under)
  }

  minus(other: Rational): Rational {
    return new Rational(this.over * other.under - other.over * this.under, this.under * other.under)
  }

  times(other: Rational): Rational {
    return new Rational(this.over * other.over, this.under * other.under)
  }

  /** Undefined by zero. */
  dividedBy(other: Rational): Rational | undefined {
    return other.over === 0n ? undefined : new Rational(this.over * other.under, this.under * other.over)
  }

  floor(): bigint {
    const whole = this.over / this.under
    return this.over < 0n && whole * this.under !== this.over ? whole - 1n : whole
  }

  comparedTo(other: Rational): number {
    const [a, b] = [this.over * other.under, other.over * this.under]
    return a < b ? -1 : a > b ? 1 : 0
  }

  /** Its digits when there is an end to them within forty, else rounded there. */
  toText(): string {
    const digits = 40
    return exactOf(`${(this.over * 10n ** BigInt(digits)) / this.under}e-${digits}`).toText()
  }
}

export function rationalOf(value: string | number): Rational {
  const { units, scale } = exactOf(value)
  return new Rational(units, 10n ** BigInt(scale))
}

function greatestCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}
