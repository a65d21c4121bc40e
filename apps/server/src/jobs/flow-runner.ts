import { createHash, randomUUID } from 'node:crypto'
import type { Principal } from '@tangram/access'
import { type Id, invariant, type RecordValues } from '@tangram/data-model'
import { apply, type CompiledProcess, decide, type FlowCommand, type InstanceState, initialState } from '@tangram/flow-engine'
import type { Fence, NewInstance, PublishedApp, Decision as Saved, Storage } from '@tangram/storage'
import { asSystem } from '../system-principal.ts'
import type { CompiledApp } from './compiled-app.ts'

/** Moves process instances: load, decide with the facts it takes, save in one transaction; again when somebody else was faster. */
export type FlowRunner = {
  /** Starts a process on a record. A repeated request starts nothing. */
  begin(
    start: Omit<NewInstance, 'appVersion'> & { values: RecordValues; requestId: string },
    app: PublishedApp,
    more?: { fence?: Fence },
  ): Promise<void>
  /** Hands a command to an instance. A repeated request changes nothing. */
  advance(
    step: { instance: string; command: FlowCommand; principal: Principal },
    more?: Pick<Saved, 'task' | 'values' | 'version' | 'appVersion' | 'link' | 'fence'>,
  ): Promise<void>
  /** The process an instance runs, in the version it keeps, and where it stands. */
  inspect(instance: string): Promise<{ process: CompiledProcess; state: InstanceState }>
}

const mostTries = 20
const mostFactRounds = 20

export function createFlowRunner(services: {
  storage: Storage
  compiled: (app: PublishedApp) => CompiledApp
  zone: string
  now: () => string
}): FlowRunner {
  const { storage, compiled, zone, now } = services

  function processOf(app: PublishedApp, id: Id): CompiledProcess {
    const process = compiled(app).processes.get(id)
    invariant(process, `app ${app.id} ${app.version} has no process ${id}`)
    return process
  }

  async function decideWithFacts(
    process: CompiledProcess,
    state: InstanceState,
    about: { app: Id; entity: Id; record: string },
    command: FlowCommand,
    at: string,
  ) {
    const system = asSystem('flow', zone)
    let facts = {}
    for (let round = 0; round < mostFactRounds; round++) {
      const decision = decide(process, state, command, { now: at, ids: randomUUID, facts, zone })
      if (decision.need === undefined) return decision
      facts = { ...facts, ...(await storage.flows.readFacts(system, about, decision.need)) }
    }
    invariant(false, `process ${process.document.id} asked for facts ${mostFactRounds} times`)
  }

  return {
    async begin({ values, requestId, ...start }, app, more = {}) {
      const process = processOf(app, start.process)
      const instance = uuidFrom(requestId)
      const command: FlowCommand = {
        type: 'start',
        requestId,
        record: { entity: start.entity, id: start.record, values },
        initiator: start.initiator,
      }
      const at = now()
      const { events, effects } = await decideWithFacts(process, initialState(), start, command, at)
      await storage.flows.save({
        instance,
        begin: { ...start, appVersion: app.version },
        revision: 0,
        requestId,
        state: events.reduce(apply, initialState()),
        events,
        effects,
        now: at,
        principal: asSystem(`flow:${start.process}`, zone),
        ...(more.fence ? { fence: more.fence } : {}),
      })
    },

    async advance({ instance, command, principal }, more = {}) {
      const system = asSystem('flow', zone)
      for (let tries = 0; tries < mostTries; tries++) {
        const before = await storage.flows.load(system, instance)
        const app = await storage.apps.version(system, before.app, before.appVersion)
        const process = processOf(app, before.process)
        const at = now()
        const { events, effects } = await decideWithFacts(process, before.state, before, command, at)
        if (events.length === 0) return
        const saved = await storage.flows.save({
          instance,
          revision: before.revision,
          requestId: command.requestId,
          state: events.reduce(apply, before.state),
          events,
          effects,
          now: at,
          principal,
          ...more,
        })
        if (saved.saved || saved.reason === 'repeated') return
      }
      invariant(false, `instance ${instance} stayed contended over ${mostTries} tries`)
    },

    async inspect(instance) {
      const system = asSystem('flow', zone)
      const { app, appVersion, process, state } = await storage.flows.load(system, instance)
      return { process: processOf(await storage.apps.version(system, app, appVersion), process), state }
    },
  }
}

/** The same request gives the same instance, so that starting twice is impossible. */
function uuidFrom(requestId: string): string {
  const hex = createHash('sha256').update(requestId).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
