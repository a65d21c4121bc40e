import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { defineRoute } from '../http/route.ts'
import { object, string } from '../http/schema.ts'
import { fuzzHttp } from './fuzz-http.ts'

const url = '/api/v1/things'
const route = defineRoute({
  method: 'POST',
  url,
  policy: 'public',
  summary: 'Takes a name',
  tag: 'test',
  body: object({ name: string() }),
  response: { 200: object({}) },
  handle: () => ({}),
})
const nobody = { name: 'nobody', cookie: '', csrf: '', secrets: ['only theirs'] }

/** A server with one route that is wrong in one way, and what the requests find. */
async function found(handle: () => unknown, refusal: { type: string; body: string } | null = null, requests = 60) {
  const app = Fastify()
  app.setErrorHandler((_error, _request, reply) =>
    reply
      .code(400)
      .type('application/problem+json')
      .send(JSON.stringify({ status: 400, code: 'x', detail: 'x' })),
  )
  app.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .type('application/problem+json')
      .send(JSON.stringify({ status: 404, code: 'x', detail: 'x' })),
  )
  app.post(url, (_request, reply) => {
    if (refusal) return reply.code(400).type(refusal.type).send(refusal.body)
    const answer = handle()
    return answer instanceof Error ? reply.code(500).send(answer.message) : reply.send(answer)
  })
  const { failures } = await fuzzHttp({ app, routes: [route], known: { any: ['a'] }, callers: async () => [nobody], requests, seed: 1 })
  await app.close()
  return [...new Set(failures.map(({ what }) => what.replace(/\d{3,} ms/, 'n ms')))]
}

describe('random requests find a route that', () => {
  it('is sound: nothing', async () => {
    expect(await found(() => ({}))).toEqual([])
  })

  it('fails', async () => {
    expect(await found(() => new Error('no'))).toContain('answered 500')
  })

  it('tells what is not the caller’s', async () => {
    expect(await found(() => ({ text: 'only theirs' }))).toEqual(['the answer tells "only theirs", which is not theirs'])
  })

  it('tells how it is made inside', async () => {
    const body = JSON.stringify({ status: 400, code: 'x', detail: 'relation "person" does not exist' })
    expect(await found(() => ({}), { type: 'application/problem+json', body })).toContain('the answer tells "relation \\""')
  })

  it('refuses in other words than all others', async () => {
    expect(await found(() => ({}), { type: 'text/plain', body: 'no' })).toEqual(['the refusal is no problem details'])
  })

  it('changes what every object inherits', async () => {
    const everything = Object.prototype as { evil?: boolean }
    const pollutes = () => {
      everything.evil = true
      return {}
    }
    expect(await found(pollutes).finally(() => delete everything.evil)).toEqual(['the prototype of all objects was changed'])
  })

  it('keeps everybody waiting', async () => {
    const stands = () => {
      const end = performance.now() + 260
      while (performance.now() < end);
      return {}
    }
    expect(await found(stands, null, 6)).toContain('the event loop stood still for n ms')
  })
})
