import { createHash } from 'node:crypto'
import type { Principal } from '@tangram/access'
import type { Id, RecordValues } from '@tangram/data-model'
import { fail } from '../errors.ts'

/**
 * What a request with an idempotency key asked for: the key may come again with the same only. Our own jobs are not compared: what they
 * write is reckoned anew each time.
 */
export function fingerprintOf(principal: Principal, typed: RecordValues, form: Id | undefined): string | null {
  if (principal.kind === 'system') return null
  const sorted = Object.entries(typed).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([form, sorted]))
    .digest('base64url')
}

/** @throws storage.record.key-reused 422 when the key was used for another request; keys of earlier releases say nothing about theirs */
export function refuseOtherRequest(earlier: string | null, asked: string | null): void {
  if (earlier !== null && asked !== null && earlier !== asked) throw fail('storage.record.key-reused')
}

/** Whose keys they are: the same key of somebody else is another one. */
export function principalKey(principal: Principal): string {
  return principal.kind === 'system' ? 'system' : `${principal.kind}:${principal.id}`
}
