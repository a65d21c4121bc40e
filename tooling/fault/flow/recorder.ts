import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A peer that writes down what is delivered to it, by idempotency key, and does each key once, as the keys are meant. */
export type Recorder = {
  url: string
  /** How often each key came, and for which job. */
  deliveries: ReadonlyMap<string, { marker: string; times: number }>
  /** Keeps whoever calls waiting. `keys`: of those who wait; `answer`: they have waited enough; `release`: everybody, from now on. */
  holdBack(): { keys(): string[]; answer(): void; release(): void }
  close(): void
}

export async function openRecorder(): Promise<Recorder> {
  const deliveries = new Map<string, { marker: string; times: number }>()
  let held: { key: string; answer: () => void }[] | undefined
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const key = String(request.headers['idempotency-key'] ?? '')
      const before = deliveries.get(key)
      const { marker } = JSON.parse(body) as { marker: string }
      deliveries.set(key, {
        marker: before && before.marker !== marker ? `${before.marker} ${marker}` : marker,
        times: (before?.times ?? 0) + 1,
      })
      response.setHeader('content-type', 'application/json')
      const answer = () => response.end('{"ok":true}')
      if (held) held.push({ key, answer })
      else answer()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    deliveries,
    holdBack() {
      const waiting: NonNullable<typeof held> = []
      held = waiting
      const answer = () => {
        for (const each of waiting.splice(0)) each.answer()
      }
      return {
        keys: () => waiting.map(({ key }) => key),
        answer,
        release() {
          if (held === waiting) held = undefined
          answer()
        },
      }
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
