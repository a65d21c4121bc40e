import { argon2, type BinaryLike, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

type Cost = { memory: number; passes: number; parallelism: number }

/** OWASP's first choice for argon2id: 19 MiB, two passes. */
const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
const tagLength = 32

/** The password as `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive(password, nonce, cost)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain(nonce)}$${plain(tag)}`
}

/** Compares in constant time. Without a hash it works just as long and answers false, so that nobody learns which logins exist. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash ?? '')
  const kept: Cost = parts ? { memory: Number(parts[1]), passes: Number(parts[2]), parallelism: Number(parts[3]) } : cost
  const nonce = parts ? Buffer.from(parts[4] as string, 'base64') : Buffer.alloc(16)
  const expected = parts ? Buffer.from(parts[5] as string, 'base64') : Buffer.alloc(tagLength)
  const tag = await derive(password, nonce, kept, expected.length)
  return timingSafeEqual(tag, expected) && parts !== null
}

function derive(password: string, nonce: BinaryLike, { memory, passes, parallelism }: Cost, length = tagLength): Promise<Buffer> {
  return promisify(argon2)('argon2id', {
    message: password.normalize('NFKC'),
    nonce: nonce as Buffer,
    memory,
    passes,
    parallelism,
    tagLength: length,
  }) as Promise<Buffer>
}

function plain(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
