import { inOrder, itemOf } from '@tangram/data-model'
import { type CompiledProcess, canRevoke, type InstanceState, type ProcessDocument } from '@tangram/flow-engine'
import type { InstanceDetails, StoredEvent } from '@tangram/storage'
import { mayAdminister } from '../http/may-administer.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, localizedText, map, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { holderSchema } from '../http/shapes.ts'
import { asSystem } from '../system-principal.ts'

const tag = 'instances'
const statuses = oneOf('running', 'suspended', 'ended', 'cancelled')

export const listInstances = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/instances',
  policy: 'designer',
  summary: 'Instances of the processes of an app, newest first',
  tag,
  params: object({ app: id() }),
  query: object(
    {},
    {
      process: id(),
      status: statuses,
      incident: bool(),
      search: string({ maxLength: 200 }),
      limit: integer({ minimum: 1, maximum: 200 }),
      after: string({ maxLength: 500 }),
    },
  ),
  response: {
    200: object({
      instances: array(
        object({
          id: uuid(),
          entity: id(),
          record: uuid(),
          recordTitle: string(),
          process: id(),
          label: localizedText(),
          version: integer(),
          status: statuses,
          outcome: nullable(string()),
          initiator: nullable(holderSchema),
          startedAt: string(),
          endedAt: nullable(string()),
          incidents: integer(),
          current: array(object({ node: id(), label: localizedText(), startedAt: string(), holders: array(holderSchema) })),
        }),
      ),
      next: nullable(string()),
    }),
  },
  handle: async ({ params, query, who, services }) => {
    const { items, next } = await services.storage.flows.list(who.principal, params.app, query)
    return { instances: items.map((item) => ({ ...item, status: statusOf(item) })), next }
  },
})

const drawnNode = object(
  { id: id(), type: string(), label: localizedText() },
  { position: anything(), size: anything(), parent: nullable(id()), attachedTo: nullable(id()) },
)
const drawnFlow = object(
  { id: id(), from: id(), to: id() },
  { port: nullable(id()), label: nullable(localizedText()), waypoints: anything() },
)
const visit = object({
  element: string(),
  node: id(),
  label: localizedText(),
  visit: integer(),
  status: string(),
  startedAt: string(),
  endedAt: nullable(string()),
  queuedMs: integer(),
  activeMs: integer(),
  suspendedMs: integer(),
  workingMs: nullable(integer()),
  holders: array(holderSchema),
  outcome: nullable(string()),
})

export const readInstance = defineRoute({
  method: 'GET',
  url: '/api/v1/instances/:id',
  policy: 'session',
  summary: 'One instance: its process as it is drawn, every visit with its times, what went wrong, what the reader may do',
  tag,
  params: object({ id: uuid() }),
  response: {
    200: object({
      id: uuid(),
      app: id(),
      entity: id(),
      record: uuid(),
      recordTitle: string(),
      process: object({ id: id(), label: localizedText(), version: integer(), nodes: array(drawnNode), flows: array(drawnFlow) }),
      status: statuses,
      outcome: nullable(string()),
      initiator: nullable(holderSchema),
      startedAt: string(),
      endedAt: nullable(string()),
      visits: array(visit),
      taken: map<number>(),
      incidents: array(object({ id: uuid(), element: string(), node: id(), code: nullable(string()), message: string(), at: string() })),
      variables: anything(),
      operations: array(string()),
    }),
  },
  handle: async ({ params, who, services }) => {
    const { storage, flows } = services
    const system = asSystem('flow')
    const details = await storage.flows.details(who.principal, params.id)
    const [{ process }, events, runsIt] = await Promise.all([
      flows.inspect(params.id),
      storage.flows.events(system, params.id),
      mayAdminister(services, who.principal, details.app),
    ])
    const { state, ...shown } = details
    return {
      ...shown,
      status: statusOf(details),
      process: { ...drawn(process.document), version: details.version },
      taken: taken(events),
      // Messages of failures and variables may hold what fields of the record hold: for those who run the process.
      incidents: details.incidents.map((incident) => ({ ...incident, message: runsIt ? incident.message : '' })),
      variables: runsIt ? state.variables : {},
      operations: [...own(process, details, who.principal.id), ...(runsIt ? administrative(process, state, details) : [])],
    }
  },
})

function statusOf({ status, isSuspended }: { status: 'running' | 'ended' | 'cancelled'; isSuspended: boolean }) {
  return status === 'running' && isSuspended ? 'suspended' : status
}

function drawn({ id, label, nodes, flows }: ProcessDocument) {
  return {
    id,
    label,
    nodes: inOrder(nodes).map(({ id, type, label, position, size, parent, attachedTo }) => ({
      id,
      type,
      label,
      ...(position ? { position } : {}),
      ...(size ? { size } : {}),
      ...(parent === undefined ? {} : { parent }),
      ...(attachedTo === undefined ? {} : { attachedTo }),
    })),
    flows: inOrder(flows).map(({ id, from, to, port, label, waypoints }) => ({
      id,
      from,
      to,
      ...(port ? { port } : {}),
      ...(label ? { label } : {}),
      ...(waypoints ? { waypoints } : {}),
    })),
  }
}

/** How often each flow was taken. */
function taken(events: readonly StoredEvent[]): { [flow: string]: number } {
  const counts: { [flow: string]: number } = {}
  for (const { event } of events) if (event.type === 'flow.taken') counts[event.flow] = (counts[event.flow] ?? 0) + 1
  return counts
}

/** What the person may do who started it. */
function own(process: CompiledProcess, details: InstanceDetails, person: string): string[] {
  if (details.status !== 'running' || details.initiator?.id !== person) return []
  const tasks = Object.values(details.state.tasks)
  const mayRevoke = !details.isSuspended && canRevoke(process, details.state, person)
  const mayUrge = !details.isSuspended && tasks.some((task) => task.status === 'open' && !task.candidates.includes(person))
  return [...(mayRevoke ? ['revoke'] : []), ...(mayUrge ? ['urge'] : [])]
}

/** What whoever runs the process may do with the instance now. */
function administrative(process: CompiledProcess, state: InstanceState, details: InstanceDetails): string[] {
  if (details.status !== 'running') return []
  if (details.isSuspended) return ['resume', 'patch', 'cancel']
  const elements = Object.values(state.elements)
  const nodeOf = (node: string) => itemOf(process.document.nodes, node)
  const isAdHoc = elements.some(({ node }) => nodeOf(node)?.type === 'ad-hoc')
  const grows = isAdHoc || elements.some(({ loop, node }) => loop !== undefined && nodeOf(node)?.loop?.isOpen === true)
  return [
    'jump',
    ...(details.incidents.length > 0 ? ['retry'] : []),
    'skip',
    'patch',
    'suspend',
    'cancel',
    ...(grows ? ['add-instance'] : []),
    ...(isAdHoc ? ['complete-ad-hoc'] : []),
  ]
}
