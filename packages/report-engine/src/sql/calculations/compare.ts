import { type Id, invariant } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { intervalOf, offsetOf, type Span } from '../../periods.ts'
import { previousOf, timeFieldOf } from '../../time-of-report.ts'
import type { Figures } from '../figures.ts'
import { periodStart } from '../period-start.ts'
import { bitOf, type Column, columnOf, exact, type Reading } from './calculation.ts'
import { divided } from './ratio.ts'
import { timeOf } from './time.ts'

export type Comparison = { of: Id; compare: string; show?: 'value' | 'difference' | 'percent' }

/** What a comparison goes back along, and how far. */
export function backOf({ compare }: Comparison, { report }: Pick<Figures, 'report'>): { field: string; by: Span } {
  const field = timeFieldOf(report)
  const by = compare === 'previous' ? previousOf(report) : offsetOf(compare)
  invariant(field !== undefined && by, 'a comparison was checked to have a time')
  return { field, by }
}

/** The figure of now against that of `then`, a column beside it. */
export function compared({ of, show }: Comparison, then: RawBuilder<unknown>, { figure, typeOf }: Reading): Column {
  if (show === undefined || show === 'value') return { value: then, type: typeOf(of) }
  const difference = sql`(${figure(of)} - ${then})`
  return show === 'difference' ? { value: difference, type: typeOf(of) } : { value: divided(difference, then), type: exact }
}

/**
 * What two rows have in common that are the same group at different times, as one value that can be hashed: `is not distinct from` on each
 * column would compare every row with every other.
 */
export function groupKey(figures: Figures, alias: string, moved?: Span): RawBuilder<unknown> {
  const found = timeOf(figures)
  const keys = figures.dimensions.flatMap((dimension) => {
    const value = columnOf(dimension.name, alias)
    const isMoved = moved && found?.time === dimension
    return [isMoved ? periodStart(earlierDate(value, moved), found.unit, figures) : value, columnOf(dimension.rest, alias)]
  })
  return sql`jsonb_build_array(${sql.join([columnOf('level', alias), ...keys])})`
}

/** Rows that have a time to be compared along, or run over all of it. */
export function hasTime(figures: Figures, alias: string): RawBuilder<unknown> {
  const found = timeOf(figures)
  if (!found) return sql`true`
  return sql`(${columnOf(found.time.name, alias)} is not null or (${columnOf('level', alias)} & ${sql.lit(bitOf(figures, found.time))}) > 0)`
}

const earlierDate = (date: RawBuilder<unknown>, by: Span): RawBuilder<unknown> => sql`(${date} - ${sql.lit(intervalOf(by))}::interval)`
