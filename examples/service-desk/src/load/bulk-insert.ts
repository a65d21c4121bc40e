import { columnTypeOf, type Entity, type RecordValues } from '@tangram/data-model'
import type { Database } from '@tangram/storage'

/** One record with what its change log is to tell. */
export type BulkRow = {
  id: string
  createdAt: string
  /** What it held when it was made. */
  filed: RecordValues
  /** Present: it was changed once more, then, by this person. */
  changed?: { at: string; by: string | null; values: RecordValues }
}

const rowsPerStatement = 1_000
const cause = 'sample-data'

/**
 * Writes many records of one entity with their changes, in one transaction, without the follow-ups that each write of a person has:
 * no rule, no process and no message comes of them. For a freshly published app, whose columns are named like its attributes.
 */
export async function bulkInsert(
  db: Pick<Database, 'pool'>,
  app: { id: string; version: number },
  entity: Entity,
  rows: readonly BulkRow[],
): Promise<void> {
  const attributes = Object.values(entity.attributes)
  const columns = attributes.map(({ id }) => `"${id}"`)
  const described = attributes.map(({ id, valueType }) => `"${id}" ${columnTypeOf(valueType)}`)
  const statement = `with r as materialized (
      select *, changed is not null as is_changed, $6::jsonb || filed as first, $6::jsonb || filed || coalesce(changed, '{}') as last
      from jsonb_to_recordset($1::jsonb) as r(id uuid, at timestamptz, filed jsonb, changed_at timestamptz, changed_by uuid, changed jsonb)
    ),
    made as (
      insert into "${app.id}"."${entity.id}" (id, version, created_at, updated_at, updated_by, ${columns})
      select r.id, 1 + is_changed::integer, at, coalesce(changed_at, at), changed_by, ${columns.map((column) => `v.${column}`)}
      from r cross join lateral jsonb_to_record(last) as v(${described})
    )
    insert into tangram.change (id, at, app, entity, record, kind, version, actor, cause, app_version, before, after)
    select uuidv7(at - clock_timestamp()), at, $2::text, $3::text, id, 'create', 1, null::uuid, $4::text, $5::integer, null::jsonb, first from r
    union all
    select uuidv7(changed_at - clock_timestamp()), changed_at, $2, $3, id, 'update', 2, changed_by, $4, $5, first, last from r where is_changed`
  const nothing = JSON.stringify(Object.fromEntries(attributes.map(({ id }) => [id, null])))
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    for (let from = 0; from < rows.length; from += rowsPerStatement) {
      const part = JSON.stringify(rows.slice(from, from + rowsPerStatement).map(argumentOf))
      await client.query(statement, [part, app.id, entity.id, cause, app.version, nothing])
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
  await db.pool.query(`analyze "${app.id}"."${entity.id}"`)
}

function argumentOf({ id, createdAt, filed, changed }: BulkRow) {
  return { id, at: createdAt, filed, changed_at: changed?.at, changed_by: changed?.by, changed: changed?.values }
}
