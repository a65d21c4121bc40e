import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'
import { holdJob } from './hold-job.ts'
import type { JobHandler } from './jobs.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let one: Storage
let two: Storage
let stop = new AbortController()
let running: Promise<void>[] = []

beforeAll(async () => {
  db = await testDatabase()
  one = await openStorage(db)
  two = await openStorage(db.connectAgain())
  await db.pool.query('create table public.done (n integer, attempt integer)')
})
afterEach(async () => {
  stop.abort()
  await Promise.all(running)
  stop = new AbortController()
  running = []
  await db.pool.query('delete from tangram.job')
  await db.pool.query('delete from public.done')
})
afterAll(async () => {
  await one.close()
  await two.close()
  await db.close()
})

const work = (storage: Storage, workerId: string, handlers: { [kind: string]: JobHandler }, more = {}) => {
  running.push(storage.jobs.run(handlers, { workerId, signal: stop.signal, pollMs: 50, ...more }))
}
const note: JobHandler = async (job) => {
  await db.pool.query('insert into public.done values ($1, $2)', [job.payload.n, job.attempt])
}
const done = async () => (await db.pool.query('select n, attempt from public.done order by n, attempt')).rows
const left = async () => (await db.pool.query('select count(*) as n from tangram.job')).rows[0].n

it('runs each job once, whoever of two processes takes it', async () => {
  for (let n = 0; n < 60; n++) await one.jobs.enqueue(system, { kind: 'note', payload: { n } })
  work(one, 'one', { note })
  work(two, 'two', { note })
  await expect.poll(left, { timeout: 15_000 }).toBe(0)
  expect(await done()).toEqual(Array.from({ length: 60 }, (_, n) => ({ n, attempt: 1 })))
})

it('hears of a job that another process queued without waiting for the next look', async () => {
  work(two, 'two', { note }, { pollMs: 60_000 })
  await new Promise((resolve) => setTimeout(resolve, 200))
  await one.jobs.enqueue(system, { kind: 'note', payload: { n: 1 } })
  await expect.poll(done, { timeout: 15_000 }).toHaveLength(1)
})

it('waits until a job is due, holds one per key, and takes a cancelled one back', async () => {
  const later = new Date(Date.now() + 400).toISOString()
  await one.jobs.enqueue(system, { kind: 'note', payload: { n: 1 }, key: 'k', dueAt: later })
  await one.jobs.enqueue(system, { kind: 'note', payload: { n: 2 }, key: 'k' })
  await one.jobs.enqueue(system, { kind: 'note', payload: { n: 3 }, key: 'gone' })
  await one.jobs.cancel(system, 'gone')
  work(one, 'one', { note })
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await done()).toEqual([])
  await expect.poll(done, { timeout: 15_000 }).toEqual([{ n: 1, attempt: 1 }])
})

it('gives the job of a dead worker to another when its lease ends, and fences the late one off', async () => {
  await one.jobs.enqueue(system, { kind: 'slow', payload: { n: 1 } })
  const paused = new AbortController()
  const attempts: number[] = []
  let fence: { job: string; attempt: number } | undefined
  let goOn = () => {}
  const isHeld = new Promise<void>((resolve) => {
    running.push(
      one.jobs.run(
        {
          slow: async (job, context) => {
            fence = context.fence
            attempts.push(job.attempt)
            resolve()
            await new Promise<void>((free) => {
              goOn = free
            })
          },
        },
        { workerId: 'paused', signal: paused.signal, leaseMs: 600_000, pollMs: 50 },
      ),
    )
  })
  await isHeld
  // As if its process had been stopped beyond its lease: no heartbeat came.
  await db.pool.query(`update tangram.job set lease_until = now() - interval '1 second'`)
  let late: unknown
  const slow: JobHandler = async (job) => {
    attempts.push(job.attempt)
    late = await one.transaction((trx) => holdJob(trx, fence as { job: string; attempt: number })).catch((error: unknown) => error)
  }
  try {
    work(two, 'two', { slow })
    await expect.poll(left, { timeout: 15_000 }).toBe(0)
    expect(attempts).toEqual([1, 2])
    expect(late).toMatchObject({ code: 'storage.job.fenced' })
  } finally {
    goOn()
    paused.abort()
  }
})

it('keeps a long job with a heartbeat', async () => {
  await one.jobs.enqueue(system, { kind: 'long', payload: { n: 1 } })
  const long: JobHandler = async (job) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await note(job, {} as never)
  }
  work(one, 'one', { long }, { leaseMs: 450 })
  work(two, 'two', { long }, { leaseMs: 450 })
  await expect.poll(left, { timeout: 15_000 }).toBe(0)
  expect(await done()).toEqual([{ n: 1, attempt: 1 }])
})

