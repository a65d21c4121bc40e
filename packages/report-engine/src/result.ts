import { type Id, type Instant, isJsonObject, type JsonValue, type LocalizedText, type Option, type ValueType } from '@tangram/data-model'
import type { Dimension, Measure } from './document.ts'
import type { OwnField } from './own-fields.ts'

/**
 * The answer to a report. `rows` hold one value per column: first the dimensions of `rows` and `cols`, then the measures.
 *
 * A period is the date its first day has (`2026-11-01`), decimals and sums are strings, a count is a number, null is the group
 * of records without a value, and `{ others: [...] }` is everything beside the keys it lists.
 */
export type ReportResult = {
  columns: ColumnMeta[]
  rows: JsonValue[][]
  /** Totals the report asked for, each computed from the rows themselves; a dimension it runs over is null in them. */
  totals?: ResultTotal[]
  /** True: there are more rows than the report's limit. */
  truncated: boolean
  asOf: Instant
  timezone: string
  /** Labels of referenced records, people and teams by id; whoever runs the report fills them in. */
  labels?: { [id: string]: string }
}

/** Figures over all values of some dimensions: `over` names them, `rows` have the columns of the result. */
export type ResultTotal = { over: Id[]; rows: JsonValue[][] }

export type ColumnMeta = {
  id: Id
  role: 'dimension' | 'measure'
  label: LocalizedText
  valueType: ValueType
  by?: Dimension['by']
  format?: Measure['format']
  options?: Option[]
  /** What the group without a value is called. */
  empty?: LocalizedText
  others?: LocalizedText
  bins?: Dimension['bins']
  /** A dimension the report has of itself: the stages of its funnel, the periods of its cohorts. */
  own?: OwnField
  /** A measure that is a part of another one at the first stage or period, or at the one before. */
  conversion?: { of: Id; from: 'first' | 'previous' }
  /** True: one row may stand in several groups, so the groups add up to more than their total. */
  overlaps?: true
}

/** The values of the dimensions of one mark, by dimension id. */
export type Cell = { [dimension: Id]: JsonValue }

/** The group of everything beside the listed keys. */
export type Others = { others: JsonValue[] }

export function isOthers(value: JsonValue | undefined): value is Others {
  return isJsonObject(value) && Array.isArray(value.others)
}

/** The cell a row stands for: what a click on its mark sends back. */
export function cellOf(columns: readonly ColumnMeta[], row: readonly JsonValue[]): Cell {
  return Object.fromEntries(columns.flatMap((column, i) => (column.role === 'dimension' ? [[column.id, row[i] ?? null]] : [])))
}
