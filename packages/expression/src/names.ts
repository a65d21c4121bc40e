import type { JsonValue } from '@tangram/data-model'
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

function visit(logic: JsonValue, onName: (name: string) => string): JsonValue {
  if (Array.isArray(logic)) return logic.map((item) => visit(item, onName))
  if (logic === null || typeof logic !== 'object') return logic
  return Object.fromEntries(
    Object.entries(logic).map(([op, args]) => {
      if (op !== 'var') return [op, visit(args, onName)]
      if (typeof args === 'string') return [op, onName(args)]
      if (Array.isArray(args) && typeof args[0] === 'string') return [op, [onName(args[0]), ...args.slice(1)]]
      return [op, args]
    }),
  )
}
