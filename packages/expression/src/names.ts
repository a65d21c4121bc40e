import type { JsonValue } from '@tangram/data-model'
import { maxDepth } from './budget.ts'
import type { Logic } from './logic.ts'
import { operatorOf } from './operators/index.ts'

/**
 * Every name an expression reads, each once, in order of appearance: `[['status'], ['product', 'line']]`. What its functions read by
 * themselves is among them: `$today` of `AGE(born)`.
 */
export function namesIn(logic: Logic): string[][] {
  const found = new Map<string, string[]>()
  const add = (name: string): string => {
    if (!found.has(name)) found.set(name, name.split('.'))
    return name
  }
  visit(logic, add, (op) => {
    for (const name of operatorOf(op)?.reads ?? []) add(name)
  })
  return [...found.values()]
}

/**
 * The expression with the name `from`, and every name that goes through it, written as `to`; also the value it had before a change,
 * `$old.<name>`. Both are names of the record, a column of a sub-form being `['items', 'amount']`.
 *
 *     renameIn({ var: 'amount' }, ['items', 'amount'], ['items', 'total'], 'items') // { var: 'total' }
 *
 * @param rowsOf the sub-form in whose rows the expression stands: there bare names and `$row` are columns, `$parent` and `$form` the record
 */
export function renameIn(logic: Logic, from: readonly string[], to: readonly string[], rowsOf?: string): Logic {
  return visit(logic, (name) => {
    const { before, after } = placeOf(name.split('.'), rowsOf)
    const path = [...(before.implied ?? []), ...after]
    if (path.length < from.length || !from.every((segment, index) => segment === path[index])) return name
    const renamed = [...to, ...path.slice(from.length)]
    // The sub-form itself goes without saying in its own rows.
    return [...before.written, ...renamed.slice(before.implied?.length ?? 0)].join('.')
  })
}

/** What a name begins with besides the path from the record, written or implied. */
function placeOf(
  path: readonly string[],
  rowsOf: string | undefined,
): { before: { written: string[]; implied?: string[] }; after: readonly string[] } {
  const [first = '', ...rest] = path
  if (first === '$old' || first === '$parent' || first === '$form') return { before: { written: [first] }, after: rest }
  if (rowsOf === undefined) return { before: { written: [] }, after: path }
  return first === '$row'
    ? { before: { written: [first], implied: [rowsOf] }, after: rest }
    : { before: { written: [], implied: [rowsOf] }, after: path }
}

function visit(logic: JsonValue, onName: (name: string) => string, onCall?: (op: string) => void, depth = 0): JsonValue {
  // What nests deeper is refused wherever it would run. A list of arguments is a level of its own here.
  if (logic === null || typeof logic !== 'object' || depth > maxDepth * 2) return logic
  if (Array.isArray(logic)) return logic.map((item) => visit(item, onName, onCall, depth + 1))
  return Object.fromEntries(
    Object.entries(logic).map(([op, args]) => {
      if (op !== 'var') onCall?.(op)
      if (op !== 'var') return [op, visit(args, onName, onCall, depth + 1)]
      if (typeof args === 'string') return [op, onName(args)]
      if (Array.isArray(args) && typeof args[0] === 'string') return [op, [onName(args[0]), ...args.slice(1)]]
      return [op, args]
    }),
  )
}
