import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { purposeKey } from '../sealed.ts'

/** An entry as its digests cover it. */
export type ChainedEntry = {
  id: string
  at: string
  actor: string | null
  actorKind: string
  action: string
  object: string | null
  result: string
  person: Buffer | null
  mac: Buffer | null
}

/** Digests of the audit, keyed by the installation's secret: whoever has only the database cannot make them. */
export type ChainKey = {
  ofEntry(entry: ChainedEntry): Buffer
  ofSeal(seq: number, before: Buffer, entry: ChainedEntry): Buffer
  ofEnd(which: 'first' | 'last', seq: number, digest: Buffer): Buffer
}

/** The current key first, then those of former secrets. */
export function chainKeys({
  secret,
  formerSecrets = [],
}: {
  secret: string
  formerSecrets?: readonly string[]
}): [ChainKey, ...ChainKey[]] {
  return [keyOf(secret), ...formerSecrets.map(keyOf)]
}

function keyOf(secret: string): ChainKey {
  const key = purposeKey(secret, 'audit chain')
  const digest = (...parts: (string | null)[]) => createHmac('sha256', key).update(canonical(parts)).digest()
  return {
    ofEntry: (entry) => digest('entry', ...contentOf(entry)),
    ofSeal: (seq, before, entry) =>
      digest('seal', String(seq), before.toString('hex'), ...contentOf(entry), entry.mac?.toString('hex') ?? null),
    ofEnd: (which, seq, last) => digest(which, String(seq), last.toString('hex')),
  }
}

/** Of personal values; with the salt gone, nobody can try out which they were. */
export function personDigest(salt: Buffer, values: { ip: string | null; login: string | null; details: string | null }): Buffer {
  return createHash('sha256')
    .update(salt)
    .update(canonical([values.ip, values.login, values.details]))
    .digest()
}

export function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

function contentOf({ id, at, actor, actorKind, action, object, result, person }: ChainedEntry): (string | null)[] {
  return [id, at, actor, actorKind, action, object, result, person?.toString('hex') ?? null]
}

/** No two lists give the same text. The migration to sealed entries makes it in SQL as well. */
function canonical(parts: readonly (string | null)[]): string {
  return parts.map((part) => (part === null ? 'n;' : `${Buffer.byteLength(part)}:${part};`)).join('')
}
