import type { Diagnostic, ValueType } from '@tangram/data-model'
import { fromJsonLogic } from './from-json-logic.ts'
import type { Logic, Scope } from './logic.ts'

/**
 * Whether the expression means something, and the type of its value: undefined when it is wrong, or null whatever happens.
 *
 * @param path JSON Pointer of the expression within its document; diagnostics point below it
 */
export function checkExpression(logic: Logic, scope: Scope, path = ''): { type: ValueType | undefined; diagnostics: Diagnostic[] } {
  const { tree, diagnostics } = fromJsonLogic(logic, scope, path)
  return { type: tree?.type, diagnostics }
}
