import { administers, canDesign, type Principal } from '@tangram/access'
import { type Id, invariant, itemOf, type LocalizedText } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { getRecord } from '../records/read-records.ts'
import { isUuid } from '../uuid.ts'
import { rememberInstance } from './about-instance.ts'
import type { FlowCall, FlowInstance, Flows, StoredEvent } from './flows.ts'
import { hookOf, tokenOfHook } from './hook-token.ts'
import { initiatedBy } from './initiated.ts'
import { instanceDetails } from './instance-details.ts'
import { listInstances } from './list-instances.ts'
import { giveBack, publish } from './publish.ts'
import { readFacts } from './read-facts.ts'
import { saveDecision } from './save-decision.ts'
import { standings } from './standings.ts'
import { stuckInstances } from './stuck-instances.ts'

const columns = `i.id, i.app, i.app_version as "appVersion", i.process, i.entity, i.record, i.initiator, i.status, i.outcome,
  i.started_at as "startedAt", i.ended_at as "endedAt", i.total_ms as "totalMs", i.revision, i.state,
  case when i.parent_instance is null then null else jsonb_build_object('instance', i.parent_instance, 'element', i.parent_element) end as parent`

export function createFlows(context: Context): Flows {
  const { db } = context

  const labelOf = async (instance: Pick<FlowInstance, 'app' | 'appVersion' | 'process'>): Promise<LocalizedText> => {
    const version = await context.apps.version(instance.app, instance.appVersion)
    return itemOf(version.document.processes, instance.process)?.label ?? {}
  }
  const find = async (instance: string): Promise<FlowInstance> => {
    const { rows } = isUuid(instance)
      ? await db.pool.query<FlowInstance>({
          name: 'flow.load',
          text: `select ${columns} from tangram.flow_instance i where i.id = $1`,
          values: [instance],
        })
      : { rows: [] }
    const [found] = rows
    if (!found) throw fail('storage.flow.unknown')
    rememberInstance(context, found)
    return found
  }
  const instancesOf = async (app: Id, entity: Id, record: string) => {
    const { rows } = await db.pool.query<FlowInstance>({
      name: 'flow.of-record',
      text: `select ${columns} from tangram.flow_instance i where i.record = $1 and i.app = $2 and i.entity = $3 order by i.started_at, i.id`,
      values: [record, app, entity],
    })
    return rows
  }
  const designs = async (principal: Principal, app: Id): Promise<boolean> =>
    canDesign((await context.apps.current(app)).document.access, principal, app)
  const requireDesigner = async (principal: Principal, app: Id): Promise<void> => {
    if (!(await designs(principal, app))) throw fail('storage.design.forbidden')
  }

  return {
    load: async (principal, instance) => {
      const found = await find(instance)
      if (principal.kind !== 'system') {
        await getRecord(context, { ...found, principal }, found.record, { select: [] }).catch(() => {
          throw fail('storage.flow.unknown')
        })
      }
      return found
    },
    save: (decision) => saveDecision(context, decision),
    readFacts: (principal, about, need) => {
      invariant(principal.kind === 'system', 'facts are for the server itself')
      return readFacts(context, about, need)
    },
    ofRecord: async (principal, app, entity, record) => {
      await getRecord(context, { app, entity, principal }, record, { select: [] })
      if (!isUuid(record)) return []
      return instancesOf(app, entity, record)
    },
    events: async (_principal, instance) => {
      const { rows } = await db.pool.query<StoredEvent>(
        `select row_number() over (order by f.revision, e.n) as seq, coalesce((e.event ->> 'at')::timestamptz, f.at) as at, e.event
         from tangram.flow_event f cross join jsonb_array_elements(f.events) with ordinality as e (event, n)
         where f.instance = $1 order by f.revision, e.n`,
        [instance],
      )
      return rows
    },
    process: async (principal, app, entity, record) => {
      await getRecord(context, { app, entity, principal }, record, { select: [] })
      if (!isUuid(record)) return []
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
    initiated: (principal, more) => initiatedBy(context, principal, more),
    details: async (principal, id) => {
      const instance = await find(id)
      const isVisible = await getRecord(context, { ...instance, principal }, instance.record, { select: [] }).then(
        () => true,
        () => false,
      )
      if (!isVisible && !(await designs(principal, instance.app))) throw fail('storage.flow.unknown')
      return instanceDetails(context, principal, instance, await labelOf(instance))
    },
    list: async (principal, app, query) => {
      await requireDesigner(principal, app)
      return listInstances(context, principal, app, query)
    },
    running: async (principal, app, process, { limit = 200, after } = {}) => {
      await requireDesigner(principal, app)
      const count = Math.min(Math.max(Math.trunc(limit), 1), 1_000)
      const { rows } = await db.pool.query<FlowInstance>(
        `select ${columns} from tangram.flow_instance i where i.app = $1 and i.process = $2 and i.status = 'running' and ($3::uuid is null or i.id > $3)
         order by i.id limit $4`,
        [app, process, isUuid(after) ? after : null, count + 1],
      )
      const items = rows.slice(0, count)
      return { items, next: rows.length > count ? (items.at(-1)?.id ?? null) : null }
    },
    heldBy: async (principal, person) => {
      const isOwn = principal.kind === 'person' && principal.id === person
      if (!isOwn && !administers(principal, 'security')) throw fail('storage.admin.required')
      const { rows } = await db.pool.query<{ instance: string; tasks: number }>(
        `select k.instance, count(*)::integer as tasks from tangram.task k
         where k.status in ('open', 'waiting') and (k.candidates @> array[$1]::uuid[] or k.assignee = $1::uuid) group by k.instance order by min(k.opened_at)`,
        [isUuid(person) ? person : null],
      )
      return rows
    },
    publish: (_principal, publication, more) => publish(context, publication, more),
    giveBack: (_principal, delivery) => giveBack(context, delivery),
    call: async (_principal, instance, element) => {
      const { rows } = await db.pool.query<FlowCall>(
        `select key, instance, element, process, child, status from tangram.flow_call where instance = $1 and element = $2 order by at desc limit 1`,
        [instance, element],
      )
      return rows[0] ?? null
    },
    hookToken: (_principal, hook) => tokenOfHook(context.options.secret, hook),
    openHook: (token) => hookOf(context.options.secret, token),
    stuck: () => stuckInstances(context),
  }
}
