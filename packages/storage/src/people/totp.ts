import { createHmac, timingSafeEqual } from 'node:crypto'

export const stepSeconds = 30
const digits = 6
/** Steps before and after the present one whose codes are taken too: clocks differ. */
const drift = 1
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * The time step whose code this is, within a step of now; null when it is none of theirs.
 *
 * @see RFC 6238, with SHA-1, six digits and thirty seconds: what every authenticator understands
 */
export function stepOfCode(secret: Buffer, code: string, nowMs: number): number | null {
  const now = Math.floor(nowMs / 1000 / stepSeconds)
  let found: number | null = null
  // Every step is looked at, so that the time taken tells nothing.
  for (let step = now - drift; step <= now + drift; step++) {
    if (isSame(codeAt(secret, step), code)) found = step
  }
  return found
}

/** The code of a time step. */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = mac.readUInt32BE((mac[mac.length - 1] as number) & 15) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** RFC 4648, without padding: how authenticators take a secret that is typed. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** What the square picture says that an authenticator reads. */
export function otpAddress({ issuer, account, secret }: { issuer: string; account: string; secret: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
