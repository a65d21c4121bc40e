import { performAction } from '@tangram/actions'
import type { Platform } from '@tangram/app-model'
import { AppError, type Id, type JsonObject, type LocalizedText, textIn } from '@tangram/data-model'
import type { JobHandler, PublishedApp, SlaRecord, Storage } from '@tangram/storage'
import type { FastifyBaseLogger } from 'fastify'
import type { ServerConfig } from '../config.ts'
import { asSystem } from '../system-principal.ts'
import { capabilitiesFor, sendMessage } from './capabilities.ts'
import type { CompiledApp } from './compiled-app.ts'
import { createDelivery } from './deliver.ts'
import type { FlowRunner } from './flow-runner.ts'
import { followChange } from './follow-change.ts'
import { createSlaRunner } from './follow-slas.ts'

const hourMs = 3_600_000

/** What this server does about each kind of job. Every handler may run again after it has done its work. */
export function createJobHandlers(services: {
  config: ServerConfig
  storage: Storage
  platform: Platform
  flows: FlowRunner
  compiled: (app: PublishedApp) => CompiledApp
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>
  baseUrl: () => string
  now: () => string
}): { [kind: string]: JobHandler } {
  const { config, storage, platform, flows, log } = services
  const { zone } = config.organisation
  const deliver = createDelivery(config)
  const slas = createSlaRunner({ ...services, zone, locale: config.organisation.locale })

  return {
    'change.follow': (job, context) => followChange({ ...services, slas, zone }, String(job.payload.change), context),

    'sla.timer': (job, { fence }) => slas.follow(job.payload as SlaRecord, { fence }),

    'sla.revise': (job, { fence }) => slas.revise(String(job.payload.app), Number(job.payload.version), { fence }),

    'sla.action': async (job, { fence }) => {
      const {
        app: id,
        entity,
        record,
        action,
        input,
        key,
        cause,
      } = job.payload as SlaRecord & {
        action: Id
        input: JsonObject
        key: string
        cause: string
      }
      const system = asSystem(cause, zone)
      const app = await storage.apps.get(system, id)
      const { values } = await storage.records(system).get(id, entity, record)
      const context = { key, record: { entity, id: record, values } }
      const capabilities = capabilitiesFor(services, app, context.record, cause, fence)
      const result = await performAction(platform.actions, action, input, capabilities, context)
      if (result.status === 'skipped') log.info({ job: job.id, key, reason: result.reason.en }, 'step of an agreement skipped')
    },

    'rule.action': async (job, { fence }) => {
      const {
        change: id,
        action,
        input,
        key,
        cause,
      } = job.payload as { change: string; action: Id; input: JsonObject; key: string; cause: string }
      const change = await storage.changes.get(asSystem(cause, zone), id)
      const app = await storage.apps.get(asSystem(cause, zone), change.app)
      const context = { key, record: { entity: change.entity, id: change.record, values: change.after } }
      const result = await performAction(
        platform.actions,
        action,
        input,
        capabilitiesFor(services, app, context.record, cause, fence),
        context,
      )
      if (result.status === 'skipped') log.info({ job: job.id, key, reason: result.reason.en }, 'step skipped')
    },

    'flow.action': async (job, { fence }) => {
      const { instance, action, input, key } = job.payload as { instance: string; action: Id; input: JsonObject; key: string }
      const cause = `flow:${instance}`
      const { app: id, appVersion, entity, record } = await storage.flows.load(asSystem(cause, zone), instance)
      const app = await storage.apps.version(asSystem(cause, zone), id, appVersion)
      const { values } = await storage.records(asSystem(cause, zone)).get(id, entity, record)
      const context = { key, record: { entity, id: record, values } }
      const result = await performAction(
        platform.actions,
        action,
        input,
        capabilitiesFor(services, app, context.record, cause, fence),
        context,
      )
      if (result.status === 'skipped') log.info({ job: job.id, key, reason: result.reason.en }, 'action skipped')
    },

    'flow.timer': async (job, { fence }) => {
      const { instance, element } = job.payload as { instance: string; element: string }
      const command = { type: 'timer', requestId: `timer:${job.id}`, element } as const
      await unlessOver(flows.advance({ instance, command, principal: asSystem(`flow:${instance}`, zone) }, { fence }))
    },

    'flow.send-link': async (job) => {
      const { instance, link, sendTo, message } = job.payload as {
        instance: string
        link: string
        sendTo: { field: Id }
        message: LocalizedText
      }
      const system = asSystem(`flow:${instance}`, zone)
      const { app, entity, record } = await storage.flows.load(system, instance)
      const { values } = await storage.records(system).get(app, entity, record)
      const to = values[sendTo.field]
      if (typeof to !== 'string' || to === '') {
        log.warn({ instance, field: sendTo.field }, 'a confirmation link has nobody to go to')
        return
      }
      const token = await storage.links.tokenOf(system, link)
      // The step may be over by now: nobody is sent an address that leads nowhere.
      if (!(await storage.links.find(token))) return
      const url = `${services.baseUrl()}/l/${token}`
      const template = textIn(message, config.organisation.locale)
      const text = /\{\{\s*link\s*\}\}/.test(template) ? template.replaceAll(/\{\{\s*link\s*\}\}/g, () => url) : `${template} ${url}`
      await sendMessage(storage, system, { channel: to.includes('@') ? 'mail' : 'sms', to, text, key: `link:${link}`, app, entity, record })
    },

    'message.send': async (job) => {
      const { message, channel, to, subject, text } = job.payload as {
        message: string
        channel: 'sms' | 'mail'
        to: string
        subject?: string
        text: string
      }
      const system = asSystem('message', zone)
      try {
        const outcome = await deliver({ channel, to, text, key: message, ...(subject ? { subject } : {}) })
        if (outcome === 'sent' || config.mode === 'trial') await storage.messages.settle(system, message, 'sent')
        else await storage.messages.settle(system, message, 'failed', channel === 'mail' ? 'SMTP_URL is not set' : 'SMS_URL is not set')
      } catch (error) {
        await storage.messages.settle(system, message, 'waiting', (error as Error).message.slice(0, 300))
        throw error
      }
    },

    housekeeping: async () => {
      // The next one first: one that fails must not be the last.
      await queueHousekeeping(storage, new Date(Date.parse(services.now()) + hourMs).toISOString())
      const removed = await storage.tidyUp(asSystem('housekeeping'))
      if (Object.values(removed).some((count) => count > 0)) log.info(removed, 'tidied up')
    },
  }
}

/** One housekeeping job for each hour, however many processes there are. */
export async function queueHousekeeping(storage: Storage, dueAt: string): Promise<void> {
  await storage.jobs.enqueue(asSystem('housekeeping'), {
    kind: 'housekeeping',
    key: `housekeeping ${dueAt.slice(0, 13)}`,
    payload: {},
    dueAt,
  })
}

/** A timer that comes after its process went on without it has nothing to do. */
async function unlessOver(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    const isOver = error instanceof AppError && (error.code === 'flow.instance.not-running' || error.code === 'storage.flow.unknown')
    if (!isOver) throw error
  }
}
