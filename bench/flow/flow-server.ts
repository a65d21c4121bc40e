/**
 * Ours: the real server with its workers on, over the database of the bench. Does what its parent asks and says how long it took.
 * Says `{ ready, clerk }` once it listens.
 */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { configFromEnvironment, startServer } from '@tangram/server'
import pg from 'pg'
import { benchApp } from './processes.ts'

/** Runs `count` instances of a process, `concurrency` at a time, to their end; or only begins them. */
export type Ask = { id: number; process: string; count: number; concurrency: number; until: 'begun' | 'ended' }
export type Answer = { id: number; ms: number }

const system = { kind: 'system', cause: 'bench', zone: 'Asia/Shanghai', locale: 'en' } as const

const server = await startServer({
  ...configFromEnvironment(['--trial'], process.env),
  sample: false,
  plugIns: [path.join(import.meta.dirname, 'plug-in')],
})
const { storage, flows } = server
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 })
const clerk =
  (await storage.people.find(system, { sample: true }))[0] ??
  (await storage.people.create(system, { login: 'clerk', name: 'Clerk', sample: true, admin: true }))
if (!(await storage.apps.list(system)).some(({ id }) => id === 'bench')) {
  await storage.apps.create(system, benchApp('clerk', process.env.BENCH_HANGS ?? ''))
  await storage.apps.publish(system, 'bench')
}
const app = await storage.apps.get(system, 'bench')
const record = await storage.records(system).create('bench', 'thing', { name: 'It', amount: 1 })
const principal = await storage.people.principalOf(clerk.id)

async function begin(process: string): Promise<void> {
  const start = { app: 'bench', process, entity: 'thing', record: record.id, initiator: null, values: record.values }
  await flows.begin({ ...start, requestId: randomUUID() }, app)
}

async function many(count: number, concurrency: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const line = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: concurrency }, line))
}

/** Completes every open task, the way the route does. */
async function completeAll(concurrency: number): Promise<number> {
  const { tasks } = await storage.tasks(principal).list({ limit: 200 })
  await many(tasks.length, concurrency, async (index) => {
    const task = tasks[index]
    if (!task) return
    const command = { type: 'complete-task', requestId: randomUUID(), task: task.id, actor: clerk.id, outcome: 'done' } as const
    await flows.advance({ instance: task.instance, command, principal }, { task: task.id })
  })
  return tasks.length
}

async function run({ process: id, count, concurrency, until }: Ask): Promise<void> {
  await many(count, concurrency, () => begin(id))
  if (until === 'begun') return
  if (id === 'user_task') while ((await completeAll(concurrency)) > 0);
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
process.send?.({ ready: server.url, clerk: clerk.id })
