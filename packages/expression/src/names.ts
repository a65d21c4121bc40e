import type { JsonValue } from '@tangram/data-model'
import { maxDepth } from './budget.ts'
import type { Logic } from './logic.ts'

/** Every name an expression reads, each once, in order of appearance: `[['status'], ['product', 'line']]`. */
export function namesIn(logic: Logic): string[][] {
  const found = new Map<string, string[]>()
  visit(logic, (name) => {
    if (!found.has(name)) found.set(name, name.split('.'))
    return name
  })
  return [...found.values()]
}

/** The expression with the name `from`, and every name that goes through it, written as `to`. */
export function renameIn(logic: Logic, from: readonly string[], to: readonly string[]): Logic {
  const before = from.join('.')
  const after = to.join('.')
  return visit(logic, (name) => (name === before ? after : name.startsWith(`${before}.`) ? after + name.slice(before.length) : name))
}

function visit(logic: JsonValue, onName: (name: string) => string, depth = 0): JsonValue {
  // What nests deeper is refused wherever it would run. A list of arguments is a level of its own here.
  if (logic === null || typeof logic !== 'object' || depth > maxDepth * 2) return logic
  if (Array.isArray(logic)) return logic.map((item) => visit(item, onName, depth + 1))
  return Object.fromEntries(
    Object.entries(logic).map(([op, args]) => {
      if (op !== 'var') return [op, visit(args, onName, depth + 1)]
      if (typeof args === 'string') return [op, onName(args)]
      if (Array.isArray(args) && typeof args[0] === 'string') return [op, [onName(args[0]), ...args.slice(1)]]
      return [op, args]
    }),
  )
}
