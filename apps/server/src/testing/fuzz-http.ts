import { monitorEventLoopDelay } from 'node:perf_hooks'
import fc from 'fast-check'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Route } from '../http/route.ts'
import { type FuzzedRequest, type Known, requestArbitrary, routeArbitrary } from './request-arbitrary.ts'

export type FuzzCaller = {
  name: string
  cookie: string
  csrf: string /** Texts that no answer to them may hold. */
  secrets: readonly string[]
}

export type HttpFuzz = {
  app: FastifyInstance
  routes: readonly Route[]
  known: Known
  /** Signed in anew: requests may have ended what was there before. Called before each batch. */
  callers(): Promise<readonly FuzzCaller[]>
  /** How many requests in all; or to each route. */
  requests?: number
  perRoute?: number
  seed: number
  /** Nobody may be kept waiting for longer; 200 when absent. */
  stallMs?: number
  onProgress?(done: number): void
}

export type HttpFuzzed = {
  requests: number
  /** How many answers had which status. */
  byStatus: { [status: string]: number }
  failures: { what: string; request: string; answer: string }[]
  /** The longest time that nothing else could be done, in milliseconds; above `stallMs` of a request that did so each time. */
  maxStallMs: number
}

const batch = 100
const atOnce = 8
const timerMs = 5
const mostFailures = 20
const leaks =
  /at \/|\.ts:\d|node_modules|syntax error at|relation "|violates |pg_catalog|information_schema|invalid input syntax|\$argon2id|BEGIN [A-Z ]*PRIVATE KEY|ECONNREFUSED|TypeError|RangeError|ReferenceError|is not a function|Cannot read propert/

/**
 * Random requests to every route, made from their schemas: no answer is a failure of the server, none tells what is not the caller's, nothing
 * reaches the prototype of all objects, and nobody waits for one of them. Live updates, which have no end, are left out.
 */
export async function fuzzHttp({
  app,
  routes,
  known,
  callers,
  requests = 0,
  perRoute,
  seed,
  stallMs = 200,
  onProgress,
}: HttpFuzz): Promise<HttpFuzzed> {
  const asked = routes.filter(({ url }) => !url.endsWith('/live'))
  const result: HttpFuzzed = { requests: 0, byStatus: {}, failures: [], maxStallMs: 0 }
  let who = await callers()
  const rounds = perRoute
    ? asked.map((route, index) => fc.sample(routeArbitrary(route, known, who.length), { numRuns: perRoute, seed: seed + index }))
    : Array.from({ length: Math.ceil(requests / batch) }, (_, index) => index)
  const arbitrary = requestArbitrary(asked, known, who.length)
  for (const [index, round] of rounds.entries()) {
    // Made before the clock runs: making them takes longer than answering them.
    const made =
      typeof round === 'number' ? fc.sample(arbitrary, { numRuns: Math.min(batch, requests - index * batch), seed: seed + index }) : round
    who = await callers()
    await sendAll(made, who)
    onProgress?.(result.requests)
    if (result.failures.length >= mostFailures) break
  }
  return result

  async function sendAll(made: FuzzedRequest[], as: readonly FuzzCaller[]): Promise<void> {
    const stalled = await stallOf(async () => {
      for (let at = 0; at < made.length; at += atOnce) await Promise.all(made.slice(at, at + atOnce).map((one) => send(one, as)))
    })
    if (stalled <= stallMs) {
      result.maxStallMs = Math.max(result.maxStallMs, Math.round(stalled))
      return
    }
    // What stood still once may have been the machine: each alone, and again, tells.
    for (const one of made) await confirmStall(one, as)
  }

  async function confirmStall(one: FuzzedRequest, as: readonly FuzzCaller[]): Promise<void> {
    const alone = () => stallOf(() => answerTo(one, as).then(() => undefined))
    if ((await alone()) <= stallMs) return
    const again = Math.min(await alone(), await alone())
    result.maxStallMs = Math.max(result.maxStallMs, Math.round(again))
    if (again > stallMs) failed(`the event loop stood still for ${Math.round(again)} ms`, one, as)
  }

  async function send(one: FuzzedRequest, as: readonly FuzzCaller[]): Promise<void> {
    const answer = await answerTo(one, as)
    result.requests++
    const { statusCode: status, body } = answer
    result.byStatus[status] = (result.byStatus[status] ?? 0) + 1
    if (status >= 500) failed(`answered ${status}`, one, as, body)
    const leak = status >= 400 ? leaks.exec(body.replaceAll('\\"', '"'))?.[0] : undefined
    if (leak !== undefined) failed(`the answer tells ${JSON.stringify(leak)}`, one, as, body)
    const told = as[one.caller]?.secrets.find((secret) => body.includes(secret))
    if (told !== undefined) failed(`the answer tells ${JSON.stringify(told)}, which is not theirs`, one, as, body)
    if (status >= 400 && !isProblem(answer)) failed('the refusal is no problem details', one, as, body)
    if (isPolluted()) failed('the prototype of all objects was changed', one, as, body)
  }

  async function answerTo({ request, caller }: FuzzedRequest, as: readonly FuzzCaller[]): Promise<LightMyRequestResponse> {
    const { cookie = '', csrf = '' } = as[caller] ?? {}
    const signed = cookie ? { cookie, 'x-csrf-token': csrf } : {}
    return app.inject({ ...request, headers: { ...signed, ...request.headers } } as InjectOptions)
  }

  function failed(what: string, { request, caller }: FuzzedRequest, as: readonly FuzzCaller[], answer = ''): void {
    if (result.failures.length >= mostFailures) return
    const sent = {
      as: as[caller]?.name,
      ...request,
      payload: Buffer.isBuffer(request.payload) ? request.payload.toString('base64') : request.payload,
    }
    result.failures.push({ what, request: JSON.stringify(sent).slice(0, 4_000), answer: answer.slice(0, 1_000) })
  }
}

/** The longest time, in milliseconds, that a timer had to wait while something was done. */
async function stallOf(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: timerMs })
  delay.enable()
  // Its timer runs from the first turn on, and the one that was kept waiting last has to fire.
  await turns()
  await work()
  await turns()
  delay.disable()
  return delay.max / 1e6
}

const turns = () => new Promise((resolve) => setTimeout(resolve, 2 * timerMs))

/** Requests that no route gets are refused in other words by HTTP itself: a method it does not know, a page. */
function isProblem({ headers, body, raw }: LightMyRequestResponse): boolean {
  if (raw.req.method === 'HEAD' || String(headers['content-type']).startsWith('text/html')) return true
  if (!String(headers['content-type']).startsWith('application/problem+json')) return false
  const { status, code, detail } = JSON.parse(body) as { [key: string]: unknown }
  return typeof status === 'number' && typeof code === 'string' && typeof detail === 'string'
}

function isPolluted(): boolean {
  for (const _key in {}) return true
  return Object.getOwnPropertyNames(Object.prototype).length !== ownNames
}

const ownNames = Object.getOwnPropertyNames(Object.prototype).length
