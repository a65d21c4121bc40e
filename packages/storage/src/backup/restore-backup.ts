import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import type { PoolClient } from 'pg'
import { from } from 'pg-copy-streams'
import type { Database } from '../database.ts'
import { fail } from '../errors.ts'
import { applySteps, knownSteps } from '../migrations/migrate-system.ts'
import { inTransaction } from '../transaction.ts'
import type { BackupAmounts, BackupStore } from './backup.ts'
import { filePath } from './file-path.ts'
import { decodeFrames, type Frame } from './frames.ts'
import { checkBackup, type OpenedBackup } from './read-backup.ts'
import { openPart } from './sealed-part.ts'
import { secretIdOf } from './write-backup.ts'

export type RestoreOptions = {
  db: Database
  fileDir: string
  secret: string
  /** Former ones too: what was sealed by them still opens. */
  formerSecrets?: readonly string[]
  /** True: go on although what the backup's secret sealed (encrypted fields, second factors) will not open. */
  mayLoseSealed?: boolean
  signal?: AbortSignal
  onProgress?: (amounts: BackupAmounts) => void
}

/**
 * Fills an empty database from a backup and brings it to this release, all in one transaction: interrupted at any moment, killed too, the
 * database is as empty as before and the restore is simply started again. Every part is checked before anything is written.
 *
 * @throws storage.backup.not-empty, storage.backup.in-use, storage.backup.newer, storage.backup.other-secret, storage.backup.damaged
 */
export async function restoreBackup(store: BackupStore, opened: OpenedBackup, options: RestoreOptions): Promise<BackupAmounts> {
  const { manifest } = opened
  const newer = manifest.steps.filter((step) => !knownSteps.has(step))
  if (newer.length > 0) throw fail('storage.backup.newer', { release: manifest.release, step: newer.join(', ') })
  const secrets = [options.secret, ...(options.formerSecrets ?? [])]
  if (!options.mayLoseSealed && !secrets.some((secret) => secretIdOf(secret) === manifest.secretId))
    throw fail('storage.backup.other-secret')
  await inTransaction(options.db, ({ client }) => requireEmpty(client, manifest.schema.schemas))
  await checkBackup(store, opened)
  return inTransaction(options.db, async ({ client }) => {
    await client.query(
      "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local maintenance_work_mem = '256MB'",
    )
    await client.query(`select pg_advisory_xact_lock(hashtextextended('tangram.migrate', 0))`)
    await requireEmpty(client, manifest.schema.schemas)
    await client.query('drop schema if exists tangram cascade')
    for (const statement of manifest.schema.before) await client.query(statement)
    const amounts = await load(client, store, opened, options)
    for (const statement of manifest.schema.after) {
      options.signal?.throwIfAborted()
      await client.query(statement)
    }
    // Whoever held a job then holds it no more.
    await client.query('update tangram.job set lease_until = null, worker = null where lease_until is not null')
    await applySteps(client)
    await pausePlan(client)
    return amounts
  })
}

/** A copy on another machine must not write where the first one does, nor remove what that one keeps. */
async function pausePlan(client: PoolClient): Promise<void> {
  await client.query(`delete from tangram.job where kind like 'backup.%'`)
  await client.query(`delete from tangram.backup where state in ('waiting', 'running')`)
  await client.query(
    `update tangram.backup_plan set settings = settings || '{"enabled": false}', version = version + 1, restored_at = now()`,
  )
}

/** Schema `tangram` may be there as a first start leaves it: nobody in it, no app. */
async function requireEmpty(client: PoolClient, schemas: readonly string[]): Promise<void> {
  const { rows: users } = await client.query(
    `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name like 'tangram%'`,
  )
  if (users.length > 0) throw fail('storage.backup.in-use')
  const { rows } = await client.query<{ name: string }>('select nspname as name from pg_namespace where nspname = any($1) order by 1', [
    schemas,
  ])
  const there = rows.map((row) => row.name)
  const apps = there.filter((name) => name !== 'tangram')
  if (apps.length > 0) throw fail('storage.backup.not-empty', { found: apps.join(', ') })
  const { rows: known } = await client.query<{ name: string | null }>(`select to_regclass('tangram.person')::text as name`)
  if (!known[0]?.name) return
  const { rows: used } = await client.query<{ people: number; apps: number }>(
    'select (select count(*) from tangram.person)::integer as people, (select count(*) from tangram.app)::integer as apps',
  )
  const { people = 0, apps: count = 0 } = used[0] ?? {}
  if (people + count > 0) throw fail('storage.backup.not-empty', { found: `tangram (people: ${people}, apps: ${count})` })
}

