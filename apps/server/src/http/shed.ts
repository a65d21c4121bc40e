import { type Locale, locales } from '@tangram/data-model'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../errors.ts'
import { localeFor } from './guard.ts'
import { problemFrom } from './problem.ts'
import { answerHeaders } from './security-headers.ts'

const logEveryMs = 1_000

/**
 * Tells a request that there is no place for it (503 `server.busy`, Retry-After 1 s). In a flood this is most of what the server does: the
 * answer is ready-made, nothing of the framework but its routing works for it, and the log gets one line a second.
 */
export function createShedding(log: FastifyBaseLogger, nowMs: () => number): (request: FastifyRequest, reply: FastifyReply) => void {
  const answers = new Map(locales.map((locale) => [locale, answerIn(locale)]))
  let refused = 0
  let loggedAt = Number.NEGATIVE_INFINITY
  return (request, reply) => {
    const { headers, body } = answers.get(localeFor(request, null)) as Answer
    reply.hijack()
    reply.raw.writeHead(503, headers).end(body)
    refused++
    const now = nowMs()
    if (now - loggedAt < logEveryMs) return
    log.error({ refused }, 'server.busy')
    refused = 0
    loggedAt = now
  }
}

type Answer = { headers: { [name: string]: string | number }; body: Buffer }

function answerIn(locale: Locale): Answer {
  const body = Buffer.from(JSON.stringify(problemFrom(fail('server.busy'), locale, { id: '' })))
  const about = { 'content-type': 'application/problem+json; charset=utf-8', 'content-length': body.length, 'retry-after': 1 }
  return { headers: { ...answerHeaders, ...about }, body }
}
