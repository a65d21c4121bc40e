import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Id } from '@tangram/data-model'

/** Whose value it is: it opens nowhere else. */
export type ValuePlace = { app: Id; entity: Id; field: Id; record: string }

/** A key by its version; undefined for one that is not known here. */
export type KeyOf = (version: number) => Buffer | undefined

const format = 'e1'
const shape = /^e1\.(\d{1,9})\.([\w-]{43})\.([\w-]{38,})$/

/**
 * A text as the database holds it: `e1.key.match.sealed`. AES-256-GCM under the key of that version; what it belongs to and its match code are
 * authenticated with it, so that a copy in another record, field or table does not open.
 *
 * @param match code that tells equal values (`matchCode`), by which the database finds and compares them
 */
export function sealValue(key: { version: number; key: Buffer }, match: string, place: ValuePlace, text: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key.key, nonce).setAAD(about(place, match))
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [format, key.version, match, sealed.toString('base64url')].join('.')
}

export type Opened = { text: string } | { problem: 'unknown-key' | 'damaged' }

/** The text; `unknown-key` when its key is not at hand, `damaged` when it was changed or belongs elsewhere. */
export function openValue(keyOf: KeyOf, place: ValuePlace, sealed: string): Opened {
  const [, version, match = '', body = ''] = shape.exec(sealed) ?? []
  if (version === undefined) return { problem: 'damaged' }
  const key = keyOf(Number(version))
  if (!key) return { problem: 'unknown-key' }
  const bytes = Buffer.from(body, 'base64url')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(about(place, match)).setAuthTag(bytes.subarray(-16))
    return { text: Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8') }
  } catch {
    return { problem: 'damaged' }
  }
}

/** Whether a text has the form of a sealed one. */
export function isSealed(text: unknown): text is string {
  return typeof text === 'string' && shape.test(text)
}

/** The version of the key that it was sealed by. */
export function keyVersionOf(sealed: string): number {
  return Number(shape.exec(sealed)?.[1])
}

/** The same for equal texts of one field, and telling nothing about them without the key: HMAC-SHA-256 of the text in Unicode's composed form. */
export function matchCode(key: Buffer, { app, entity, field }: Omit<ValuePlace, 'record'>, text: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([app, entity, ownName(field), text.normalize('NFC')]))
    .digest('base64url')
}

function about({ app, entity, field, record }: ValuePlace, match: string): Buffer {
  return Buffer.from(JSON.stringify([app, entity, ownName(field), record, match]))
}

/** `phone@3` is the field `phone` as version 3 had it. */
function ownName(field: Id): string {
  return field.replace(/@\d+$/, '')
}
