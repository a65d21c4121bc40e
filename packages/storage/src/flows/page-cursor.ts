import { fail } from '../errors.ts'
import { isUuid } from '../uuid.ts'

/** Where a page of a list ends: the values it is sorted by, then an id. */
export function cursorFrom(values: readonly [...(string | boolean)[], string]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** @throws storage.query.cursor 400 */
export function instantAndId(after: string): [string, string] {
  const [at, id, ...more] = valuesOf(after)
  if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isUuid(id) && more.length === 0) return [at, id]
  throw fail('storage.query.cursor', {}, { path: '/after' })
}

/** Of a list with what is late first: whether the last one was, since when it waits, its id, and what was now. @throws storage.query.cursor 400 */
export function overdueCursor(after: string): [boolean, string, string, string] {
  const [late, at, now, id] = valuesOf(after)
  const isInstant = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value))
  if (typeof late === 'boolean' && isInstant(at) && isInstant(now) && isUuid(id)) return [late, at, id, now]
  throw fail('storage.query.cursor', {}, { path: '/after' })
}

function valuesOf(after: string): unknown[] {
  try {
    const parsed = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown
    if (Array.isArray(parsed)) return parsed
  } catch (error) {
    throw fail('storage.query.cursor', {}, { path: '/after', cause: error })
  }
  return []
}

/** How many a page holds. */
export function pageSize(limit: number | undefined): number {
  return Math.min(Math.max(Math.trunc(limit ?? 50), 1), 200)
}
