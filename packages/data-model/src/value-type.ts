import type { Id } from './id.ts'

/**
 * What a value is. The closed set that storage, expressions and reports switch on.
 *
 * JSON form: text, date `YYYY-MM-DD`, time `HH:mm:ss`, timestamp (ISO 8601 UTC ms) and decimal as strings; integer
 * as a number within ±(2^53−1); list as an array; range as `{ start, end }`; reference as a string (a uuid, or what `key` names rows by), an
 * array of them when `many`; rows as an array of `{ id, ...columns }`, `id` being a uuid that the row keeps.
 *
 * `encrypted` text is kept sealed in the database: it compares with a whole value, and is sorted, searched and reckoned with nowhere.
 */
export type ValueType =
  | { kind: 'text'; maxLength?: number; encrypted?: true }
  | { kind: 'integer'; min?: number; max?: number }
  | { kind: 'decimal'; precision: number; scale: number }
  | { kind: 'boolean' }
  | { kind: 'date' }
  | { kind: 'time' }
  | { kind: 'timestamp' }
  | { kind: 'list'; of: ValueType }
  | { kind: 'range'; of: ValueType }
  | { kind: 'reference'; to: Id; many?: boolean; key?: ReferenceKey }
  | { kind: 'rows'; of: { [column: Id]: ValueType } }
  | { kind: 'json' }

/** How rows are named that have no uuid: those of a linked table. As PostgreSQL calls these types. */
export type ReferenceKey = 'text' | 'bpchar' | 'bigint' | 'numeric'

export type ValueKind = ValueType['kind']

export const text = (maxLength?: number): ValueType => (maxLength === undefined ? { kind: 'text' } : { kind: 'text', maxLength })
/** Whether values are kept sealed in the database. */
export const isEncrypted = (type: ValueType | undefined): boolean => type?.kind === 'text' && type.encrypted === true

export const integer = (bounds: { min?: number; max?: number } = {}): ValueType => ({ kind: 'integer', ...bounds })
export const decimal = (precision: number, scale: number): ValueType => ({ kind: 'decimal', precision, scale })
export const boolean: ValueType = { kind: 'boolean' }
export const date: ValueType = { kind: 'date' }
export const time: ValueType = { kind: 'time' }
export const timestamp: ValueType = { kind: 'timestamp' }
export const list = (of: ValueType): ValueType => ({ kind: 'list', of })
export const range = (of: ValueType): ValueType => ({ kind: 'range', of })
export const reference = (to: Id, many = false, key?: ReferenceKey): ValueType & { kind: 'reference' } => ({
  kind: 'reference',
  to,
  ...(many ? { many } : {}),
  ...(key ? { key } : {}),
})
export const rows = (of: { [column: Id]: ValueType }): ValueType => ({ kind: 'rows', of })
export const json: ValueType = { kind: 'json' }
