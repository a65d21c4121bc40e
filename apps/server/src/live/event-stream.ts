import { randomUUID } from 'node:crypto'
import type { PersonPrincipal } from '@tangram/access'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { answerHeaders } from '../http/security-headers.ts'
import type { LiveClient, LiveHub } from './live-hub.ts'

const heartbeatMs = 20_000
const mostWaitingBytes = 1024 * 1024
/** Ids of this process; an id of another one means the page was elsewhere in between. */
const origin = randomUUID().slice(0, 8)

/**
 * Answers with server-sent events until either side ends it or the session is over. Events are not kept: a page that comes back
 * (`Last-Event-ID`) is told to read again. A page that does not read its events is cut off.
 *
 * @throws server.busy 503 when there are too many streams
 */
export function openEventStream(
  hub: LiveHub,
  who: { person: string; principal: () => Promise<PersonPrincipal | null> },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { raw } = reply
  // First of all, since it may refuse: nothing is sent before the head is.
  const remove = hub.add({ ...who, send, end })
  let count = 0
  function send(...[event, data]: Parameters<LiveClient['send']>): void {
    if (raw.writableLength > mostWaitingBytes) end()
    else raw.write(`id: ${origin}-${++count}\nevent: ${event}\ndata: ${JSON.stringify(data ?? {})}\n\n`)
  }
  reply.hijack()
  raw.writeHead(200, {
    ...answerHeaders,
    'content-type': 'text/event-stream; charset=utf-8',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  })
  raw.write('retry: 2000\n\n')
  const beat = async () => {
    if (await who.principal().catch(() => null)) raw.write(': here\n\n')
    else end()
  }
  const heartbeat = setInterval(() => void beat(), heartbeatMs)
  function end(): void {
    clearInterval(heartbeat)
    remove()
    raw.end()
  }
  request.raw.on('close', end)
  send('ready', null)
  if (request.headers['last-event-id'] !== undefined) send('refetch', null)
}
