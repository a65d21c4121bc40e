import { type Id, inOrder, itemOf, type JsonObject, type RecordValues } from '@tangram/data-model'
import { recordOfStart, startsOf } from '@tangram/flow-engine'
import type { Fence, Publication, PublishedApp, Storage } from '@tangram/storage'
import { asSystem } from '../system-principal.ts'
import type { CompiledApp } from './compiled-app.ts'
import type { FlowRunner } from './flow-runner.ts'

type Services = {
  storage: Pick<Storage, 'records' | 'flows'>
  flows: Pick<FlowRunner, 'begin' | 'processOf'>
  zone: string
  now: () => string
}

export type OutsideStart = {
  process: Id
  start: Id
  /** What came: `$message` in the values of the start. */
  payload: JsonObject
  /** The same one again starts nothing. */
  requestId: string
  initiator: string | null
}

/** Cause of a record that a process was started with: it starts that process no second time. */
export const causeOfStart = (process: Id): string => `start:${process}`

/** Starts a process that no record has set going (by the clock, a message, a call from outside): makes its record, then begins. */
export async function startWithRecord(services: Services, app: PublishedApp, what: OutsideStart, fence?: Fence): Promise<string | null> {
  const { storage, flows, zone } = services
  const process = flows.processOf(app, what.process)
  if (!process) return null
  const { entity } = process.document
  const cause = causeOfStart(what.process)
  const system = asSystem(cause, zone)
  const given = recordOfStart(process, what.start, what.payload, { now: services.now(), zone })
  const [variables, values] = divided(given)
  const more = { idempotencyKey: `start:${what.requestId}`, cause, ...(fence ? { fence } : {}) }
  const record = await storage.records(system).create(app.id, entity, values, more)
  return flows.begin(
    {
      app: app.id,
      process: what.process,
      entity,
      record: record.id,
      initiator: what.initiator,
      values: await wholeRecord(services, app.id, entity, record.id),
      requestId: what.requestId,
      start: what.start,
      variables,
    },
    app,
    fence ? { fence } : {},
  )
}

/** Every value of a record, with the columns that all of them have: what a process sees when it begins. */
export async function wholeRecord(
  { storage, zone }: Pick<Services, 'storage' | 'zone'>,
  app: Id,
  entity: Id,
  id: string,
): Promise<RecordValues> {
  const record = await storage.records(asSystem('flow', zone)).get(app, entity, id)
  return {
    ...record.values,
    id,
    version: record.version,
    created_at: record.createdAt,
    created_by: record.createdBy,
    updated_at: record.updatedAt,
    updated_by: record.updatedBy,
  }
}

/** Starts of an app that wait for this message. */
export function startsOnMessage(compiled: CompiledApp, name: string): { process: Id; start: Id }[] {
  return [...compiled.processes].flatMap(([process, ready]) =>
    startsOf(ready)
      .filter(({ config }) => config.trigger === 'message' && config.message === name)
      .map(({ id }) => ({ process, start: id })),
  )
}

/** Whether any process of the app, as it is published now, takes or starts with messages of this name. */
export function takesMessage(app: PublishedApp, name: string): boolean {
  return inOrder(app.document.processes).some((process) => inOrder(process.nodes).some(({ config }) => config.message === name))
}

/**
 * Brings a message or signal into an app: every process that starts with it starts, and one instance that waits for it gets it (of a
 * signal: all that listen). What has started something is not kept for a subscriber that may come later.
 */
export async function publish(
  services: Services & { compiled: (app: PublishedApp) => CompiledApp },
  app: PublishedApp,
  publication: Publication,
  fence?: Fence,
): Promise<Awaited<ReturnType<Storage['flows']['publish']>> & { started: number }> {
  const starts = publication.kind === 'message' ? startsOnMessage(services.compiled(app), publication.name) : []
  for (const { process, start } of starts) {
    const requestId = `message:${publication.app}:${publication.id}:${process}:${start}`
    await startWithRecord(services, app, { process, start, payload: publication.payload, requestId, initiator: null }, fence)
  }
  const { ttlMs: _, ...atOnce } = publication
  const system = asSystem(`message:${publication.id}`, services.zone)
  const published = await services.storage.flows.publish(system, starts.length > 0 ? atOnce : publication, fence ? { fence } : {})
  return { ...published, started: starts.length }
}

const ofVariables = '$vars.'

function divided(given: RecordValues): [RecordValues, RecordValues] {
  const entries = Object.entries(given)
  return [
    Object.fromEntries(
      entries.flatMap(([name, value]) => (name.startsWith(ofVariables) ? [[name.slice(ofVariables.length), value] as const] : [])),
    ),
    Object.fromEntries(entries.filter(([name]) => !name.startsWith(ofVariables))),
  ]
}

/** The node a call activity begins its process at: the one that is meant for it, else the first. */
export function startOfCall(app: PublishedApp, process: Id): Id | undefined {
  const document = itemOf(app.document.processes, process)
  return inOrder(document?.nodes ?? { order: [], items: {} }).find(({ type, parent, config }) => {
    return type === 'start' && parent === undefined && config.trigger === 'called'
  })?.id
}
