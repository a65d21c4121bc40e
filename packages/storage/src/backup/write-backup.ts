import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, zstdCompressSync } from 'node:zlib'
import type { Instant } from '@tangram/data-model'
import type { PoolClient } from 'pg'
import { to } from 'pg-copy-streams'
import type { Database } from '../database.ts'
import { fail } from '../errors.ts'
import { purposeKey } from '../sealed.ts'
import type { BackupAmounts, BackupManifest, BackupStore } from './backup.ts'
import { type BackupKey, newBackupKey } from './backup-key.ts'
import { type DescribedTable, describeSchema, ownSchemas } from './describe-schema.ts'
import { filePath } from './file-path.ts'
import { encodeFrame } from './frames.ts'
import { partName, sealPart } from './sealed-part.ts'

export type WriteBackupOptions = {
  db: Database
  fileDir: string
  secret: string
  passphrase: string | Buffer
  release: string
  now: Instant
  signal?: AbortSignal
  /** Waited for after each piece of so many bytes, so that others come first; not at all when absent. */
  pace?: (bytes: number) => Promise<void>
  /** Called after each piece; amounts so far. */
  onProgress?: (amounts: BackupAmounts) => void
}

/** One part in memory at a time: as much as a backup of any size takes. */
const partBytes = 8 * 1024 * 1024

/**
 * Writes the installation as it is at one moment: every table in one snapshot, and the files that its records name. The manifest goes
 * last, so what has one is whole. Sessions and uploads that nobody handed in stay out.
 *
 * @throws storage.backup.nothing; what the store throws; AbortError
 */
export async function writeBackup(store: BackupStore, options: WriteBackupOptions): Promise<BackupManifest> {
  const backupKey = await newBackupKey(options.passphrase)
  const client = await options.db.pool.connect()
  let broken: Error | undefined
  try {
    const { rows } = await client.query<{ there: boolean }>(`select to_regclass('tangram.app') is not null as there`)
    if (!rows[0]?.there) throw fail('storage.backup.nothing')
    await lockedSnapshot(client)
    const manifest = await manifestOf(client, options)
    await writeParts(store, backupKey, Readable.from(contents(client, manifest, options), { objectMode: false }), manifest, options.signal)
    options.signal?.throwIfAborted()
    const sealed = sealPart(backupKey, 0, zstdCompressSync(Buffer.from(JSON.stringify(manifest))))
    await store.put(partName(0), Buffer.concat([Buffer.from(`${JSON.stringify(backupKey.header)}\n`), sealed]))
    return manifest
  } catch (error) {
    // Whatever it was at: the connection may be in the middle of a COPY.
    broken = error as Error
    throw error
  } finally {
    if (!broken) await client.query('rollback')
    client.release(broken)
  }
}

/**
 * Tables are locked before the snapshot is taken, as far as reading takes: no column changes until the end. A table that came in between
 * is found by comparing, and it begins again.
 */
async function lockedSnapshot(client: PoolClient): Promise<void> {
  const tablesNow = async () => {
    const { rows } = await client.query<{ name: string }>(
      `with own as (${ownSchemas}) select format('%I.%I', own.nspname, c.relname) as name from pg_class c join own on own.oid = c.relnamespace
       where c.relkind = 'r' order by 1`,
    )
    return rows.map((row) => row.name)
  }
  for (;;) {
    const names = await tablesNow()
    await client.query(
      "begin isolation level repeatable read read only; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = '60s'",
    )
    await client.query(`lock table ${names.join(', ')} in access share mode`)
    if ((await tablesNow()).join() === names.join()) return
    await client.query('rollback')
  }
}

async function manifestOf(client: PoolClient, { release, now, secret }: WriteBackupOptions): Promise<BackupManifest> {
  const { rows: steps } = await client.query<{ name: string }>('select name from tangram.migration order by name')
  const { rows: apps } = await client.query<{ id: string; version: number | null }>('select id, version from tangram.app order by id')
  return {
    createdAt: now,
    release,
    steps: steps.map((step) => step.name),
    apps,
    schema: await describeSchema(client),
    tables: [],
    files: { count: 0, bytes: 0 },
    missing: [],
    secretId: secretIdOf(secret),
    parts: [],
  }
}

/** Tells secrets apart without telling them. */
export function secretIdOf(secret: string): string {
  return createHash('sha256').update(purposeKey(secret, 'backup')).digest('base64url').slice(0, 16)
}

const fileIsKept = `state = 'attached' or (state = 'staged' and draft is not null)`
/**
 * Whose rows do not come along: a restored session could be one that was ended since, and what is removed with a session (by a key that
 * cascades) belongs to it; uploads nobody handed in expire anyway.
 */
