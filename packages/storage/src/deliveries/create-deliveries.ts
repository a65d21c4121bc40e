import { administers, canDesign, type Principal } from '@tangram/access'
import type { Id } from '@tangram/data-model'
import type { Executor } from '../compiled-query.ts'
import { actorOf, type Context } from '../context.ts'
import { fail } from '../errors.ts'
import { requireAdmin } from '../people/require-admin.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import type { Deliveries, RegularDelivery } from './deliveries.ts'

const columns = `d.id, d.app, d.dashboard, jsonb_build_object('id', p.id, 'name', p.name) as owner, d.schedule, d.zone, d.people, d.addresses,
  d.channel, d.format, d.filter_values as values, d.revision, d.is_paused as "isPaused", d.ended_reason as "endedReason", d.last_at as "lastAt",
  d.calendar, d.only_when as "onlyWhen",
  coalesce((
    select jsonb_agg(jsonb_build_object(
        'recipient', r.recipient,
        'outcome', case when m.status = 'failed' then 'failed' else r.outcome end,
        'reason', coalesce(m.error, r.reason),
        'at', to_char(r.noted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by r.recipient)
    from tangram.delivery_result r left join tangram.message m on m.key = r.message_key
    where r.delivery = d.id and r.at = d.last_at), '[]') as results`

export function createDeliveries(context: Context): Deliveries {
  const { db } = context
  /** Whether a principal looks after everybody's deliveries of an app. */
  const looksAfter = async (principal: Principal, app: Id): Promise<boolean> => {
    if (principal.kind !== 'person') return principal.kind === 'system'
    return administers(principal, 'system') || canDesign((await context.apps.current(app)).document.access, principal, app)
  }
  const find = async (principal: Principal, id: string, executor: Executor = db.pool): Promise<RegularDelivery> => {
    const { rows } = await executor.query<RegularDelivery>(
      `select ${columns} from tangram.delivery d join tangram.person p on p.id = d.owner where d.id = $1`,
      [isUuid(id) ? id : nobody],
    )
    const [found] = rows
    if (!found || (found.owner.id !== actorOf(principal) && !(await looksAfter(principal, found.app))))
      throw fail('storage.delivery.unknown')
    return found
  }
  return {
    list: async (principal, { all = false, app, dashboard } = {}) => {
      if (all && !(app !== undefined && (await looksAfter(principal, app)))) requireAdmin(principal, 'system')
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
      const { app, dashboard, schedule, zone, people, addresses, channel, format, values, calendar, onlyWhen } = delivery
      await executor.query(
        `insert into tangram.delivery (id, app, dashboard, owner, schedule, zone, people, addresses, channel, format, filter_values, calendar, only_when,
           created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
        [
          ...[id, app, dashboard, actorOf(principal), schedule, zone, people, addresses, channel, format],
          ...[JSON.stringify(values), calendar, onlyWhen && JSON.stringify(onlyWhen), context.now()],
        ],
      )
      return find(principal, id, executor)
    },
    update: async (principal, id, change, trx) => {
      const executor = trx?.client ?? db.pool
      const before = await find(principal, id, executor)
      const { schedule, zone, people, addresses, channel, format, values, isPaused, calendar, onlyWhen } = { ...before, ...change }
      await executor.query(
        `update tangram.delivery set schedule = $2, zone = $3, people = $4, addresses = $5, channel = $6, format = $7, filter_values = $8,
           is_paused = $9, calendar = $10, only_when = $11, revision = revision + 1 where id = $1`,
        [
          id,
          schedule,
          zone,
          people,
          addresses,
          channel,
          format,
          JSON.stringify(values),
          isPaused,
          calendar,
          onlyWhen && JSON.stringify(onlyWhen),
        ],
      )
      return find(principal, id, executor)
    },
    takeOver: async (principal, id, trx) => {
      const executor = trx?.client ?? db.pool
      await find(principal, id, executor)
      await executor.query('update tangram.delivery set owner = $2, ended_reason = null, revision = revision + 1 where id = $1', [
        id,
        actorOf(principal),
      ])
      return find(principal, id, executor)
    },
    noteResult: async (_principal, id, at, { recipient, outcome, reason, messageKey }) => {
      await db.pool.query(
        `insert into tangram.delivery_result as r (delivery, at, recipient, outcome, reason, message_key, noted_at)
         select id, $2, $3, $4, $5, $6, $7 from tangram.delivery where id = $1
         on conflict (delivery, at, recipient) do update set outcome = excluded.outcome, reason = excluded.reason,
           message_key = excluded.message_key, noted_at = excluded.noted_at
         where r.outcome <> 'sent' or excluded.outcome = 'sent'`,
        [id, at, recipient, outcome, reason, messageKey ?? null, context.now()],
      )
      await db.pool.query(`delete from tangram.delivery_result where delivery = $1 and at < $2::timestamptz - interval '90 days'`, [id, at])
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
