import { randomUUID } from 'node:crypto'
import type { BenchResult } from '../result.ts'
import { signIn } from '../sign-in.ts'
import type { Ours } from './bench.ts'

const tasks = 600
const lines = 4

/** How long a person waits for a task to be completed, over HTTP, while the jobs of `hanging` other instances wait for an answer that never comes. */
export async function completionTimes(server: Ours, hanging: number): Promise<BenchResult['figures']> {
  await server.run({ process: 'hanging', count: hanging, concurrency: lines, until: 'begun' })
  await server.run({ process: 'user_task', count: tasks, concurrency: lines, until: 'begun' })
  const { cookie, csrf } = await signIn(server.address, server.clerk)
  const headers = { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' }
  const times: number[] = []
  for (;;) {
    const list = await fetch(`${server.address}/api/v1/tasks?status=open&limit=200`, { headers })
    const open = ((await list.json()) as { tasks: { id: string }[] }).tasks
    if (open.length === 0) break
    const line = async () => {
      for (let task = open.pop(); task; task = open.pop()) {
        const before = performance.now()
        const body = JSON.stringify({ requestId: randomUUID(), outcome: 'done' })
        const answer = await fetch(`${server.address}/api/v1/tasks/${task.id}/complete`, { method: 'POST', headers, body })
        if (!answer.ok) throw new Error(`completing answered ${answer.status}: ${await answer.text()}`)
        times.push(performance.now() - before)
      }
    }
    await Promise.all(Array.from({ length: lines }, line))
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => Math.round((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN) * 10) / 10
  console.log(`› completing ${times.length} tasks while ${hanging} webhooks hang: median ${at(0.5)} ms, p99 ${at(0.99)} ms`)
  return { completeMedianMs: at(0.5), completeP99Ms: at(0.99), hangingWebhooks: hanging }
}
