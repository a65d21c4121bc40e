import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { to } from 'pg-copy-streams'
import type { CompiledQuery } from './compiled-query.ts'
import type { Database } from './database.ts'
import { inlined } from './inlined.ts'
import { orClosed } from './report-pages.ts'
import type { ReportRunner } from './report-runner.ts'

/** A file has so many times as long as a report. */
const timesAsLong = 10
/** Files are sorted, and longer than what is shown; few are written at once. */
const workMemory = '32MB'

/**
 * The rows of a statement as PostgreSQL writes them in CSV, as fast as they are taken. Resolves with the first of them, so that a refusal is no
 * broken file.
 *
 * @throws what `open` of the runner does
 */
export async function copyOut(
  { runner, db }: { runner: ReportRunner; db: Database },
  statement: Pick<CompiledQuery, 'text' | 'parameters'>,
  signal?: AbortSignal,
): Promise<Readable> {
  const copy = `copy (${inlined(statement)}) to stdout (format csv)`
  const session = await runner.open(signal)
  const { client, close } = session
  return orClosed(session, async () => {
    const timeoutMs = db.statementTimeoutMs * timesAsLong
    await client.query(
      `begin read only; set local work_mem = '${workMemory}'; set local statement_timeout = ${timeoutMs}; set local idle_in_transaction_session_timeout = ${timeoutMs}`,
    )
    const lines = client.query(to(copy))
    const first = once(lines, 'readable')
    lines.once('end', () => {
      client.query('commit').then(() => close(), close)
    })
    lines.once('close', () => void close(lines.readableEnded ? undefined : new Error('left before the end')))
    await first
    return lines
  })
}
