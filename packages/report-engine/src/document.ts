import type { CalendarDate, Collection, Id, JsonObject, JsonValue, LocalizedText } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { PeriodUnit } from './periods.ts'

/** One question to the data and the chart that answers it. */
export type ReportDocument = {
  id: Id
  label: LocalizedText
  from: Id
  timezone?: 'viewer' | 'organisation'
  weekStart?: 'mon' | 'sun'
  /** First month of the fiscal year, 1 to 12; periods by `fiscal-year` and `fiscal-quarter` begin there. */
  fiscalYearStart?: number
  rows: Dimension[]
  cols?: Dimension[]
  measures: { [id: Id]: Measure }
  /** Order of the measures. */
  measureOrder: Id[]
  where?: ReportFilter[]
  /** What records go through, each stage after all before it. The report is of the records in the first one; `$stage` is a field to group by. */
  funnel?: { stages: Stage[] }
  cohort?: Cohort
  /** Groups that stay, by their measures; several are all to hold. */
  having?: MeasureFilter[]
  totals?: TotalKind[]
  sort?: { by: Id; dir?: 'asc' | 'desc' }[]
  limit?: number
  drill?: {
    /** Columns of the record list behind a mark. */
    columns: Id[]
    /** Fields a reader goes down by, one after the other, before the records. */
    path?: string[]
  }
  chart: { type: string; config?: JsonObject }
}

/** A record is in a stage when it meets its filters and those of all stages before. */
export type Stage = { id: Id; label: LocalizedText; where: ReportFilter[] }

/**
 * Who comes back. Records with the same `key` begin with the first of them: `$cohort.start`, to be grouped `by` the same periods.
 * `$cohort.offset` is how many periods after that one a record is, from 0 to `periods` - 1; later records, and those without a key or a time,
 * are not counted.
 *
 * The first is the first of all the records that the reader sees and that meet the filters, whenever it was: a customer of ten years is not new
 * because somebody looks at this year. Filters of the field `at` (the report's or a dashboard's) therefore say which cohorts are shown, so
 * that a cell is the same figure in every report that has it. With `where`, that alone says among which records the first one is, and filters of
 * `at` are about the records themselves.
 */
export type Cohort = { key: string; at: string; by: PeriodUnit; periods: number; where?: ReportFilter[] }

/**
 * A total of each row over the columns, of each column over the rows, of each leading row dimension (with `rows` over the columns too), of
 * everything.
 */
export type TotalKind = 'rows' | 'cols' | 'subtotals' | 'grand'

/**
 * What the figures are grouped by. A path goes along references (`product.line`) and may enter many rows: those of a sub-form
 * (`lines.product`), of a reference with several values (`owners.team`), or the records that point here (`order:customer.channel`).
 */
export type Dimension = {
  field: string
  as: Id
  label?: LocalizedText
  by?: PeriodUnit | DatePart
  /** Groups of numbers `[from + n·width, from + (n+1)·width)`, named by their lower end; `from` is 0 when absent. */
  bins?: { width: number; from?: number }
  /** Value of the periods, bins, choices or stages without records; absent: they do not appear. */
  fill?: JsonValue
  empty?: LocalizedText
  top?: { n: number; by: Id; others?: LocalizedText }
}

/** What recurs: the hour 0–23, the weekday 1–7 from Monday, the day 1–31, the ISO week 1–53, the month 1–12, the quarter 1–4. */
export type DatePart = 'hour-of-day' | 'day-of-week' | 'day-of-month' | 'week-of-year' | 'month-of-year' | 'quarter-of-year'

export type Measure = {
  label: LocalizedText
  format?: 'number' | 'percent' | 'duration' | 'money'
} & (({ where?: ReportFilter[] } & Aggregate) | Calculation)

/** A field by its path, or a formula over one row of the grain. */
export type Operand = string | { logic: Logic }

/**
 * A figure taken from rows. Its grain is the rows its path ends in: `amount` is read once a record, `lines.amount` once a line, however many
 * other rows the report looks at. `where` of a path through the grain's own step (`lines.kind`) is about that row.
 */
