import type { Principal } from '@tangram/access'
import type { Id, JsonValue } from '@tangram/data-model'
import type { ColumnMeta } from '@tangram/report-engine'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from './context.ts'
import { recordOptions } from './records/read-records.ts'
import { type SourceQuestion, sourceOf } from './records/source.ts'

/** As many as one look-up of records gives. */
const atOnce = 200

/** Names of the people, teams and records that are keys in the rows, as far as the reader may see them. */
export async function labelsOf(
  context: Context,
  principal: Principal,
  app: Id,
  columns: readonly ColumnMeta[],
  rows: readonly (readonly JsonValue[])[],
): Promise<{ [id: string]: string }> {
  const labels: { [id: string]: string } = {}
  const { resolved } = await context.apps.current(app)
  for (const [i, { valueType }] of columns.entries()) {
    if (valueType.kind !== 'reference') continue
    const ids = [...new Set(rows.flatMap((row) => (typeof row[i] === 'string' ? [row[i] as string] : [])))]
    if (resolved.entity(valueType.to)?.system) {
      await context.labels.collect(ids, labels)
      continue
    }
    for (let from = 0; from < ids.length; from += atOnce) {
      const some = { ids: ids.slice(from, from + atOnce), limit: atOnce }
      for (const { id, label } of await recordOptions(context, { app, entity: valueType.to, principal }, some)) labels[id] = label
    }
  }
  return labels
}

/** What those names are read from, with the reader's rights inside. */
export function labelsRead({ app, principal, given }: SourceQuestion, columns: readonly ColumnMeta[]): RawBuilder<unknown>[] {
  return columns.flatMap(({ valueType }) => {
    if (valueType.kind !== 'reference') return []
    const entity = app.resolved.entity(valueType.to)
    if (!entity) return []
    if (entity.system) return [sql`select from tangram.person`]
    return [sql`select from ${sourceOf({ app, principal, given, entity: entity.id }).query} as s`]
  })
}
