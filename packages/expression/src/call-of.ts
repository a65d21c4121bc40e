import { isJsonObject, type JsonValue, type ValueType } from '@tangram/data-model'
import { fromJsonLogic } from './from-json-logic.ts'
import { exactOperator, operatorFor } from './infix.ts'
import type { Logic, Scope } from './logic.ts'
import type { OperatorDefinition } from './operator.ts'
import { operatorOf } from './operators/index.ts'
import { optionMeant } from './resolve-name.ts'

/** The logic of a sign between or before values: decimals have operators of their own. */
export function signCall(sign: string, args: Logic[], scope: Scope): Logic {
  const op = operatorFor(
    sign,
    args.map((arg) => typeOf(arg, scope)),
  )
  return callOf(operatorOf(op) as OperatorDefinition, args, scope)
}

/** The logic of a function called by name: `SUM` of decimals is an exact one. */
export function functionCall(operator: OperatorDefinition, args: Logic[], scope: Scope): Logic {
  const exact = exactOperator(
    operator,
    args.map((arg) => typeOf(arg, scope)),
  )
  return callOf(exact, args, scope)
}

function callOf(operator: OperatorDefinition, args: Logic[], scope: Scope): Logic {
  const beside = args.map(pathIn)
  const mean = (arg: Logic): JsonValue => {
    if (Array.isArray(arg)) return arg.map(mean)
    return typeof arg === 'string' ? optionMeant(arg, scope, beside) : arg
  }
  const meant = operator.options ? args.map(mean) : args
  // Text made of decimals needs their one canonical writing.
  const isWords = (index: number) => (operator.params[index] ?? operator.rest)?.kind === 'words'
  const written = meant.map((arg, index) => (isWords(index) && needsWriting(arg, scope) ? { dec: [arg] } : arg))
  return { [operator.op]: written }
}

function needsWriting(arg: Logic, scope: Scope): boolean {
  const { tree } = fromJsonLogic(arg, scope)
  return tree?.type?.kind === 'decimal' && !tree.isCanonical
}

function typeOf(logic: Logic, scope: Scope): ValueType | undefined {
  return fromJsonLogic(logic, scope).tree?.type
}

/** The path of a name; undefined for anything else. */
export function pathIn(logic: Logic): string[] | undefined {
  const name = isJsonObject(logic) ? logic.var : undefined
  return typeof name === 'string' ? name.split('.') : undefined
}
