import { AppError } from '@tangram/data-model'
import pg, { type PoolClient } from 'pg'
import { type CompiledQuery, runQuery } from './compiled-query.ts'
import type { Database } from './database.ts'
import { databaseError } from './database-error.ts'
import { fail } from './errors.ts'
import { createTurns, type TurnLimits, type Turns } from './report-turns.ts'

/**
 * Runs statements of reports on one database: a few at once, so that they never take the connections that records are written over, and none
 * longer than anybody waits for it.
 */
export type ReportRunner = {
  /**
   * @param signal when it comes the statement is ended in PostgreSQL
   * @throws storage.report.slow 504, storage.report.busy 503, storage.report.left 499
   */
  read<Row extends object>(query: CompiledQuery, signal?: AbortSignal): Promise<{ rows: Row[] }>
  /**
   * A connection for the several statements of a file, ended by the signal. To be closed; with a failure, or before the end, it is given up and with it
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
  const some = (part: number) => createTurns({ atOnce: Math.max(1, Math.floor(max * part)), mostWaiting: 200, waitMs: 20_000, ...limits })
  const turns = some(1 / 2)
  // A file takes as long as whoever loads it down; reports do not wait for that.
  const turnsOfFiles = some(1 / 4)
  const openAt = async (signal: AbortSignal | undefined, { take }: Turns): Promise<Session> => {
    const giveBack = await take(signal)
    try {
      const client = await db.pool.connect()
      let closing: Promise<void> | undefined
      const ending = endOn(signal, db, client, () => close(new Error('left')))
      const close = (failure?: unknown) =>
        (closing ??= (async () => {
          // Not before: until then the strike could hit whoever has the connection next.
          await ending()
          client.release(failure === undefined && !signal?.aborted ? undefined : ((failure as Error | undefined) ?? new Error('left')))
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
    const { client, close, problemOf } = await openAt(signal, turns)
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
  return { open: (signal) => openAt(signal, turnsOfFiles), read }
}

function inWordsOfReports(error: unknown, { statementTimeoutMs }: Database): unknown {
  const isSlow = (error as { code?: string }).code === '57014' || (error instanceof AppError && error.code === 'storage.database.slow')
  return isSlow
    ? fail('storage.report.slow', { seconds: Math.max(1, Math.round(statementTimeoutMs / 1000)) }, { cause: error })
    : databaseError(error)
}

/**
 * Ends the connection in PostgreSQL, and what runs on it, when the signal comes; `then` it can be closed. Cancelling the statement is not enough: one
 * that is just being sent would be missed and run on. By a connection of its own, which PostgreSQL takes when the pool has none left.
 *
 * @returns resolves when nothing can strike the connection any more
 */
function endOn(signal: AbortSignal | undefined, { url }: Database, client: PoolClient, then: () => void): () => Promise<void> {
  const { processID } = client as PoolClient & { processID: number }
  let striking = Promise.resolve()
  let isOver = false
  const strike = () => {
    striking = (async () => {
      const other = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'tangram cancel' })
      try {
        await other.connect()
        if (!isOver) await other.query('select pg_terminate_backend($1)', [processID])
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
