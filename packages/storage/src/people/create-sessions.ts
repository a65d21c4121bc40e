import { hash, randomBytes } from 'node:crypto'
import type { PersonPrincipal } from '@tangram/access'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { isUuid } from '../uuid.ts'
import { asksFactor } from './create-security.ts'
import { isPasswordOff } from './password-off.ts'
import { principalOf } from './principal-of.ts'
import type { Security } from './security.ts'
import type { SecuritySettings } from './security-settings.ts'
import type { Duty, Session, SessionSummary, Sessions } from './sessions.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** How exactly the last use is noted. */
const touchMs = 60_000
const maxKept = 10_000

type Row = {
  id: string
  person: string
  csrf: string
  createdAt: string
  touchedAt: string
  hasPassword: boolean
  mustChange: boolean
  passwordChangedAt: string | null
  hasFactor: boolean
}
/** A session as memory may answer with it until then: it ends some day, and every once in a while its use is noted. */
type Kept = { session: Session; restsUntil: string; notedUntil: string }

/** Sessions in use are kept in memory; whatever changes about people empties that in every process. */
export function createSessions(context: Context, security: Security): Sessions & { close(): void } {
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
      const { absoluteHours } = (await security.settings()).session
      await db.pool.query(
        `insert into tangram.session (token_hash, person, csrf, created_at, touched_at, expires_at, ip, user_agent) values ($1, $2, $3, $4, $4, $5, $6, $7)`,
        [hashOf(token), person, csrf, now, later(now, absoluteHours * hourMs), ip ?? null, userAgent?.slice(0, 500) ?? null],
      )
      await db.pool.query('update tangram.person set signed_in_at = $2 where id = $1', [person, now])
      return { token, csrf, principal }
    },
    find: async (token, { isUse = true } = {}) => {
      const key = hash('sha256', token, 'base64')
      const now = context.now()
      const known = hub.isListening() ? kept.get(key) : undefined
      // Instants compare as text: nothing is computed from them while a session is in use.
      if (known && now < known.restsUntil && (!isUse || now < known.notedUntil)) return known.session
      const at = epoch
      const settings = await security.settings()
      const { rows } = await db.pool.query<Row>({
        name: 'session.find',
        text: `update tangram.session s set touched_at = case when $5 then $2 else s.touched_at end from tangram.person p
               where s.token_hash = $1 and s.expires_at > $2 and s.touched_at > $3 and s.created_at > $4 and p.id = s.person
               returning s.id, s.person, s.csrf, s.created_at as "createdAt", s.touched_at as "touchedAt",
                 p.password_hash is not null and not ${isPasswordOff} as "hasPassword", p.password_must_change as "mustChange", p.password_changed_at as "passwordChangedAt",
                 exists (select from tangram.second_factor f where f.person = p.id and f.confirmed_at is not null) as "hasFactor"`,
        values: [hashOf(token), now, later(now, -settings.session.idleMinutes * minuteMs), bornAfter(settings, now), isUse],
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
        duty: dutyOf(row, principal.admin || principal.administers !== undefined, settings, now),
      }
      if (kept.size >= maxKept) kept.clear()
      if (hub.isListening() && at === epoch) {
        const endsAt = later(row.createdAt, settings.session.absoluteHours * hourMs)
        kept.set(key, {
          session,
          restsUntil: earlier(endsAt, later(now, touchMs)),
          notedUntil: earlier(endsAt, later(row.touchedAt, touchMs)),
        })
      }
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
    revokeOthers: async (person, session) => {
      if (isUuid(person)) await db.pool.query('delete from tangram.session where person = $1 and id <> $2', [person, session])
      gone()
    },
    revokeOne: async (person, session) => {
      const { rowCount } = await db.pool.query('delete from tangram.session where person = $1 and id = $2', [person, session])
      if (rowCount === 0) throw fail('storage.session.unknown')
      gone()
    },
    list: async (person) => {
      const settings = await security.settings()
      const now = context.now()
      const { rows } = await db.pool.query<SessionSummary>(
        `select id, created_at as "createdAt", touched_at as "lastUsedAt", ip, user_agent as "userAgent" from tangram.session
         where person = $1 and expires_at > $2 and touched_at > $3 and created_at > $4 order by touched_at desc, id desc limit 200`,
        [isUuid(person) ? person : null, now, later(now, -settings.session.idleMinutes * minuteMs), bornAfter(settings, now)],
      )
      return rows
    },
    close: stop,
  }
}

/** What is not in order yet about the way somebody signs in; those without a password sign in elsewhere, which sees to it. */
function dutyOf(row: Row, isAdmin: boolean, { password, secondFactor }: SecuritySettings, now: string): Duty | null {
  if (!row.hasPassword) return null
  const isOld =
    password.maxAgeDays > 0 && row.passwordChangedAt !== null && later(row.passwordChangedAt, password.maxAgeDays * dayMs) <= now
  if (row.mustChange || isOld) return 'change-password'
  return asksFactor(secondFactor, isAdmin) && !row.hasFactor ? 'set-up-second-factor' : null
}

/** Older sessions are over, also those that began when they were allowed longer. */
function bornAfter({ session }: SecuritySettings, now: string): string {
  return later(now, -session.absoluteHours * hourMs)
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
