import { createHash, randomUUID } from 'node:crypto'
import type { Principal } from '@tangram/access'
import { type Id, invariant, type JsonValue, type Locale, type RecordValues } from '@tangram/data-model'
import { apply, type CompiledProcess, decide, type FlowCommand, type InstanceState, initialState } from '@tangram/flow-engine'
import type { FlowInstance, NewInstance, PublishedApp, Decision as Saved, Storage } from '@tangram/storage'
import { asSystem } from '../system-principal.ts'
import type { CompiledApp } from './compiled-app.ts'
import { rememberStates, type Standing } from './remember-states.ts'

/** A process about to begin. */
export type Beginning = Omit<NewInstance, 'appVersion'> & {
  /** The whole record. */
  values: RecordValues
  /** Names the beginning: the same one again starts nothing. */
  requestId: string
  /** The start node; absent: the first one. */
  start?: Id
  variables?: { [variable: Id]: JsonValue }
  /** The call activity that waits for it. */
  parent?: { instance: string; element: string }
}

/**
 * Moves process instances: load, unless this process has just saved it, decide with the facts it takes, save in one transaction; again
 * when somebody else was faster.
 */
export type FlowRunner = {
  /** Starts a process on a record. A repeated request starts nothing. @returns the id of the instance */
  begin(start: Beginning, app: PublishedApp, more?: Pick<Saved, 'fence' | 'finishes'>): Promise<string>
  /**
   * Hands a command to an instance. A repeated request changes nothing.
   *
   * @returns `repeated` also for one that was accepted before
   */
  advance(
    step: { instance: string; command: FlowCommand; principal: Principal },
    more?: Pick<Saved, 'task' | 'values' | 'version' | 'appVersion' | 'link' | 'fence' | 'finishes' | 'delivers'>,
  ): Promise<'moved' | 'repeated'>
  /** Goes on as a step of another version says, or as it would; `to` is the version of the app. */
  migrate(
    step: { instance: string; command: Extract<FlowCommand, { type: 'migrate' }>; principal: Principal },
    more?: { dryRun?: boolean },
  ): Promise<void>
  /** The process an instance runs, in the version it keeps, and where it stands. */
  inspect(instance: string): Promise<{ instance: FlowInstance; process: CompiledProcess; state: InstanceState }>
  /** A process as a version of its app has it; undefined when it has none of this id. */
  processOf(app: PublishedApp, process: Id): CompiledProcess | undefined
}

const mostTries = 20
const mostFactRounds = 20

export function createFlowRunner(services: {
  storage: Storage
  compiled: (app: PublishedApp) => CompiledApp
  zone: string
  /** Language of what the engine itself says, where only one can be kept; zh-CN when absent. */
  locale?: Locale
  now: () => string
}): FlowRunner {
  const { storage, compiled, zone, locale = 'zh-CN', now } = services
  const system = asSystem('flow', zone)
  const states = rememberStates()

  function mustHave(app: PublishedApp, id: Id): CompiledProcess {
    const process = compiled(app).processes.get(id)
    invariant(process, `app ${app.id} ${app.version} has no process ${id}`)
    return process
  }

  async function decideWithFacts(
    process: CompiledProcess,
    state: InstanceState,
    about: { app: Id; process: Id; entity: Id; record: string },
    command: FlowCommand,
    at: string,
  ) {
    let facts = {}
    for (let round = 0; round < mostFactRounds; round++) {
      const decision = decide(process, state, command, { now: at, ids: randomUUID, facts, zone, locale })
      if (decision.need === undefined) return decision
      facts = { ...facts, ...(await storage.flows.readFacts(system, about, decision.need)) }
    }
    invariant(false, `process ${process.document.id} asked for facts ${mostFactRounds} times`)
  }

  /** Decides and saves until nobody else was faster. */
  async function move(
    { instance, command, principal }: { instance: string; command: FlowCommand; principal: Principal },
    processFor: (before: Standing) => Promise<CompiledProcess>,
    more: Partial<Saved> & { dryRun?: boolean },
  ): Promise<'moved' | 'repeated'> {
    const { dryRun, ...saving } = more
    const moveFrom = async (before: Standing): Promise<'moved' | 'repeated' | 'stale'> => {
      const process = await processFor(before)
      const at = now()
      const { events, effects } = await decideWithFacts(process, before.state, before, command, at)
      if (events.length === 0) return 'repeated'
      if (dryRun) return 'moved'
      const state = events.reduce(apply, before.state)
      const { revision } = before
      const save = { instance, revision, requestId: command.requestId, state, events, effects, now: at, principal }
      const saved = await storage.flows.save({ ...save, ...saving })
      if (!saved.saved) return saved.reason === 'repeated' ? 'repeated' : 'stale'
      const { id, app, process: runs, entity, record } = before
      states.keep({
        id,
        app,
        appVersion: saving.moveTo ?? before.appVersion,
        process: runs,
        entity,
        record,
        revision: saved.revision,
        state,
      })
      return 'moved'
    }

    // Where we left it is good enough to try: the save is refused when somebody has gone on since then. Whatever else comes of it, an
    // error too, is asked again of what is stored, which may answer otherwise.
    const left = dryRun ? undefined : states.take(instance)
    if (left && (await moveFrom(left).catch(() => 'stale')) === 'moved') return 'moved'
    for (let tries = 0; tries < mostTries; tries++) {
      const result = await moveFrom(await storage.flows.load(system, instance))
      if (result !== 'stale') return result
    }
    invariant(false, `instance ${instance} stayed contended over ${mostTries} tries`)
  }

  const ofVersion = async (before: Standing, version: number): Promise<CompiledProcess> =>
    mustHave(await storage.apps.version(system, before.app, version), before.process)

  return {
    async begin({ values, requestId, start, variables, parent, ...begun }, app, more = {}) {
      const process = mustHave(app, begun.process)
      const instance = uuidFrom(requestId)
      const command: FlowCommand = {
        type: 'start',
        requestId,
        record: { entity: begun.entity, id: begun.record, values },
        initiator: begun.initiator,
        ...(start === undefined ? {} : { start }),
        ...(variables ? { variables } : {}),
        ...(parent ? { parent } : {}),
      }
      const at = now()
      const { events, effects } = await decideWithFacts(process, initialState(), begun, command, at)
      const state = events.reduce(apply, initialState())
      const saved = await storage.flows.save({
        instance,
        begin: { ...begun, appVersion: app.version },
        revision: 0,
        requestId,
        state,
        events,
        effects,
        now: at,
        principal: asSystem(`flow:${begun.process}`, zone),
        ...more,
      })
      const { process: runs, entity, record } = begun
      if (saved.saved)
        states.keep({
          id: instance,
          app: begun.app,
          appVersion: app.version,
          process: runs,
          entity,
          record,
          revision: saved.revision,
          state,
        })
      return instance
    },

    advance: (step, more = {}) => move(step, (before) => ofVersion(before, before.appVersion), more),

    async migrate(step, { dryRun = false } = {}) {
      const { to } = step.command
      await move(step, (before) => ofVersion(before, to), { moveTo: to, dryRun })
    },

    async inspect(id) {
      const instance = await storage.flows.load(system, id)
      return { instance, process: await ofVersion(instance, instance.appVersion), state: instance.state }
    },

    processOf: (app, process) => compiled(app).processes.get(process),
  }
}

/** The same request gives the same instance, so that starting twice is impossible. */
function uuidFrom(requestId: string): string {
  const hex = createHash('sha256').update(requestId).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
