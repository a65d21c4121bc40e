import { createCipheriv, createDecipheriv } from 'node:crypto'
import { fail } from '../errors.ts'
import type { BackupKey } from './backup-key.ts'

/** Part 0 is the manifest; the others hold the stream, in order. */
export const partName = (index: number): string => (index === 0 ? 'manifest' : `part-${String(index).padStart(6, '0')}`)

/** AES-256-GCM. The key serves one backup, so the index is a nonce that never comes twice; the header goes with it, authenticated. */
export function sealPart({ key, header }: BackupKey, index: number, content: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index)).setAAD(Buffer.from(`${index}\n${JSON.stringify(header)}`))
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

/** @throws storage.backup.damaged when it was altered, cut short, or stands in the place of another */
export function openPart({ key, header }: BackupKey, index: number, sealed: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(`${index}\n${JSON.stringify(header)}`)).setAuthTag(sealed.subarray(-16))
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  } catch (cause) {
    throw fail('storage.backup.damaged', { name: partName(index), problem: 'it was altered, cut short or belongs elsewhere' }, { cause })
  }
}

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 8)
  return nonce
}
