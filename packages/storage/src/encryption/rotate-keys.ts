import type { Id, RecordValues } from '@tangram/data-model'
import { sql } from 'kysely'
import type { PoolClient } from 'pg'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { type DataKey, newKey, readDataKeys, wrapped } from './data-keys.ts'
import { notOpened } from './encrypted-fields.ts'
import type { Encryption, Rotated } from './encryption.ts'
import { rewritePast } from './rewrite-past.ts'
import { isSealed, keyVersionOf } from './sealed-value.ts'
import { mapped, sealedType } from './sweep-app.ts'
import { openVault, type Vault } from './vault.ts'

const lock = `hashtextextended('tangram.rotate-keys', 0)`
const batch = 1_000

/** @see Encryption.rotate */
export async function rotateKeys(context: Context, more: NonNullable<Parameters<Encryption['rotate']>[0]>): Promise<Rotated> {
  const client = await context.db.pool.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${lock}) as mine`)
    if (!rows[0]?.mine) throw fail('storage.encryption.rotating')
    try {
      return await rotateAll(context, client, more)
    } finally {
      await client.query(`select pg_advisory_unlock(${lock})`)
    }
  } finally {
    client.release()
  }
}

async function rotateAll(context: Context, client: PoolClient, more: NonNullable<Parameters<Encryption['rotate']>[0]>): Promise<Rotated> {
  const keys = await readDataKeys(context)
  const rewrapped = await rewrap(context, client, keys)
  const apps: Rotated['apps'] = []
  for (const app of new Set(keys.map((key) => key.app))) {
    more.signal?.throwIfAborted()
    const version = await nextVersion(context, client, app)
    // Every server reads the keys again, and seals by the new one from then on.
    await client.query(`select pg_notify('tangram_app', $1)`, [app])
    const vault = await openVault(context, app)
    let values = 0
    for (;;) {
      const some = await resealed(context, client, { app, vault, version }, (count) => {
        more.onProgress?.({ app, version, values: values + count })
        more.signal?.throwIfAborted()
      })
      // What a server that had not heard of the key has written meanwhile, the next round finds.
      if (some === 0) break
      values += some
    }
    await client.query(`update tangram.data_key set done_at = $3 where app = $1 and purpose = 'value' and version = $2`, [
      app,
      version,
      context.now(),
    ])
    apps.push({ app, version, values })
  }
  return { apps, rewrapped }
}

/** Keys that a former secret opened are wrapped by that of today. */
async function rewrap({ options }: Context, client: PoolClient, keys: readonly DataKey[]): Promise<number> {
  const former = keys.filter(({ isFormer }) => isFormer)
  for (const key of former) {
    await client.query('update tangram.data_key set wrapped = $4 where app = $1 and purpose = $2 and version = $3', [
      key.app,
      key.purpose,
      key.version,
      wrapped(options, key, key.key),
    ])
  }
  return former.length
}

/** The key of a rotation that was broken off, or a new one. */
async function nextVersion({ options, now }: Context, client: PoolClient, app: Id): Promise<number> {
  const { rows } = await client.query<{ version: number; done: boolean }>(
    `select version, done_at is not null as done from tangram.data_key where app = $1 and purpose = 'value' order by version desc limit 1`,
    [app],
  )
  const newest = rows[0] ?? { version: 0, done: true }
  if (!newest.done) return newest.version
  const row = { app, purpose: 'value' as const, version: newest.version + 1 }
  await client.query('insert into tangram.data_key (app, purpose, version, wrapped, created_at) values ($1, $2, $3, $4, $5)', [
    app,
    row.purpose,
    row.version,
    newKey(options, row),
    now(),
  ])
  return row.version
}

type Rotation = { app: Id; vault: Vault; version: number }
type Column = { entity: Id; attribute: Id; name: string }

/** Seals by the newest key what another one has sealed: columns in use and retired ones, history and drafts. @returns how many */
async function resealed(context: Context, client: PoolClient, rotation: Rotation, onProgress: (values: number) => void): Promise<number> {
  const { rows: columns } = await client.query<Column>(
    'select entity, attribute, name from tangram.app_column where app = $1 and type = $2 order by entity, name',
    [rotation.app, sealedType],
  )
  let values = 0
  for (const column of columns) {
    values += await resealedColumn(context, client, rotation, column, (count) => onProgress(values + count))
  }
  for (const [entity, some] of Map.groupBy(columns, (column) => column.entity)) {
    const fields = [...new Set(some.map(({ attribute }) => attribute))]
    values += await rewritePast(context, { app: rotation.app, entity, fields }, (past) => anew(rotation, entity, past))
    onProgress(values)
  }
  return values
}

async function resealedColumn(
  { db }: Context,
  client: PoolClient,
  { app, vault, version }: Rotation,
  { entity, attribute: field, name }: Column,
  onProgress: (values: number) => void,
): Promise<number> {
  const [table, column] = [sql.id(app, entity), sql.id(name)]
  let values = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const asked = sql`select id::text as id, ${column} as sealed from ${table} where id > ${after}::uuid and ${column} is not null
      and split_part(${column}, '.', 2) <> ${String(version)} order by id limit ${sql.lit(batch)}`.compile(db.kysely)
    const { rows } = await client.query<{ id: string; sealed: string }>(asked.sql, [...asked.parameters])
    const last = rows.at(-1)
    if (!last) return values
    const found = rows.map(({ id, sealed }) => ({ place: { entity, field, record: id }, sealed }))
    const sealedAnew = await reseal(vault, found)
    // What somebody has written since stays: it is sealed already, or found by the next round.
    const written = sql`update ${table} as t set ${column} = x.anew
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ sealed }) => sealed)}::text[], ${sealedAnew}::text[]) as x(id, was, anew)
      where t.id = x.id and t.${column} = x.was`.compile(db.kysely)
    const { rowCount } = await client.query(written.sql, [...written.parameters])
    values += rowCount ?? 0
    onProgress(values)
    after = last.id
  }
}

type Found = { place: { entity: Id; field: Id; record: string }; sealed: string }

async function reseal(vault: Vault, found: readonly Found[]): Promise<(string | null)[]> {
  const opened = await vault.open(found)
  return found.map(({ place }, i) => {
    const each = opened[i]
    if (!each || 'problem' in each) throw notOpened(place, each?.problem)
    return vault.seal(place, each.text)
  })
}

async function anew(
  { vault, version }: Rotation,
  entity: Id,
  past: readonly { record: string; values: RecordValues }[],
): Promise<RecordValues[]> {
  const isOld = (text: unknown): text is string => isSealed(text) && keyVersionOf(text) !== version
  const found = past.flatMap(({ record, values }) =>
    Object.entries(values).flatMap(([field, text]) => (isOld(text) ? [{ place: { entity, field, record }, sealed: text }] : [])),
  )
  const sealedAnew = await reseal(vault, found)
  const byOld = new Map(found.map(({ sealed }, i) => [sealed, sealedAnew[i] ?? null]))
  return past.map(({ values }) => mapped(values, (_, text) => (isOld(text) ? byOld.get(text) : undefined)))
}
