import type { PoolClient } from 'pg'
import type { Database } from './database.ts'
import { databaseError } from './database-error.ts'

/** One open transaction. Only storage looks inside. */
export type Transaction = {
  readonly client: PoolClient
  /** Called once it is committed: notifications leave only then. */
  readonly afterCommit: (() => void)[]
}

/** Proof that a job is still held by this worker: its attempt. A late worker's write is refused. */
export type Fence = { job: string; attempt: number }

/** Runs the work in one transaction, or in the one that is already open. */
export async function inTransaction<T>(db: Database, work: (trx: Transaction) => Promise<T>, open?: Transaction): Promise<T> {
  if (open) return work(open)
  const client = await db.pool.connect()
  const trx: Transaction = { client, afterCommit: [] }
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(trx)
    await client.query('commit')
    for (const done of trx.afterCommit) done()
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw databaseError(error)
  } finally {
    client.release(broken)
  }
}
