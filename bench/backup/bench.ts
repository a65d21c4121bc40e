import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { connect, type Database, writeBackup } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import { to } from 'pg-copy-streams'
import { type BenchResult, median } from '../result.ts'
import { type Session, signIn } from '../sign-in.ts'

const tickets = Number(process.env.BENCH_ROWS ?? 100_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const secondsPerRound = Number(process.env.BENCH_SECONDS ?? 8)
/** What an administrator gets who changes nothing. */
const megabytesPerSecond = Number(process.env.BENCH_PACE ?? 20)

/**
 * A backup (compressed, encrypted, kept nowhere) beside a plain COPY of the same tables into a file, in turns; and how long a list of
 * records takes for one who asks again and again, with a backup of the running server under way and without.
 */
export async function bench(): Promise<BenchResult> {
  const dataDir = dataFolder('tangram-bench-')
  const db = await connect({ dataDir, poolSize: 4, statementTimeoutMs: 600_000 })
  let server: ChildProcess | undefined
  try {
    const env = { ...process.env, DATABASE_URL: db.url, TANGRAM_DATA: dataDir, PORT: '0', LOG_LEVEL: 'error', TICKETS: String(tickets) }
    console.log(`› ${tickets} complaints`)
    server = fork(path.join(import.meta.dirname, 'backup-server.ts'), [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const [{ ready: url }] = (await once(server, 'message')) as [{ ready: string }]
    await db.pool.query('vacuum analyze')
    const waits = await waitsWith(url, await administratorOf(db))
    const speed = await speeds(db, dataDir)
    const ratios = {
      throughputVsCopy: round(median(speed.backup) / median(speed.copy)),
      p99WithBackupVsWithout: round(percentile(waits.with, 0.99) / percentile(waits.without, 0.99)),
    }
    const figures = {
      tickets,
      rounds,
      megabytesPerSecond,
      plainMb: round(speed.bytes / 1e6),
      backupMbPerSecond: round(median(speed.backup)),
      copyMbPerSecond: round(median(speed.copy)),
      p99WithBackupMs: round(percentile(waits.with, 0.99)),
      p99WithoutMs: round(percentile(waits.without, 0.99)),
      p50WithBackupMs: round(percentile(waits.with, 0.5)),
      p50WithoutMs: round(percentile(waits.without, 0.5)),
      requestsWithBackup: waits.with.length,
      requestsWithout: waits.without.length,
    }
    return { ratios, figures }
  } finally {
    if (server && server.exitCode === null) {
      const gone = once(server, 'exit')
      server.kill('SIGTERM')
      await gone
    }
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000

async function administratorOf(db: Database): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>('select id from tangram.person where admin and active limit 1')
  return rows[0]?.id ?? ''
}

/** Megabytes of rows a second, both counted by the bytes that COPY gives. */
async function speeds(db: Database, dataDir: string): Promise<{ backup: number[]; copy: number[]; bytes: number }> {
  const backup: number[] = []
  const copy: number[] = []
  let bytes = 0
  const ours = async () => {
    const begun = performance.now()
    let seen = 0
    await writeBackup(
      { put: async () => {}, get: () => Promise.reject(new Error('nothing is kept')) },
      {
        db,
        fileDir: path.join(dataDir, 'files'),
        secret: 'b'.repeat(20) + 'ench-only-0123456789',
        passphrase: 'only for the bench',
        release: '0',
        now: new Date().toISOString(),
        onProgress: (amounts) => {
          seen = amounts.bytes
        },
      },
    )
    backup.push(seen / 1e3 / (performance.now() - begun))
  }
  const theirs = async () => {
    const { rows } = await db.pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'tangram' or schemaname like 'app%'`,
    )
    const file = path.join(dataDir, 'copy')
    const begun = performance.now()
    bytes = 0
    const client = await db.pool.connect()
    try {
      for (const { name } of rows) {
        await pipeline(client.query(to(`copy ${name} to stdout`)), createWriteStream(file))
        bytes += statSync(file).size
      }
    } finally {
      client.release()
    }
    copy.push(bytes / 1e3 / (performance.now() - begun))
  }
  for (let n = 0; n < rounds; n++) {
    for (const turn of n % 2 === 0 ? [ours, theirs] : [theirs, ours]) await turn()
    console.log(`› backup ${round(backup.at(-1) ?? 0)} MB/s, copy ${round(copy.at(-1) ?? 0)} MB/s`)
  }
  return { backup, copy, bytes }
}

type Waits = { with: number[]; without: number[] }

async function waitsWith(url: string, person: string): Promise<Waits> {
  const session = await signIn(url, person)
  const call = caller(url, session)
  const { plan, version } = (await call('GET', '/backups')) as { plan: object; version: number }
  await call('PUT', '/backups/plan', { version, ...plan, megabytesPerSecond, keep: 1, passphrase: 'only for the bench' })
  const waits: Waits = { with: [], without: [] }
  const list = async (until: () => boolean, into: number[]) => {
    while (!until()) {
      const begun = performance.now()
      await call('GET', '/apps/service_desk/entities/ticket/records?limit=25')
      into.push(performance.now() - begun)
    }
  }
  await list(after(2), [])
  for (let n = 0; n < rounds; n++) {
    await list(after(secondsPerRound), waits.without)
    const over = backUp(call)
    let isOver = false
    const ended = over.finally(() => {
      isOver = true
    })
    await list(() => isOver, waits.with)
    await ended
    // Names have seconds, and the job goes a moment later.
    await setTimeout(1_500)
  }
  return waits
}

function after(seconds: number): () => boolean {
  const end = performance.now() + seconds * 1_000
  return () => performance.now() >= end
}

async function backUp(call: ReturnType<typeof caller>): Promise<void> {
  const { id } = (await call('POST', '/backups')) as { id: string }
  for (;;) {
    await setTimeout(500)
    const { backups } = (await call('GET', '/backups')) as { backups: { id: string; state: string; error: unknown }[] }
    const found = backups.find((backup) => backup.id === id)
    if (found?.state === 'good') return
    if (found?.state === 'failed') throw new Error(`the backup failed: ${JSON.stringify(found.error)}`)
  }
}

function caller(url: string, { cookie, csrf }: Session) {
  return async (method: string, at: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${url}/api/v1${at}`, {
      method,
      headers: { cookie, 'x-csrf-token': csrf, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${method} ${at} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
