import type { Session, Storage } from '@tangram/storage'

/**
 * Sessions by token, looked up once and remembered for some seconds, so that a request costs no round trip for them.
 * A sign-out, suspension or change of roles anywhere drops the entry at once (`forget`, fed by live events).
 */
export type SessionCache = {
  /** At once when remembered. */
  peek(token: string): Session | undefined
  find(token: string): Promise<Session | null>
  drop(token: string): void
  /** Forgets the sessions of these people; everybody's when absent. */
  forget(people?: readonly string[]): void
}

export function createSessionCache(sessions: Pick<Storage['sessions'], 'find'>, ttlMs = 5_000, most = 10_000): SessionCache {
  const entries = new Map<string, { session: Session; until: number }>()
  /** Grows with each `forget`, so that an answer that was under way then is not remembered. */
  let generation = 0

  const peek = (token: string) => {
    const entry = entries.get(token)
    if (!entry) return undefined
    if (entry.until > performance.now()) return entry.session
    entries.delete(token)
    return undefined
  }
  return {
    peek,
    async find(token) {
      const known = peek(token)
      if (known) return known
      const before = generation
      const session = await sessions.find(token)
      if (session && before === generation) {
        if (entries.size >= most) entries.delete(entries.keys().next().value as string)
        entries.set(token, { session, until: performance.now() + ttlMs })
      }
      return session
    },
    drop(token) {
      generation++
      entries.delete(token)
    },
    forget(people) {
      generation++
      if (!people) return entries.clear()
      const gone = new Set(people)
      for (const [token, entry] of entries) if (gone.has(entry.session.principal.id)) entries.delete(token)
    },
  }
}
