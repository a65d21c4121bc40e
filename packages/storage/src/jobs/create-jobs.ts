import type { Context } from '../context.ts'
import { cancelJob, enqueueJob } from './enqueue-job.ts'
import type { Jobs } from './jobs.ts'
import { runJobs } from './run-jobs.ts'

export function createJobs(context: Context): Jobs {
  const { db, hub } = context
  return {
    enqueue: async (_principal, job, trx) => {
      await enqueueJob(trx?.client ?? db.pool, job, context.now())
      if (trx) trx.afterCommit.push(() => hub.tell('job', ''))
      else hub.tell('job', '')
    },
    cancel: (_principal, key, trx) => cancelJob(trx?.client ?? db.pool, key),
    run: (handlers, options) => runJobs(context, handlers, options),
  }
}
