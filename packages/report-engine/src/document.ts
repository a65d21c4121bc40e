import type { Collection, Id, JsonObject, JsonValue, LocalizedText } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

/** One question to the data and the chart that answers it. */
export type ReportDocument = {
  id: Id
  label: LocalizedText
  from: Id
  timezone?: 'viewer' | 'organisation'
  weekStart?: 'mon' | 'sun'
  rows: Dimension[]
  cols?: Dimension[]
  measures: { [id: Id]: Measure }
  /** Order of the measures. */
  measureOrder: Id[]
  where?: ReportFilter[]
  sort?: { by: Id; dir?: 'asc' | 'desc' }[]
  limit?: number
  /** Columns of the record list behind a mark. */
  drill?: { columns: Id[] }
  chart: { type: string; config?: JsonObject }
}

export type Dimension = {
  /** Attribute id or path across references: `product.line`. */
  field: string
  as: Id
  label?: LocalizedText
  by?: 'day' | 'week' | 'month' | 'quarter' | 'year'
  /** Value of the periods without records; absent: they do not appear. */
  fill?: JsonValue
  empty?: LocalizedText
  top?: { n: number; by: Id; others?: LocalizedText }
}

export type Measure = { label: LocalizedText; format?: 'number' | 'percent' | 'duration' | 'money'; where?: ReportFilter[] } & (
  | { count: '*' }
  | { sum: string }
  | { avg: string }
  | { min: string }
  | { max: string }
  /** Hours between two instants of the record, averaged. */
  | { avgDuration: { from: string; to: string } }
  | { ratio: [Id, Id] }
)

/** One filter; several are all to hold. `now` and `today` may stand as values. */
export type ReportFilter =
  | { field: string; is: JsonValue }
  | { field: string; not: JsonValue }
  | { field: string; oneOf: JsonValue[] }
  | { field: string; before: JsonValue }
  | { field: string; after: JsonValue }
  | { field: string; gte: JsonValue }
  | { field: string; lte: JsonValue }
  | { field: string; empty: boolean }
  | { field: string; in: { last: string; complete?: boolean } | { this: 'day' | 'week' | 'month' | 'quarter' | 'year' } }
  | { logic: Logic }

/** Reports on a grid of 12 columns. */
export type DashboardDocument = {
  id: Id
  label: LocalizedText
  tiles: Collection<Tile>
}

export type Tile = { id: Id; report: Id; x: number; y: number; w: number; h: number }
