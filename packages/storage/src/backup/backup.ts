import type { Instant } from '@tangram/data-model'
import type { DescribedSchema } from './describe-schema.ts'

/** Where the parts of one backup lie. */
export type BackupStore = {
  put(name: string, content: Buffer): Promise<void>
  /** @throws storage.backup.damaged when there is no such part */
  get(name: string): Promise<Buffer>
}

export type BackupAmounts = { tables: number; rows: number; files: number; bytes: number }

/** What a backup holds; itself encrypted. */
export type BackupManifest = {
  createdAt: Instant
  /** Of the program that made it. */
  release: string
  /** Steps of schema `tangram` that were done. */
  steps: string[]
  apps: { id: string; version: number | null }[]
  schema: DescribedSchema
  tables: { schema: string; name: string; rows: number; sha256: string }[]
  files: { count: number; bytes: number }
  /** Files of records whose content was not found, or is not what was uploaded. */
  missing: { id: string; name: string }[]
  /** Of the installation's secret: what it sealed opens with that one only. */
  secretId: string
  parts: { name: string; bytes: number; sha256: string }[]
}
