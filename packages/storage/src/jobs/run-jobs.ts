import { AppError, type LocalizedText, locales } from '@tangram/data-model'
import type { Context } from '../context.ts'
import type { Job, JobHandler } from './jobs.ts'

export type RunOptions = {
  workerId: string
  signal: AbortSignal
  concurrency?: number
  leaseMs?: number
  pollMs?: number
  maxAttempts?: number
}

const longestPauseMs = 10 * 60_000

/** @see Jobs.run */
export async function runJobs(context: Context, handlers: { [kind: string]: JobHandler }, options: RunOptions): Promise<void> {
  const { workerId, signal, concurrency = 4, leaseMs = 15_000, pollMs = 1_000, maxAttempts = 8 } = options
  const kinds = Object.keys(handlers)
  const held = new Map<string, { job: Job; lost: AbortController; done: Promise<void> }>()
  let wake = () => {}
  let isWoken = false
  const kick = () => {
    isWoken = true
    wake()
  }
  const stopListening = context.hub.on('job', kick)
  signal.addEventListener('abort', kick)

  const work = async (job: Job, lost: AbortController) => {
    try {
      const handler = Object.hasOwn(handlers, job.kind) ? handlers[job.kind] : undefined
      await handler?.(job, { fence: { job: job.id, attempt: job.attempt }, signal: lost.signal })
      await finish(context, job)
    } catch (error) {
      if (error instanceof AppError && error.code === 'storage.job.fenced') return
      await failJob(context, job, error, maxAttempts).catch((second: Error) =>
        context.options.log?.('error', `job ${job.kind} could not be put back`, second.message),
      )
    } finally {
      held.delete(job.id)
      kick()
    }
  }

  const heartbeat = setInterval(() => {
    beat(
      context,
      [...held.values()].map((each) => each.job),
      leaseMs,
    )
      .then((kept) => {
        for (const { job, lost } of held.values()) if (!kept.has(job.id)) lost.abort()
      })
      // The database is away: leases run out by themselves, and the fence refuses whoever comes late.
      .catch((error: Error) => context.options.log?.('warn', 'no heartbeat', error.message))
  }, leaseMs / 3)

  try {
    while (!signal.aborted) {
      isWoken = false
      const free = concurrency - held.size
      const jobs = free > 0 ? await claim(context, { kinds, workerId, leaseMs, count: free }).catch(() => undefined) : []
      for (const job of jobs ?? []) {
        const lost = new AbortController()
        held.set(job.id, { job, lost, done: work(job, lost) })
      }
      if (jobs && jobs.length === free && free > 0) continue
      await pause(jobs === undefined ? Math.max(pollMs, 200) : pollMs, isWoken, (resume) => {
        wake = resume
      })
    }
    await Promise.race([
      Promise.all([...held.values()].map((each) => each.done)),
      new Promise((resolve) => setTimeout(resolve, leaseMs).unref()),
    ])
  } finally {
    clearInterval(heartbeat)
    stopListening()
    signal.removeEventListener('abort', kick)
    for (const { lost } of held.values()) lost.abort()
  }
}

async function claim(context: Context, given: { kinds: string[]; workerId: string; leaseMs: number; count: number }): Promise<Job[]> {
  // Leases follow the database's clock, which all workers share; due times the installation's.
  const { rows } = await context.db.pool.query<Job>({
    name: 'job.claim',
    text: `with next as (
             select id from tangram.job where due_at <= $1 and (lease_until is null or lease_until <= clock_timestamp()) and kind = any($2)
             order by due_at, id limit $3 for update skip locked
           )
           update tangram.job as j set attempt = j.attempt + 1, lease_until = clock_timestamp() + $4 * interval '1 millisecond', worker = $5
           from next where j.id = next.id
           returning j.id, j.kind, j.payload, j.key, j.cause, j.due_at as "dueAt", j.attempt`,
    values: [context.now(), given.kinds, given.count, given.leaseMs, given.workerId],
  })
  return rows.sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.id < b.id ? -1 : 1))
}

async function beat(context: Context, jobs: readonly Job[], leaseMs: number): Promise<ReadonlySet<string>> {
  if (jobs.length === 0) return new Set()
  const { rows } = await context.db.pool.query<{ id: string }>({
    name: 'job.beat',
    text: `update tangram.job as j set lease_until = clock_timestamp() + $3 * interval '1 millisecond'
           from unnest($1::uuid[], $2::integer[]) as mine (id, attempt) where j.id = mine.id and j.attempt = mine.attempt returning j.id`,
    values: [jobs.map((job) => job.id), jobs.map((job) => job.attempt), leaseMs],
  })
  return new Set(rows.map((row) => row.id))
}

async function finish(context: Context, job: Job): Promise<void> {
  await context.db.pool.query({
    name: 'job.finish',
    text: 'delete from tangram.job where id = $1 and attempt = $2',
    values: [job.id, job.attempt],
  })
}

/** Puts the job back with a pause that doubles, or makes it an incident. */
async function failJob(context: Context, job: Job, error: unknown, maxAttempts: number): Promise<void> {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  context.options.log?.('warn', `job ${job.kind} failed`, message)
  const { rows } = await context.db.pool.query<{ failures: number }>(
    'update tangram.job set failures = failures + 1, error = $3 where id = $1 and attempt = $2 returning failures',
    [job.id, job.attempt, message.slice(0, 4000)],
  )
  const failures = rows[0]?.failures
  if (failures === undefined) return
  if (failures >= maxAttempts) {
    await context.db.pool.query(
      `with gone as (delete from tangram.job where id = $1 and attempt = $2 returning *)
       insert into tangram.incident (job, kind, payload, key, cause, error, attempts, at, problem)
       select id, kind, payload, key, cause, error, failures, $3, $4 from gone`,
      [job.id, job.attempt, context.now(), error instanceof AppError ? JSON.stringify(wordsOf(error)) : null],
    )
    context.hub.tellLive({ type: 'incident' })
    return
  }
  const pauseMs = Math.min(500 * 2 ** failures, longestPauseMs) * (0.75 + Math.random() / 2)
  const dueAt = new Date(Date.parse(context.now()) + pauseMs).toISOString()
  await context.db.pool.query('update tangram.job set due_at = $3, lease_until = null where id = $1 and attempt = $2', [
    job.id,
    job.attempt,
    dueAt,
  ])
}

/** What happened and what helps, for people. */
function wordsOf(error: AppError): LocalizedText {
  return Object.fromEntries(
    locales.map((locale) => [locale, [error.messageIn(locale), error.fixIn(locale)].filter((part) => part).join(' ')]),
  )
}

function pause(ms: number, isWoken: boolean, onWake: (resume: () => void) => void): Promise<void> {
  if (isWoken) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    onWake(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
