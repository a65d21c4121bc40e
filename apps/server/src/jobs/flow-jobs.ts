import { type ActionResult, performAction, TemporaryFailure } from '@tangram/actions'
import { AppError, type JsonObject, type Locale } from '@tangram/data-model'
import type { FlowCommand } from '@tangram/flow-engine'
import type {
  ActionPayload,
  CallPayload,
  CancelChildPayload,
  ChildEndedPayload,
  DeliverPayload,
  Fence,
  JobHandler,
  PublishedApp,
  PublishPayload,
  RetryPayload,
  SendLinkPayload,
} from '@tangram/storage'
import { asSystem } from '../system-principal.ts'
import { capabilitiesFor } from './capabilities.ts'
import type { JobServices } from './job-services.ts'
import { noteSkipped } from './note-unsent.ts'
import { recordOf } from './record-of.ts'
import type { Occurrence, Scheduler } from './schedule.ts'
import { sendLink } from './send-link.ts'
import { publish, startOfCall, wholeRecord } from './start-process.ts'

/** Attempts of an action that says nothing about them. */
const usualAttempts = 8

/** What this server does for running processes. Whatever moves an instance is saved together with the end of its job. */
export function flowJobs(services: JobServices & { scheduler: Scheduler }): { [kind: string]: JobHandler } {
  const { config, storage, platform, flows, log, scheduler } = services
  const { zone, locale } = config.organisation
  const startServices = { ...services, zone }
  const system = (instance: string) => asSystem(`flow:${instance}`, zone)

  /** Hands a command to an instance; the job is over with it. One whose instance is over or gone has nothing to do. */
  const finishWith = async (instance: string, command: FlowCommand, finishes: Fence): Promise<void> => {
    await unlessOver(flows.advance({ instance, command, principal: system(instance) }, { finishes }))
  }

  const act = async (
    { instance, app: id, version, entity, record, key, action, input, as }: ActionPayload,
    fence: Fence,
  ): Promise<ActionResult> => {
    // Jobs of before a release do not say which version asked for them.
    const app = await storage.apps.version(
      system(instance),
      id,
      version ?? (await storage.flows.load(system(instance), instance)).appVersion,
    )
    const context = { key: as ?? key, record: recordOf(storage, system(instance), { app: id, entity, record }) }
    const capabilities = capabilitiesFor(services, app, context.record, `flow:${instance}`, fence)
    const result = await performAction(platform.actions, action, input, capabilities, context)
    if (result.status === 'skipped') {
      log.info({ instance, key, reason: result.reason.en }, 'action skipped')
      await noteSkipped(services, { key: context.key, about: { app: id, entity, record }, action, input }, result)
    }
    return result
  }

  return {
    'flow.action': async (job, { fence }) => {
      const payload = job.payload as unknown as ActionPayload
      const { instance, element, awaits } = payload
      if (!awaits || element === undefined) {
        await act(payload, fence)
        return
      }
      const ended = (result: JsonObject): FlowCommand => ({ type: 'finish-job', requestId: `done:${payload.key}`, element, result })
      const failed = (code: string | null, message: string): FlowCommand => ({
        type: 'fail-job',
        requestId: `failed:${payload.key}:${job.id}`,
        element,
        code,
        message: message.slice(0, 2_000),
      })
      try {
        const result = await act(payload, fence)
        const command = result.status === 'failed' ? failed(result.code, result.reason[locale]) : ended(outputOf(result))
        await finishWith(instance, command, fence)
      } catch (error) {
        const most = payload.retries === undefined ? usualAttempts : payload.retries + 1
        if (isFenced(error) || job.attempt < most) throw error
        await finishWith(instance, failed(codeOf(error), wordsOf(error, locale)), fence)
      }
    },

    'flow.timer': async (job, { fence }) => {
      const { instance, element, timer } = job.payload as { instance: string; element: string; timer?: string }
      const command: FlowCommand = { type: 'timer', requestId: `timer:${job.id}`, element, ...(timer === undefined ? {} : { timer }) }
      await finishWith(instance, command, fence)
    },

    'flow.publish': async (job, { fence }) => {
      const { instance: _, ...publication } = job.payload as unknown as PublishPayload
      const app = await storage.apps.get(asSystem('message', zone), publication.app)
      await publish(startServices, app, publication, fence)
    },

    'flow.deliver': async (job, { fence }) => {
      const { instance, element, payload, ...delivers } = job.payload as unknown as DeliverPayload
      const { state } = await storage.flows.load(system(instance), instance)
      // While it is suspended the message is kept with it; one that no longer listens gives it to somebody else.
      if (state.elements[element]?.subscriptions?.[delivers.subscription] === undefined) {
        await storage.flows.giveBack(system(instance), delivers)
        return
      }
      const command: FlowCommand = {
        type: 'deliver',
        requestId: `deliver:${delivers.message}:${delivers.subscription}`,
        element,
        subscription: delivers.subscription,
        payload,
      }
      await unlessOver(flows.advance({ instance, command, principal: system(instance) }, { finishes: fence, delivers }))
    },

    'flow.call': async (job, { fence }) => {
      const payload = job.payload as unknown as CallPayload
      const { instance, element } = payload
      try {
        await beginCalled(services, payload, zone, fence)
      } catch (error) {
        // What the process or its record refuses, it refuses again: the one that called is told at once.
        const isFinal = error instanceof AppError && error.status < 500 && !isFenced(error)
        if (!isFinal && (isFenced(error) || job.attempt < usualAttempts)) throw error
        const command: FlowCommand = {
          type: 'child-ended',
          requestId: `call-failed:${payload.key}`,
          element,
          outcome: 'failed',
          status: 'cancelled',
          variables: {},
          error: { code: codeOf(error), message: wordsOf(error, locale).slice(0, 2_000) },
        }
        await finishWith(instance, command, fence)
      }
    },

    'flow.child-ended': async (job, { fence }) => {
      const { instance, element, child, outcome, status, variables, error } = job.payload as unknown as ChildEndedPayload
      const more = error ? { error } : {}
      const command: FlowCommand = { type: 'child-ended', requestId: `child:${child}`, element, outcome, status, variables, ...more }
      await finishWith(instance, command, fence)
    },

    'flow.cancel-child': async (job, { fence }) => {
      const { instance } = job.payload as CancelChildPayload
      const command: FlowCommand = { type: 'cancel', requestId: `cancel:${job.id}`, actor: null, reason: 'called off' }
      await finishWith(instance, command, fence)
    },

    'flow.retry': async (job, { fence }) => {
      const { instance, element, actor } = job.payload as unknown as RetryPayload
      const command: FlowCommand = { type: 'retry-element', requestId: `retry:${job.id}`, element, actor }
      await finishWith(instance, command, fence)
    },

    'flow.schedule': (job) => scheduler.occur(job.payload as Occurrence),

    'flow.schedules': (job) => scheduler.plan(String(job.payload.app)),

    'flow.send-link': (job) => sendLink(services, job.payload as unknown as SendLinkPayload),
  }
}

