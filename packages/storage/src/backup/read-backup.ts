import { createHash } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { fail } from '../errors.ts'
import type { BackupManifest, BackupStore } from './backup.ts'
import { type BackupHeader, type BackupKey, openBackupKey } from './backup-key.ts'
import { openPart, partName } from './sealed-part.ts'

export type OpenedBackup = { key: BackupKey; manifest: BackupManifest }

/** @throws storage.backup.wrong-key, storage.backup.damaged */
export async function openBackup(store: BackupStore, passphrase: string | Buffer): Promise<OpenedBackup> {
  const content = await store.get(partName(0))
  const line = content.indexOf(10)
  const key = await openBackupKey(headerOf(content.subarray(0, Math.max(line, 0)).toString()), passphrase)
  const plain = zstdDecompressSync(openPart(key, 0, content.subarray(line + 1)))
  return { key, manifest: JSON.parse(plain.toString()) as BackupManifest }
}

/** Reads every part and holds it against the manifest; nothing is decompressed or written. */
export async function checkBackup(store: BackupStore, { key, manifest }: OpenedBackup, onPart?: (done: number) => void): Promise<void> {
  for (const [i, part] of manifest.parts.entries()) {
    const sealed = await store.get(part.name)
    const sha256 = createHash('sha256').update(sealed).digest('hex')
    if (sealed.length !== part.bytes || sha256 !== part.sha256) {
      const problem = `it has ${sealed.length} bytes with digest ${sha256.slice(0, 12)}…, not ${part.bytes} with ${part.sha256.slice(0, 12)}…`
      throw fail('storage.backup.damaged', { name: part.name, problem })
    }
    openPart(key, i + 1, sealed)
    onPart?.(i + 1)
  }
}

function headerOf(line: string): BackupHeader {
  try {
    const header = JSON.parse(line) as BackupHeader
    if (header.format === 'tangram-backup' && header.formatVersion === 1) return header
  } catch {}
  throw fail('storage.backup.damaged', { name: 'manifest', problem: 'it does not begin as a backup of format 1 does' })
}
