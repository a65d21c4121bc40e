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
  const insert = `insert into "${app.id}"."${entity.id}" (id, version, created_at, updated_at, updated_by, ${columns})
    select id, version, created_at, updated_at, updated_by, ${columns}
    from jsonb_to_recordset($1::jsonb) as r(id uuid, version integer, created_at timestamptz, updated_at timestamptz, updated_by uuid, ${described})`
  const log = `insert into tangram.change (id, at, app, entity, record, kind, version, actor, cause, app_version, before, after)
    select uuidv7(at - clock_timestamp()), at, $2, $3, record, kind, version, actor, $4, $5, before, after
    from jsonb_to_recordset($1::jsonb) as r(at timestamptz, record uuid, kind text, version integer, actor uuid, before jsonb, after jsonb)`
  const whole = (values: RecordValues): RecordValues => Object.fromEntries(attributes.map(({ id }) => [id, values[id] ?? null]))
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    for (let from = 0; from < rows.length; from += rowsPerStatement) {
      const part = rows.slice(from, from + rowsPerStatement)
      await client.query(insert, [JSON.stringify(part.map(recordOf))])
      await client.query(log, [JSON.stringify(part.flatMap((row) => changesOf(row, whole))), app.id, entity.id, cause, app.version])
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

function recordOf({ id, createdAt, filed, changed }: BulkRow): RecordValues {
  const base = { ...filed, id, created_at: createdAt }
  return changed
    ? { ...base, ...changed.values, version: 2, updated_at: changed.at, updated_by: changed.by }
    : { ...base, version: 1, updated_at: createdAt, updated_by: null }
}

function changesOf({ id, createdAt, filed, changed }: BulkRow, whole: (values: RecordValues) => RecordValues) {
  const before = whole(filed)
  const made = { at: createdAt, record: id, kind: 'create', version: 1, actor: null, before: null, after: before }
  if (!changed) return [made]
  return [
    made,
    { at: changed.at, record: id, kind: 'update', version: 2, actor: changed.by, before, after: whole({ ...filed, ...changed.values }) },
  ]
}
