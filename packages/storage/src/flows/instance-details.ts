import type { Principal } from '@tangram/access'
import { invariant, type LocalizedText } from '@tangram/data-model'
import type { Context } from '../context.ts'
import type { FlowIncident, FlowInstance, InstanceDetails, Visit } from './flows.ts'
import { type Row, rowColumns } from './list-instances.ts'
import { recordTitles } from './record-titles.ts'
import { holdersOf } from './standings.ts'

/** @see Flows.details */
export async function instanceDetails(
  context: Context,
  principal: Principal,
  instance: FlowInstance,
  label: LocalizedText,
): Promise<InstanceDetails> {
  const { pool } = context.db
  const [about, visits, incidents, children, titles] = await Promise.all([
    pool.query<Row>(`select ${rowColumns} from tangram.flow_instance i where i.id = $1`, [instance.id]),
    pool.query<Visit>(visitsOf, [instance.id, context.now()]),
    pool.query<FlowIncident>(
      `select n.id, coalesce(n.key, n.id::text) as key, coalesce(n.element, n.payload ->> 'element', '') as element, coalesce(n.node, '') as node, n.code,
         n.error as message, n.at
       from tangram.incident n where n.instance = $1 and n.resolved_at is null order by n.at, n.id`,
      [instance.id],
    ),
    pool.query<InstanceDetails['children'][number]>(
      `select c.id as instance, c.parent_element as element, c.process, c.status from tangram.flow_instance c where c.parent_instance = $1 order by c.started_at`,
      [instance.id],
    ),
    recordTitles(context, principal, [instance]),
  ])
  const [row] = about.rows
  invariant(row, 'an instance that was found is there')
  const { incidents: _, ...rest } = row
  return {
    ...rest,
    recordTitle: titles.get(instance.record)?.title ?? '',
    label,
    totalMs: instance.totalMs,
    visits: visits.rows,
    incidents: incidents.rows,
    revision: instance.revision,
    state: instance.state,
    parent: instance.parent,
    children: children.rows,
  }
}

/** Times of a visit that lasts are reckoned to now: queued as long as none of its tasks is in anybody's hand. */
const visitsOf = `
  select a.element, a.node, a.label, a.scope, a.visit, a.status, a.started_at as "startedAt", a.ended_at as "endedAt", a.outcome,
    w.wall as "wallMs", w.queued as "queuedMs", w.suspended as "suspendedMs", greatest(0, w.wall - w.queued - w.suspended) as "activeMs",
    a.working_ms as "workingMs", ${holdersOf} as holders
  from tangram.activity a
  cross join lateral (
    select greatest(0, extract(epoch from coalesce(a.ended_at, $2::timestamptz) - a.started_at) * 1000)::bigint as wall,
      coalesce(a.queued_ms, (
        select greatest(0, min(extract(epoch from coalesce(k.claimed_at, k.closed_at, case when k.assignee is null then $2::timestamptz else k.opened_at end) - a.started_at) * 1000))::bigint
        from tangram.task k where k.instance = a.instance and k.element = a.element
      ), 0) as queued,
      case when a.ended_at is not null then a.suspended_ms else coalesce((
        select sum(extract(epoch from coalesce(s.until_at, $2::timestamptz) - greatest(s.from_at, a.started_at)) * 1000)
        from tangram.flow_suspension s where s.instance = a.instance and coalesce(s.until_at, $2::timestamptz) > a.started_at
      ), 0)::bigint end as suspended
  ) as w
  where a.instance = $1 order by a.started_at, a.position`
