import type { Diagnostic, ValueType } from '@tangram/data-model'
import { checkCore } from './core/check-core.ts'
import { fromJsonLogic } from './from-json-logic.ts'
import type { Logic, Scope } from './logic.ts'

/**
 * Which language an expression is held to. `typed`, the one of every document here: each part has a type, and the answer is the same in
 * JavaScript and in PostgreSQL. `core`: the operators of json-logic-js and nothing else, untyped, for `compileCore` alone.
 */
export type Profile = 'core' | 'typed'

/** Where the expression stands: a JSON Pointer within its document, or that and the profile. */
export type CheckOptions = string | { path?: string; profile?: Profile }

/**
 * Whether the expression means something, and the type of its value: undefined when it is wrong, or null whatever happens.
 *
 *     checkExpression({ '>': [{ var: 'count' }, 3] }, scope) // { type: { kind: 'boolean' }, diagnostics: [] }
 *     checkExpression({ sum: [1, 2] }, scope, { profile: 'core' }).diagnostics[0].code // 'expression.core.operator'
 */
export function checkExpression(
  logic: Logic,
  scope: Scope,
  options: CheckOptions = '',
): { type: ValueType | undefined; diagnostics: Diagnostic[] } {
  const { path = '', profile = 'typed' } = typeof options === 'string' ? { path: options } : options
  if (profile === 'core') return { type: undefined, diagnostics: checkCore(logic, path) }
  const { tree, diagnostics } = fromJsonLogic(logic, scope, path)
  return { type: tree?.type, diagnostics }
}
