import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultPlatform } from '@tangram/app-model'
import type { Session } from '@tangram/storage'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../routes/index.ts'
import type { Services } from '../services.ts'
import { addressOf, bodyFor, hostileRequests } from '../testing/hostile-requests.ts'
import { testConfig } from '../testing/test-config.ts'
import { buildApp } from './build-app.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tangram-app-'))
const session = {
  id: 's',
  csrf: 'the-right-token',
  createdAt: '',
  duty: null,
  principal: { kind: 'person', id: 'p', name: 'Lin', roles: {}, teams: [], departments: [], admin: true, locale: 'en', zone: 'UTC' },
} as Session
const link = {
  link: { id: 'l', app: 'service_desk', purpose: 'form', form: 'complaint', entity: 'ticket', record: null },
  principal: { kind: 'link', id: 'l', purpose: 'form', locale: 'en', zone: 'UTC' },
}
const embed = { id: 'e', app: 'service_desk', dashboard: 'd', report: null, role: 'r', fixed: {}, shown: [], open: [], hasPassword: false }
const none = { order: [], items: {} }
/** An app whose dashboard the link stands for. */
const embedded = {
  id: 'service_desk',
  version: 1,
  document: {
    dashboards: { order: ['d'], items: { d: { id: 'd', label: {}, tiles: none } } },
    reports: none,
    access: { roles: { order: ['r'], items: { r: { id: 'r', label: {}, dashboards: 'all', grants: {} } } } },
  },
}

/** Requests of this session wait until it is told. */
const slow = Promise.withResolvers<null>()

/** What was asked of storage beyond finding out who is there: nothing, when a request is refused in time. */
const touched: string[] = []
const storage = new Proxy(
  {
    sessions: { find: async (token: string) => (token === 'slow' ? slow.promise : token === 'good' ? session : null) },
    seeAs: { of: async () => null },
    ping: async () => true,
    links: { find: async () => link },
    flows: { openHook: () => ({ app: 'service_desk', process: 'x', start: 'x', round: 0 }) },
    settings: { get: async () => null },
    embeds: { find: async () => ({ embed, maker: session.principal }) },
    apps: {
      list: async () => [{ id: 'service_desk', canDesign: true }],
      get: async ({ kind, cause }: { kind: string; cause?: string }) => {
        if (kind === 'system' && cause === 'embed') return embedded
        touched.push('apps.get')
        throw new Error('secret of storage.apps.get')
      },
    },
  } as {
    [name: string]: unknown
  },
  {
    get(target, name) {
      if (name in target) return target[name as string]
      touched.push(String(name))
      throw new Error(`secret of storage.${String(name)}`)
    },
  },
)

let app: FastifyInstance
beforeAll(async () => {
  const config = testConfig(dataDir)
  const built = await buildApp(config, (log) => ({
    config,
    storage: storage as never,
    platform: defaultPlatform,
    plugInScript: null,
    log,
    throttle: { admit: async () => {}, clear: async () => {} },
    live: {} as Services['live'],
    painter: {} as Services['painter'],
    flows: {} as Services['flows'],
    compiled: () => {
      throw new Error('nothing runs here')
    },
    callHttp: async () => {
      throw new Error('nobody is called here')
    },
    baseUrl: () => 'http://127.0.0.1:7070',
    now: () => '2026-11-22T00:00:00.000Z',
    isStopping: () => false,
  }))
  app = built.app
})
afterAll(async () => {
  await app.close()
  rmSync(dataDir, { recursive: true })
})
afterEach(() => {
  touched.length = 0
})

const signedIn = { cookie: 'tangram=good', 'x-csrf-token': 'the-right-token' }

describe.each(routes.map((route) => ({ name: `${route.method} ${route.url}`, route })))('$name', ({ route }) => {
  it('answers hostile requests clearly and touches nothing', async () => {
    for (const { name, request, expected } of hostileRequests(route).filter(({ reachesStorage }) => !reachesStorage)) {
      const answer = await app.inject({ ...request, headers: { ...request.headers, ...signedIn } })
      expect(expected, `${name}: ${answer.statusCode} ${answer.body}`).toContain(answer.statusCode)
      expect(answer.headers['content-type'], name).toContain('application/problem+json')
      expect(answer.json(), name).toMatchObject({
        status: answer.statusCode,
        code: expect.stringMatching(/^server\./),
        detail: expect.any(String),
      })
      expect(touched, name).toEqual([])
      expect(({} as { admin?: unknown }).admin).toBeUndefined()
    }
  })

  if (/^(session|designer|admin:.*)$/.test(route.policy)) {
    it('is closed to nobody, however the address is written', async () => {
      for (const suffix of ['', '?x=1', '?token=good', '#/health', '/', '%2f', '?.css', ';x=1']) {
        const answer = await app.inject({ method: route.method, url: `${addressOf(route)}${suffix}`, ...bodyFor(route) })
        expect([401, 404, 400], `${suffix} ${answer.statusCode}`).toContain(answer.statusCode)
        expect(touched).toEqual([])
      }
      expect((await app.inject({ method: route.method, url: addressOf(route), ...bodyFor(route) })).statusCode).toBe(401)
    })

    if (route.method !== 'GET') {
      it('refuses a write without the right CSRF token', async () => {
        for (const csrf of [undefined, '', 'wrong', 'the-right-tokeX']) {
          const headers = { ...bodyFor(route).headers, cookie: 'tangram=good', ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }) }
          const answer = await app.inject({ method: route.method, url: addressOf(route), ...bodyFor(route), headers })
          expect(answer.json()).toMatchObject({ status: 403, code: 'server.session.csrf' })
        }
      })
    }
  }

  if (route.method !== 'GET') {
    it('refuses a write from a page of another site', async () => {
      for (const foreign of [{ origin: 'https://evil.example.com' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
        const headers = { ...bodyFor(route).headers, ...signedIn, ...foreign }
        const answer = await app.inject({ method: route.method, url: addressOf(route), ...bodyFor(route), headers })
        expect(answer.json()).toMatchObject({ status: 403, code: 'server.session.csrf' })
      }
    })
  }
})

