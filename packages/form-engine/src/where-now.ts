import type { JsonValue } from '@tangram/data-model'
import type { Logic, ReadValue } from '@tangram/expression'
import type { WherePlan } from './form-plan.ts'

/** The condition with what this form holds written into it, so that it can be asked of other records. */
export function whereNow({ logic, values }: WherePlan, read: ReadValue): Logic {
  if (values.length === 0) return logic
  const written = new Map(values.map(({ name, path, isDecimal }) => [name, literal(read(path), isDecimal)]))
  return replaced(logic, written)
}

/** A decimal is a text that has to be told from one. */
const literal = (value: JsonValue, isDecimal: boolean): Logic => (isDecimal && value !== null ? { dec: [value] } : value)

function replaced(logic: Logic, written: ReadonlyMap<string, Logic>): Logic {
  if (Array.isArray(logic)) return logic.map((item) => replaced(item, written))
  if (logic === null || typeof logic !== 'object') return logic
  const name = Array.isArray(logic.var) ? logic.var[0] : logic.var
  if (typeof name === 'string' && written.has(name)) return written.get(name) ?? null
  return Object.fromEntries(Object.entries(logic).map(([op, args]) => [op, replaced(args ?? null, written)]))
}