it('tries a failing job again, then makes it an incident that can be retried', async () => {
  await one.jobs.enqueue(system, { kind: 'fails', payload: { n: 7 }, cause: 'test' })
  let works = false
  const fails: JobHandler = async (job, context) => {
    if (!works) throw new Error('no luck')
    await note(job, context)
  }
  work(one, 'one', { fails }, { maxAttempts: 2 })
  await expect
    .poll(async () => (await one.incidents.list(system)).incidents, { timeout: 15_000 })
    .toMatchObject([{ kind: 'fails', payload: { n: 7 }, error: 'Error: no luck', problem: null, attempts: 2, record: null }])
  expect(await left()).toBe(0)
  works = true
  const [incident] = (await one.incidents.list(system)).incidents
  expect(await one.incidents.retry(system, [incident?.id ?? ''])).toBe(1)
  expect((await one.incidents.list(system)).open).toBe(0)
  await expect.poll(done, { timeout: 15_000 }).toMatchObject([{ n: 7 }])
})

it('finishes what it holds when it is stopped and leaves the rest to others', async () => {
  for (let n = 0; n < 10; n++) await one.jobs.enqueue(system, { kind: 'note', payload: { n } })
  const mine = new AbortController()
  const slow: JobHandler = async (job, context) => {
    await new Promise((resolve) => setTimeout(resolve, 200))
    await note(job, context)
  }
  const stopped = one.jobs.run({ note: slow }, { workerId: 'one', signal: mine.signal, concurrency: 2, pollMs: 20 })
  await new Promise((resolve) => setTimeout(resolve, 100))
  mine.abort()
  await stopped
  expect(await done()).toHaveLength(2)
  expect(await left()).toBe(8)
  work(two, 'two', { note })
  await expect.poll(done, { timeout: 15_000 }).toHaveLength(10)
})

describe('jobs that hang on the outside', () => {
  let letGo = () => {}
  let hanging = 0
  const hang: JobHandler = (job, context) => {
    if (job.payload.n === 'quick') return note({ ...job, payload: { n: 1 } }, context)
    hanging++
    return new Promise((resolve) => {
      const before = letGo
      letGo = () => {
        before()
        resolve()
      }
    })
  }
  afterEach(() => {
    // Stopped first: what is let go makes room for the next.
    stop.abort()
    letGo()
    letGo = () => {}
    hanging = 0
  })
  const queue = (kind: string, count: number) =>
    db.pool.query(`insert into tangram.job (kind, payload, due_at) select $1, '{"n": 2}', now() from generate_series(1, $2)`, [kind, count])

  it('keep neither timers nor messages: 200 of them', async () => {
    await queue('flow.action', 200)
    work(one, 'one', { 'flow.action': hang, 'flow.timer': note, 'message.send': note })
    await expect.poll(() => hanging, { timeout: 15_000 }).toBeGreaterThanOrEqual(16)
    await one.jobs.enqueue(system, { kind: 'flow.timer', payload: { n: 3 } })
    await one.jobs.enqueue(system, { kind: 'message.send', payload: { n: 4 } })
    await expect.poll(done, { timeout: 15_000, interval: 5 }).toMatchObject([{ n: 3 }, { n: 4 }])
    // All of them still hang.
    await expect.poll(left, { timeout: 15_000 }).toBe(200)
  })

  it('give their places to the next of their own kind after a moment', async () => {
    await queue('flow.action', 40)
    work(one, 'one', { 'flow.action': hang })
    await expect.poll(() => hanging, { timeout: 15_000 }).toBeGreaterThanOrEqual(16)
    await one.jobs.enqueue(system, { kind: 'flow.action', payload: { n: 'quick' }, dueAt: new Date().toISOString() })
    await expect.poll(done, { timeout: 15_000 }).toMatchObject([{ n: 1 }])
    expect(hanging).toBe(40)
    letGo()
    await expect.poll(left, { timeout: 15_000 }).toBe(0)
  })
})

it('follows the clock of the house for what is due, that of the database for who holds it', async () => {
  const dueAt = new Date(Date.now() + 3_600_000).toISOString()
  await one.jobs.enqueue(system, { kind: 'note', payload: { n: 1 }, dueAt })
  await one.jobs.enqueue(system, { kind: 'held', payload: { n: 2 } })
  await db.pool.query(`update tangram.job set lease_until = now() + interval '15 seconds', attempt = 1 where kind = 'held'`)
  const ahead = await openStorage(db, { now: () => new Date(Date.now() + 24 * 3_600_000).toISOString() })
  try {
    work(ahead, 'ahead', { note, held: note })
    await expect.poll(done, { timeout: 15_000 }).toMatchObject([{ n: 1 }])
    expect(await left()).toBe(1)
  } finally {
    stop.abort()
    await Promise.all(running)
    await ahead.close()
  }
})
