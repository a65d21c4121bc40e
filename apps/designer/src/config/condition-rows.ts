import type { JsonObject, JsonValue, ValueType } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

/** One line of a condition: a name, a comparison, and what it is compared with: a value, or a name such as `$user.id`. */
export type ConditionRow = { path: string; is: Comparison; value?: JsonValue }

/** Lines of which all are to hold, or any. */
export type ConditionRows = { join: 'and' | 'or'; rows: ConditionRow[] }

export type Comparison = 'is' | 'is-not' | 'one-of' | 'contains' | 'at-least' | 'at-most' | 'after' | 'before' | 'empty' | 'not-empty'

/** Comparisons that make sense for a value, the usual one first. */
export function comparisonsFor(type: ValueType | undefined, isChoice: boolean): Comparison[] {
  if (isChoice && type?.kind === 'text') return ['is', 'is-not', 'one-of', 'empty', 'not-empty']
  switch (type?.kind) {
    case 'text':
      return ['is', 'is-not', 'contains', 'empty', 'not-empty']
    case 'integer':
    case 'decimal':
      return ['at-least', 'at-most', 'is', 'is-not', 'empty', 'not-empty']
    case 'date':
    case 'timestamp':
      return ['after', 'before', 'empty', 'not-empty']
    case 'reference':
      return type.many ? ['contains', 'empty', 'not-empty'] : ['is', 'is-not', 'empty', 'not-empty']
    case 'boolean':
      return ['is']
    case 'list':
      return ['contains', 'empty', 'not-empty']
    default:
      return ['empty', 'not-empty']
  }
}

export function needsNoValue(comparison: Comparison): boolean {
  return comparison === 'empty' || comparison === 'not-empty'
}

/** The lines as JSON Logic; undefined for none. */
export function logicOfRows({ join, rows }: ConditionRows, typeOf: (path: string) => ValueType | undefined): Logic | undefined {
  const parts = rows.map((row) => logicOfRow(row, typeOf(row.path)))
  return parts.length > 1 ? { [join]: parts } : parts[0]
}

function logicOfRow({ path, is, value = null }: ConditionRow, type: ValueType | undefined): Logic {
  const own = { var: path }
  switch (is) {
    case 'empty':
      return { empty: [own] }
    case 'not-empty':
      return { '!': [{ empty: [own] }] }
    case 'contains':
      return type?.kind === 'list' || type?.kind === 'reference' ? { in: [value, own] } : { contains: [own, value] }
    case 'one-of':
      return { in: [own, Array.isArray(value) ? value : []] }
    case 'is':
    case 'is-not':
      return { [is === 'is' ? '==' : '!=']: [own, value] }
    default:
      // JSON Logic reads an empty value as 0; a person does not.
      return { and: [{ '!=': [own, null] }, { [signs[is]]: [own, value] }] }
  }
}

const signs = { 'at-least': '>=', 'at-most': '<=', after: '>', before: '<' } as const

/** The lines a condition can be shown as; undefined when it says more than lines can. */
export function rowsOfLogic(logic: Logic | undefined, typeOf: (path: string) => ValueType | undefined): ConditionRows | undefined {
  if (logic === undefined || logic === true) return { join: 'and', rows: [] }
  const single = rowOfLogic(logic, typeOf)
  if (single) return { join: 'and', rows: [single] }
  const [join, parts] = operation(logic)
  if (join !== 'and' && join !== 'or') return undefined
  const rows = parts.map((part) => rowOfLogic(part, typeOf))
  return rows.every((row) => row !== undefined) ? { join, rows } : undefined
}

function rowOfLogic(logic: Logic, typeOf: (path: string) => ValueType | undefined): ConditionRow | undefined {
  const [name, [first, second]] = operation(logic)
  const left = pathOf(first)
  switch (name) {
    case 'empty':
      return left === undefined ? undefined : { path: left, is: 'empty' }
    case '!': {
      const inner = first === undefined ? undefined : rowOfLogic(first, typeOf)
      return inner?.is === 'empty' ? { path: inner.path, is: 'not-empty' } : undefined
    }
    case 'and': {
      const isPresence = first !== undefined && operation(first)[0] === '!=' && operation(first)[1][1] === null
      const row = isPresence && second !== undefined ? rowOfLogic(second, typeOf) : undefined
      return row && row.is in signs && pathOf(operation(first)[1][0]) === row.path ? row : undefined
    }
    case 'in': {
      if (left !== undefined) return Array.isArray(second) ? { path: left, is: 'one-of', value: second } : undefined
      const list = pathOf(second)
      return list !== undefined && isOperand(first) ? { path: list, is: 'contains', value: first } : undefined
    }
    default: {
      const is = comparisonOf(name, left === undefined ? undefined : typeOf(left))
      return is && left !== undefined && isOperand(second) ? { path: left, is, value: second } : undefined
    }
  }
}

function comparisonOf(name: string | undefined, type: ValueType | undefined): Comparison | undefined {
  const isTime = type?.kind === 'date' || type?.kind === 'timestamp'
  switch (name) {
    case '==':
      return 'is'
    case '!=':
      return 'is-not'
    case 'contains':
      return 'contains'
    case '>=':
      return isTime ? undefined : 'at-least'
    case '<=':
      return isTime ? undefined : 'at-most'
    case '>':
      return isTime ? 'after' : undefined
    case '<':
      return isTime ? 'before' : undefined
    default:
      return undefined
  }
}

/** Name and operands of `{ "==": [a, b] }`; nothing of anything else. */
function operation(logic: Logic | undefined): [string | undefined, JsonValue[]] {
  if (logic === undefined || logic === null || typeof logic !== 'object' || Array.isArray(logic)) return [undefined, []]
  const [entry, ...more] = Object.entries(logic as JsonObject)
  if (!entry || more.length > 0) return [undefined, []]
  const [name, operands] = entry
  return [name, Array.isArray(operands) ? operands : [operands]]
}

function pathOf(logic: Logic | undefined): string | undefined {
  const [name, [path]] = operation(logic)
  return name === 'var' && typeof path === 'string' ? path : undefined
}

/** A plain value, or a name the situation gives. */
function isOperand(value: JsonValue | undefined): value is JsonValue {
  if (value === undefined || Array.isArray(value)) return false
  return typeof value !== 'object' || value === null || pathOf(value)?.startsWith('$') === true
}