async function rowsKept(client: PoolClient): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string }>(
    `with recursive gone as (
       select c.oid from pg_class c where c.relnamespace = 'tangram'::regnamespace and c.relkind = 'r' and c.relname in ('session', 'attempt')
       union select k.conrelid from pg_constraint k join gone on gone.oid = k.confrelid where k.contype = 'f' and k.confdeltype = 'c'
     ) select n.nspname || '.' || c.relname as name from gone join pg_class c using (oid) join pg_namespace n on n.oid = c.relnamespace`,
  )
  return new Map([['tangram.file', fileIsKept], ...rows.map(({ name }) => [name, 'false'] as const)])
}

async function* contents(client: PoolClient, manifest: BackupManifest, options: WriteBackupOptions): AsyncGenerator<Buffer> {
  const amounts: BackupAmounts = { tables: 0, rows: 0, files: 0, bytes: 0 }
  const told = async (bytes: number) => {
    await options.pace?.(bytes)
    options.signal?.throwIfAborted()
    amounts.bytes += bytes
    options.onProgress?.(amounts)
  }
  const kept = await rowsKept(client)
  for (const table of manifest.schema.tables) {
    yield* encodeFrame({ kind: 'table', ...table })
    const hash = createHash('sha256')
    let rows = 0
    for await (const data of client.query(
      to(copyStatement(client, table, kept.get(`${table.schema}.${table.name}`))),
    ) as AsyncIterable<Buffer>) {
      hash.update(data)
      rows += linesIn(data)
      yield* encodeFrame({ kind: 'data', data })
      await told(data.length)
    }
    const end = { rows, sha256: hash.digest('hex') }
    manifest.tables.push({ schema: table.schema, name: table.name, ...end })
    yield* encodeFrame({ kind: 'end', ...end })
    amounts.tables++
    amounts.rows += end.rows
  }
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await client.query<{ id: string; name: string; sha256: string }>(
      `select id, name, sha256 from tangram.file where (${fileIsKept}) and id > $1 order by id limit 500`,
      [last],
    )
    for (const file of rows) {
      const bytes = yield* fileContent(filePath(options.fileDir, file.id), file, manifest, told)
      if (bytes !== null) {
        amounts.files = ++manifest.files.count
        manifest.files.bytes += bytes
      }
    }
    const end = rows.at(-1)
    if (!end) return
    last = end.id
  }
}

async function* fileContent(
  path: string,
  { id, name, sha256 }: { id: string; name: string; sha256: string },
  manifest: BackupManifest,
  told: (bytes: number) => Promise<void>,
): AsyncGenerator<Buffer, number | null> {
  const content = createReadStream(path, { highWaterMark: 256 * 1024 })
  const hash = createHash('sha256')
  let bytes = 0
  try {
    await new Promise((resolve, reject) => content.once('open', resolve).once('error', reject))
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
    manifest.missing.push({ id, name })
    return null
  }
  yield* encodeFrame({ kind: 'file', id })
  for await (const data of content as AsyncIterable<Buffer>) {
    hash.update(data)
    bytes += data.length
    yield* encodeFrame({ kind: 'data', data })
    await told(data.length)
  }
  const found = hash.digest('hex')
  if (found !== sha256) manifest.missing.push({ id, name })
  yield* encodeFrame({ kind: 'end', rows: bytes, sha256: found })
  return bytes
}

/** In its text format COPY writes each row as one line. What the stream itself counts may come only after its end. */
function linesIn(data: Buffer): number {
  let lines = 0
  for (let at = data.indexOf(10); at !== -1; at = data.indexOf(10, at + 1)) lines++
  return lines
}

function copyStatement(client: PoolClient, { schema, name, columns }: DescribedTable, kept: string | undefined): string {
  const table = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  return kept ? `copy (select ${list} from ${table} where ${kept}) to stdout` : `copy ${table} (${list}) to stdout`
}

async function writeParts(
  store: BackupStore,
  key: BackupKey,
  stream: Readable,
  manifest: BackupManifest,
  signal: AbortSignal | undefined,
): Promise<void> {
  const put = async (content: Buffer) => {
    const index = manifest.parts.length + 1
    const sealed = sealPart(key, index, content)
    await store.put(partName(index), sealed)
    manifest.parts.push({ name: partName(index), bytes: sealed.length, sha256: createHash('sha256').update(sealed).digest('hex') })
  }
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } })
  const collect = async (compressed: AsyncIterable<Buffer>) => {
    let waiting: Buffer[] = []
    let size = 0
    for await (const chunk of compressed) {
      waiting.push(chunk)
      size += chunk.length
      if (size < partBytes) continue
      await put(Buffer.concat(waiting))
      waiting = []
      size = 0
    }
    if (size > 0) await put(Buffer.concat(waiting))
  }
  await pipeline(stream, compress, collect, ...(signal ? [{ signal }] : []))
}
