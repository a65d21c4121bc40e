import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { recordTitles } from '../flows/record-titles.ts'
import { requireAdmin } from '../people/require-admin.ts'
import { inTransaction } from '../transaction.ts'
import { isUuid } from '../uuid.ts'
import type { Incident, Incidents } from './incidents.ts'

/** The uuid under a name in the payload; null when there is none. */
const uuidIn = (name: string) =>
  `case when n.payload ->> '${name}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (n.payload ->> '${name}')::uuid end`

/** What the job was about: the record of the change, of the process or of the message that its payload names. */
const listed = `
  select n.id, n.job, n.kind, n.payload, n.error, n.problem, n.attempts, n.at,
    coalesce(c.app, i.app, m.app) as app, coalesce(c.entity, i.entity, m.entity) as entity, coalesce(c.record, i.record, m.record) as record,
    coalesce(n.instance, i.id) as instance, n.node, n.code, i.process,
    count(*) over ()::integer as open
  from tangram.incident n
  left join tangram.change c on c.id = ${uuidIn('change')}
  left join tangram.flow_instance i on i.id = n.instance
  left join tangram.message m on m.id = ${uuidIn('message')}
  where n.resolved_at is null order by n.at desc, n.id desc limit $1`

export function createIncidents(context: Context): Incidents {
  const { db, hub } = context
  const settled = () => {
    hub.tell('job', '')
    hub.tellLive({ type: 'incident' })
  }
  return {
    list: async (principal, { limit = 200 } = {}) => {
      requireAdmin(principal, 'system')
      const { rows } = await db.pool.query<Omit<Incident, 'title'> & { open: number }>(listed, [
        Math.min(Math.max(Math.trunc(limit), 1), 500),
      ])
      const about = rows.flatMap(({ app, entity, record }) => (app && entity && record ? [{ app, entity, record }] : []))
      // Who runs the house sees that something failed, but of the record only what their rights show.
      const titles = await recordTitles(context, principal, about)
      const incidents = rows.map(({ open: _, ...row }) => {
        const found = titles.get(row.record ?? '')
        return { ...row, title: found ? [...new Set([found.number, found.title])].filter((part) => part).join(' ') : null }
      })
      return { incidents, open: rows[0]?.open ?? 0 }
    },
    retry: async (principal, ids) => {
      requireAdmin(principal, 'system')
      const wanted = ids === 'all' ? null : ids.filter(isUuid)
      const { rows } = await db.pool.query<{ retried: number }>(
        // The incident of a step is over when its instance says so: the administrator's wish is a command to it.
        `with steps as (
           select * from tangram.incident where resolved_at is null and kind = 'flow.step' and ($1::uuid[] is null or id = any($1))
         ), asked as (
           insert into tangram.job (kind, payload, key, due_at, cause)
           select 'flow.retry', jsonb_build_object('instance', instance, 'element', element, 'actor', $3::uuid), 'retry:' || id, $2, cause from steps
           on conflict (key) where key is not null do nothing
         ), resolved as (
           update tangram.incident set resolved_at = $2, resolved_by = $3, resolution = 'retried'
           where resolved_at is null and kind <> 'flow.step' and ($1::uuid[] is null or id = any($1)) returning *
         ), queued as (
           insert into tangram.job (kind, payload, key, due_at, cause) select kind, payload, key, $2, cause from resolved
           on conflict (key) where key is not null do nothing
         )
         select ((select count(*) from resolved) + (select count(*) from steps))::integer as retried`,
        [wanted, context.now(), principal.kind === 'person' ? principal.id : null],
      )
      const retried = rows[0]?.retried ?? 0
      if (retried === 0 && wanted !== null) throw fail('storage.incident.unknown')
      settled()
      return retried
    },
    dismiss: (principal, id, reason, trx) => {
      requireAdmin(principal, 'system')
      return inTransaction(
        db,
        async ({ client, afterCommit }) => {
          const step = await client.query('select from tangram.incident where id = $1 and kind = $2 and resolved_at is null', [
            isUuid(id) ? id : null,
            'flow.step',
          ])
          if (step.rowCount) throw fail('storage.incident.of-step')
          const { rows } = await client.query<{ kind: string }>(
            `update tangram.incident set resolved_at = $2, resolved_by = $3, resolution = 'dismissed', reason = $4
             where id = $1 and resolved_at is null returning kind`,
            [isUuid(id) ? id : null, context.now(), principal.kind === 'person' ? principal.id : null, reason],
          )
          if (!rows[0]) throw fail('storage.incident.unknown')
          afterCommit.push(settled)
          return rows[0]
        },
        trx,
      )
    },
  }
}
