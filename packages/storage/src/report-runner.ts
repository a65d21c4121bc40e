import { AppError } from '@tangram/data-model'
import pg, { type PoolClient } from 'pg'
import { type CompiledQuery, runQuery } from './compiled-query.ts'
import type { Database } from './database.ts'
import { databaseError } from './database-error.ts'
import { fail } from './errors.ts'
import { createTurns, type TurnLimits } from './report-turns.ts'

/**
 * Runs statements of reports on one database: a few at once, so that they never take the connections that records are written over, and none
 * longer than anybody waits for it.
 */
export type ReportRunner = {
  /**
   * @param signal when it comes the statement is cancelled in PostgreSQL
   * @throws storage.report.slow 504, storage.report.busy 503, storage.report.left 499
   */
  read<Row extends object>(query: CompiledQuery, signal?: AbortSignal): Promise<{ rows: Row[] }>
  /**
   * A connection for several statements, ended by the signal. To be closed; with a failure, or before the end, it is given up and with it
   * whatever is open on it.
   *
   * @throws storage.report.busy 503, storage.report.left 499
   */
  open(signal?: AbortSignal): Promise<Session>
}

export type Session = {
  client: PoolClient
  close(failure?: unknown): Promise<void>
  /** The failure of a statement in the words of reports. */
  problemOf(error: unknown): unknown
}

export function createReportRunner(db: Database, limits: Partial<TurnLimits> = {}): ReportRunner {
  const { max = 2 } = db.pool.options
  const turns = createTurns({ atOnce: Math.max(1, Math.floor(max / 2)), mostWaiting: 200, waitMs: 20_000, ...limits })
  const open: ReportRunner['open'] = async (signal) => {
    const giveBack = await turns.take(signal)
    try {
      const client = await db.pool.connect()
      let closing: Promise<void> | undefined
      const cancelling = cancelOn(signal, db, client, () => close(new Error('left')))
      const close = (failure?: unknown) =>
        (closing ??= (async () => {
          // Not before: until then the cancelling could strike whoever has the connection next.
          await cancelling()
          client.release(failure === undefined ? undefined : (failure as Error))
          giveBack()
        })())
      const problemOf = (error: unknown) =>
        signal?.aborted ? fail('storage.report.left', {}, { cause: error }) : inWordsOfReports(error, db)
      return { client, close, problemOf }
    } catch (error) {
      giveBack()
      throw error
    }
  }
  const read: ReportRunner['read'] = async (query, signal) => {
    const { client, close, problemOf } = await open(signal)
    let failure: unknown
    try {
      return await runQuery(client, query)
    } catch (error) {
      failure = error
      throw problemOf(error)
    } finally {
      await close(failure)
    }
  }
  return { open, read }
}

function inWordsOfReports(error: unknown, { statementTimeoutMs }: Database): unknown {
  const isSlow = (error as { code?: string }).code === '57014' || (error instanceof AppError && error.code === 'storage.database.slow')
  return isSlow
    ? fail('storage.report.slow', { seconds: Math.max(1, Math.round(statementTimeoutMs / 1000)) }, { cause: error })
    : databaseError(error)
}

/**
 * Cancels what runs on the connection when the signal comes, `then` it can be closed. By a connection of its own, which PostgreSQL takes when the pool has none left.
 *
 * @returns resolves when nothing can strike the connection any more
 */
function cancelOn(signal: AbortSignal | undefined, { url }: Database, client: PoolClient, then: () => void): () => Promise<void> {
  const { processID } = client as PoolClient & { processID: number }
  let striking = Promise.resolve()
  let isOver = false
  const strike = () => {
    striking = (async () => {
      const other = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'tangram cancel' })
      try {
        await other.connect()
        if (!isOver) await other.query('select pg_cancel_backend($1)', [processID])
      } catch {
        // Out of reach: the statement ends by its own limit.
      } finally {
        await other.end().catch(() => {})
      }
    })()
    void striking.then(then)
  }
  if (signal?.aborted) strike()
  else signal?.addEventListener('abort', strike, { once: true })
  return () => {
    isOver = true
    signal?.removeEventListener('abort', strike)
    return striking
  }
}
