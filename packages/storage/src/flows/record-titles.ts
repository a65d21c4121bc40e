import type { Principal } from '@tangram/access'
import type { Id } from '@tangram/data-model'
import { sql } from 'kysely'
import { compileQuery, runQuery } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { ask } from '../records/read-records.ts'

/** Title and number of records as the principal may see them, by record id. */
export async function recordTitles(
  context: Context,
  principal: Principal,
  records: readonly { app: Id; entity: Id; record: string }[],
): Promise<ReadonlyMap<string, { title: string; number: string | null }>> {
  const found = new Map<string, { title: string; number: string | null }>()
  const groups = Map.groupBy(records, ({ app, entity }) => `${app} ${entity}`)
  for (const [first, ...rest] of groups.values()) {
    if (!first) continue
    const asked = await ask(context, { ...first, principal }).catch((error: unknown) => {
      // The app no longer has such records; whoever has to do with them still sees the others.
      if ((error as { code?: string }).code === 'storage.entity.unknown') return undefined
      throw error
    })
    if (!asked) continue
    const { source } = asked
    const title = source.attribute('s', [source.entity.title])
    const serial = source.attributes.find((attribute) => attribute.serial)
    const number = serial && source.attribute('s', [serial.id])
    const query = sql`select s.id, ${title ? sql`${title.expression}::text` : sql`null::text`} as title, ${number ? number.expression : sql`null::text`} as number
      from ${source.query} as s where s.id = any(${[first, ...rest].map(({ record }) => record)}::uuid[])`
    const { rows } = await runQuery<{ id: string; title: string | null; number: string | null }>(
      context.db.pool,
      compileQuery(context.db, query),
    )
    for (const row of rows) found.set(row.id, { title: row.title ?? row.number ?? '', number: row.number })
  }
  return found
}
