import type { Attribute, ValueType } from '@tangram/data-model'
import type { Expression, RawBuilder } from 'kysely'
import type { Rows } from './rows.ts'

/** The alias the source's subselect has in the query; expressions of `attribute` are written over it. */
export const sourceAlias = 'source'

/** Where a report reads. It names no table: whoever runs the report gives subselects with the viewer's rights compiled in. */
export type ReportSource = {
  /** A subselect in parentheses, without alias; its rows have a key `id` where measures of other grains are asked beside. */
  readonly query: Expression<unknown>
  /** An own column over an alias (`sourceAlias` when absent); undefined when it is unknown or hidden from the viewer. */
  attribute(path: readonly string[], alias?: string): ReportColumn | undefined
  /** What a step of a path leads to, joined where `from` of this query equals `to` of the related one. Undefined as above. */
  relation?(step: string): ReportRelation | undefined
}

export type ReportRelation = {
  source: ReportSource
  /** Columns of the two queries. */
  from: string
  to: string
  /** True: a row here may have several there (rows of a sub-form, references with several values, records that point here). */
  many: boolean
  /** Column of the related query that is the value itself, when a path may end in this step (options of a multiple choice). */
  value?: string
  /**
   * Where the rows there are the first ones of a list, each once: how many of them, and the list. Groups can then be made by how many, which is
   * one look at each record, and be given to each of the list afterwards.
   */
  firstOf?: { count(rows: Rows): RawBuilder<unknown>; list: RawBuilder<unknown> }
  /** True: the report is of no rows without it, so that PostgreSQL may begin at either side. */
  isNeeded?: true
  /** What stands behind JOIN instead, alias and condition included, for a step that the report has of itself. */
  join?(rows: Rows, alias: string): RawBuilder<unknown>
}

export type ReportColumn = {
  expression: Expression<unknown>
  type: ValueType
  attribute?: Pick<Attribute, 'label' | 'options'> | undefined
}
