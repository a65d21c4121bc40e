import { Agent, request } from 'node:http'

export type Kind = 'list' | 'read' | 'count' | 'create'
export type User = { headers: { [name: string]: string }; requests: { [kind in Kind]: string }; values: object }

/**
 * `ms`: from the moment the user wanted it, whether or not the request could leave then; `onWireMs`: from when it left. `status` 0: no answer ·
 * -1: it never left, as more than `mostUnanswered` were under way.
 */
export type Sent = { kind: Kind; status: number; ms: number; onWireMs: number; retryAfter: boolean }

export type OpenLoop = {
  url: string
  users: readonly User[]
  perSecond: number
  seconds: number
  kinds?: readonly Kind[]
  patienceMs?: number
}

/** More than any server takes at once; beyond it whoever sends has reached their own limit. */
const mostUnanswered = 1_500

/** What a desk does: mostly looks, now and then writes. */
const usual: readonly Kind[] = ['list', 'list', 'list', 'list', 'list', 'list', 'read', 'read', 'count', 'create']

/** Requests at their times, however long those before them take. */
export async function openLoop({ url, users, perSecond, seconds, kinds = usual, patienceMs = 30_000 }: OpenLoop): Promise<Sent[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: mostUnanswered })
  const total = Math.round(perSecond * seconds)
  const sent: Promise<Sent>[] = []
  let underWay = 0
  const began = performance.now()
  while (sent.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1)
    while (sent.length < due) {
      const n = sent.length
      const wantedAt = began + (n / perSecond) * 1000
      const kind = kinds[Math.floor(n / users.length + n) % kinds.length] as Kind
      if (underWay >= mostUnanswered) {
        sent.push(Promise.resolve({ kind, status: -1, ms: 0, onWireMs: 0, retryAfter: false }))
        continue
      }
      underWay++
      const one = send({ agent, url, user: users[n % users.length] as User, kind, wantedAt, patienceMs })
      sent.push(one.finally(() => underWay--))
    }
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
  const all = await Promise.all(sent)
  agent.destroy()
  return all
}

type Sending = { agent: Agent; url: string; user: User; kind: Kind; wantedAt: number; patienceMs: number }

function send({ agent, url, user, kind, wantedAt, patienceMs }: Sending): Promise<Sent> {
  const body = kind === 'create' ? JSON.stringify({ values: user.values }) : undefined
  const about = body ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) } : {}
  const leftAt = performance.now()
  return new Promise((resolve) => {
    const done = (status: number, retryAfter = false) => {
      const now = performance.now()
      resolve({ kind, status, ms: now - wantedAt, onWireMs: now - leftAt, retryAfter })
    }
    const options = { agent, method: body ? 'POST' : 'GET', headers: { ...user.headers, ...about }, timeout: patienceMs }
    const asked = request(url + user.requests[kind], options, (answer) => {
      answer.resume()
      answer.once('end', () => done(answer.statusCode ?? 0, answer.headers['retry-after'] !== undefined))
      answer.once('error', () => done(0))
    })
    asked.once('timeout', () => asked.destroy())
    asked.once('error', () => done(0))
    asked.end(body)
  })
}
