import { AppError, type Locale, locales } from '@tangram/data-model'
import {
  type Backup,
  type BackupFailure,
  type BackupManifest,
  type BackupNote,
  checkBackup,
  connect,
  type Database,
  type JobContext,
  type JobHandler,
  openBackup,
  type Storage,
  writeBackup,
} from '@tangram/storage'
import type { FastifyBaseLogger } from 'fastify'
import type { ServerConfig } from '../config.ts'
import { fail } from '../errors.ts'
import { asSystem } from '../system-principal.ts'
import { type BackupPlace, backupName } from './backup-place.ts'
import { folderPlace } from './folder-place.ts'
import { minPassphrase } from './min-passphrase.ts'
import { nextBackup } from './next-backup.ts'
import { ownRelease } from './own-release.ts'
import { paceOf } from './pace.ts'
import { addressOfPlan, placeOfPlan } from './place-of-plan.ts'
import { whichToRemove } from './which-to-remove.ts'

export type BackupGiven = {
  storage: Storage
  config: Pick<ServerConfig, 'fileDir' | 'secret' | 'backupDir' | 'outgoingNetworks' | 'organisation'>
  databaseUrl: string
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>
  now: () => string
}

const system = asSystem('backup')
/** Amounts are noted this often while one is made. */
const noteEveryMs = 2_000

/** Queues the next backup of the plan: one job, however many servers ask. What was due while none ran is done once, at once. */
export async function queueNextBackup({ storage, config, now }: Pick<BackupGiven, 'storage' | 'config' | 'now'>): Promise<void> {
  const { plan, version } = await storage.backups.plan(system)
  const at = nextBackup(plan, config.organisation.zone, now())
  if (at === null) return
  await storage.jobs.enqueue(system, { kind: 'backup.due', key: `backup:due:${version}:${at}`, payload: { version }, dueAt: at })
}

/** Begins one by the plan as it is. @throws storage.backup.under-way, storage.backup.plan-lacks */
export async function beginBackup(
  { storage, config, now }: Pick<BackupGiven, 'storage' | 'config' | 'now'>,
  principal: Parameters<Storage['backups']['begin']>[0],
  why: Backup['why'],
): Promise<Backup> {
  const { plan } = await storage.backups.plan(principal)
  return storage.backups.begin(principal, { why, place: addressOfPlan(plan, config.backupDir), name: backupName(now()) })
}

/** What this server does about backups; `stopping` ends one that is under way, for another server to do. */
export function backupJobs(given: BackupGiven, stopping: AbortSignal): { [kind: string]: JobHandler } {
  const { storage, now } = given
  return {
    'backup.due': async (job) => {
      const { version } = await storage.backups.plan(system)
      // Changed since: the change has queued what comes next.
      if (version !== job.payload.version) return
      await queueNextBackup(given)
      try {
        await beginBackup(given, system, 'schedule')
      } catch (error) {
        if (error instanceof AppError && error.code === 'storage.backup.under-way') return
        if (!(error instanceof AppError)) throw error
        await tellFailed(given, job.id, failureOf(error))
      }
    },
    'backup.run': (job, { fence, signal }) =>
      run(given, String(job.payload.backup), { fence, signal: AbortSignal.any([signal, stopping]) }),
    'backup.check': async (job, { fence, signal: held }) => {
      const id = String(job.payload.backup)
      const signal = AbortSignal.any([held, stopping])
      const backup = await storage.backups.get(system, id)
      const note = (change: BackupNote) => storage.backups.note(system, id, change, fence)
      try {
        await check(given, await placeOf(given, backup, signal), backup.name, signal)
        await note({ checkState: 'good', checkedAt: now(), checkError: null })
      } catch (error) {
        if (signal.aborted) throw error
        const checkError = failureOf(error)
        const isDamaged = checkError.code === 'storage.backup.damaged'
        await note({ checkState: isDamaged ? 'damaged' : 'none', checkedAt: now(), checkError })
        await storage.backups.tell(system, `backup:damaged:${id}:${now()}`, {
          en: `The backup ${backup.name} did not pass its check: ${checkError.text.en}`,
          'zh-CN': `备份 ${backup.name} 未通过检查：${checkError.text['zh-CN']}`,
        })
      }
    },
  }
}

async function run(given: BackupGiven, id: string, { fence, signal }: JobContext): Promise<void> {
  const { storage, log, now } = given
  const backup = await storage.backups.get(system, id)
  if (backup.state !== 'waiting' && backup.state !== 'running') return
  const note = (change: BackupNote) => storage.backups.note(system, id, change, fence)
  const db = await connect({ databaseUrl: given.databaseUrl, poolSize: 2, log: (line) => log.warn(line) })
  const endTurn = await takeTurn(db).catch(async (error: unknown) => {
    await db.close()
    throw error
  })
  try {
    await note({ state: 'running', release: ownRelease() })
    const place = await placeOf(given, backup, signal)
    // Killed after it was whole and before that was noted: it stays as it is.
    if (!(await place.list()).includes(backup.name)) await write(given, { db, place, backup, signal, note })
    const manifest = await check(given, place, backup.name, signal)
    const state = manifest.missing.length > 0 ? 'incomplete' : 'good'
    const amounts = amountsOf(manifest)
    await note({ state, finishedAt: now(), amounts, checkState: 'good', checkedAt: now() })
    await storage.audit.append(system, { action: 'backup.finish', object: backup.name, result: 'ok', details: { state, ...amounts } })
    log.info({ backup: backup.name, ...amounts }, 'a backup was made')
    if (state === 'good') await removeOld(given, place, backup.place, fence)
    else await tellIncomplete(given, backup, amounts.missing)
  } catch (error) {
    // Told to stop, or somebody else has taken over: the job comes again.
    if (signal.aborted || (error instanceof AppError && error.code === 'storage.job.fenced')) throw error
    const failure = failureOf(error)
    log.warn({ err: error, backup: backup.name }, 'a backup failed')
    const { state } = await storage.backups.get(system, id)
    // One that is whole stays so when only the removal of older ones failed.
    if (state === 'running') await note({ state: 'failed', finishedAt: now(), error: failure })
    await storage.audit.append(system, { action: 'backup.finish', object: backup.name, result: 'failed', details: { code: failure.code } })
    await tellFailed(given, id, failure)
  } finally {
    endTurn()
    await db.close()
  }
}

