import type { Principal } from '@tangram/access'
import { itemOf, textIn } from '@tangram/data-model'
import type { Context } from '../context.ts'
import type { FlowInstance, Initiated } from './flows.ts'
import { cursorFrom, instantAndId, pageSize } from './page-cursor.ts'
import { recordTitles } from './record-titles.ts'
import { standings } from './standings.ts'

type Row = Pick<
  FlowInstance,
  'id' | 'app' | 'appVersion' | 'process' | 'entity' | 'record' | 'status' | 'outcome' | 'startedAt' | 'endedAt'
> & {
  isUntouched: boolean
  openTasks: string[]
}

/** Instances that are looked through for words. */
const mostSearched = 1_000

/** @see Flows.initiated */
export async function initiatedBy(
  context: Context,
  principal: Principal,
  { status, search, limit, after }: { status?: 'running' | 'ended'; search?: string; limit?: number; after?: string } = {},
): Promise<{ items: Initiated[]; next: string | null }> {
  if (principal.kind !== 'person') return { items: [], next: null }
  const count = pageSize(limit)
  const [at, id] = after === undefined ? [null, null] : instantAndId(after)
  const words = search?.trim().toLowerCase() ?? ''
  const { rows } = await context.db.pool.query<Row>(
    `select i.id, i.app, i.app_version as "appVersion", i.process, i.entity, i.record, i.status, i.outcome, i.started_at as "startedAt", i.ended_at as "endedAt",
       not exists (select from tangram.task k where k.instance = i.id and k.closed_by <> $1)
         and not exists (select from tangram.link l where l.record = i.record and l.instance = i.id and l.answered_at is not null) as "isUntouched",
       array(select k.id::text from tangram.task k where k.instance = i.id and k.status = 'open' and not (k.candidates = array[$1::uuid]) order by k.opened_at) as "openTasks"
     from tangram.flow_instance i where i.initiator = $1
       and ($2::text is null or (i.status = 'running') = ($2 = 'running'))
       and ($3::timestamptz is null or (i.started_at, i.id) < ($3::timestamptz, $4::uuid))
     order by i.started_at desc, i.id desc limit $5`,
    [principal.id, status ?? null, at, id, words === '' ? count + 1 : mostSearched],
  )
  const titles = await recordTitles(context, principal, rows)
  const labelled = await Promise.all(
    rows.map(async (row) => {
      const { document } = await context.apps.version(row.app, row.appVersion)
      return { ...row, label: itemOf(document.processes, row.process)?.label ?? {}, recordTitle: titles.get(row.record)?.title ?? '' }
    }),
  )
  const meant = labelled.filter(
    ({ label, recordTitle, record }) =>
      words === '' ||
      [recordTitle, titles.get(record)?.number, textIn(label, principal.locale)].some((text) => text?.toLowerCase().includes(words)),
  )
  const page = meant.slice(0, count)
  const nodes = await standings(
    context,
    page.map((row) => row.id),
    { onlyActive: true },
  )
  const items = page.map(({ id: instance, appVersion: _, ...row }) => ({ instance, ...row, current: nodes.get(instance) ?? [] }))
  const last = page.at(-1)
  return { items, next: last && meant.length > count ? cursorFrom([last.startedAt, last.id]) : null }
}
