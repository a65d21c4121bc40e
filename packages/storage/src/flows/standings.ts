import type { Context } from '../context.ts'
import type { NodeStanding } from './flows.ts'

/** Who has a visit in hand, or had: the one a task is meant for, all who may take it, or whoever closed it. */
export const holdersOf = `coalesce((select jsonb_agg(distinct jsonb_build_object('id', p.id, 'name', p.name)) from tangram.task k
  join tangram.person p on p.id = any(case when k.status = 'open' then case when k.assignee is null then k.candidates else array[k.assignee] end else array[k.closed_by] end)
  where k.instance = a.instance and k.element = a.element and (k.status = 'open') = (a.status = 'active')), '[]'::jsonb)`

/** Every visit of each instance, with who holds or decided it. */
export async function standings(
  context: Context,
  instances: readonly string[],
  more: { onlyActive?: boolean } = {},
): Promise<ReadonlyMap<string, NodeStanding[]>> {
  if (instances.length === 0) return new Map()
  const { rows } = await context.db.pool.query<NodeStanding & { instance: string }>(
    `select a.instance, a.node, a.label, a.status, a.started_at as "startedAt", a.ended_at as "endedAt", a.outcome,
       (extract(epoch from a.ended_at - a.started_at) * 1000)::bigint as "durationMs", ${holdersOf} as holders
     from tangram.activity a where a.instance = any($1::uuid[]) and (not $2 or a.status = 'active') order by a.started_at, a.position`,
    [instances, more.onlyActive === true],
  )
  const byInstance = new Map<string, NodeStanding[]>()
  for (const { instance, ...standing } of rows) {
    const known = byInstance.get(instance)
    if (known) known.push(standing)
    else byInstance.set(instance, [standing])
  }
  return byInstance
}