export type Aggregate =
  /** Records (`*`), rows of a to-many step, or values that are there. */
  | { count: string }
  | { distinct: Operand }
  /** With `last`: of each group only the rows of its latest value there (stock, headcount), per the report's other dimensions. */
  | { sum: Operand; last?: string }
  | { avg: Operand }
  | { min: Operand }
  | { max: Operand }
  | { median: Operand }
  /** Interpolated; `at` from 0 to 1. */
  | { percentile: { of: Operand; at: number } }
  /** The value of the row that comes first or last by a date; equal dates: by id. */
  | { first: { of: string; by: string } }
  | { final: { of: string; by: string } }
  /** Hours between two instants of the row, averaged. */
  | { avgDuration: { from: string; to: string } }

/** A figure made of other figures, after they are aggregated and before the limit. */
export type Calculation =
  /** Ratio of the two figures of each group, totals included: a ratio of sums. */
  | { ratio: [Id, Id] }
  /** A formula over the other measures by id. */
  | { logic: Logic }
  /**
   * The same figure earlier: `-1 year` (同比), `-3 months`, or `previous` (环比: one period of the time dimension; without one the report's own
   * range moved back by its length). Filters of the time field move along.
   */
  | { of: Id; compare: string; show?: 'value' | 'difference' | 'percent' }
  /** Part of the figure over everything, or over the groups that share the named dimensions. */
  | { of: Id; share: 'total' | Id[] }
  /** Part of the figure at the first (or the previous) stage of `$stage`, or the first (or previous) period of `$cohort.offset`: conversion, retention. */
  | { of: Id; conversion: 'first' | 'previous' }
  /** Added up along the time dimension, from its beginning or anew in every period. */
  | { of: Id; running: 'all' | PeriodUnit }
  /** Mean of the last n periods, the own one included. */
  | { of: Id; moving: number }
  /** 1 is best; equal figures share a place (1, 1, 3). Within the groups of the named dimensions. */
  | { of: Id; rank: 'asc' | 'desc'; within?: Id[] }
  /** Against a number or another measure: what is missing (negative) or exceeded, or the part reached. */
  | { of: Id; target: number | Id; show: 'difference' | 'attainment' }

export type MeasureFilter = { measure: Id } & ({ gte: number } | { lte: number } | { gt: number } | { lt: number } | { empty: boolean })

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
  | { field: string; in: { last: string; complete?: boolean } | { this: PeriodUnit } }
  | { logic: Logic }
  | { any: ReportFilter[] }
  /** At least one row (or none) of a to-many step meets all of them; paths begin at that row. */
  | { some: string; where: ReportFilter[] }
  | { none: string; where: ReportFilter[] }

/** Reports on a grid of 12 columns. */
export type DashboardDocument = {
  id: Id
  label: LocalizedText
  tiles: Collection<Tile>
  /** Asked above the tiles, answered for all of them at once. */
  filters?: Collection<DashboardFilter>
  /** Whose rights the figures are counted with; the records behind them are always the reader's own. Absent: the reader's. */
  access?: 'viewer' | 'publisher'
  /** How it stands on a wall: the seconds until the next dashboard, and in which light. */
  cockpit?: { seconds?: number; theme?: 'light' | 'dark' }
}

/** `click` is what a click on a mark does: goes down to the groups or records behind it, or narrows the other tiles to it. */
export type Tile = { id: Id; report: Id; x: number; y: number; w: number; h: number; click?: 'drill' | 'filter' | 'none' }

export type DashboardFilter = {
  id: Id
  label: LocalizedText
  type: 'period' | 'choice' | 'text' | 'number-range'
  /** What it means in each table that the reports read; reports of other tables stay as they are. */
  fields: { [entity: Id]: string }
  default?: FilterValue
  /** By role; the first of the reader's roles that has one counts, before `default`. */
  defaults?: { [role: Id]: FilterValue }
}

/**
 * What somebody asked of a dashboard's filter. A period: one that moves with the calendar, or dates, both included. A choice: keys, among
 * them `$me` and `$my-team`. A text: what the field contains. A range of numbers: both ends included.
 */
export type FilterValue =
  | { last: string; complete?: boolean }
  | { this: PeriodUnit }
  | { from?: CalendarDate; to?: CalendarDate }
  | { gte?: number; lte?: number }
  | JsonValue[]
  | string
  | null