describe('every answer', () => {
  it('tells browsers to do nothing with it', async () => {
    const { headers } = await app.inject({ url: '/health' })
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
  })

  it('keeps what went wrong inside to itself', async () => {
    const answer = await app.inject({ url: '/api/v1/tasks', headers: signedIn })
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('secret of storage')
  })

  it('speaks the language of the reader', async () => {
    const zh = await app.inject({ url: '/api/v1/apps', headers: { 'accept-language': 'zh-CN' } })
    const en = await app.inject({ url: '/api/v1/apps', headers: { 'accept-language': 'en' } })
    expect([zh.json().title, en.json().title]).toEqual(['未登录', 'Not signed in'])
  })
})

describe('more requests than there are places', () => {
  it('are refused with the time to try again, health checks are not, and all is well once those under way are done', async () => {
    const ask = async (token: string) => app.inject({ url: '/api/v1/apps', headers: { cookie: `tangram=${token}` } })
    const waiting = Array.from({ length: 500 }, () => ask('slow'))
    const refused = await ask('nobody')
    expect([refused.statusCode, refused.headers['retry-after'], refused.json().code]).toEqual([503, '1', 'server.busy'])
    for (const url of ['/health', '/ready']) expect((await app.inject({ url })).statusCode, url).toBe(200)
    slow.resolve(null)
    await Promise.all(waiting)
    expect((await ask('nobody')).statusCode).toBe(401)
  })
})

describe('a body of 100 MB', () => {
  it.each(
    routes.filter((route) => route.body && route.policy !== 'trial').map((route) => ({ name: `${route.method} ${route.url}`, route })),
  )('is refused by $name before it is read', async ({ route }) => {
    const answer = await app.inject({
      method: route.method,
      url: addressOf(route),
      headers: { ...signedIn, 'content-type': 'application/json', 'content-length': String(100 * 1024 * 1024) },
      payload: '{"a":"',
    })
    expect(answer.json()).toMatchObject({ status: 413, code: 'server.request.too-large' })
  })
})

describe('a trial', () => {
  it('does not answer to a name of the internet that points at this machine', async () => {
    for (const host of ['evil.example.com', '127.0.0.1.example.com', '127.example.com', 'localhost.example.com']) {
      expect((await app.inject({ url: '/health', headers: { host } })).statusCode, host).toBe(404)
    }
    expect((await app.inject({ url: '/health', headers: { host: '127.0.0.1:7070' } })).statusCode).toBe(200)
  })
})

describe('the API reference', () => {
  it('holds every route with its schemas', async () => {
    const answer = await app.inject({ url: '/api/v1/openapi.json' })
    const { paths, openapi } = answer.json() as { openapi: string; paths: { [path: string]: { [method: string]: unknown } } }
    expect(openapi).toMatch(/^3\.1/)
    for (const { method, url } of routes) {
      expect(paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()], `${method} ${url}`).toBeDefined()
    }
  })
})

describe('pages', () => {
  it('may run only scripts of this server', async () => {
    const { headers, statusCode } = await app.inject({ url: '/tasks' })
    expect(statusCode).toBe(200)
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['content-security-policy']).not.toContain("script-src 'self' 'unsafe")
  })

  it('that do not exist are said to, in HTML to readers and as a problem to programs', async () => {
    const page = await app.inject({ url: '/nowhere', headers: { accept: 'text/html' } })
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    const answer = await app.inject({ url: '/api/v1/nowhere', headers: { accept: 'text/html' } })
    expect(answer.json()).toMatchObject({ status: 404, code: 'server.not-found' })
  })

  it('do not stand in for files of a build that is gone', async () => {
    for (const url of ['/assets/index-gone.js', '/designer/assets/index-gone.js']) {
      const { statusCode, headers } = await app.inject({ url })
      expect([statusCode, headers['content-type']]).toEqual([404, expect.stringContaining('json')])
    }
  })

  it('do not reach files beside the web apps', async () => {
    for (const url of ['/assets/../secret', '/assets/%2e%2e/secret', '/assets/..%2fsecret', '/secret', '/designer/..%2f..%2fsecret']) {
      const { statusCode, body } = await app.inject({ url })
      expect([200, 400, 403, 404]).toContain(statusCode)
      expect(body).not.toContain('pT9v')
    }
  })
})
