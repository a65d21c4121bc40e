import { type BackupAmounts, type BackupManifest, type Database, writeBackup } from '@tangram/storage'
import { type BackupPlace, backupName } from './backup-place.ts'

export type BackUpOptions = {
  db: Database
  fileDir: string
  secret: string
  passphrase: string | Buffer
  release: string
  now: string
  /** Older ones beyond so many go, once the new one is whole; absent: all stay. */
  keep?: number
  signal?: AbortSignal
  onProgress?: (amounts: BackupAmounts) => void
}

export type BackedUp = { name: string; manifest: BackupManifest; removed: string[] }

/** One backup more in the place, whole or not at all. */
export async function backUp(place: BackupPlace, { keep, ...options }: BackUpOptions): Promise<BackedUp> {
  const name = backupName(options.now)
  const draft = place.begin(name)
  let manifest: BackupManifest
  try {
    manifest = await writeBackup(draft, options)
    await draft.finish()
  } catch (error) {
    await draft.abandon().catch(() => {})
    throw error
  }
  const removed = keep === undefined ? [] : (await place.list()).slice(0, -keep)
  for (const old of removed) await place.remove(old)
  return { name, manifest, removed }
}
