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

/**
 * @param numbers what the comparison says of two numbers
 * @param holds what it says of the sign of an order
 */
export const joinOrder =
  (numbers: (a: number, b: number) => boolean, holds: (sign: number) => boolean): JoinSome =>
  (operands) => {
    const other = (x: JsonValue, y: JsonValue): boolean => {
      const sign = order(x, y)
      return sign !== undefined && holds(sign)
    }
    const [left, right, third, ...others] = operands
    if (!left || !right || others.length > 0) return undefined
    const [a, b] = [left.run, right.run]
    if (third) return chain(a, b, third.run, (x, y) => (typeof x === 'number' && typeof y === 'number' ? numbers(x, y) : other(x, y)))
    const { literal } = right
    if (typeof literal === 'number') {
      return (read, given) => {
        const x = a(read, given)
        return typeof x === 'number' ? numbers(x, literal) : other(x, literal)
      }
    }
    return (read, given) => {
      const [x, y] = [a(read, given), b(read, given)]
      return typeof x === 'number' && typeof y === 'number' ? numbers(x, y) : other(x, y)
    }
  }

/** `a ≤ b ≤ c`: each value stands so beside the next. */
const chain =
  (a: CompiledLogic, b: CompiledLogic, c: CompiledLogic, holds: (x: JsonValue, y: JsonValue) => boolean): CompiledLogic =>
  (read, given) => {
    const [x, y, z] = [a(read, given), b(read, given), c(read, given)]
    return holds(x, y) && holds(y, z)
  }

/**
 * Two arguments that are numbers nearly always.
 *
 * @param compute undefined for numbers that have to be computed otherwise
 */
export const joinNumbers =
  (compute: (a: number, b: number) => number | null | undefined, evaluate: Evaluate): JoinSome =>
  ([left, right, ...others]) => {
    if (!left || !right || others.length > 0) return undefined
    const [a, b] = [left.run, right.run]
    return (read, given) => {
      const [x, y] = [a(read, given), b(read, given)]
      const result = typeof x === 'number' && typeof y === 'number' ? compute(x, y) : undefined
      return result === undefined ? evaluate([x, y], given) : result
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
    const parts = operands.map(({ run }) => run)
    return (read, given) => {
      let text = ''
      for (const part of parts) {
        const value = part(read, given)
        text += typeof value === 'string' ? value : written(value)
      }
      return withinText(text)
    }
  }
