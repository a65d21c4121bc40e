import { administers } from '@tangram/access'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { requireAdmin } from '../people/require-admin.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import type { StandIn, StandIns } from './stand-ins.ts'

const columns = `s.id, jsonb_build_object('id', p.id, 'name', p.name) as person, jsonb_build_object('id', t.id, 'name', t.name) as "to",
  s.from_at as "from", s.until_at as until, s.mode, s.app, s.process, s.from_at <= $1 and s.until_at > $1 as "isActive"`
const joined = 'join tangram.person p on p.id = s.person join tangram.person t on t.id = s."to"'

export function createStandIns(context: Context): StandIns {
  const { db } = context
  return {
    list: async (principal, { all = false } = {}) => {
      if (all) requireAdmin(principal, 'security')
      if (!all && principal.kind !== 'person') return []
      const me = principal.kind === 'person' ? principal.id : null
      const { rows } = await db.pool.query<StandIn>(
        `select ${columns} from tangram.stand_in s ${joined}
         where $2::boolean or ($3::uuid in (s.person, s."to") and s.until_at > $1) order by s.from_at desc, s.id desc limit 1000`,
        [context.now(), all, me],
      )
      return rows
    },
    create: async (principal, { person, to, from, until, mode, app = null, process = null }) => {
      const me = principal.kind === 'person' ? principal.id : null
      const whose = person ?? me
      if (whose !== me) requireAdmin(principal, 'security')
      if (whose === null || !isUuid(whose) || !isUuid(to)) throw fail('storage.person.unknown')
      if (whose === to) throw fail('storage.stand-in.self', {}, { path: '/to' })
      const now = context.now()
      if (!(Date.parse(from) < Date.parse(until) && Date.parse(until) > Date.parse(now)))
        throw fail('storage.stand-in.period', {}, { path: '/until' })
      const { rows } = await db.pool.query<StandIn>(
        `with made as (
           insert into tangram.stand_in (id, person, "to", from_at, until_at, mode, app, process, created_at, created_by)
           select $2, p.id, t.id, $5, $6, $7, $8, $9, $1, $10 from tangram.person p, tangram.person t
           where p.id = $3 and t.id = $4 and p.deleted_at is null and t.active and t.deleted_at is null returning *
         )
         select ${columns} from made s ${joined}`,
        [now, uuidv7(), whose, to, from, until, mode, app, process, me],
      )
      if (!rows[0]) throw fail('storage.person.unknown', {}, { path: '/to' })
      return rows[0]
    },
    remove: async (principal, id) => {
      const mine = principal.kind === 'person' && !administers(principal, 'security') ? principal.id : null
      if (mine === null) requireAdmin(principal, 'security')
      const { rowCount } = isUuid(id)
        ? await db.pool.query('delete from tangram.stand_in where id = $1 and ($2::uuid is null or person = $2)', [id, mine])
        : { rowCount: 0 }
      if (rowCount === 0) throw fail('storage.stand-in.unknown')
    },
  }
}
