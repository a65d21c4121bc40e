import { type JsonValue, labelKey } from '@tangram/data-model'
import type { ColumnMeta } from '@tangram/report-engine'
import { type RawBuilder, sql } from 'kysely'
import { compileQuery, runQuery } from './compiled-query.ts'
import type { Context } from './context.ts'
import { namesOf } from './names-of.ts'
import { sqlTypeOf } from './records/codec.ts'
import type { SourceQuestion } from './records/source.ts'

/** Names of the people, teams and records that are keys in the rows, as far as the reader may see them. */
export async function labelsOf(
  context: Context,
  question: SourceQuestion,
  columns: readonly ColumnMeta[],
  rows: readonly (readonly JsonValue[])[],
): Promise<{ [id: string]: string }> {
  const labels: { [id: string]: string } = {}
  for (const [i, { valueType }] of columns.entries()) {
    if (valueType.kind !== 'reference') continue
    const ids = [...new Set(rows.flatMap((row) => (typeof row[i] === 'string' ? [row[i] as string] : [])))]
    if (question.app.resolved.entity(valueType.to)?.system) {
      await context.labels.collect(ids, labels)
      continue
    }
    const names = ids.length > 0 ? namesOf(question, valueType) : undefined
    if (!names) continue
    const statement = sql`select label_key::text as id, label_text as label from ${names} as names where label_key = any(${ids}::${sqlTypeOf({ ...valueType, many: false })}[])`
    const found = await runQuery<{ id: string; label: string | null }>(context.db.pool, compileQuery(context.db, statement))
    for (const { id, label } of found.rows) labels[labelKey(valueType, id)] = label ?? ''
  }
  return labels
}

/** What those names are read from, with the reader's rights inside. */
export function labelsRead(question: SourceQuestion, columns: readonly ColumnMeta[]): RawBuilder<unknown>[] {
  return columns.flatMap(({ valueType }) => {
    const names = valueType.kind === 'reference' ? namesOf(question, valueType) : undefined
    return names ? [sql`select from ${names} as names`] : []
  })
}
