import { administers, type PersonPrincipal } from '@tangram/access'
import { AppError, type Id, itemOf } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { isUuid } from '../uuid.ts'
import { principalOf } from './principal-of.ts'
import { requireAdmin } from './require-admin.ts'
import type { SeeAs, SeenAs, Whom } from './see-as.ts'
import type { Session } from './sessions.ts'

const lifetimeMs = 30 * 60_000
const maxKept = 1_000
const nobody = '00000000-0000-0000-0000-000000000000'

type Row = { person: string | null; app: Id | null; roles: Id[]; until: string }

/** Somebody who became an administrator, a role that is gone: there is nothing to see as any more. */
function nothingLeft(error: unknown): null {
  if (error instanceof AppError && error.status < 500) return null
  throw error
}

/** What the sessions of administrators see with is kept in memory; whatever changes about people empties that in every process. */
export function createSeeAs(context: Context): SeeAs & { close(): void } {
  const { db, hub } = context
  const kept = new Map<string, { by: PersonPrincipal; seen: SeenAs | null }>()
  // Counts what made kept answers invalid, so that one that was under way meanwhile is not kept.
  let epoch = 0
  const forget = () => {
    epoch++
    kept.clear()
  }
  const stop = [hub.on('people', forget), hub.on('app', forget)]
  const changed = () => {
    forget()
    hub.tell('people', '')
  }

  const seenAs = async ({ principal: by }: Session, whom: Whom, until: string): Promise<SeenAs | null> => {
    const common = { by: { id: by.id, name: by.name }, until }
    if ('person' in whom) {
      const found = isUuid(whom.person) ? await principalOf(db, whom.person) : undefined
      if (!found) return null
      if (found.admin || found.administers) throw fail('storage.see-as.administrator', { name: found.name })
      return { ...common, principal: { ...found, seenBy: by.id }, person: { id: found.id, name: found.name }, roles: [] }
    }
    const { document } = await context.apps.current(whom.app)
    const roles = whom.roles.map((id) => {
      const role = itemOf(document.access.roles, id)
      if (!role) throw fail('storage.role.unknown', { role: id })
      return { id, label: role.label }
    })
    const { locale, zone } = by
    const held = { teams: [], departments: [], roles: { [whom.app]: whom.roles } }
    return {
      ...common,
      principal: { kind: 'person', id: nobody, name: '', admin: false, locale, zone, seenBy: by.id, ...held },
      person: null,
      roles,
    }
  }

  return {
    begin: async (session, whom) => {
      requireAdmin(session.principal, 'security')
      const now = context.now()
      const until = new Date(Date.parse(now) + lifetimeMs).toISOString()
      const seen = await seenAs(session, whom, until)
      if (!seen) throw fail('storage.person.unknown')
      const [person, app, roles] = 'person' in whom ? [whom.person, null, []] : [null, whom.app, whom.roles]
      await db.pool.query(
        `insert into tangram.see_as (session, person, app, roles, until) values ($1, $2, $3, $4, $5)
         on conflict (session) do update set person = $2, app = $3, roles = $4, until = $5`,
        [session.id, person, app, roles, until],
      )
      changed()
      return seen
    },
    end: async ({ id }) => {
      await db.pool.query('delete from tangram.see_as where session = $1', [id])
      changed()
    },
    of: async (session) => {
      // Nobody else ever sees as somebody: their requests ask nothing.
      if (!administers(session.principal, 'security')) return null
      const now = context.now()
      const known = hub.isListening() ? kept.get(session.id) : undefined
      if (known && known.by === session.principal) return known.seen && now < known.seen.until ? known.seen : null
      const at = epoch
      const { rows } = await db.pool.query<Row>({
        name: 'see-as.of',
        text: 'select person, app, roles, until from tangram.see_as where session = $1 and until > $2',
        values: [session.id, now],
      })
      const [row] = rows
      const whom = row && (row.person === null ? { app: row.app ?? '', roles: row.roles } : { person: row.person })
      const seen = whom ? await seenAs(session, whom, row.until).catch(nothingLeft) : null
      if (kept.size >= maxKept) kept.clear()
      if (hub.isListening() && at === epoch) kept.set(session.id, { by: session.principal, seen })
      return seen
    },
    close: () => {
      for (const each of stop) each()
    },
  }
}
