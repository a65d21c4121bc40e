import type { Readable } from 'node:stream'
import { type Attribute, type Id, isEncrypted, type RecordQuery, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { compileQuery } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { copyOut } from '../copy-out.ts'
import { csvCell, csvChoices, csvFiles } from '../csv-cell.ts'
import { namesOf } from '../names-of.ts'
import type { ReportReading } from '../report-reading.ts'
import { exportedRecords, type Read } from './read-records.ts'
import type { Records } from './records.ts'

/** @see Records.csv */
export async function recordsCsv(
  context: Context,
  reading: ReportReading,
  read: Read,
  query: RecordQuery & { select: Id[] },
  { locale, joined = {}, signal }: Parameters<Records['csv']>[3],
  among?: RawBuilder<unknown>,
): Promise<Readable | null> {
  const { question, source, tail } = await exportedRecords(context, read, query, among)
  const columns = query.select.flatMap((id) => source.attributes.find((attribute) => attribute.id === id) ?? [])
  if (!columns.every((column) => isOneValue(column) || Object.hasOwn(joined, column.id))) return null
  const named = columns.map(({ id, valueType, options }, i) => {
    const value = sql.ref(`s.${id}`)
    const names = valueType.kind === 'reference' ? namesOf(question, valueType) : undefined
    const alias = `label_${i}`
    const label = names && sql.ref(`${alias}.label_text`)
    const join = names && sql` left join ${names} as ${sql.id(alias)} on ${sql.ref(`${alias}.label_key`)} = ${value}`
    const parts = Object.hasOwn(joined, id) ? joined[id] : undefined
    if (parts) return { cell: (parts === 'files' ? csvFiles : csvChoices)(value, options ?? [], locale) }
    return { join, cell: csvCell({ value, type: valueType, options, label, locale }) }
  })
  const joins = named.flatMap(({ join }) => join ?? [])
  const cells = named.map(({ cell }, i) => sql`${cell} as ${sql.id(`c${i}`)}`)
  const statement = sql`select ${sql.join(cells)} from ${source.query} as s${joins.length > 0 ? sql.join(joins, sql``) : sql``}${tail}`
  return copyOut(reading, compileQuery(context.db, statement), signal)
}

const several: ReadonlySet<ValueType['kind']> = new Set(['list', 'range', 'rows', 'json'])

/** Whether PostgreSQL can write it; what is sealed it cannot open. */
function isOneValue({ valueType }: Attribute): boolean {
  if (isEncrypted(valueType)) return false
  return !several.has(valueType.kind) && !(valueType.kind === 'reference' && valueType.many)
}
