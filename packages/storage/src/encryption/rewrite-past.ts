import type { Id, RecordValues } from '@tangram/data-model'
import type { PoolClient } from 'pg'
import type { Context } from '../context.ts'
import { inTransaction } from '../transaction.ts'

/** Values of one record at one time, of the fields asked for. */
export type PastValues = { record: string; values: RecordValues }

/** What becomes of such values: those that change, in the order given. */
export type Rewrite = (past: readonly PastValues[]) => Promise<RecordValues[]>

export type PastOf = { app: Id; entity: Id; fields: readonly Id[] }

/** How many changes are looked at in one statement, whatever they are about. */
const window = 5_000

type Row = { id: string; record: string; before: RecordValues | null; after: RecordValues | null }

/**
 * Writes the values of some fields anew in the history and the drafts of a table: sealed, opened, or under another key. In small transactions,
 * each of which can be repeated.
 *
 * @returns how many changes and drafts were written
 */
export async function rewritePast(context: Pick<Context, 'db'>, about: PastOf, rewrite: Rewrite, signal?: AbortSignal): Promise<number> {
  if (about.fields.length === 0) return 0
  return (await rewriteChanges(context, about, rewrite, signal)) + (await rewriteDrafts(context, about, rewrite))
}

const some = (column: string) =>
  `(select jsonb_object_agg(k, ${column} -> k) from unnest($3::text[]) as k where jsonb_typeof(${column} -> k) = 'string')`

async function rewriteChanges(
  { db }: Pick<Context, 'db'>,
  { app, entity, fields }: PastOf,
  rewrite: Rewrite,
  signal?: AbortSignal,
): Promise<number> {
  let written = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    signal?.throwIfAborted()
    const last = await inTransaction(db, async ({ client }) => {
      await alone(client, app)
      const { rows } = await client.query<{ last: string | null }>(
        `select max(id::text) as last from (select id from tangram.change where id > $1::uuid order by id limit ${window}) as w`,
        [after],
      )
      const end = rows[0]?.last
      if (!end) return undefined
      const { rows: found } = await client.query<Row>(
        `select c.id, c.record, ${some('c.before')} as before, ${some('c.after')} as after from tangram.change c
         where c.app = $1 and c.entity = $2 and c.id > $4::uuid and c.id <= $5::uuid order by c.id`,
        [app, entity, fields, after, end],
      )
      const states = found.flatMap(({ record, before, after: then }) => [
        { record, values: before ?? {} },
        { record, values: then ?? {} },
      ])
      const anew = await rewrite(states)
      const patches = found.flatMap(({ id }, i) => {
        const [before = {}, then = {}] = [anew[2 * i], anew[2 * i + 1]]
        return Object.keys(before).length + Object.keys(then).length > 0 ? [{ id, before, after: then }] : []
      })
      if (patches.length > 0) {
        await client.query(`set local tangram.change_rewriting = 'on'`)
        await client.query(
          `update tangram.change as c set before = c.before || x.before, after = c.after || x.after
           from jsonb_to_recordset($1::jsonb) as x(id uuid, before jsonb, after jsonb) where c.id = x.id`,
          [JSON.stringify(patches)],
        )
      }
      written += patches.length
      return end
    })
    if (!last) return written
    after = last
  }
}

async function rewriteDrafts({ db }: Pick<Context, 'db'>, { app, entity, fields }: PastOf, rewrite: Rewrite): Promise<number> {
  return inTransaction(db, async ({ client }) => {
    await alone(client, app)
    const { rows } = await client.query<{ id: string; values: RecordValues | null }>(
      `select d.id, ${some('d.typed')} as values from tangram.form_draft d where d.app = $1 and d.entity = $2 for update`,
      [app, entity, fields],
    )
    const anew = await rewrite(rows.map(({ id, values }) => ({ record: id, values: values ?? {} })))
    const patches = rows.flatMap(({ id }, i) => (Object.keys(anew[i] ?? {}).length > 0 ? [{ id, typed: anew[i] }] : []))
    if (patches.length > 0) {
      await client.query(
        `update tangram.form_draft as d set typed = d.typed || x.typed from jsonb_to_recordset($1::jsonb) as x(id uuid, typed jsonb) where d.id = x.id`,
        [JSON.stringify(patches)],
      )
    }
    return patches.length
  })
}

/** One at a time for each app, so that two do not wait for each other's rows. */
async function alone(client: PoolClient, app: Id): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('tangram.sealing:' || $1, 0))`, [app])
}
