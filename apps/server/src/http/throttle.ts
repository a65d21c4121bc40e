import { fail } from '../errors.ts'

/**
 * Counts attempts by key in sliding windows. Keys are made of what the server knows (the connection's address, the account asked
 * for), never of a header a caller can choose.
 */
export type Throttle = {
  /** @throws server.throttled 429 with the seconds to wait when `limit` attempts were counted within the window */
  check(key: string, limit: number, windowMs: number): void
  count(key: string, windowMs: number): void
  clear(key: string): void
}

export function createThrottle(now: () => number = () => performance.now(), most = 50_000): Throttle {
  const attempts = new Map<string, { at: number[]; windowMs: number }>()
  const recent = (key: string, windowMs: number) => (attempts.get(key)?.at ?? []).filter((at) => at > now() - windowMs)
  return {
    check(key, limit, windowMs) {
      const at = recent(key, windowMs)
      if (at.length < limit) return
      const seconds = Math.max(1, Math.ceil(((at[at.length - limit] ?? 0) + windowMs - now()) / 1000))
      throw fail('server.throttled', { seconds }, { details: { retryAfter: seconds } })
    },
    count(key, windowMs) {
      if (attempts.size >= most && !attempts.has(key)) dropOldest(attempts, now())
      attempts.set(key, { at: [...recent(key, windowMs), now()], windowMs })
    },
    clear(key) {
      attempts.delete(key)
    },
  }
}

/** Makes room: what lies outside its window, else the entry that was counted first. */
function dropOldest(attempts: Map<string, { at: number[]; windowMs: number }>, now: number): void {
  const before = attempts.size
  for (const [key, entry] of attempts) if ((entry.at.at(-1) ?? 0) <= now - entry.windowMs) attempts.delete(key)
  if (attempts.size === before) attempts.delete(attempts.keys().next().value as string)
}
