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

/** Uploads. Staged until a record names them; then a file has the rights of its record. */
export type Files = {
  stage(principal: Principal, file: { name: string; type: string; content: AsyncIterable<Uint8Array> }): Promise<StoredFile>
  /** @throws storage.file.unknown 404 */
  open(principal: Principal, id: string): Promise<{ file: StoredFile; path: string }>
  /** Metadata of the files the principal may open, for showing names; others are left out. */
  find(principal: Principal, ids: readonly string[]): Promise<StoredFile[]>
}
