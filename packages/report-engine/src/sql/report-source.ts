import type { Attribute, ValueType } from '@tangram/data-model'
import type { Expression } from 'kysely'

/** The alias the source's subselect has in the query; expressions of `attribute` are written over it. */
export const sourceAlias = 'source'

/** Where a report reads. It names no table: whoever runs the report gives a subselect with the viewer's rights compiled in. */
export type ReportSource = {
  /** A subselect in parentheses, without alias. Read after every call of `attribute`. */
  readonly query: Expression<unknown>
  /** A path (`['product', 'line']`) as an expression over `sourceAlias`; undefined when a step is unknown or hidden from the viewer. */
  attribute(path: readonly string[]): ReportColumn | undefined
}

export type ReportColumn = {
  expression: Expression<unknown>
  type: ValueType
  attribute?: Pick<Attribute, 'label' | 'options'> | undefined
}

/** A dotted path of the report as a column. @throws report.field.unreadable 403 */
export type ReadColumn = (path: string) => ReportColumn
