import type { JsonValue } from '@tangram/data-model'
import { nodeBudget, StepBudget } from '../budget.ts'
import { fail } from '../errors.ts'
import type { Logic } from '../logic.ts'
import { quotedLogic } from '../quoted-logic.ts'
import { isCoreOperator } from './core-names.ts'
import { coreOperators } from './core-operators.ts'
import { isLooselyTrue, type Loose } from './loose.ts'

type Run = (data: JsonValue) => Loose
type Form = (runs: readonly Run[], steps: StepBudget) => Run

/**
 * The core profile: JSON Logic with the operators and the answers of json-logic-js, for expressions that come from elsewhere. Untyped,
 * without PostgreSQL. Other than there only own properties are read, and size, depth and steps have a limit.
 *
 *     compileCore({ map: [{ var: 'items' }, { '*': [{ var: 'qty' }, 2] }] })({ items: [{ qty: 3 }] }) // [6]
 *
 * @throws AppError `expression.unknown-operator`, `expression.malformed`, `expression.too-long`, `expression.too-deep`; what comes out
 *   throws `expression.too-many-items` beyond the budget of one evaluation
 */
export function compileCore(logic: Logic): (data: JsonValue) => JsonValue {
  const steps = new StepBudget()
  const run = compile(logic, nodeBudget(), steps, 1)
  return (data) => {
    steps.begin()
    return run(data) ?? null
  }
}

function compile(logic: Logic, spend: (depth: number) => void, steps: StepBudget, depth: number): Run {
  spend(depth)
  if (logic === null || typeof logic !== 'object') return () => logic
  if (Array.isArray(logic)) {
    const items = logic.map((item) => compile(item, spend, steps, depth + 1))
    return (data) => items.map((item) => item(data) ?? null)
  }
  const [op, ...others] = Object.keys(logic)
  // What has no or several keys is data.
  if (op === undefined || others.length > 0) return () => logic
  if (!isCoreOperator(op)) throw fail('expression.unknown-operator', { op })
  const raw = logic[op] ?? null
  const runs = (Array.isArray(raw) ? raw : [raw]).map((arg) => compile(arg, spend, steps, depth + 1))
  if (op === '*' && runs.length === 0) throw fail('expression.malformed', { found: quotedLogic(logic) })
  const form = Object.hasOwn(forms, op) ? forms[op] : undefined
  if (form) return form(runs, steps)
  const operate = coreOperators[op]
  return (data) => {
    const result = operate?.(
      runs.map((run) => run(data)),
      data,
    )
    return typeof result === 'object' || typeof result === 'string' ? steps.spend(result) : result
  }
}

const nothing: Run = () => undefined

/** Operators that run their arguments themselves: some not at all, some for each item of a list. */
const forms: { readonly [op: string]: Form } = {
  if: choice,
  '?:': choice,
  and: until((value) => !isLooselyTrue(value)),
  or: until(isLooselyTrue),
  filter: overList(
    (items, run) => items.filter((item) => isLooselyTrue(run(item))),
    () => [],
  ),
  map: overList(
    (items, run) => items.map((item) => run(item) ?? null),
    () => [],
  ),
  all: overList(
    (items, run) => items.length > 0 && items.every((item) => isLooselyTrue(run(item))),
    () => false,
  ),
  none: overList(
    (items, run) => !items.some((item) => isLooselyTrue(run(item))),
    () => true,
  ),
  some: overList(
    (items, run) => items.some((item) => isLooselyTrue(run(item))),
    () => false,
  ),
  reduce:
    ([list = nothing, run = nothing, initial = nothing], steps) =>
    (data) => {
      const items = list(data)
      const start = initial(data) ?? null
      if (!Array.isArray(items)) return start
      steps.spend(items)
      return items.reduce<Loose>((accumulator, current) => run({ current, accumulator: accumulator ?? null }), start)
    },
}

function choice(runs: readonly Run[]): Run {
  return (data) => {
    for (let index = 0; index < runs.length - 1; index += 2) if (isLooselyTrue(runs[index]?.(data))) return runs[index + 1]?.(data)
    return runs.length % 2 === 1 ? runs.at(-1)?.(data) : null
  }
}

/** The first value that ends it, else the last. */
function until(ends: (value: Loose) => boolean): Form {
  return (runs) => (data) => {
    let value: Loose
    for (const run of runs) {
      value = run(data)
      if (ends(value)) return value
    }
    return value
  }
}

function overList(answer: (items: JsonValue[], run: Run) => JsonValue, otherwise: () => JsonValue): Form {
  return ([list = nothing, run = nothing], steps) =>
    (data) => {
      const items = list(data)
      return Array.isArray(items) ? answer(steps.spend(items) as JsonValue[], run) : otherwise()
    }
}
