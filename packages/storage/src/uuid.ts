import { randomFillSync } from 'node:crypto'

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value)
}

/** Random bytes are drawn for many ids at once: a call costs as much for 4 kB as for 16 bytes. */
const drawn = Buffer.alloc(4096)
let next = drawn.length

/** A uuid of version 7 (RFC 9562): the first 48 bits are milliseconds, so that new rows sit together in an index. */
export function uuidv7(): string {
  if (next === drawn.length) {
    randomFillSync(drawn)
    next = 0
  }
  const bytes = drawn.subarray(next, next + 16)
  next += 16
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