/** Held by the connection: one that is cut off, or whose process is gone, holds it no more. */
async function takeTurn(db: Database): Promise<() => void> {
  const client = await db.pool.connect()
  const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(hashtextextended('tangram.backup', 0)) as got`)
  if (rows[0]?.got) return () => client.release(true)
  client.release(true)
  throw new Error('another backup still holds its turn')
}

type Writing = {
  db: Database
  place: BackupPlace
  backup: Backup
  signal: AbortSignal
  note: (change: BackupNote) => Promise<void>
}

async function write({ storage, config, now }: BackupGiven, { db, place, backup, signal, note }: Writing): Promise<void> {
  const { plan } = await storage.backups.plan(system)
  const passphrase = await passphraseOf(storage)
  // What a run that was killed left under this name.
  await place.begin(backup.name).abandon()
  const draft = place.begin(backup.name)
  let notedAt = 0
  try {
    await writeBackup(draft, {
      db,
      fileDir: config.fileDir,
      secret: config.secret,
      passphrase,
      release: ownRelease(),
      now: now(),
      signal,
      pace: paceOf(plan.megabytesPerSecond, signal),
      onProgress: (amounts) => {
        if (performance.now() - notedAt < noteEveryMs) return
        notedAt = performance.now()
        // Only for whoever looks; the next one comes soon.
        note({ amounts: { ...amounts, stored: 0, missing: 0 } }).catch(() => {})
      },
    })
    await draft.finish()
  } catch (error) {
    await draft.abandon().catch(() => {})
    throw error
  }
}

/** Reads all of it, no faster than it was written. */
async function check({ storage }: BackupGiven, place: BackupPlace, name: string, signal: AbortSignal): Promise<BackupManifest> {
  const { plan } = await storage.backups.plan(system)
  const pace = paceOf(plan.megabytesPerSecond, signal)
  const { get, put } = place.open(name)
  const paced = {
    put,
    get: async (part: string) => {
      const content = await get(part)
      await pace(content.length)
      return content
    },
  }
  const opened = await openBackup(paced, await passphraseOf(storage))
  await checkBackup(paced, opened)
  return opened.manifest
}

async function removeOld({ storage, now }: BackupGiven, place: BackupPlace, address: string, fence: JobContext['fence']): Promise<void> {
  const { plan } = await storage.backups.plan(system)
  const there = (await storage.backups.list(system)).filter((each) => each.place === address)
  const listed = await place.list()
  for (const id of whichToRemove(there, plan, now())) {
    const name = there.find((each) => each.id === id)?.name ?? ''
    if (listed.includes(name)) await place.remove(name)
    await storage.backups.note(system, id, { state: 'removed' }, fence)
  }
}

/** @throws server.backup.elsewhere when the plan has another place by now */
async function placeOf({ storage, config }: BackupGiven, backup: Backup, signal: AbortSignal): Promise<BackupPlace> {
  const [{ plan }, secrets] = [await storage.backups.plan(system), await storage.backups.secrets(system)]
  if (backup.place === addressOfPlan(plan, config.backupDir)) return placeOfPlan(plan, secrets, config, signal)
  if (backup.place === config.backupDir) return folderPlace(config.backupDir)
  throw fail('server.backup.elsewhere', { place: backup.place })
}

async function passphraseOf(storage: Storage): Promise<string> {
  const { passphrase } = await storage.backups.secrets(system)
  if (passphrase === null) throw fail('server.backup.passphrase', { min: minPassphrase })
  return passphrase
}

const amountsOf = (manifest: BackupManifest): Backup['amounts'] => ({
  tables: manifest.tables.length,
  rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
  files: manifest.files.count,
  bytes: manifest.files.bytes,
  stored: manifest.parts.reduce((sum, part) => sum + part.bytes, 0),
  missing: manifest.missing.length,
})

const tellIncomplete = ({ storage }: BackupGiven, { id, name }: Backup, missing: number) =>
  storage.backups.tell(system, `backup:incomplete:${id}`, {
    en: `The backup ${name} is made, but the contents of ${missing} files were missing. Older backups were kept.`,
    'zh-CN': `备份 ${name} 已完成，但有 ${missing} 个文件内容缺失。较早的备份均已保留。`,
  })

const tellFailed = ({ storage }: BackupGiven, key: string, { text }: BackupFailure) =>
  storage.backups.tell(system, `backup:failed:${key}`, {
    en: `A backup failed: ${text.en} See Backups.`,
    'zh-CN': `备份失败：${text['zh-CN']}详见“备份”页面。`,
  })

/** In words for whoever reads the page; what is not ours is named by its message. */
function failureOf(error: unknown): BackupFailure {
  if (!(error instanceof AppError)) return failureOf(fail('server.backup.broken', { reason: (error as Error).message.slice(0, 300) }))
  const words = (of: (locale: Locale) => string) => Object.fromEntries(locales.map((locale) => [locale, of(locale)]))
  return { code: error.code, text: words((locale) => error.messageIn(locale)), fix: words((locale) => error.fixIn(locale) ?? '') }
}
