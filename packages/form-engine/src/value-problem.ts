import { type Id, isKey, type JsonValue, unreachable, type ValueType } from '@tangram/data-model'
import { digitsOf, isDecimalText } from './decimals.ts'
import type { Problem } from './field-type.ts'

export const maxTextLength = 1_000_000
const hyphen = 45
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** What keeps a value from being one of this type; undefined when it is one. Null is no value and is not asked here. */
export function valueProblem(type: ValueType, value: JsonValue): Problem | undefined {
  switch (type.kind) {
    case 'text':
      return textProblem(value, type.maxLength)
    case 'integer':
      return integerProblem(value, type.min, type.max)
    case 'decimal':
      return decimalProblem(value, type.precision, type.scale)
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { code: 'value.not-boolean' }
    case 'date':
      return isCalendarDate(value) ? undefined : { code: 'value.not-date' }
    case 'time':
      return isTime(value) ? undefined : { code: 'value.not-time' }
    case 'timestamp':
      return isInstant(value) ? undefined : { code: 'value.not-instant' }
    case 'list':
      return listProblem(type.of, value)
    case 'range':
      return rangeProblem(type.of, value)
    case 'reference':
      return referenceProblem(type, value)
    case 'rows':
      return rowsProblem(type.of, value)
    case 'json':
      return undefined
    default:
      return unreachable(type)
  }
}

/** A day of the calendar as `YYYY-MM-DD`, years 0001 to 9999. */
export function isCalendarDate(value: JsonValue | undefined): value is string {
  if (typeof value !== 'string') return false
  if (value.length !== 10 || value.charCodeAt(4) !== hyphen || value.charCodeAt(7) !== hyphen) return false
  const [year, month, day] = [digitsAt(value, 0, 4), digitsAt(value, 5, 7), digitsAt(value, 8, 10)]
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

/** A time of day as `HH:mm:ss`. */
function isTime(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(value)
}

/** An instant as `YYYY-MM-DDTHH:mm:ss.SSSZ`. */
export function isInstant(value: JsonValue | undefined): value is string {
  if (typeof value !== 'string') return false
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.\d{3}Z$/.exec(value)
  return parts !== null && isCalendarDate(parts[1]) && isTime(parts[2])
}

/** The id of a record, person, team or file. */
export function isUuid(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && uuidPattern.test(value)
}

/** The number that these characters write; NaN when one of them is no digit. */
function digitsAt(text: string, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    number = number * 10 + digit
  }
  return number
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

function textProblem(value: JsonValue, maxLength = maxTextLength): Problem | undefined {
  if (typeof value !== 'string') return { code: 'value.not-text' }
  // PostgreSQL text holds every character but NUL, and no half of a surrogate pair.
  if (!value.isWellFormed() || value.includes('\0')) return { code: 'value.bad-characters' }
  // There are never more characters than units.
  return value.length > maxLength && lengthOf(value) > maxLength ? { code: 'value.too-long', params: { maxLength } } : undefined
}

/** Code points, as PostgreSQL counts them. */
function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

function integerProblem(value: JsonValue, min?: number, max?: number): Problem | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return { code: 'value.not-integer' }
  if (min !== undefined && value < min) return { code: 'value.too-low', params: { min } }
  if (max !== undefined && value > max) return { code: 'value.too-high', params: { max } }
  return undefined
}

function decimalProblem(value: JsonValue, precision: number, scale: number): Problem | undefined {
  if (!isDecimalText(value)) return { code: 'value.not-decimal' }
  const digits = digitsOf(value)
  if (digits.fraction > scale) return { code: 'value.too-many-decimals', params: { scale } }
  return digits.whole > precision - scale ? { code: 'value.too-many-digits', params: { digits: precision - scale } } : undefined
}

function listProblem(of: ValueType, value: JsonValue): Problem | undefined {
  if (!Array.isArray(value)) return { code: 'value.not-list' }
  for (const entry of value) {
    const problem = entry === null ? { code: 'value.not-list' } : valueProblem(of, entry)
    if (problem) return problem
  }
  return undefined
}

/** Rows whose cells have their column's shape. Without `id` a row is new. */
function rowsProblem(of: { [column: Id]: ValueType }, value: JsonValue): Problem | undefined {
  if (!Array.isArray(value)) return { code: 'value.not-rows' }
  for (const row of value) {
    if (row === null || typeof row !== 'object' || Array.isArray(row)) return { code: 'value.not-rows' }
    for (const [column, cell] of Object.entries(row)) {
      if (cell === undefined || cell === null) continue
      if (column === 'id') {
        if (!isUuid(cell)) return { code: 'value.not-rows' }
        continue
      }
      const type = Object.hasOwn(of, column) ? of[column] : undefined
      if (!type) return { code: 'value.not-rows' }
      const problem = valueProblem(type, cell)
      if (problem) return problem
    }
  }
  return undefined
}

function rangeProblem(of: ValueType, value: JsonValue): Problem | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { code: 'value.not-range' }
  const keys = Object.keys(value)
  if (keys.some((key) => key !== 'start' && key !== 'end')) return { code: 'value.not-range' }
  for (const key of keys) {
    const bound = value[key]
    const problem = bound === null || bound === undefined ? undefined : valueProblem(of, bound)
    if (problem) return problem
  }
  return undefined
}

function referenceProblem({ many, key }: ValueType & { kind: 'reference' }, value: JsonValue): Problem | undefined {
  const names = (id: JsonValue) => (key ? isKey(key, id) : isUuid(id))
  if (!many) return names(value) ? undefined : { code: 'value.not-reference' }
  return Array.isArray(value) && value.every(names) ? undefined : { code: 'value.not-references' }
}
