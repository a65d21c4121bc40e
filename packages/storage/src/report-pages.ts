import type { CompiledQuery } from './compiled-query.ts'
import type { ReportRunner, Session } from './report-runner.ts'

const rowsPerPage = 1_000
/** How long a reader of pages or of a file may take for the next part. */
const idleMs = 600_000

/**
 * The rows of a statement in pages, read by a cursor while they are taken.
 *
 * @throws what `open` of the runner does; a refusal of the statement comes before the first page is asked for
 */
export async function pagesOf<Row extends object>(
  runner: ReportRunner,
  { text, parameters }: CompiledQuery,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<Row[]>> {
  const session = await runner.open(signal)
  const { client } = session
  const next = async () => (await client.query<Row>(`fetch ${rowsPerPage} from pages`)).rows
  const first = await orClosed(session, async () => {
    await client.query(`begin read only; set local cursor_tuple_fraction = 1; set local idle_in_transaction_session_timeout = ${idleMs}`)
    await client.query({ text: `declare pages no scroll cursor for ${text}`, values: [...parameters] })
    return next()
  })
  return pages()

  async function* pages(): AsyncGenerator<Row[]> {
    let isComplete = false
    try {
      for (let page = first; page.length > 0; page = page.length < rowsPerPage ? [] : await orClosed(session, next)) yield page
      await client.query('commit')
      isComplete = true
    } finally {
      await session.close(isComplete ? undefined : new Error('left before the end'))
    }
  }
}

/** What the work gives; its failure closes the session. */
export async function orClosed<T>({ close, problemOf }: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const problem = problemOf(error)
    await close(error)
    throw problem
  }
}
