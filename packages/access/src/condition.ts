import type { JsonValue, RecordValues } from '@tangram/data-model'
import { evaluateLogic, type Given, isTruthy } from '@tangram/expression'
import type { Condition } from './rights.ts'

/** Holds where every condition holds; `true` when there is none. */
export function all(conditions: readonly Condition[]): Condition {
  return joined('and', conditions)
}

/** Holds where one of the conditions holds; `false` when there is none. */
export function any(conditions: readonly Condition[]): Condition {
  return joined('or', conditions)
}

/** Whether the condition holds for these values. */
export function holdsFor(condition: Condition, values: RecordValues, given: Given): boolean {
  return typeof condition === 'boolean' ? condition : isTruthy(evaluateLogic(condition, values, given))
}

/** The literal that decides is returned as it is, the other one and repetitions fall out, nested joins of one kind become one. */
function joined(op: 'and' | 'or', conditions: readonly Condition[]): Condition {
  const decides = op === 'or'
  const parts = new Map<string, JsonValue>()
  for (const condition of conditions) {
    if (condition === decides) return decides
    if (condition === !decides) continue
    for (const part of operandsOf(op, condition)) parts.set(JSON.stringify(part), part)
  }
  const [first, ...others] = parts.values()
  if (first === undefined) return !decides
  return others.length === 0 ? first : { [op]: [first, ...others] }
}

function operandsOf(op: 'and' | 'or', condition: JsonValue): JsonValue[] {
  if (condition === null || typeof condition !== 'object' || Array.isArray(condition)) return [condition]
  const operands = Object.hasOwn(condition, op) && Object.keys(condition).length === 1 ? condition[op] : undefined
  return Array.isArray(operands) ? operands : [condition]
}
