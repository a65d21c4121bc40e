import { AppError, type LocalizedText, locales } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { isFinished } from './finished-jobs.ts'
import type { Job, JobHandler } from './jobs.ts'
import { type Lane, lanes } from './lanes.ts'

export type RunOptions = {
  workerId: string
  signal: AbortSignal
  concurrency?: number
  leaseMs?: number
  pollMs?: number
  maxAttempts?: number
}

type Held = {
  job: Job
  lane: Lane
  since: number
  lost: AbortController
  /** Its work is over; only its row is still to be deleted. */
  isOver: boolean
  done: Promise<void>
}

const longestPauseMs = 10 * 60_000
/** After this long a job waits for somebody else, and another one may begin in its place. */
const slowMs = 500
/** Jobs of one lane at most, those that wait for somebody else among them. */
const mostHeld = 256

/**
 * Claims jobs lane by lane, so that what waits on the outside never keeps the rest; within a lane one that takes long gives its
 * place to the next. Claims and deletes many at once: a round trip for each would cost more than most jobs do.
 *
 * @see Jobs.run
 */
export async function runJobs(context: Context, handlers: { [kind: string]: JobHandler }, options: RunOptions): Promise<void> {
  const { workerId, signal, concurrency = 4, leaseMs = 15_000, pollMs = 1_000, maxAttempts = 8 } = options
  const kinds = Object.keys(handlers)
  const held = new Map<string, Held>()
  let wake = () => {}
  let isWoken = false
  const kick = () => {
    isWoken = true
    wake()
  }
  const stopListening = context.hub.on('job', kick)
  signal.addEventListener('abort', kick)
  const finish = finishInBatches(context)

  const work = async (each: Held) => {
    const { job, lost } = each
    const fence = { job: job.id, attempt: job.attempt }
    try {
      const handler = Object.hasOwn(handlers, job.kind) ? handlers[job.kind] : undefined
      await handler?.(job, { fence, signal: lost.signal })
      each.isOver = true
      kick()
      if (!isFinished(fence)) await finish(job)
    } catch (error) {
      if (error instanceof AppError && error.code === 'storage.job.fenced') return
      await failJob(context, job, error, Math.max(maxAttempts, attemptsAskedFor(job))).catch((second: Error) =>
        context.options.log?.('error', `job ${job.kind} could not be put back`, second.message),
      )
    } finally {
      held.delete(job.id)
      kick()
    }
  }

  const stillMine = () => [...held.values()].flatMap(({ job, lost }) => (lost.signal.aborted ? [] : [job.id]))

  /** How many more of each lane may begin now. */
  const room = () => {
    const now = performance.now()
    return lanes.map((lane) => {
      const mine = [...held.values()].filter((each) => each.lane === lane && !each.isOver)
      const quick = mine.filter(({ since }) => now - since < slowMs).length
      const places = lane === 'inside' ? concurrency : concurrency * 4
      return { lane, free: Math.max(0, Math.min(places - quick, mostHeld - mine.length)) }
    })
  }

  const heartbeat = setInterval(() => {
    beat(
      context,
      [...held.values()].map((each) => each.job),
      leaseMs,
    )
      .then((kept) => {
        for (const { job, lost, isOver } of held.values()) if (!kept.has(job.id) && !isOver) lost.abort()
      })
      // The database is away: leases run out by themselves, and the fence refuses whoever comes late.
      .catch((error: Error) => context.options.log?.('warn', 'no heartbeat', error.message))
  }, leaseMs / 3)

  try {
    while (!signal.aborted) {
      isWoken = false
      const free = room().filter((each) => each.free > 0)
      const jobs =
        free.length > 0
          ? await claim(context, { kinds, workerId, leaseMs, mine: stillMine(), free }).catch((error: Error) => {
              context.options.log?.('warn', 'no jobs could be claimed', error.message)
              return undefined
            })
          : []
      for (const { lane, ...job } of jobs ?? []) {
        const each: Held = { job, lane, since: performance.now(), lost: new AbortController(), isOver: false, done: Promise.resolve() }
        held.set(job.id, each)
        each.done = work(each)
      }
      // A lane that was filled may have more; one that was not is empty.
      if (jobs && free.some(({ lane, free }) => jobs.filter((job) => job.lane === lane).length === free)) {
        if (room().some((each) => each.free > 0 && free.some(({ lane }) => lane === each.lane))) continue
        // All places are taken: some come free once it shows that their jobs wait for somebody else.
        await pause(slowMs, isWoken, (resume) => {
          wake = resume
        })
        continue
      }
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

/** An action says itself how often it is to be tried again; what it failed with after that is told to its process. */
const attemptsAskedFor = ({ payload }: Job): number => (typeof payload.retries === 'number' ? payload.retries + 1 : 0)

/** `mine`: jobs still worked on here; a lease that ran out is renewed by the next heartbeat, not begun a second time. */
type Claim = { kinds: string[]; workerId: string; leaseMs: number; mine: string[]; free: { lane: Lane; free: number }[] }

async function claim(context: Context, given: Claim): Promise<(Job & { lane: Lane })[]> {
  // Leases follow the database's clock, which all workers share; due times the installation's.
  const { rows } = await context.db.pool.query<Job & { lane: Lane }>({
    name: 'job.claim',
    // Those of dead workers first: they were due once, whatever the house's clock says by now. Then what is due.
    text: `with room as (
             select lane, free from unnest($3::text[], $4::integer[]) as w (lane, free)
           ), abandoned as (
             select n.id, r.lane from room r cross join lateral (
               select j.id from tangram.job j where j.lane = r.lane and j.lease_until <= now() and j.kind = any($2) and j.id <> all($7::uuid[])
               order by j.lease_until limit r.free for update skip locked
             ) as n
           ), ready as (
             select n.id from room r cross join lateral (
               select j.id from tangram.job j where j.lane = r.lane and j.lease_until is null and j.due_at <= $1 and j.kind = any($2)
               order by j.due_at, j.id limit greatest(0, r.free - (select count(*) from abandoned a where a.lane = r.lane)) for update skip locked
             ) as n
           ), next as (
             select id from abandoned union all select id from ready
           )
           update tangram.job as j set attempt = j.attempt + 1, lease_until = clock_timestamp() + $5 * interval '1 millisecond', worker = $6
           from next where j.id = next.id
           returning j.id, j.kind, j.payload, j.key, j.cause, j.due_at as "dueAt", j.attempt, j.lane`,
    values: [
      context.now(),
      given.kinds,
      given.free.map(({ lane }) => lane),
      given.free.map(({ free }) => free),
      given.leaseMs,
      given.workerId,
      given.mine,
    ],
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

/** Deletes finished jobs, all that are ready while the last deletion is on its way together. */
function finishInBatches(context: Context): (job: Job) => Promise<void> {
  let ready: Job[] = []
  let next: Promise<void> | undefined
  let current: Promise<unknown> = Promise.resolve()
  const flush = async () => {
    const jobs = ready
    ready = []
    next = undefined
    await context.db.pool.query({
      name: 'job.finish',
      text: `delete from tangram.job j using unnest($1::uuid[], $2::integer[]) as done (id, attempt) where j.id = done.id and j.attempt = done.attempt`,
      values: [jobs.map((job) => job.id), jobs.map((job) => job.attempt)],
    })
  }
  return (job) => {
    ready.push(job)
    if (!next) {
      const mine = current.then(flush, flush)
      next = mine
      current = mine
    }
    return next
  }
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
       insert into tangram.incident (job, kind, payload, key, cause, error, attempts, at, problem, instance)
       select id, kind, payload, key, cause, error, failures, $3, $4,
         case when payload ->> 'instance' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (payload ->> 'instance')::uuid end from gone`,
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
