import type { Id, ValueType } from '@tangram/data-model'
import { sql } from 'kysely'
import { type ReportSource, sourceAlias } from './report-source.ts'

/** What a step leads to: the rows of another table whose column `to` equals the column `from` here; `many` when there may be several. */
export type TableRelation = { source: () => ReportSource; from: Id; to: Id; many: boolean }

/**
 * Any table or view of PostgreSQL as the source of reports, for hosts that have no rights of their own to compile in. Whoever runs the report
 * sees every row of it.
 *
 *     const orders = tableSource('sales.orders', { id: integer(), placed_at: timestamp, total: decimal(12, 2) })
 *
 * @param table its name, with its schema when that is not on the search path; a name with a dot in it is not supported
 * @param columns those that reports may ask for; a key called `id` is needed where measures of several tables stand side by side
 */
export function tableSource(
  table: string,
  columns: { readonly [column: string]: ValueType },
  relations: { readonly [step: string]: TableRelation } = {},
): ReportSource {
  return {
    query: sql`(select * from ${sql.table(table)})`,
    attribute: ([column = '', ...more], alias = sourceAlias) => {
      const type = more.length === 0 && Object.hasOwn(columns, column) ? columns[column] : undefined
      return type && { expression: sql.ref(`${alias}.${column}`), type }
    },
    relation: (step) => {
      const relation = Object.hasOwn(relations, step) ? relations[step] : undefined
      return relation && { source: relation.source(), from: relation.from, to: relation.to, many: relation.many }
    },
  }
}