/** Starts the process that a call activity asked for: as its app is published now, or as the caller knows it when it is gone. */
async function beginCalled(services: JobServices, payload: CallPayload, zone: string, fence: Fence): Promise<void> {
  const { storage, flows } = services
  const system = asSystem(`call:${payload.key}`, zone)
  const caller = await storage.flows.load(system, payload.instance)
  const current = await storage.apps.get(system, payload.app)
  const has = (app: PublishedApp) => flows.processOf(app, payload.process) !== undefined
  const app = has(current) ? current : await storage.apps.version(system, payload.app, caller.appVersion)
  const process = flows.processOf(app, payload.process)
  if (!process) throw new TemporaryFailure('call.unknown', `there is no process ${payload.process}`)
  const { entity } = process.document
  const record = payload.record ?? (await createRecord(services, payload, entity, zone, fence))
  const start = startOfCall(app, payload.process)
  await flows.begin(
    {
      app: payload.app,
      process: payload.process,
      entity,
      record,
      initiator: caller.initiator,
      values: await wholeRecord({ storage, zone }, payload.app, entity, record),
      requestId: `call:${payload.key}`,
      ...(start === undefined ? {} : { start }),
      variables: payload.variables,
      parent: { instance: payload.instance, element: payload.element },
    },
    app,
    { finishes: fence },
  )
}

async function createRecord({ storage }: JobServices, payload: CallPayload, entity: string, zone: string, fence: Fence): Promise<string> {
  const cause = `start:${payload.process}`
  const more = { idempotencyKey: `call:${payload.key}`, cause, fence }
  return (await storage.records(asSystem(cause, zone)).create(payload.app, entity, payload.values, more)).id
}

function outputOf(result: ActionResult): JsonObject {
  if (result.status === 'done') return result.output ?? {}
  return result.status === 'skipped' ? { skipped: result.reason.en } : {}
}

const isFenced = (error: unknown): boolean => error instanceof AppError && error.code === 'storage.job.fenced'

/** What an error event can catch: the code of a failure that was foreseen. */
function codeOf(error: unknown): string | null {
  return error instanceof TemporaryFailure || error instanceof AppError ? error.code : null
}

function wordsOf(error: unknown, locale: Locale): string {
  if (error instanceof AppError) return [error.messageIn(locale), error.fixIn(locale)].filter((part) => part).join(' ')
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

/** What comes after its process is over has nothing to do. */
async function unlessOver(work: Promise<unknown>): Promise<void> {
  const over = ['flow.instance.not-running', 'storage.flow.unknown', 'flow.element.unknown', 'flow.element.no-incident']
  await work.catch((error: unknown) => {
    if (!(error instanceof AppError && over.includes(error.code))) throw error
  })
}
