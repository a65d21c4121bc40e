import type { Principal } from '@tangram/access'
import type { Executor } from '../compiled-query.ts'
import { actorOf, type Context } from '../context.ts'
import { fail } from '../errors.ts'
import { requireAdmin } from '../people/require-admin.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import type { Deliveries, RegularDelivery } from './deliveries.ts'

const columns = `d.id, d.app, d.dashboard, jsonb_build_object('id', p.id, 'name', p.name) as owner, d.schedule, d.zone, d.people, d.addresses,
  d.channel, d.format, d.filter_values as values, d.revision, d.is_paused as "isPaused", d.ended_reason as "endedReason", d.last_at as "lastAt"`

export function createDeliveries(context: Context): Deliveries {
  const { db } = context
  /** Whose deliveries a principal may touch: null is everybody's. */
  const ownerFor = (principal: Principal): string | null =>
    principal.kind === 'system' || (principal.kind === 'person' && principal.admin) ? null : (actorOf(principal) ?? nobody)
  const find = async (principal: Principal, id: string, executor: Executor = db.pool): Promise<RegularDelivery> => {
    const { rows } = await executor.query<RegularDelivery>(
      `select ${columns} from tangram.delivery d join tangram.person p on p.id = d.owner where d.id = $1 and ($2::uuid is null or d.owner = $2)`,
      [isUuid(id) ? id : nobody, ownerFor(principal)],
    )
    if (!rows[0]) throw fail('storage.delivery.unknown')
    return rows[0]
  }
  return {
    list: async (principal, { all = false, app, dashboard } = {}) => {
      if (all) requireAdmin(principal)
      const { rows } = await db.pool.query<RegularDelivery>(
        `select ${columns} from tangram.delivery d join tangram.person p on p.id = d.owner
         where ($1::uuid is null or d.owner = $1) and ($2::text is null or d.app = $2) and ($3::text is null or d.dashboard = $3) order by d.id desc limit 500`,
        [all ? null : (actorOf(principal) ?? nobody), app ?? null, dashboard ?? null],
      )
      return rows
    },
    get: (principal, id) => find(principal, id),
    create: async (principal, delivery, trx) => {
      const executor = trx?.client ?? db.pool
      const id = uuidv7()
      const { app, dashboard, schedule, zone, people, addresses, channel, format, values } = delivery
      await executor.query(
        `insert into tangram.delivery (id, app, dashboard, owner, schedule, zone, people, addresses, channel, format, filter_values, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [id, app, dashboard, actorOf(principal), schedule, zone, people, addresses, channel, format, JSON.stringify(values), context.now()],
      )
      return find(principal, id, executor)
    },
    update: async (principal, id, change, trx) => {
      const executor = trx?.client ?? db.pool
      const before = await find(principal, id, executor)
      const { schedule, zone, people, addresses, channel, format, values, isPaused } = { ...before, ...change }
      await executor.query(
        `update tangram.delivery set schedule = $2, zone = $3, people = $4, addresses = $5, channel = $6, format = $7, filter_values = $8,
           is_paused = $9, revision = revision + 1 where id = $1`,
        [id, schedule, zone, people, addresses, channel, format, JSON.stringify(values), isPaused],
      )
      return find(principal, id, executor)
    },
    remove: async (principal, id) => {
      await find(principal, id)
      await db.pool.query('delete from tangram.delivery where id = $1', [id])
    },
    note: async (_principal, id, what) => {
      const ended = 'endedReason' in what ? what.endedReason : null
      const lastAt = 'lastAt' in what ? what.lastAt : null
      await db.pool.query(
        'update tangram.delivery set ended_reason = coalesce($2, ended_reason), last_at = coalesce($3, last_at) where id = $1',
        [id, ended, lastAt],
      )
    },
  }
}

/** The id of nobody. */
const nobody = '00000000-0000-0000-0000-000000000000'
