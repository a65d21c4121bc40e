import type { Principal } from '@tangram/access'
import type { Instant, JsonObject } from '@tangram/data-model'
import type { Fence, Transaction } from '../transaction.ts'

export type NewJob = {
  kind: string
  payload: JsonObject
  /** Only one waiting job has this key; a second one is passed over. */
  key?: string
  dueAt?: Instant
  cause?: string
}

export type Job = {
  id: string
  kind: string
  payload: JsonObject
  key: string | null
  cause: string | null
  dueAt: Instant
  attempt: number
}

export type JobContext = {
  /** Hand it to the writes of this job: they are refused once another worker has taken over. */
  fence: Fence
  /** Aborted when the worker stops or the lease is lost. */
  signal: AbortSignal
}

export type JobHandler = (job: Job, context: JobContext) => Promise<void>

export type Jobs = {
  enqueue(principal: Principal, job: NewJob, trx?: Transaction): Promise<void>
  /** Takes a waiting job back. */
  cancel(principal: Principal, key: string, trx?: Transaction): Promise<void>
  /**
   * Works until the signal aborts, then finishes what it holds and resolves. Lease 15 s with heartbeat; a failed job is
   * tried again with growing pauses, `maxAttempts` times (8), then becomes an incident. `concurrency` (4) jobs of the house at a time
   * and four times as many of each outside lane; one that takes longer than half a second gives its place to the next.
   */
  run(
    handlers: { [kind: string]: JobHandler },
    more: { workerId: string; signal: AbortSignal; concurrency?: number; leaseMs?: number; pollMs?: number; maxAttempts?: number },
  ): Promise<void>
}
