import { hash, randomBytes } from 'node:crypto'
import type { PersonPrincipal } from '@tangram/access'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { isUuid } from '../uuid.ts'
import { principalOf } from './principal-of.ts'
import type { Session, Sessions } from './sessions.ts'

const lifetimeMs = 14 * 24 * 3600_000
/** A session that was not used this long is over. */
export const idleMs = 24 * 3600_000
/** How exactly the last use is noted. */
const touchMs = 60_000
const maxKept = 10_000

type Row = { id: string; person: string; csrf: string; createdAt: string; touchedAt: string; expiresAt: string }
/** A session as memory may answer with it until then: it is noted as used once in a while, and ends some day. */
type Kept = { session: Session; restsUntil: string }

/** Sessions in use are kept in memory; whatever changes about people empties that in every process. */
export function createSessions(context: Context): Sessions & { close(): void } {
  const { db, hub } = context
  const kept = new Map<string, Kept>()
  // Counts what made kept sessions invalid, so that an answer that was under way meanwhile is not kept.
  let epoch = 0
  const forget = () => {
    epoch++
    kept.clear()
  }
  const stop = hub.on('people', forget)

  const begin = async (person: string): Promise<PersonPrincipal> => {
    const principal = isUuid(person) ? await principalOf(db, person) : undefined
    if (!principal) throw fail('storage.person.unknown')
    return principal
  }
  const gone = () => {
    forget()
    hub.tell('people', '')
  }

  return {
    create: async (person, { ip, userAgent }) => {
      const principal = await begin(person)
      const { token, csrf } = secrets()
      const now = context.now()
      await db.pool.query(
        `insert into tangram.session (token_hash, person, csrf, created_at, touched_at, expires_at, ip, user_agent) values ($1, $2, $3, $4, $4, $5, $6, $7)`,
        [hashOf(token), person, csrf, now, later(now, lifetimeMs), ip ?? null, userAgent?.slice(0, 500) ?? null],
      )
      return { token, csrf, principal }
    },
    find: async (token) => {
      const key = hash('sha256', token, 'base64')
      const now = context.now()
      const known = hub.isListening() ? kept.get(key) : undefined
      // Instants compare as text: nothing is computed from them while a session is in use.
      if (known && now < known.restsUntil) return known.session
      const at = epoch
      const { rows } = await db.pool.query<Row>({
        name: 'session.find',
        text: `update tangram.session set touched_at = $2 where token_hash = $1 and expires_at > $2 and touched_at > $3
               returning id, person, csrf, created_at as "createdAt", touched_at as "touchedAt", expires_at as "expiresAt"`,
        values: [hashOf(token), now, later(now, -idleMs)],
      })
      const [row] = rows
      const principal = row && (await principalOf(db, row.person))
      if (!row || !principal) {
        kept.delete(key)
        return null
      }
      const session: Session = {
        id: row.id,
        csrf: row.csrf,
        createdAt: row.createdAt,
        principal: known && sameRights(known.session.principal, principal) ? known.session.principal : principal,
      }
      if (kept.size >= maxKept) kept.clear()
      if (hub.isListening() && at === epoch) kept.set(key, { session, restsUntil: earlier(row.expiresAt, later(row.touchedAt, touchMs)) })
      return session
    },
    rotate: async (token) => {
      const next = secrets()
      const { rows } = await db.pool.query<{ person: string }>(
        'update tangram.session set token_hash = $2, csrf = $3, touched_at = $4 where token_hash = $1 returning person',
        [hashOf(token), hashOf(next.token), next.csrf, context.now()],
      )
      if (!rows[0]) throw fail('storage.person.unknown')
      gone()
      return { ...next, principal: await begin(rows[0].person) }
    },
    revoke: async (token) => {
      await db.pool.query('delete from tangram.session where token_hash = $1', [hashOf(token)])
      gone()
    },
    revokeAll: async (person) => {
      if (isUuid(person)) await db.pool.query('delete from tangram.session where person = $1', [person])
      gone()
    },
    close: stop,
  }
}

function secrets(): { token: string; csrf: string } {
  return { token: randomBytes(32).toString('base64url'), csrf: randomBytes(24).toString('base64url') }
}

function hashOf(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

function earlier(a: string, b: string): string {
  return a < b ? a : b
}

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString()
}

/** Statements are compiled per principal object: the same rights keep the same object. */
function sameRights(a: PersonPrincipal, b: PersonPrincipal): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
