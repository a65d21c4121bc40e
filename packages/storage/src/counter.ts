import pg from 'pg'
import type { Database } from './database.ts'
import { runPrepared } from './prepared-query.ts'
import { typeParsers } from './type-parsers.ts'

/** Numbers that grow, by key. Each is given once; one is lost when the write it was for fails. */
export type Counter = { next(key: string): Promise<number>; close(): Promise<void> }

/**
 * Numbers come from a connection of their own that does not wait for the disk: inside the writer's transaction the counter's row
 * would make every create wait for the one before it. The log keeps the order, so a number is never given twice: whenever a
 * record with it is safe, so is the counter before it. Requests that meet share one statement.
 */
export function openCounter(db: Database): Counter {
  const pool = new pg.Pool({
    connectionString: db.url,
    max: 1,
    types: typeParsers,
    application_name: 'tangram counter',
    connectionTimeoutMillis: 5_000,
    options: '-c synchronous_commit=off -c statement_timeout=10000',
  })
  pool.on('error', () => {})
  let waiting = new Map<string, ((result: number | Error) => void)[]>()
  let running = false

  const work = async () => {
    running = true
    while (waiting.size > 0) {
      const batch = waiting
      waiting = new Map()
      // In one order everywhere, or two processes would wait for each other.
      const keys = [...batch.keys()].sort()
      const counts = keys.map((key) => batch.get(key)?.length ?? 0)
      try {
        const { rows } = await runPrepared(pool, {
          name: 'counter.take',
          text: `insert into tangram.counter as c (key, value) select * from unnest($1::text[], $2::bigint[])
                 on conflict (key) do update set value = c.value + excluded.value returning key, value`,
          values: [keys, counts],
        })
        for (const [key, value] of rows as [string, number][]) {
          const takers = batch.get(key) ?? []
          for (const [i, take] of takers.entries()) take(value - takers.length + 1 + i)
        }
      } catch (error) {
        for (const takers of batch.values()) for (const take of takers) take(error as Error)
      }
    }
    running = false
  }

  return {
    next: (key) =>
      new Promise((resolve, reject) => {
        const takers = waiting.get(key) ?? []
        waiting.set(key, takers)
        takers.push((result) => (typeof result === 'number' ? resolve(result) : reject(result)))
        if (!running) void work()
      }),
    close: () => pool.end(),
  }
}
