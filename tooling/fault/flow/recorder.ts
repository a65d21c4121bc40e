import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A peer that writes down what is delivered to it, by idempotency key, and does each key once, as the keys are meant. */
export type Recorder = {
  url: string
  /** How often each key came, and for which job. */
  deliveries: ReadonlyMap<string, { marker: string; times: number }>
  close(): void
}

export async function openRecorder(): Promise<Recorder> {
  const deliveries = new Map<string, { marker: string; times: number }>()
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
      response.end('{"ok":true}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    deliveries,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
