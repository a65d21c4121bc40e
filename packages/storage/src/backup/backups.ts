import type { Principal } from '@tangram/access'
import type { Instant, LocalizedText } from '@tangram/data-model'
import type { Fence } from '../transaction.ts'
import type { BackupAmounts } from './backup.ts'

/** Lowest and highest of each number of a plan. */
export const backupBounds = {
  hours: [1, 168],
  keep: [1, 365],
  keepDays: [1, 3_650],
  megabytesPerSecond: [1, 1_000],
} as const

/** When backups are made, where they go and how long they stay. */
export type BackupPlan = {
  enabled: boolean
  every: 'days' | 'hours'
  /** `02:15` by the clocks of the installation's zone. */
  time: string
  /** 1 Monday … 7 Sunday. */
  days: number[]
  hours: number
  place: 'folder' | 'bucket'
  bucket: { endpoint: string; bucket: string; prefix: string; region: string; accessKeyId: string } | null
  keep: number
  /** Null: however old. */
  keepDays: number | null
  /** Of what is read, before it is compressed. */
  megabytesPerSecond: number
}

export type BackupSecrets = { passphrase: string | null; secretAccessKey: string | null }

export type StoredBackupPlan = {
  plan: BackupPlan
  version: number
  hasPassphrase: boolean
  hasSecretKey: boolean
  /** When a restore switched it off; null once it was saved again. */
  restoredAt: Instant | null
}

export type BackupFailure = { code: string; text: LocalizedText; fix: LocalizedText }

export type Backup = {
  id: string
  /** As the place lists it. */
  name: string
  place: string
  why: 'schedule' | 'asked'
  /** `incomplete`: whole, but contents of files were missing when it was made. */
  state: 'waiting' | 'running' | 'good' | 'incomplete' | 'failed' | 'removed'
  begunAt: Instant
  finishedAt: Instant | null
  release: string | null
  /** So far; `stored` in bytes as it lies there. */
  amounts: BackupAmounts & { stored: number; missing: number }
  error: BackupFailure | null
  checkState: 'none' | 'running' | 'good' | 'damaged'
  checkedAt: Instant | null
  checkError: BackupFailure | null
}

/** Backups that the server makes by itself. Administrators and the system; one is under way at most, however many servers there are. */
export type Backups = {
  plan(principal: Principal): Promise<StoredBackupPlan>
  /** What is sealed; the system only. Null where nothing was given, or it opens no more. */
  secrets(principal: Principal): Promise<BackupSecrets>
  /** @param secrets absent ones stay as they were @throws storage.backup.plan-changed 409, storage.backup.plan-lacks 422 */
  change(principal: Principal, version: number, plan: BackupPlan, secrets: Partial<BackupSecrets>): Promise<StoredBackupPlan>
  /** Notes one and queues its job. @throws storage.backup.under-way 409, storage.backup.plan-lacks 422 */
  begin(principal: Principal, given: { why: Backup['why']; place: string; name: string }): Promise<Backup>
  /** Newest first, the last 200. */
  list(principal: Principal): Promise<Backup[]>
  /** @throws storage.backup.unknown 404 */
  get(principal: Principal, id: string): Promise<Backup>
  /** Notes what came of it so far, for the holder of its job. */
  note(principal: Principal, id: string, change: BackupNote, fence: Fence): Promise<void>
  /** Queues a check of one that is there. @throws storage.backup.unknown 404, storage.backup.not-there 409 */
  askCheck(principal: Principal, id: string): Promise<Backup>
  /** Tells every administrator, once for each key. */
  tell(principal: Principal, key: string, text: LocalizedText): Promise<void>
  /** When the last one that is whole was begun, of those that are still there. */
  lastGoodAt(principal: Principal): Promise<Instant | null>
}

export type BackupNote = Partial<
  Pick<Backup, 'state' | 'finishedAt' | 'release' | 'amounts' | 'error' | 'checkState' | 'checkedAt' | 'checkError'>
>
