import { describe, expect, it } from 'vitest'
import type { ApiProblem } from './api-problem.ts'
import { createClient } from './create-client.ts'
import { keys } from './keys.ts'
import { recordsPath } from './record-hooks.ts'
import { staleKeys } from './use-live.ts'

type Call = { url: string; method: string; headers: Record<string, string>; body: unknown }

/** A client on a server that answers as told, and the calls it heard. */
function clientOn(answer: (call: Call) => { status?: number; body?: unknown }) {
  const calls: Call[] = []
  const client = createClient({
    locale: 'en',
    fetch: async (url, init) => {
      const call: Call = {
        url: String(url),
        method: init?.method ?? 'GET',
        headers: init?.headers as Record<string, string>,
        body: init?.body ? JSON.parse(String(init.body)) : undefined,
      }
      calls.push(call)
      const { status = 200, body } = answer(call)
      return new Response(body === undefined ? null : JSON.stringify(body), { status })
    },
  })
  return { client, calls }
}

describe('a request', () => {
  it('carries language, version, idempotency key and the token against forgery, which it fetches once', async () => {
    const { client, calls } = clientOn(({ url }) => ({ body: url.endsWith('/session') ? { csrf: 'secret' } : { id: '1' } }))
    await client.send('PATCH', '/apps/a/entities/t/records/1', { values: {} }, { ifMatch: 3, idempotencyKey: 'k' })
    await client.send('DELETE', '/apps/a/entities/t/records/1')
    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /api/v1/session',
      'PATCH /api/v1/apps/a/entities/t/records/1',
      'DELETE /api/v1/apps/a/entities/t/records/1',
    ])
    expect(calls[1]?.headers).toMatchObject({
      'accept-language': 'en',
      'if-match': '"3"',
      'idempotency-key': 'k',
      'x-csrf-token': 'secret',
    })
  })

  it('to a public door asks for no session', async () => {
    const { client, calls } = clientOn(() => ({ body: {} }))
    await client.send('POST', '/public/forms/x/submissions', { values: {} })
    expect(calls).toHaveLength(1)
    expect(calls[0]?.headers).not.toHaveProperty('x-csrf-token')
  })

  it('asks for a new token once the session has ended, for whoever signs in again in another tab', async () => {
    let session = 0
    let hasEnded = false
    const { client, calls } = clientOn(({ url }) => {
      if (url.endsWith('/session')) return { body: { csrf: `t${++session}` } }
      return hasEnded ? { status: 401, body: { status: 401, code: 'server.unauthenticated', title: 'Not signed in' } } : {}
    })
    await client.send('POST', '/notifications/read', {})
    hasEnded = true
    await expect(client.send('POST', '/notifications/read', {})).rejects.toMatchObject({ status: 401 })
    hasEnded = false
    await client.send('POST', '/notifications/read', {})
    expect(calls.filter(({ method }) => method === 'POST').map(({ headers }) => headers['x-csrf-token'])).toEqual(['t1', 't1', 't2'])
  })

  it('asks again with a new token when the one it had was replaced meanwhile, but not for ever', async () => {
    let session = 0
    const { client, calls } = clientOn(({ url, headers }) => {
      if (url.endsWith('/session')) return { body: { csrf: `t${++session}` } }
      return headers['x-csrf-token'] === 't2'
        ? { body: { id: '1' } }
        : { status: 403, body: { status: 403, code: 'server.session.csrf', title: '' } }
    })
    await client.send('POST', '/apps', {})
    await expect(client.send('POST', '/files', {})).resolves.toEqual({ id: '1' })
    expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(3)
    const { client: other, calls: asked } = clientOn(({ url }) =>
      url.endsWith('/session') ? { body: { csrf: 'old' } } : { status: 403, body: { status: 403, code: 'server.session.csrf', title: '' } },
    )
    await expect(other.send('POST', '/apps', {})).rejects.toMatchObject({ code: 'server.session.csrf' })
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(2)
  })

  it('uses the token of a new session after signing in', async () => {
    let session = 0
    const { client, calls } = clientOn(({ url }) => (url.endsWith('/session') ? { body: { csrf: `t${++session}` } } : {}))
    await client.send('POST', '/session', { login: 'a', password: 'b' })
    await client.send('POST', '/notifications/read', {})
    expect(calls.at(-1)?.headers['x-csrf-token']).toBe('t2')
  })
})

describe('a refusal', () => {
  it('tells code, what to do and which fields are wrong', async () => {
    const errors = [{ path: '/phone', code: 'phone.not-a-number', message: { en: 'Not a number' } }]
    const { client } = clientOn(() => ({ status: 422, body: { code: 'record.invalid', title: 'Invalid', fix: 'Mend it', errors } }))
    const problem = await client.get('/x').catch((error: ApiProblem) => error)
    expect(problem).toMatchObject({ status: 422, code: 'record.invalid', fix: 'Mend it', errors, isOffline: false, isStale: false })
  })

  it('of a stale save holds both versions', async () => {
    const details = { current: { version: 4 }, yours: { a: 1 } }
    const { client } = clientOn(() => ({ status: 409, body: { code: 'storage.record.stale', title: 'Stale', details } }))
    expect(await client.get('/x').catch((error: ApiProblem) => error)).toMatchObject({ isStale: true, details })
  })

  it('without problem details still is one', async () => {
    const { client } = clientOn(() => ({ status: 502 }))
    expect(await client.get('/x').catch((error: ApiProblem) => error)).toMatchObject({ status: 502, code: 'http.502' })
  })

  it('of the network says that what was typed is kept', async () => {
    const client = createClient({ locale: 'zh-CN', fetch: () => Promise.reject(new TypeError('fetch failed')) })
    const problem = await client.get('/x').catch((error: ApiProblem) => error)
    expect(problem).toMatchObject({ isOffline: true, title: '无法连接服务器' })
  })
})

describe('the path of a list', () => {
  it('carries filter, words, order, columns and size', () => {
    const path = recordsPath('a', 't', {
      where: { '==': [1, 1] },
      search: '洗衣机',
      sort: [{ by: 'at', dir: 'desc' }, { by: 'no' }],
      select: ['no'],
      limit: 25,
    })
    const [, query] = path.split('?')
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      where: '{"==":[1,1]}',
      search: '洗衣机',
      sort: '-at,no',
      select: 'no',
      limit: '25',
    })
  })
})

describe('an announcement', () => {
  it('makes exactly what it may have changed stale', () => {
    expect(staleKeys({ type: 'task' })).toEqual([keys.tasks, keys.initiated, keys.copies, keys.instances])
    expect(staleKeys({ type: 'record', app: 'a', entity: 't', id: '1' })).toContainEqual(keys.entity('a', 't'))
    expect(staleKeys({ type: 'record', app: 'a', entity: 't', id: '1' })).toContainEqual(keys.reports('a'))
    expect(staleKeys({ type: 'app', app: 'a' })).toContainEqual(keys.app('a'))
  })
})
