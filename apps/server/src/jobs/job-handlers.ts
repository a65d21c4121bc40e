import { type ActionResult, performAction } from '@tangram/actions'
import type { Id, JsonObject } from '@tangram/data-model'
import type { JobHandler, SlaRecord, Storage } from '@tangram/storage'
import { queueNextBackup } from '../backup/backup-jobs.ts'
import { fail } from '../errors.ts'
import { invitationJobs } from '../people/send-invitation.ts'
import { asSystem } from '../system-principal.ts'
import { capabilitiesFor } from './capabilities.ts'
import { createDelivery } from './deliver.ts'
import { flowJobs } from './flow-jobs.ts'
import { followChange } from './follow-change.ts'
import { createSlaRunner } from './follow-slas.ts'
import type { JobServices } from './job-services.ts'
import { noteSkipped } from './note-unsent.ts'
import { recordOf } from './record-of.ts'
import { createScheduler } from './schedule.ts'
import { attachmentOf, deliveryJobs } from './send-dashboards.ts'

const hourMs = 3_600_000

/** What this server does about each kind of job. Every handler may run again after it has done its work. */
export function createJobHandlers(services: JobServices): { [kind: string]: JobHandler } {
  const { config, storage, platform, log } = services
  const { zone } = config.organisation
  const deliver = createDelivery(config)
  const scheduler = createScheduler({ ...services, zone })
  const slas = createSlaRunner({ ...services, zone, locale: config.organisation.locale })

  /** Nothing waits for these steps: what failed for good is for an administrator. */
  const noteResult = async (result: ActionResult, step: Parameters<typeof noteSkipped>[1]): Promise<void> => {
    if (result.status === 'skipped') {
      log.info({ key: step.key, reason: result.reason.en }, 'step skipped')
      await noteSkipped(services, step, result)
    }
    if (result.status === 'failed') throw fail('server.action.failed', { reason: result.reason })
  }

  return {
    'change.follow': (job, context) => followChange({ ...services, slas, zone }, String(job.payload.change), context),

    'sla.timer': (job, { fence }) => slas.follow(job.payload as SlaRecord, { fence }),

    'sla.revise': (job, { fence }) => slas.revise(String(job.payload.app), Number(job.payload.version), { fence }),

    'encryption.sweep': (job, { signal }) => storage.encryption.sweep(String(job.payload.app), signal),

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
      const context = { key, record: recordOf(storage, system, { app: id, entity, record }) }
      const capabilities = capabilitiesFor(services, app, context.record, cause, fence)
      const result = await performAction(platform.actions, action, input, capabilities, context)
      await noteResult(result, { key, about: { app: id, entity, record }, action, input })
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
      const context = { key, record: { entity: change.entity, id: change.record, values: async () => change.after } }
      const result = await performAction(
        platform.actions,
        action,
        input,
        capabilitiesFor(services, app, context.record, cause, fence),
        context,
      )
      await noteResult(result, { key, about: { app: change.app, entity: change.entity, record: change.record }, action, input })
    },

    ...flowJobs({ ...services, scheduler }),

    ...deliveryJobs(services),

    ...invitationJobs(services, deliver),

    'message.send': async (job) => {
      const { message, channel, to, subject, text, file, shown } = job.payload as {
        message: string
        channel: 'sms' | 'mail'
        to: string
        subject?: string
        text: string
        file?: string
        shown?: boolean
      }
      const system = asSystem('message', zone)
      try {
        const attachment = file === undefined ? {} : { attachment: { ...(await attachmentOf(services, file)), isShown: shown === true } }
        const outcome = await deliver({ channel, to, text, key: message, ...(subject ? { subject } : {}), ...attachment })
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
      await scheduler.planAll()
      await queueNextBackup(services)
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
