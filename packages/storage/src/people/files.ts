import type { Principal } from '@tangram/access'
import type { Instant } from '@tangram/data-model'

export type StoredFile = {
  id: string
  name: string
  type: string
  size: number
  sha256: string
  createdAt: Instant
  state: 'staged' | 'attached'
}

export type Amount = { files: number; bytes: number }

/** How much may come by link. Counted in the database, for all processes together. */
export type UploadQuota = {
  /** The address or network it comes from; stored as a keyed hash. */
  from: string
  /** Files of one link that no record names yet. */
  waiting: Amount
  /** What one origin may send within an hour. */
  hourly: Amount
}

/** Uploads. Staged until a record names them; then a file has the rights of its record. */
export type Files = {
  /** @throws storage.file.link-full 429, storage.file.too-many 429, with the seconds to wait: of an upload by link that has a quota */
  stage(
    principal: Principal,
    file: { name: string; type: string; content: AsyncIterable<Uint8Array> },
    quota?: UploadQuota,
  ): Promise<StoredFile>
  /** @throws storage.file.unknown 404 */
  open(principal: Principal, id: string): Promise<{ file: StoredFile; path: string }>
  /** Metadata of the files the principal may open, for showing names; others are left out. */
  find(principal: Principal, ids: readonly string[]): Promise<StoredFile[]>
}
