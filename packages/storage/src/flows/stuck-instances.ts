import type { Context } from '../context.ts'

/** Work that an instance has given away: nothing comes back from it. */
const givenAway = (row: string) =>
  `(${row}.kind in ('flow.publish', 'flow.send-link', 'flow.cancel-child') or (${row}.kind = 'flow.action' and ${row}.payload ->> 'awaits' is distinct from 'true'))`

/**
 * Running instances for which nothing can come any more: no task, link, message or signal they listen to, no job they wait for (timers,
 * actions, messages on their way, calls about to begin), no process they called, no incident. Suspended ones wait for an administrator.
 */
export async function stuckInstances({ db }: Context): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select i.id from tangram.flow_instance i where i.status = 'running' and i.suspended_at is null
       and not exists (select from tangram.task k where k.instance = i.id and k.status = 'open')
       and not exists (select from tangram.link l where l.instance = i.id and l.answered_at is null and l.revoked_at is null)
       and not exists (select from tangram.flow_subscription s where s.instance = i.id)
       and not exists (select from tangram.flow_call c join tangram.flow_instance h on h.id = c.child
         where c.instance = i.id and c.status = 'running' and h.status = 'running')
       and not exists (select from tangram.job j where j.payload ->> 'instance' = i.id::text and not ${givenAway('j')})
       and not exists (select from tangram.incident n where n.instance = i.id and n.resolved_at is null and not ${givenAway('n')})`,
  )
  return rows.map(({ id }) => id)
}
