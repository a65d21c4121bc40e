import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase } from '@tangram/storage/testing'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from './start-server.ts'
import { asSystem } from './system-principal.ts'
import { testConfig } from './testing/test-config.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tangram-session-'))
const password = 'correct horse 42'
const system = asSystem('test')

let db: Awaited<ReturnType<typeof testDatabase>>
let server: RunningServer
let app: FastifyInstance
beforeAll(async () => {
  db = await testDatabase()
  server = await startServer(
    testConfig(dataDir, {
      databaseUrl: db.url,
      mode: 'serve',
      baseUrl: 'https://desk.example.com',
      secureCookies: true,
      trustProxy: true,
      workers: false,
    }),
  )
  app = server.app
})
afterAll(async () => {
  await server.close()
  await db.close()
  rmSync(dataDir, { recursive: true })
})

const signIn = (login: string, secret: string, headers: { [name: string]: string } = {}) =>
  app.inject({ method: 'POST', url: '/api/v1/session', payload: { login, password: secret }, headers })
const cookieIn = (answer: { headers: { 'set-cookie'?: string | string[] | undefined } }) =>
  String(answer.headers['set-cookie']).split(';')[0] ?? ''
const whoIs = async (cookie: string) => (await app.inject({ url: '/api/v1/session', headers: { cookie } })).json().person

describe('the first start', () => {
  it('prints a link that makes the first administrator, once', async () => {
    const token = new URL(server.setupUrl ?? '').searchParams.get('token') ?? ''
    expect(server.setupUrl).toContain('https://desk.example.com/setup?token=')
    const setUp = (given: string, secret = password) =>
      app.inject({ method: 'POST', url: '/api/v1/setup', payload: { token: given, name: '林悦', login: 'lin', password: secret } })
    expect((await app.inject({ url: '/api/v1/session' })).json().setupNeeded).toBe(true)
    expect((await setUp(`${token}x`)).statusCode).toBe(404)
    expect((await setUp(token, 'short')).statusCode).toBe(422)
    const made = await Promise.all([setUp(token), setUp(token), setUp(token)])
    expect(made.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404, 404])
    expect(made.find(({ statusCode }) => statusCode === 200)?.json().person).toMatchObject({ name: '林悦', admin: true })
    expect((await setUp(token)).statusCode).toBe(404)
    expect((await app.inject({ url: '/api/v1/session' })).json().setupNeeded).toBe(false)
  })

  it('offers no sample people', async () => {
    expect((await app.inject({ url: '/api/v1/trial/people' })).statusCode).toBe(404)
    expect((await app.inject({ method: 'POST', url: '/api/v1/trial/session', payload: { person: crypto.randomUUID() } })).statusCode).toBe(
      404,
    )
  })
})

describe('a session', () => {
  beforeAll(async () => {
    await server.storage.people.create(system, { name: '陈默', login: 'chen', password })
  })

  it('lives in a cookie that scripts, other hosts and plain http do not get', async () => {
    const answer = await signIn('chen', password)
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(/^__Host-tangram=[\w-]{43}; /)
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(flag)
    expect(cookie).not.toContain('Domain')
  })

  it('gets a new id at each sign-in, and the one before ends', async () => {
    const first = cookieIn(await signIn('chen', password))
    const second = cookieIn(await signIn('chen', password, { cookie: first }))
    expect(second).not.toBe(first)
    expect(await whoIs(first)).toBeNull()
    expect(await whoIs(second)).toMatchObject({ name: '陈默' })
  })

  it('ends at sign-out', async () => {
    const answer = await signIn('chen', password)
    const headers = { cookie: cookieIn(answer), 'x-csrf-token': answer.json().csrf }
    expect((await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })).statusCode).toBe(200)
    expect((await app.inject({ url: '/api/v1/apps', headers })).statusCode).toBe(401)
  })

  it('ends with the next request when its person is suspended or gets a new password', async () => {
    for (const change of [
      (id: string) => server.storage.people.update(system, id, { active: false }),
      (id: string) => server.storage.people.setPassword(system, id, `${password} new`),
    ]) {
      const { id, login } = await server.storage.people.create(system, { name: 'X', login: `x${Math.random()}`, password })
      const cookie = cookieIn(await signIn(login ?? '', password))
      expect((await app.inject({ url: '/api/v1/apps', headers: { cookie } })).statusCode).toBe(200)
      await change(id)
      expect((await app.inject({ url: '/api/v1/apps', headers: { cookie } })).statusCode).toBe(401)
    }
  })

  it('is not found by a token that is only similar', async () => {
    const cookie = cookieIn(await signIn('chen', password))
    for (const wrong of [
      cookie.slice(0, -1),
      `${cookie}x`,
      '__Host-tangram=',
      `__Host-tangram=${"' or 1=1 --"}`,
      cookie.replace('__Host-tangram', 'tangram'),
    ]) {
      expect(await whoIs(wrong)).toBeNull()
    }
  })
})

describe('sign-in', () => {
  it('answers the same for a wrong password and an unknown name', async () => {
    const [wrong, unknown] = [await signIn('chen', 'not it at all'), await signIn('nobody', 'not it at all')]
    expect(wrong.statusCode).toBe(401)
    expect(wrong.body).toBe(unknown.body)
  })

  it('stops guessing, whatever headers the guesser varies', async () => {
    const answers = []
    for (let n = 0; n < 8; n++) {
      answers.push(
        await signIn('lin', `guess ${n}`, {
          'x-forwarded-for': `10.0.0.${n}, 192.0.2.7`,
          'x-real-ip': `10.0.1.${n}`,
          'user-agent': `agent ${n}`,
        }),
      )
    }
    expect(answers.slice(0, 5).every(({ statusCode }) => statusCode === 401)).toBe(true)
    expect(answers.slice(5).every(({ statusCode }) => statusCode === 429)).toBe(true)
    expect(Number(answers[7]?.headers['retry-after'])).toBeGreaterThan(0)
    // Not even the right password gets in now, nor the name written otherwise.
    expect((await signIn('LIN ', password, { 'x-forwarded-for': '192.0.2.7' })).statusCode).toBe(429)
    // From elsewhere it does: guessing at somebody's name does not lock them out.
    expect((await signIn('lin', password, { 'x-forwarded-for': '192.0.2.8' })).statusCode).toBe(200)
  })
})
