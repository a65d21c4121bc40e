import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { requireAdmin } from '../people/require-admin.ts'
import { isUuid } from '../uuid.ts'
import { cancelJob, enqueueJob } from './enqueue-job.ts'
import type { Incident, Jobs } from './jobs.ts'
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
    incidents: async (principal) => {
      requireAdmin(principal)
      const { rows } = await db.pool.query<Incident>(
        `select id, job, kind, payload, error, attempts, at, resolved_at as "resolvedAt" from tangram.incident order by at desc limit 500`,
      )
      return rows
    },
    retry: async (principal, incident) => {
      requireAdmin(principal)
      if (!isUuid(incident)) throw fail('storage.job.unknown')
      const { rowCount } = await db.pool.query(
        `with resolved as (update tangram.incident set resolved_at = $2 where id = $1 and resolved_at is null returning *)
         insert into tangram.job (kind, payload, key, due_at, cause) select kind, payload, key, $2, cause from resolved on conflict (key) where key is not null do nothing`,
        [incident, context.now()],
      )
      if (rowCount === 0) throw fail('storage.job.unknown')
      hub.tell('job', '')
    },
  }
}
