import { randomUUID } from 'node:crypto'
import type { RunningServer } from '@tangram/server'
import { benchApp } from './processes.ts'

export type BenchApp = {
  /** The person who has every task. */
  clerk: string
  begin(process: string): Promise<void>
  /** Completes open tasks, at most 200, the way the route does. @returns how many there were */
  completeAll(concurrency: number): Promise<number>
}

const system = { kind: 'system', cause: 'bench', zone: 'Asia/Shanghai', locale: 'en' } as const

/** The app of the bench on a server, with one record that all its processes are about. `hangs`: address of a webhook that never answers. */
export async function openBenchApp({ storage, flows }: RunningServer, hangs: string): Promise<BenchApp> {
  const clerk =
    (await storage.people.find(system, { sample: true }))[0] ??
    (await storage.people.create(system, { login: 'clerk', name: 'Clerk', sample: true, admin: true }))
  if (!(await storage.apps.list(system)).some(({ id }) => id === 'bench')) {
    await storage.apps.create(system, benchApp('clerk', hangs))
    await storage.apps.publish(system, 'bench')
  }
  const app = await storage.apps.get(system, 'bench')
  const record = await storage.records(system).create('bench', 'thing', { name: 'It', amount: 1 })
  const principal = await storage.people.principalOf(clerk.id)
  return {
    clerk: clerk.id,
    begin: async (process) => {
      const start = { app: 'bench', process, entity: 'thing', record: record.id, initiator: null, values: record.values }
      await flows.begin({ ...start, requestId: randomUUID() }, app)
    },
    completeAll: async (concurrency) => {
      const { tasks } = await storage.tasks(principal).list({ limit: 200 })
      await many(tasks.length, concurrency, async (index) => {
        const task = tasks[index]
        if (!task) return
        const command = { type: 'complete-task', requestId: randomUUID(), task: task.id, actor: clerk.id, outcome: 'done' } as const
        await flows.advance({ instance: task.instance, command, principal }, { task: task.id })
      })
      return tasks.length
    },
  }
}

/** Does the work `count` times, `concurrency` at a time. */
export async function many(count: number, concurrency: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const line = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: concurrency }, line))
}
