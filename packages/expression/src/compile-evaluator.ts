import type { JsonValue, RecordValues } from '@tangram/data-model'
import { nodeBudget, StepBudget } from './budget.ts'
import { fail } from './errors.ts'
import type { CompiledLogic, Given, Logic } from './logic.ts'
import type { Operand } from './operator.ts'
import { operatorOf } from './operators/index.ts'
import { quotedLogic } from './quoted-logic.ts'
import { recordReader } from './read-name.ts'
import { dateIn } from './zone.ts'

/**
 * Turns an expression into closures. Nothing is generated as code, and each part runs at most once, so that the cost is bounded by
 * the size; running throws `expression.too-many-items` or `expression.text-too-long` beyond the budget of one evaluation.
 *
 * @throws AppError `expression.unknown-operator`, `expression.malformed`, `expression.too-long`, `expression.too-deep`
 */
export function compileEvaluator(logic: Logic): CompiledLogic {
  const steps = new StepBudget()
  const run = compile(logic, nodeBudget(), steps, 1)
  return (read, given) => {
    steps.begin()
    return run(read, given)
  }
}

/** Compiles and runs once. Names are read as own properties: `product.line` from `values['product.line']` or from nested objects. */
export function evaluateLogic(logic: Logic, values: RecordValues, given: Given): JsonValue {
  return compileEvaluator(logic)(recordReader(values), given)
}

function compile(logic: Logic, spend: (depth: number) => void, steps: StepBudget, depth: number): CompiledLogic {
  spend(depth)
  if (logic === null || typeof logic !== 'object') return () => logic
  if (Array.isArray(logic)) {
    const items = logic.map((item) => compile(item, spend, steps, depth + 1))
    return (read, given) => items.map((item) => item(read, given))
  }
  const [op, ...others] = Object.keys(logic)
  if (op === undefined || others.length > 0) throw fail('expression.malformed', { found: quotedLogic(logic) })
  const given = logic[op] ?? null
  if (op === 'var') return compileName(given, steps)
  const operator = operatorOf(op)
  if (!operator) throw fail('expression.unknown-operator', { op })
  const args = Array.isArray(given) ? given : [given]
  if (args.length < operator.params.filter((param) => !param.optional).length) {
    throw fail('expression.malformed', { found: quotedLogic(logic) })
  }
  const operands = args.map((arg): Operand => {
    const run = compile(arg, spend, steps, depth + 1)
    return isWrittenOut(arg) ? { run, literal: arg } : { run }
  })
  if (!('evaluate' in operator)) return operator.join(operands)
  const joined = operator.join?.(operands)
  if (joined) return joined
  const runs = operands.map(({ run }) => run)
  const { evaluate } = operator
  return (read, situation) =>
    steps.spend(
      evaluate(
        runs.map((run) => run(read, situation)),
        situation,
      ),
    )
}

/** A value without anything to compute in it. */
function isWrittenOut(logic: Logic): boolean {
  return Array.isArray(logic) ? logic.every(isWrittenOut) : logic === null || typeof logic !== 'object'
}

function compileName(given: JsonValue, steps: StepBudget): CompiledLogic {
  const name = Array.isArray(given) && given.length === 1 ? given[0] : given
  if (typeof name !== 'string' || name === '') throw fail('expression.malformed', { found: quotedLogic({ var: given }) })
  switch (name) {
    case '$now':
      return (_, { now }) => now
    case '$today':
      return (_, { now, zone }) => dateIn(now, zone)
    case '$user.id':
      return (_, { user }) => user?.id ?? null
    case '$user.teams':
      return (_, { user }) => [...(user?.teams ?? [])]
    case '$user.departments':
      return (_, { user }) => [...(user?.departments ?? [])]
    case '$user.roles':
      return (_, { user }) => [...(user?.roles ?? [])]
    default: {
      const path = name.split('.')
      return (read) => {
        const value = read(path) ?? null
        return typeof value === 'object' ? steps.spend(value) : value
      }
    }
  }
}
