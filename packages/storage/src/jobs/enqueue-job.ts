import type { Executor } from '../compiled-query.ts'
import type { NewJob } from './jobs.ts'

/** Queues a job; one that waits under the same key already stays as it is. */
export async function enqueueJob(executor: Executor, job: NewJob, now: string): Promise<void> {
  await executor.query({
    name: 'job.enqueue',
    text: 'insert into tangram.job (kind, payload, key, due_at, cause) values ($1, $2, $3, $4, $5) on conflict (key) where key is not null do nothing',
    values: [job.kind, JSON.stringify(job.payload), job.key ?? null, job.dueAt ?? now, job.cause ?? null],
  })
}

/** Takes a job back, also while somebody works on it: their fence is gone with it. */
export async function cancelJob(executor: Executor, key: string): Promise<void> {
  await executor.query({ name: 'job.cancel', text: 'delete from tangram.job where key = $1', values: [key] })
}
