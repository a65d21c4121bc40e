import { hash } from 'node:crypto'
import type { JsonValue } from '@tangram/data-model'
import { fail } from '../errors.ts'

/** A page cursor: the sort values of the last row. It holds nothing that row did not show and grants nothing. */
export function encodeCursor(fingerprint: string, keys: readonly JsonValue[]): string {
  return Buffer.from(JSON.stringify([short(fingerprint), ...keys])).toString('base64url')
}

/** @throws storage.query.cursor 400 when it is broken or belongs to another list or order */
export function decodeCursor(cursor: string, fingerprint: string, count: number): (string | number | null)[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw fail('storage.query.cursor', {}, { path: '/after' })
  }
  const isOurs = Array.isArray(parsed) && parsed.length === count + 1 && parsed[0] === short(fingerprint)
  const keys: unknown[] = isOurs ? (parsed as unknown[]).slice(1) : []
  if (
    !isOurs ||
    !keys.every((key): key is string | number | boolean | null => key === null || ['string', 'number', 'boolean'].includes(typeof key))
  ) {
    throw fail('storage.query.cursor', {}, { path: '/after' })
  }
  return keys as (string | number | null)[]
}

function short(fingerprint: string): string {
  return hash('sha256', fingerprint, 'base64url').slice(0, 8)
}
