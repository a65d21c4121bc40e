import type { Id } from '@tangram/data-model'
import { startsOf } from '@tangram/flow-engine'
import type { PublishedApp, Storage } from '@tangram/storage'
import { Cron } from 'croner'
import type { FastifyBaseLogger } from 'fastify'
import { asSystem } from '../system-principal.ts'
import type { CompiledApp } from './compiled-app.ts'
import type { FlowRunner } from './flow-runner.ts'
import { startWithRecord } from './start-process.ts'

export type Occurrence = { app: Id; process: Id; start: Id; schedule: string; at: string }

export type Scheduler = {
  /** Queues the next occurrence of every schedule of an app. Any number of times, by any number of servers: each occurrence is one job. */
  plan(app: Id): Promise<void>
  /** Queues those of all apps; at the start of a server, and once an hour. */
  planAll(): Promise<void>
  /** Starts the process of an occurrence that is due and queues the next one. Those that were missed count as one. */
  occur(occurrence: Occurrence): Promise<void>
}

/** Processes that start by the clock: one job for each occurrence, so that they survive restarts and two servers start nothing twice. */
export function createScheduler(services: {
  storage: Storage
  flows: FlowRunner
  compiled: (app: PublishedApp) => CompiledApp
  zone: string
  now: () => string
  log: Pick<FastifyBaseLogger, 'warn'>
}): Scheduler {
  const { storage, compiled, zone, now } = services
  const system = asSystem('schedule', zone)

  const queue = async (occurrence: Omit<Occurrence, 'at'>): Promise<void> => {
    const at = nextOccurrence(occurrence.schedule, zone, now())
    if (at === null) return
    const { app, process, start, schedule } = occurrence
    const key = `schedule:${app}:${process}:${start}:${schedule}:${at}`
    await storage.jobs.enqueue(system, { kind: 'flow.schedule', key, dueAt: at, payload: { ...occurrence, at } })
  }

  const schedulesOf = (app: PublishedApp): Omit<Occurrence, 'at'>[] =>
    [...compiled(app).processes].flatMap(([process, ready]) =>
      startsOf(ready).flatMap(({ id, config }) =>
        config.trigger === 'schedule' && config.schedule !== undefined
          ? [{ app: app.id, process, start: id, schedule: config.schedule }]
          : [],
      ),
    )

  const plan = async (app: Id): Promise<void> => {
    for (const schedule of schedulesOf(await storage.apps.get(system, app))) {
      // The 32nd of a month: the others start all the same.
      await queue(schedule).catch((error: unknown) => {
        if (!isNoSchedule(error)) throw error
        services.log.warn({ ...schedule }, 'a schedule that no clock understands')
      })
    }
  }

  return {
    plan,
    planAll: async () => {
      for (const { id, version } of await storage.apps.list(system)) if (version !== null) await plan(id)
    },
    occur: async ({ at, ...schedule }) => {
      const app = await storage.apps.get(system, schedule.app)
      const same = ({ process, start, schedule: said }: Omit<Occurrence, 'at'>) =>
        process === schedule.process && start === schedule.start && said === schedule.schedule
      // The schedule was changed or taken away since: its new occurrences were queued when that was published.
      if (!schedulesOf(app).some(same)) return
      // The next one first: one that cannot start its process must not be the last.
      await queue(schedule)
      const { app: _, ...what } = schedule
      const requestId = `schedule:${schedule.app}:${schedule.process}:${schedule.start}:${at}`
      await startWithRecord(services, app, { ...what, payload: { at }, requestId, initiator: null })
    },
  }
}

/** The first moment after `after` that a schedule of five parts names, by the clocks of a zone; null when there is none. */
export function nextOccurrence(schedule: string, zone: string, after: string): string | null {
  return new Cron(schedule, { timezone: zone, mode: '5-part' }).nextRun(new Date(after))?.toISOString() ?? null
}

const isNoSchedule = (error: unknown): boolean => error instanceof Error && error.message.startsWith('CronPattern')
