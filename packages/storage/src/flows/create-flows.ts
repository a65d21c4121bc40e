import type { Principal } from '@tangram/access'
import { type Id, invariant, itemOf, type LocalizedText } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { getRecord } from '../records/read-records.ts'
import { isUuid } from '../uuid.ts'
import type { Decision, FlowInstance, Flows, NodeStanding, StoredEvent } from './flows.ts'
import { readFacts } from './read-facts.ts'
import { recordTitles } from './record-titles.ts'
import { saveDecision } from './save-decision.ts'

const columns = `i.id, i.app, i.app_version as "appVersion", i.process, i.entity, i.record, i.initiator, i.status, i.outcome,
  i.started_at as "startedAt", i.ended_at as "endedAt", i.total_ms as "totalMs", i.revision, i.state`

export function createFlows(context: Context): Flows {
  const { db } = context

  const labelOf = async (instance: FlowInstance): Promise<LocalizedText> => {
    const version = await context.apps.version(instance.app, instance.appVersion)
    return itemOf(version.document.processes, instance.process)?.label ?? {}
  }
  const instancesOf = async (app: Id, entity: Id, record: string) => {
    const { rows } = await db.pool.query<FlowInstance>({
      name: 'flow.of-record',
      text: `select ${columns} from tangram.flow_instance i where i.record = $1 and i.app = $2 and i.entity = $3 order by i.started_at, i.id`,
      values: [record, app, entity],
    })
    return rows
  }

  const made = {
    load: async (principal: Principal, instance: string) => {
      const { rows } = isUuid(instance)
        ? await db.pool.query<FlowInstance>({
            name: 'flow.load',
            text: `select ${columns} from tangram.flow_instance i where i.id = $1`,
            values: [instance],
          })
        : { rows: [] }
      const [found] = rows
      if (!found) throw fail('storage.flow.unknown')
      if (principal.kind !== 'system') {
        await getRecord(context, { ...found, principal }, found.record, { select: [] }).catch(() => {
          throw fail('storage.flow.unknown')
        })
      }
      return found
    },
    save: (decision: Decision) => saveDecision(context, decision),
    readFacts: (principal: Principal, about: never, need: never) => {
      invariant(principal.kind === 'system', 'facts are for the server itself')
      return readFacts(context, about, need)
    },
    ofRecord: async (principal: Principal, app: Id, entity: Id, record: string) => {
      await getRecord(context, { app, entity, principal }, record, { select: [] })
      return instancesOf(app, entity, record)
    },
    events: async (_principal: Principal, instance: string) => {
      const { rows } = await db.pool.query<StoredEvent>('select seq, at, event from tangram.flow_event where instance = $1 order by seq', [
        instance,
      ])
      return rows
    },
    process: async (principal: Principal, app: Id, entity: Id, record: string) => {
      await getRecord(context, { app, entity, principal }, record, { select: [] })
      const instances = await instancesOf(app, entity, record)
      const nodes = await standings(
        context,
        instances.map(({ id }) => id),
      )
      return Promise.all(
        instances.map(async (instance) => {
          const { id, process, status, outcome, startedAt, endedAt, totalMs } = instance
          return {
            instance: id,
            process,
            label: await labelOf(instance),
            status,
            outcome,
            startedAt,
            endedAt,
            totalMs,
            nodes: nodes.get(id) ?? [],
          }
        }),
      )
    },
    initiated: async (principal: Principal, { limit = 50, after }: { limit?: number; after?: string } = {}) => {
      if (principal.kind !== 'person') return { items: [], next: null }
      const count = Math.min(Math.max(Math.trunc(limit), 1), 200)
      const { rows } = await db.pool.query<FlowInstance>(
        `select ${columns} from tangram.flow_instance i where i.initiator = $1
           and ($2::uuid is null or (i.started_at, i.id) < (select l.started_at, l.id from tangram.flow_instance l where l.id = $2))
         order by i.started_at desc, i.id desc limit $3`,
        [principal.id, isUuid(after) ? after : null, count + 1],
      )
      const page = rows.slice(0, count)
      const [nodes, titles] = await Promise.all([
        standings(
          context,
          page.map(({ id }) => id),
        ),
        recordTitles(context, principal, page),
      ])
      const items = await Promise.all(
        page.map(async (instance) => {
          const { id, app, entity, record, process, status, startedAt, endedAt } = instance
          const current = (nodes.get(id) ?? []).filter((node) => node.status === 'active')
          return {
            instance: id,
            app,
            entity,
            record,
            recordTitle: titles.get(record)?.title ?? '',
            process,
            label: await labelOf(instance),
            status,
            startedAt,
            endedAt,
            current,
          }
        }),
      )
      return { items, next: rows.length > count ? (page.at(-1)?.id ?? null) : null }
    },
    stuck: async () => {
      const { rows } = await db.pool.query<{ id: string }>(
        `select i.id from tangram.flow_instance i where i.status = 'running'
           and not exists (select from tangram.task k where k.instance = i.id and k.status = 'open')
           and not exists (select from tangram.link l where l.instance = i.id and l.answered_at is null and l.revoked_at is null)
           and not exists (select from tangram.job j where j.payload ->> 'instance' = i.id::text)
           and not exists (select from tangram.incident n where n.payload ->> 'instance' = i.id::text and n.resolved_at is null)`,
      )
      return rows.map(({ id }) => id)
    },
  }
  return made as unknown as Flows
}

/** Every visit of each instance, with who holds or decided it. */
async function standings(context: Context, instances: readonly string[]): Promise<ReadonlyMap<string, NodeStanding[]>> {
  if (instances.length === 0) return new Map()
  const { rows } = await context.db.pool.query<NodeStanding & { instance: string }>(
    `select a.instance, a.node, a.label, a.status, a.started_at as "startedAt", a.ended_at as "endedAt", a.outcome,
       (extract(epoch from a.ended_at - a.started_at) * 1000)::bigint as "durationMs",
       coalesce((select jsonb_agg(distinct jsonb_build_object('id', p.id, 'name', p.name)) from tangram.task k
         join tangram.person p on p.id = any(case when k.status = 'open' then case when k.assignee is null then k.candidates else array[k.assignee] end else array[k.closed_by] end)
         where k.instance = a.instance and k.element = a.element and (k.status = 'open') = (a.status = 'active')), '[]'::jsonb) as holders
     from tangram.activity a where a.instance = any($1::uuid[]) order by a.started_at,
      (select min(e.seq) from tangram.flow_event e where e.instance = a.instance and e.event ->> 'element' = a.element)`,
    [instances],
  )
  const byInstance = new Map<string, NodeStanding[]>()
  for (const { instance, ...standing } of rows) {
    const known = byInstance.get(instance)
    if (known) known.push(standing)
    else byInstance.set(instance, [standing])
  }
  return byInstance
}
