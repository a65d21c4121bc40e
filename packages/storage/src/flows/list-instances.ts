import type { Principal } from '@tangram/access'
import { type Id, itemOf } from '@tangram/data-model'
import type { Context } from '../context.ts'
import type { FlowInstance, Holder, InstanceQuery, InstanceSummary } from './flows.ts'
import { cursorFrom, instantAndId, pageSize } from './page-cursor.ts'
import { recordTitles } from './record-titles.ts'
import { standings } from './standings.ts'

/** What an instance is, for lists and on its own page. */
export type Row = Pick<FlowInstance, 'id' | 'app' | 'process' | 'entity' | 'record' | 'status' | 'outcome' | 'startedAt' | 'endedAt'> & {
  version: number
  isSuspended: boolean
  initiator: Holder | null
  incidents: number
}

export const rowColumns = `i.id, i.app, i.process, i.entity, i.record, i.status, i.outcome, i.started_at as "startedAt", i.ended_at as "endedAt",
  i.app_version as version, i.suspended_at is not null as "isSuspended",
  (select jsonb_build_object('id', p.id, 'name', p.name) from tangram.person p where p.id = i.initiator) as initiator,
  (select count(*)::integer from tangram.incident n where n.instance = i.id and n.resolved_at is null) as incidents`

/** Instances that are looked through for words of a record's title. */
const mostSearched = 1_000

/** @see Flows.list */
export async function listInstances(
  context: Context,
  principal: Principal,
  app: Id,
  { process, status, incident, search, limit, after }: InstanceQuery = {},
): Promise<{ items: InstanceSummary[]; next: string | null }> {
  const count = pageSize(limit)
  const [at, id] = after === undefined ? [null, null] : instantAndId(after)
  const words = search?.trim().toLowerCase() ?? ''
  const { rows } = await context.db.pool.query<Row>(
    `select ${rowColumns} from tangram.flow_instance i
     where i.app = $1 and ($2::text is null or i.process = $2)
       and ($3::text is null or case when $3 = 'suspended' then i.status = 'running' and i.suspended_at is not null else i.status = $3 end)
       and (not $4::boolean or exists (select from tangram.incident n where n.instance = i.id and n.resolved_at is null))
       and ($5::timestamptz is null or (i.started_at, i.id) < ($5::timestamptz, $6::uuid))
     order by i.started_at desc, i.id desc limit $7`,
    [app, process ?? null, status ?? null, incident === true, at, id, words === '' ? count + 1 : mostSearched],
  )
  const titles = await recordTitles(context, principal, rows)
  const isMeant = ({ record }: Row) => {
    const found = titles.get(record)
    return words === '' || [found?.title, found?.number].some((text) => text?.toLowerCase().includes(words))
  }
  const meant = rows.filter(isMeant)
  const page = meant.slice(0, count)
  const nodes = await standings(
    context,
    page.map((row) => row.id),
    { onlyActive: true },
  )
  const items = await Promise.all(
    page.map(async (row) => ({
      ...row,
      recordTitle: titles.get(row.record)?.title ?? '',
      label: itemOf((await context.apps.version(row.app, row.version)).document.processes, row.process)?.label ?? {},
      current: nodes.get(row.id) ?? [],
    })),
  )
  const last = page.at(-1)
  return { items, next: last && meant.length > count ? cursorFrom([last.startedAt, last.id]) : null }
}
