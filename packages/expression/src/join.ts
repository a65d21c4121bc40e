import type { JsonValue } from '@tangram/data-model'
import { withinText } from './budget.ts'
import { isEqual, order } from './compare.ts'
import type { CompiledLogic } from './logic.ts'
import { exactly } from './number.ts'
import type { Evaluate, Join, Operand } from './operator.ts'

/**
 * Closures for the ways operators are mostly called: two arguments, often one of them written out, numbers that JavaScript computes
 * exactly. They save the list of arguments and two calls for each, which is most of the time an expression takes. `evaluate` says what
 * an operator means; a property test holds both equal.
 */
type JoinSome = (operands: readonly Operand[]) => CompiledLogic | undefined

export const joinOne =
  (compute: (value: JsonValue) => JsonValue): JoinSome =>
  ([first, ...others]) => {
    if (!first || others.length > 0) return undefined
    const { run } = first
    return (read, given) => compute(run(read, given))
  }

/** @param wanted what equal values give */
export const joinEqual =
  (wanted: boolean): JoinSome =>
  ([left, right, ...others]) => {
    if (!left || !right || others.length > 0) return undefined
    const [a, b] = [left.run, right.run]
    if (isOnlyItself(right.literal)) return equalTo(a, right.literal, wanted)
    if (isOnlyItself(left.literal)) return equalTo(b, left.literal, wanted)
    return (read, given) => isEqual(a(read, given), b(read, given)) === wanted
  }

/** Whether nothing but the very same value equals it: 7 equals the text "7.0" too. */
function isOnlyItself(value: JsonValue | undefined): value is string | boolean | null {
  return value === null || typeof value === 'boolean' || (typeof value === 'string' && exactly(value) === undefined)
}

const equalTo =
  (run: CompiledLogic, value: string | boolean | null, wanted: boolean): CompiledLogic =>
  (read, given) =>
    (run(read, given) === value) === wanted

/** What a comparison says of a value that stands below, level with or above the other one. */
type Says = { below: boolean; level: boolean; above: boolean }

/** Without an order every comparison is false. */
function compared(x: JsonValue, y: JsonValue, { below, level, above }: Says): boolean {
  const sign = order(x, y)
  return sign !== undefined && (sign < 0 ? below : sign === 0 ? level : above)
}

export const joinOrder =
  (says: Says): JoinSome =>
  ([left, right, third, ...others]) => {
    if (!left || !right || others.length > 0) return undefined
    const { below, level, above } = says
    const [a, b] = [left.run, right.run]
    if (third) return chain(a, b, third.run, says)
    const { literal } = right
    if (typeof literal === 'number') {
      return (read, given) => {
        const x = a(read, given)
        if (typeof x !== 'number') return compared(x, literal, says)
        return x < literal ? below : x === literal ? level : above
      }
    }
    return (read, given) => {
      const x = a(read, given)
      const y = b(read, given)
      if (typeof x !== 'number' || typeof y !== 'number') return compared(x, y, says)
      return x < y ? below : x === y ? level : above
    }
  }

/** `a ≤ b ≤ c`: each value stands so beside the next. */
const chain =
  (a: CompiledLogic, b: CompiledLogic, c: CompiledLogic, says: Says): CompiledLogic =>
  (read, given) => {
    const [x, y, z] = [a(read, given), b(read, given), c(read, given)]
    return compared(x, y, says) && compared(y, z, says)
  }

/** What is beyond is no longer exact. */
const limit = 2 ** 53

/**
 * Two numbers, nearly always. The branches are in one place, because a call of a function each would cost more than the sum.
 *
 * @param evaluate what the operator gives where JavaScript's own numbers do not do
 */
export const joinNumbers =
  (kind: '+' | '-' | '*' | 'min' | 'max', evaluate: Evaluate): JoinSome =>
  ([left, right, ...others]) => {
    if (!left || !right || others.length > 0) return undefined
    const [a, b] = [left.run, right.run]
    return (read, given) => {
      const x = a(read, given)
      const y = b(read, given)
      if (typeof x !== 'number' || typeof y !== 'number') return evaluate([x, y], given)
      if (kind === 'min' || kind === 'max') {
        if (!Number.isSafeInteger(x) || !Number.isSafeInteger(y)) return evaluate([x, y], given)
        return (x < y === (kind === 'min') ? x : y) + 0
      }
      const result = kind === '+' ? x + y : kind === '-' ? x - y : x * y
      // Adding 0 makes 0 of −0.
      return result < limit && result > -limit ? result + 0 : evaluate([x, y], given)
    }
  }

/** One of a list that is written out. */
export const joinOneOf: JoinSome = ([needle, hay, ...others]) => {
  if (!needle || !Array.isArray(hay?.literal) || others.length > 0) return undefined
  const { run } = needle
  const items = hay.literal
  return (read, given) => {
    const value = run(read, given)
    return value !== null && items.includes(value)
  }
}

/** All arguments one after another. */
export const joinText =
  (written: (value: JsonValue) => string): Join =>
  (operands) => {
    const parts = operands.map(({ run, literal }) => (literal === undefined ? run : written(literal)))
    return (read, given) => {
      let text = ''
      for (const part of parts) {
        const value = typeof part === 'string' ? part : part(read, given)
        text += typeof value === 'string' ? value : written(value)
      }
      return withinText(text)
    }
  }
