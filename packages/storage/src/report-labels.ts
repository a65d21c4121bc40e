import { type JsonValue, labelKey, type ValueType } from '@tangram/data-model'
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
    const names = await namesById(context, question, valueType, ids)
    // In the order of the rows, in whichever they were found.
    for (const id of ids) {
      const label = names.get(id)
      if (label !== undefined) labels[labelKey(valueType, id)] = label
    }
  }
  return labels
}

async function namesById(
  context: Context,
  question: SourceQuestion,
  type: ValueType & { kind: 'reference' },
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (question.app.resolved.entity(type.to)?.system) {
    const found: { [id: string]: string } = {}
    await context.labels.collect(ids, found)
    return new Map(Object.entries(found))
  }
  const names = ids.length > 0 ? namesOf(question, type) : undefined
  if (!names) return new Map()
  const statement = sql`select label_key::text as id, label_text as label from ${names} as names where label_key = any(${ids}::${sqlTypeOf({ ...type, many: false })}[])`
  const { rows } = await runQuery<{ id: string; label: string | null }>(context.db.pool, compileQuery(context.db, statement))
  return new Map(rows.map(({ id, label }) => [id, label ?? '']))
}

/** What those names are read from, with the reader's rights inside. */
export function labelsRead(question: SourceQuestion, columns: readonly ColumnMeta[]): RawBuilder<unknown>[] {
  return columns.flatMap(({ valueType }) => {
    const names = valueType.kind === 'reference' ? namesOf(question, valueType) : undefined
    return names ? [sql`select from ${names} as names`] : []
  })
}