async function load(client: PoolClient, store: BackupStore, opened: OpenedBackup, options: RestoreOptions): Promise<BackupAmounts> {
  const amounts: BackupAmounts = { tables: 0, rows: 0, files: 0, bytes: 0 }
  const stream = Readable.from(plainParts(store, opened), { objectMode: false }).pipe(createZstdDecompress())
  let into: Target | null = null
  for await (const frame of decodeFrames(stream)) {
    options.signal?.throwIfAborted()
    if (frame.kind === 'table') into = tableTarget(client, frame)
    else if (frame.kind === 'file') into = await fileTarget(options.fileDir, frame.id)
    else if (!into) throw fail('storage.backup.damaged', { name: 'stream', problem: 'it has data that belong nowhere' })
    else if (frame.kind === 'data') {
      into.hash.update(frame.data)
      into.bytes += frame.data.length
      amounts.bytes += frame.data.length
      if (!into.stream.write(frame.data)) await drained(into)
      options.onProgress?.(amounts)
    } else {
      await closed(into)
      const rows = into.rows()
      if (rows !== frame.rows || into.hash.digest('hex') !== frame.sha256) {
        throw fail('storage.backup.damaged', { name: into.name, problem: `${rows} of ${frame.rows} came, or others than were written` })
      }
      await into.done()
      if (into.isTable) {
        amounts.tables++
        amounts.rows += rows
      } else amounts.files++
      into = null
    }
  }
  const { tables, files } = opened.manifest
  if (amounts.tables !== tables.length || amounts.files !== files.count) {
    throw fail('storage.backup.damaged', {
      name: 'stream',
      problem: `${amounts.tables} tables and ${amounts.files} files of ${tables.length} and ${files.count}`,
    })
  }
  return amounts
}

async function* plainParts(store: BackupStore, { key, manifest }: OpenedBackup): AsyncGenerator<Buffer> {
  for (const [i, part] of manifest.parts.entries()) yield openPart(key, i + 1, await store.get(part.name))
}

type Target = {
  name: string
  isTable: boolean
  stream: Writable
  hash: ReturnType<typeof createHash>
  bytes: number
  failure: Promise<never>
  /** Rows of a table, bytes of a file. */
  rows(): number
  done(): Promise<void>
}

function tableTarget(client: PoolClient, { schema, name, columns }: Extract<Frame, { kind: 'table' }>): Target {
  const table = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  // Made in this transaction, so nobody else can see rows that are marked as old at once; nothing has to visit them again.
  const stream = client.query(from(`copy ${table} (${list}) from stdin (freeze)`))
  return targetOf(
    `${schema}.${name}`,
    true,
    stream,
    () => (stream as unknown as { rowCount: number }).rowCount,
    async () => {},
  )
}

async function fileTarget(fileDir: string, id: string): Promise<Target> {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw fail('storage.backup.damaged', { name: id, problem: 'no id of a file' })
  const path = filePath(fileDir, id)
  await mkdir(dirname(path), { recursive: true })
  const stream = createWriteStream(`${path}.part`, { mode: 0o600, flush: true })
  return targetOf(
    id,
    false,
    stream,
    () => stream.bytesWritten,
    () => rename(`${path}.part`, path),
  )
}

function targetOf(name: string, isTable: boolean, stream: Writable, rows: () => number, done: () => Promise<void>): Target {
  const failure = new Promise<never>((_resolve, reject) => stream.once('error', reject))
  failure.catch(() => {})
  return { name, isTable, stream, hash: createHash('sha256'), bytes: 0, failure, rows, done }
}

const drained = ({ stream, failure }: Target) =>
  Promise.race([new Promise<void>((resolve) => stream.once('drain', () => resolve())), failure])

async function closed({ stream }: Target): Promise<void> {
  stream.end()
  await finished(stream)
}
