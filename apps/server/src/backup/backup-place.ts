import type { BackupStore } from '@tangram/storage'

/** Where backups are kept: a folder or a bucket. Names sort by time. */
export type BackupPlace = {
  /** Finished backups, oldest first. */
  list(): Promise<string[]>
  open(name: string): BackupStore
  /** Begins a new one, which is not listed until it is finished. */
  begin(name: string): BackupStore & { finish(): Promise<void>; abandon(): Promise<void> }
  remove(name: string): Promise<void>
}

/** `2026-11-23T10-15-00Z`: sorts by time, and is a name in every file system. */
export const backupName = (now: string): string => `${now.slice(0, 19).replaceAll(':', '-')}Z`
export const isBackupName = (name: string): boolean => /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/.test(name)
