/**
 * Ours: the real server with its workers on, over the database of the bench. Does what its parent asks and says how long it took.
 * Says `{ ready, clerk }` once it listens.
 */
import path from 'node:path'
import { configFromEnvironment, startServer } from '@tangram/server'
import pg from 'pg'
import { many, openBenchApp } from './open-bench-app.ts'

/** Runs `count` instances of a process, `concurrency` at a time, to their end; or only begins them. */
export type Ask = { id: number; process: string; count: number; concurrency: number; until: 'begun' | 'ended' }
export type Answer = { id: number; ms: number }

const server = await startServer({
  ...configFromEnvironment(['--trial'], process.env),
  sample: false,
  plugIns: [path.join(import.meta.dirname, 'plug-in')],
})
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 })
const app = await openBenchApp(server, process.env.BENCH_HANGS ?? '')

async function run({ process: id, count, concurrency, until }: Ask): Promise<void> {
  await many(count, concurrency, () => app.begin(id))
  if (until === 'begun') return
  if (id === 'user_task') while ((await app.completeAll(concurrency)) > 0);
  for (;;) {
    const { rows } = await pool.query<{ left: boolean }>(
      `select exists (select from tangram.flow_instance where status = 'running' and app = 'bench' and process = $1) as left`,
      [id],
    )
    if (!rows[0]?.left) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

process.on('message', async (ask: Ask) => {
  const before = performance.now()
  await run(ask)
  process.send?.({ id: ask.id, ms: performance.now() - before } satisfies Answer)
})
process.on('SIGTERM', () => void Promise.all([server.close(), pool.end()]).then(() => process.exit(0)))
process.send?.({ ready: server.url, clerk: app.clerk })
