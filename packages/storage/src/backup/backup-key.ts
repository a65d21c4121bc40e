import { hkdfSync, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { fail } from '../errors.ts'

/** What is readable of a backup without its key; every byte of it is authenticated with the manifest. */
export type BackupHeader = {
  format: 'tangram-backup'
  formatVersion: 1
  id: string
  kdf: { name: 'scrypt'; salt: string; cost: number; blockSize: number }
  /** Tells a wrong passphrase from an altered backup. */
  check: string
}

export type BackupKey = { header: BackupHeader; key: Buffer }

const cost = 2 ** 17
const blockSize = 8
/** A header that asks for more is not ours, and would take the machine's memory. */
const maxCost = 2 ** 20

/** A key for one backup only, from the passphrase or the contents of a key file. */
export async function newBackupKey(passphrase: string | Buffer): Promise<BackupKey> {
  const salt = randomBytes(16).toString('base64url')
  const kdf = { name: 'scrypt', salt, cost, blockSize } as const
  const { key, check } = await derived(passphrase, kdf)
  return { key, header: { format: 'tangram-backup', formatVersion: 1, id: randomBytes(9).toString('base64url'), kdf, check } }
}

/** @throws storage.backup.wrong-key, storage.backup.damaged */
export async function openBackupKey(header: BackupHeader, passphrase: string | Buffer): Promise<BackupKey> {
  const { kdf } = header
  if (kdf.name !== 'scrypt' || !(kdf.cost > 1 && kdf.cost <= maxCost) || !(kdf.blockSize >= 1 && kdf.blockSize <= 16)) {
    throw fail('storage.backup.damaged', { name: 'manifest', problem: 'its header names no key derivation known here' })
  }
  const { key, check } = await derived(passphrase, kdf)
  const given = Buffer.from(check)
  const expected = Buffer.from(header.check)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw fail('storage.backup.wrong-key')
  return { header, key }
}

async function derived(passphrase: string | Buffer, kdf: BackupHeader['kdf']): Promise<{ key: Buffer; check: string }> {
  const main = await new Promise<Buffer>((resolve, reject) => {
    const options = { N: kdf.cost, r: kdf.blockSize, p: 1, maxmem: 256 * kdf.cost * kdf.blockSize }
    scrypt(passphrase, Buffer.from(kdf.salt, 'base64url'), 32, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
  const part = (purpose: string, bytes: number) => Buffer.from(hkdfSync('sha256', main, 'tangram backup', purpose, bytes))
  return { key: part('parts', 32), check: part('check', 12).toString('base64url') }
}
