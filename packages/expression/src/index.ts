/**
 * One language for conditions and computed values. People write formulas, documents keep JSON Logic by ids, and the same expression
 * runs as closures here and as SQL in PostgreSQL (`@tangram/expression/sql`) with the same answer.
 *
 *     const scope = entityScope(ticket, (id) => entities[id])
 *     parseFormula('IF(状态="已解决", 1, 0)', scope) // { logic: { if: [{ '==': [{ var: 'status' }, 'resolved'] }, 1, 0] } }
 *     const run = compileEvaluator(logic)
 *     run(([field]) => record.values[field] ?? null, { now, zone: 'Asia/Shanghai' }) // 1
 */

export { type CheckOptions, checkExpression, type Profile } from './check-expression.ts'
export { compileEvaluator, evaluateLogic } from './compile-evaluator.ts'
export { type Completion, type CompletionOptions, type Completions, completionsAt } from './completions.ts'
export { compileCore } from './core/compile-core.ts'
export { entityScope, type MoreNames } from './entity-scope.ts'
export { expressionErrors } from './errors.ts'
export { exactOf } from './exact.ts'
export { keepFolds } from './folded.ts'
export { type FormulaPiece, formulaPieces } from './formula-pieces.ts'
export { fromJsonLogic } from './from-json-logic.ts'
export { type FunctionDescription, functionGroups, functions } from './functions.ts'
export { typeLabel } from './kind-names.ts'
export type { CompiledLogic, Given, Logic, ReadValue, Scope } from './logic.ts'
export { expressionMessages } from './messages.ts'
export { namesIn, renameIn } from './names.ts'
export { ownValue } from './own-value.ts'
export { parseFormula } from './parse-formula.ts'
export { printFormula } from './print-formula.ts'
export { type Related, recordReader, rowReader, valueAt } from './read-name.ts'
export { rowScope } from './row-scope.ts'
export { type Signature, signatureAt } from './signature.ts'
export { toJsonLogic } from './to-json-logic.ts'
export type { FormulaDiagnostic } from './tokens.ts'
export { isTruthy } from './truth.ts'
export type { Typed as TypedExpression } from './typed-expression.ts'
export { dateIn, instantOf, isDateText, plusMonths, utc, wallClockIn } from './zone.ts'
