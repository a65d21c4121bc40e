import type { Id, ValueType } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import type { RawBuilder } from 'kysely'
import type { Dimension, Measure, ReportDocument } from '../document.ts'
import type { Span, WeekStart } from '../periods.ts'

/** A named step (CTE) of the query, and what it selects. */
export type Step = [name: string, query: RawBuilder<unknown>]

/**
 * The aggregated figures of a report as one step: a row a group and a row a total, top-N and filled periods done, nothing cut off yet.
 *
 * Columns: `level`; `d0`, `o0`, `d1`, `o1`… for each dimension its value (null where a total runs over it) and whether the row stands for
 * the others beside the top ones (false where it does not); `m0`, `m1`… the measures, those of calculations missing until they are added.
 */
export type Figures = {
  /** Name of the step. */
  from: string
  report: ReportDocument
  given: Given
  weekStart: WeekStart
  fiscalYearStart: number
  dimensions: readonly FigureDimension[]
  /** All measures that are shown or needed by one that is: aggregates, and calculations after those they are made of. */
  measures: readonly FigureMeasure[]
  /** The groups themselves (`level` 0), every total that is shown and those that shares are taken of. */
  levels: readonly Level[]
}

export type FigureDimension = {
  id: Id
  dimension: Dimension
  /** Of the column: a date for periods, an integer for parts of dates. */
  type: ValueType
  /** Column of the value, column that is true for the others. */
  name: string
  rest: string
  /** What groups are sorted by: pinyin for texts, the author's order for choices. */
  place: RawBuilder<unknown>
}

export type FigureMeasure = {
  id: Id
  measure: Measure
  /** Column in the step. */
  name: string
  /** Of an aggregate; a calculation says its own. */
  type: ValueType
  isCalculation: boolean
}

/** `level` is a sum of bits, 2^i for the i-th dimension from the right (as SQL's `grouping`): the dimensions a total runs over. */
export type Level = { level: number; over: readonly Id[]; isShown: boolean }

/**
 * The same aggregates over a time that lies back: filters of `field` are moved, the keys are what the records say (the caller moves them
 * when it joins). A step with the columns of `Figures.from`, without filled periods; top-N keeps the keys of the groups shown.
 *
 * @param field the time field whose filters are moved
 * @param by how far back
 */
export type Earlier = (field: string, by: Span) => { steps: Step[]; from: string }

/**
 * What calculations add: steps after `figures.from`, the last of which has all its columns and one for each calculation by its `name`;
 * the types of those.
 */
export type Calculated = { steps: Step[]; from: string; types: { [measure: Id]: ValueType } }

/** The one function of `calculations/`; asked only when there is a calculation. */
export type Calculate = (figures: Figures, earlier: Earlier) => Calculated
