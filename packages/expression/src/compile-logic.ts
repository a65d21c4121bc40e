import type { JsonValue, RecordValues } from '@tangram/data-model'
import type { Given, Logic } from './logic.ts'

/** Gives the value of a name that is not `$now`, `$today` or `$user…`; null when there is none. */
export type ReadValue = (path: string[]) => JsonValue
export type CompiledLogic = (read: ReadValue, given: Given) => JsonValue

export function compileLogic(logic: Logic): CompiledLogic {
  return () => logic
}

export function evaluateLogic(logic: Logic, values: RecordValues, given: Given): JsonValue {
  return compileLogic(logic)(([id]) => values[id ?? ''] ?? null, given)
}
