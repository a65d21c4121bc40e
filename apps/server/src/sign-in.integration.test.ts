import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SecuritySettings } from '@tangram/storage'
import { authenticator, testDatabase } from '@tangram/storage/testing'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { routes } from './routes/index.ts'
import { type RunningServer, startServer } from './start-server.ts'
import { asSystem } from './system-principal.ts'
import { addressOf, bodyFor } from './testing/hostile-requests.ts'
import { testConfig } from './testing/test-config.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tangram-sign-in-'))
const password = 'correct horse 42'
const system = asSystem('test')
let db: Awaited<ReturnType<typeof testDatabase>>
let server: RunningServer
beforeAll(async () => {
  db = await testDatabase()
  const config = {
    databaseUrl: db.url,
    mode: 'serve',
    baseUrl: 'https://desk.example.com',
    secureCookies: true,
    trustProxy: true,
    workers: false,
  } as const
  server = await startServer(testConfig(dataDir, config))
})
afterAll(async () => {
  await server.close()
  await db.close()
  rmSync(dataDir, { recursive: true })
})
let byDefault: SecuritySettings
beforeEach(async () => {
  byDefault ??= await server.storage.security.settings()
  await server.storage.security.change(system, byDefault)
  await db.pool.query('delete from tangram.attempt')
})

type Answer = LightMyRequestResponse
/** A browser: keeps cookies and the token that writes need. */
type Browser = {
  cookies: Map<string, string>
  from: string
  send(method: NonNullable<InjectOptions['method']>, path: string, payload?: unknown, headers?: { [name: string]: string }): Promise<Answer>
}

function browser(from = '192.0.2.1'): Browser {
  const cookies = new Map<string, string>()
  let csrf = ''
  return {
    cookies,
    from,
    async send(method, path, payload, headers = {}) {
      const answer = await server.app.inject({
        method,
        url: `/api/v1${path}`,
        ...(payload === undefined ? {} : { payload: payload as object }),
        headers: {
          'accept-language': 'en',
          'x-forwarded-for': this.from,
          'x-csrf-token': csrf,
          cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
          ...headers,
        },
      })
      for (const { name, value } of answer.cookies) cookies.set(name, value)
      const body = answer.headers['content-type']?.includes('json') ? answer.json() : {}
      csrf = body.csrf || body.session?.csrf || csrf
      return answer
    },
  }
}

let count = 0
async function somebody(more: { admin?: boolean } = {}): Promise<{ id: string; login: string }> {
  const login = `person${++count}`
  const { id } = await server.storage.people.create(system, { name: `Person ${count}`, login, password, ...more })
  return { id, login }
}
const signIn = (on: Browser, login: unknown, secret: unknown = password, headers = {}) =>
  on.send('POST', '/session', { login, password: secret }, headers)
const signedIn = async (login: string) => {
  const on = browser()
  expect((await signIn(on, login)).json().person).not.toBeNull()
  return on
}
const settings = async (change: (settings: SecuritySettings) => void) => {
  const now = structuredClone(await server.storage.security.settings())
  change(now)
  await server.storage.security.change(system, now)
}
const withFactor = async () => {
  const person = await somebody()
  const on = await signedIn(person.login)
  const { secret } = (await on.send('POST', '/me/second-factor', {})).json()
  const code = authenticator(secret)
  const { recoveryCodes } = (await on.send('POST', '/me/second-factor/confirm', { code: code(-1) })).json()
  return { ...person, on, code, recoveryCodes: recoveryCodes as string[] }
}
const audited = async (action: string, object: string) =>
  (await server.storage.audit.list(system, { limit: 500 })).filter(
    (entry) => entry.action === action && (entry.object ?? entry.login) === object,
  )

describe('a second factor', () => {
  it('makes signing in two steps; each code serves once, each recovery code once', async () => {
    const { login, code, recoveryCodes } = await withFactor()
    const on = browser()
    const first = (await signIn(on, login)).json()
    expect(first).toMatchObject({ person: null, challenge: expect.any(String) })
    expect((await on.send('GET', '/apps')).statusCode).toBe(401)
    const step = (given: unknown, challenge = first.challenge) => browser().send('POST', '/session/code', { challenge, code: given })
    expect((await step(code(4))).statusCode).toBe(401)
    expect((await step(code(-1))).statusCode).toBe(401)
    expect((await step(`${code().slice(0, 3)} ${code().slice(3)}`)).json().person).toMatchObject({ name: expect.any(String) })
    expect((await step(code())).statusCode).toBe(401)
    expect((await step(recoveryCodes[0])).json().person).not.toBeNull()
    await db.pool.query('delete from tangram.attempt')
    expect((await step(recoveryCodes[0])).statusCode).toBe(401)
    expect((await step(code(1), `${first.challenge.slice(0, -2)}xx`)).json().code).toBe('server.session.challenge-over')
  })

  it('is asked for whether the password was right or not, and tells which only with the right code', async () => {
    const { login, code, recoveryCodes } = await withFactor()
    const [right, wrong] = [await signIn(browser(), login), await signIn(browser(), login, 'not it at all')]
    const shape = ({ statusCode, body }: Answer) => [statusCode, body.replace(/"challenge":"[^"]+"/, (text) => String(text.length))]
    expect(shape(wrong)).toEqual(shape(right))
    const step = (challenge: string, given: string) => browser().send('POST', '/session/code', { challenge, code: given })
    const { challenge } = wrong.json()
    const refusals = [
      await step(challenge, code()),
      await step(challenge, recoveryCodes[1] ?? ''),
      await step(right.json().challenge, '000000'),
    ]
    expect(new Set(refusals.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
    // Nothing was used up behind the wrong password.
    expect((await step(right.json().challenge, code())).statusCode).toBe(200)
    expect((await step(right.json().challenge, recoveryCodes[1] ?? '')).statusCode).toBe(200)
    expect((await audited('sign-in', login)).filter(({ result }) => result === 'refused').length).toBe(3)
  })

  it('is asked of names that nobody has as often as of those who exist, and always of the same ones', async () => {
    const asks = async (login: string) => 'challenge' in (await signIn(browser(`198.51.100.${login.length}`), login, 'x')).json()
    await db.pool.query('update tangram.second_factor set confirmed_at = null')
    const names = Array.from({ length: 40 }, (_, n) => `nobody${n}`)
    expect(await Promise.all(names.map(asks))).not.toContain(true)
    await db.pool.query('delete from tangram.attempt')
    await db.pool.query(`insert into tangram.second_factor (person, secret, created_at, confirmed_at)
      select id, 'x', now(), now() from tangram.person where password_hash is not null on conflict (person) do update set confirmed_at = now()`)
    expect(await Promise.all(names.map(asks))).not.toContain(false)
    await db.pool.query('delete from tangram.attempt')
    const half = await db.pool.query(
      'update tangram.second_factor set confirmed_at = null where ctid in (select ctid from tangram.second_factor limit (select (count(*) + 1) / 2 from tangram.second_factor))',
    )
    expect(half.rowCount).toBeGreaterThan(0)
    const some = await Promise.all(names.map(asks))
    expect(new Set(some)).toEqual(new Set([true, false]))
    await db.pool.query('delete from tangram.attempt')
    expect(await Promise.all(names.map(asks))).toEqual(some)
    await db.pool.query('delete from tangram.second_factor')
  })

  it('does not let in with a password that was replaced between the steps, nor somebody who was suspended', async () => {
    for (const change of [
      (id: string) => server.storage.people.setPassword(system, id, `${password} new`),
      (id: string) => server.storage.people.update(system, id, { active: false }),
    ]) {
      const { id, login, code } = await withFactor()
      const { challenge } = (await signIn(browser(), login)).json()
      await change(id)
      const answer = await browser().send('POST', '/session/code', { challenge, code: code() })
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      expect(answer.cookies).toEqual([])
    }
  })

  it('of codes guessed from anywhere lets only a few be tried', async () => {
    const { login, code } = await withFactor()
    const { challenge } = (await signIn(browser(), login)).json()
    const tried = []
    for (let n = 0; n < 8; n++) {
      const headers = { 'user-agent': `agent ${n}`, 'x-real-ip': `10.1.1.${n}`, 'x-forwarded-for': `10.0.0.${n}, 192.0.2.66` }
      tried.push((await browser().send('POST', '/session/code', { challenge, code: String(n).repeat(6) }, headers)).statusCode)
    }
    expect(tried).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    for (let n = 0; n < 60; n++) await browser(`203.0.113.${n}`).send('POST', '/session/code', { challenge, code: '123123' })
    expect((await browser('203.0.113.200').send('POST', '/session/code', { challenge, code: code() })).statusCode).toBe(429)
  })

  it('asks for the password again before it changes, once some time has passed', async () => {
    const { id, on, recoveryCodes } = await withFactor()
    await db.pool.query(`update tangram.session set created_at = created_at - interval '11 minutes' where person = $1`, [id])
    await server.storage.people.update(system, id, { phone: '1' })
    expect((await on.send('GET', '/me/security')).json()).toMatchObject({ asksPassword: true, secondFactor: { recoveryCodesLeft: 10 } })
    for (const path of ['/me/second-factor/recovery-codes', '/me/second-factor/remove', '/me/second-factor']) {
      for (const body of [{}, { password: 'wrong' }])
        expect((await on.send('POST', path, body)).json().code, path).toBe('server.password.wrong-current')
    }
    const renewed = (await on.send('POST', '/me/second-factor/recovery-codes', { password })).json().recoveryCodes
    expect(renewed.length).toBe(10)
    expect(renewed).not.toContain(recoveryCodes[0])
    expect((await on.send('POST', '/me/second-factor', { password })).statusCode).toBe(409)
    await settings((now) => {
      now.secondFactor = 'everybody'
    })
    expect((await on.send('POST', '/me/second-factor/remove', { password })).json().code).toBe('server.factor.required')
    await settings((now) => {
      now.secondFactor = 'nobody'
    })
    expect((await on.send('POST', '/me/second-factor/remove', { password })).statusCode).toBe(200)
    expect((await audited('second-factor.remove', id)).length).toBe(1)
  })
})

describe('an administrator', () => {
  it('sees how somebody signs in, ends their sessions, removes their factor, asks for a new password: each counts at once and is audited', async () => {
    const admin = await signedIn((await somebody({ admin: true })).login)
    const { id, login, on } = await withFactor()
    const read = async () => (await admin.send('GET', `/people/${id}/sign-in`)).json()
    expect(await read()).toMatchObject({ hasPassword: true, secondFactor: { recoveryCodesLeft: 10 }, sessions: [{ ip: '192.0.2.1' }] })
    expect((await admin.send('DELETE', `/people/${id}/sessions`)).statusCode).toBe(200)
    expect((await on.send('GET', '/apps')).statusCode).toBe(401)
    expect((await admin.send('DELETE', `/people/${id}/second-factor`)).statusCode).toBe(200)
    expect((await admin.send('DELETE', `/people/${id}/second-factor`)).statusCode).toBe(404)
    const again = await signedIn(login)
    expect((await again.send('GET', '/apps')).statusCode).toBe(200)
    expect((await admin.send('POST', `/people/${id}/ask-new-password`)).statusCode).toBe(200)
    expect((await again.send('GET', '/apps')).json().code).toBe('server.session.password-change-needed')
    for (const action of ['session.end-all', 'second-factor.remove', 'password.ask-new'])
      expect((await audited(action, id)).length, action).toBe(1)
    for (const path of [`/people/${id}/sign-in`, '/security-settings']) expect((await again.send('GET', path)).statusCode).toBe(403)
    const nobody = '01920000-0000-7000-8000-000000000001'
    expect((await admin.send('GET', `/people/${nobody}/sign-in`)).statusCode).toBe(404)
    expect((await admin.send('DELETE', `/people/${nobody}/sessions`)).statusCode).toBe(404)
  })

  it('sets the rules within their bounds, and they hold for the next request', async () => {
    const { login } = await somebody({ admin: true })
    const admin = await signedIn(login)
    const { settings: before, bounds } = (await admin.send('GET', '/security-settings')).json()
    expect(bounds.minLength).toEqual([8, 64])
    const put = (change: object) => admin.send('PUT', '/security-settings', { ...before, ...change })
    for (const wrong of [
      { password: { ...before.password, minLength: 7 } },
      { password: { ...before.password, minLength: '12' } },
      { session: { idleMinutes: 4, absoluteHours: 1 } },
      { secondFactor: 'somebody' },
      { secondFactor: ['nobody'] },
      { password: [] },
    ]) {
      expect((await put(wrong)).statusCode, JSON.stringify(wrong)).toBe(400)
    }
    expect((await admin.send('GET', '/security-settings')).json().settings).toEqual(before)
    expect((await put({ password: { ...before.password, minLength: 20, classes: 3 } })).statusCode).toBe(200)
    const { rules } = (await browser().send('GET', '/password-rules')).json()
    expect(rules.slice(0, 2)).toEqual(['at least 20 characters', expect.stringContaining('at least 3 of')])
    const refused = (await admin.send('POST', '/me/password', { current: password, password: 'kettles kettles' })).json()
    expect(refused).toMatchObject({ status: 422, path: '/password', errors: [{ code: 'password.length' }, { code: 'password.classes' }] })
    await put({})
    const [entry] = (await server.storage.audit.list(system, { limit: 500 })).filter(({ action }) => action === 'security.change')
    expect(entry?.details).toMatchObject({ before: { password: { minLength: 20 } }, after: { password: { minLength: 10 } } })
  })
})

describe('a password', () => {
  it('is changed by whoever knows the present one; other sessions end and this one gets a new id', async () => {
    const { login } = await somebody()
    const [here, there] = [await signedIn(login), await signedIn(login)]
    expect((await here.send('POST', '/me/password', { current: 'wrong', password: 'correct horse 43' })).json()).toMatchObject({
      status: 422,
      path: '/current',
    })
    const before = here.cookies.get('__Host-tangram')
    const answer = await here.send('POST', '/me/password', { current: password, password: 'correct horse 43' })
    expect(answer.json().person).not.toBeNull()
    expect(here.cookies.get('__Host-tangram')).not.toBe(before)
    expect((await server.app.inject({ url: '/api/v1/apps', headers: { cookie: `__Host-tangram=${before}` } })).statusCode).toBe(401)
    expect([(await here.send('GET', '/apps')).statusCode, (await there.send('GET', '/apps')).statusCode]).toEqual([200, 401])
    expect((await signIn(browser(), login)).statusCode).toBe(401)
    expect((await signIn(browser(), login, 'correct horse 43')).statusCode).toBe(200)
  })

  it('is not found out through a stolen session', async () => {
    const on = await signedIn((await somebody()).login)
    const tried = []
    for (let n = 0; n < 12; n++)
      tried.push((await on.send('POST', '/me/password', { current: `guess ${n}`, password: 'correct horse 43' })).statusCode)
    expect(tried).toEqual([...Array(10).fill(422), 429, 429])
  })
})

describe('whoever has to see to their sign-in first', () => {
  const open = [
    'DELETE /api/v1/session',
    'PATCH /api/v1/me',
    'GET /api/v1/me/security',
    'POST /api/v1/me/password',
    'POST /api/v1/me/second-factor',
    'POST /api/v1/me/second-factor/confirm',
  ]
  const guarded = routes.filter(({ policy }) => /^(session|designer|admin:.*)$/.test(policy))

  it('may do that, and nothing else of all there is', async () => {
    const { id, login } = await somebody({ admin: true })
    const on = await signedIn(login)
    await server.storage.people.askNewPassword(system, id)
    expect(guarded.filter(({ duringDuty }) => duringDuty).map(({ method, url }) => `${method} ${url}`)).toEqual(open)
    for (const route of guarded.filter(({ duringDuty }) => !duringDuty)) {
      const { payload, headers } = bodyFor(route)
      const answer = await on.send(route.method, addressOf(route).slice('/api/v1'.length), payload, {
        ...(headers as { [name: string]: string }),
      })
      expect([answer.statusCode, answer.json().code], `${route.method} ${route.url}`).toEqual([
        403,
        'server.session.password-change-needed',
      ])
    }
    expect((await on.send('GET', '/session')).json()).toMatchObject({ duty: 'change-password', person: { id } })
    const done = await on.send('POST', '/me/password', { current: password, password: 'correct horse 43' })
    expect(done.json().duty).toBeNull()
    expect((await on.send('GET', '/apps')).statusCode).toBe(200)
  })

  it('goes on under a new id once the second factor that is asked for is set up', async () => {
    const { login } = await somebody({ admin: true })
    const on = await signedIn(login)
    await settings((now) => {
      now.secondFactor = 'administrators'
    })
    expect((await on.send('GET', '/apps')).json().code).toBe('server.session.second-factor-needed')
    expect((await on.send('GET', '/live')).statusCode).toBe(403)
    const before = on.cookies.get('__Host-tangram')
    const { secret, address } = (await on.send('POST', '/me/second-factor', {})).json()
    expect(address).toContain(`otpauth://totp/Tangram:${login}?secret=${secret}&issuer=Tangram`)
    for (const code of [{}, [], 123456, null, true, ''])
      expect((await on.send('POST', '/me/second-factor/confirm', { code })).statusCode).toBe(400)
    expect((await on.send('POST', '/me/second-factor/confirm', { code: authenticator(secret)(9) })).json().code).toBe(
      'storage.factor.wrong-code',
    )
    const done = (await on.send('POST', '/me/second-factor/confirm', { code: authenticator(secret)() })).json()
    expect(done).toMatchObject({ session: { duty: null }, recoveryCodes: { length: 10 } })
    expect(on.cookies.get('__Host-tangram')).not.toBe(before)
    expect((await on.send('GET', '/apps')).statusCode).toBe(200)
    await settings((now) => {
      now.secondFactor = 'nobody'
    })
  })
})

describe('own sessions', () => {
  it('are listed with where they are, and ended one by one or all but this; the next request counts', async () => {
    const { login } = await somebody()
    const [here, there, elsewhere] = [await signedIn(login), await signedIn(login), await signedIn(login)]
    const list = async () => (await here.send('GET', '/me/sessions')).json()
    expect(await list()).toMatchObject({ length: 3 })
    const own = (await list()).filter(({ isThis }: { isThis: boolean }) => isThis)
    expect(own).toMatchObject([{ ip: '192.0.2.1', userAgent: expect.any(String) }])
    const [{ id: theirs }] = (await there.send('GET', '/me/sessions')).json().filter(({ isThis }: { isThis: boolean }) => isThis)
    const stranger = await signedIn((await somebody()).login)
    expect((await stranger.send('DELETE', `/me/sessions/${theirs}`)).statusCode).toBe(404)
    expect((await there.send('GET', '/apps')).statusCode).toBe(200)
    expect((await here.send('DELETE', `/me/sessions/${theirs}`)).statusCode).toBe(200)
    expect((await there.send('GET', '/apps')).statusCode).toBe(401)
    expect((await here.send('DELETE', '/me/sessions')).statusCode).toBe(200)
    expect([(await here.send('GET', '/apps')).statusCode, (await elsewhere.send('GET', '/apps')).statusCode]).toEqual([200, 401])
    expect(await list()).toMatchObject({ length: 1 })
  })
})

describe('guessing', () => {
  it('at a login locks nobody out who comes from a browser of theirs, from the same network either', async () => {
    const { login } = await somebody()
    const on = await signedIn(login)
    await on.send('DELETE', '/session')
    await db.pool.query('delete from tangram.attempt')
    for (let n = 0; n < 60; n++) await signIn(browser(n < 8 ? on.from : `203.0.113.${n}`), login, `guess ${n}`)
    expect((await signIn(browser(), login)).statusCode).toBe(429)
    const refused = await signIn(browser('203.0.113.250'), login)
    expect([refused.statusCode, Number(refused.headers['retry-after']) > 0]).toEqual([429, true])
    expect((await signIn(on, login)).json().person).not.toBeNull()
  }, 60_000)

  it('from a known browser is limited as well, and being known for one login helps with no other', async () => {
    const [mine, theirs] = [await somebody(), await somebody()]
    const on = await signedIn(mine.login)
    await db.pool.query('delete from tangram.attempt')
    const tried = []
    for (let n = 0; n < 7; n++) tried.push((await signIn(on, theirs.login, `guess ${n}`)).statusCode)
    expect(tried).toEqual([401, 401, 401, 401, 401, 429, 429])
    const own = []
    for (let n = 0; n < 12; n++) own.push((await signIn(on, mine.login, `guess ${n}`)).statusCode)
    expect(own).toEqual([...Array(10).fill(401), 429, 429])
  })

  it('is not helped by a cookie that was made up, changed or taken from another installation', async () => {
    const { login } = await somebody()
    const on = await signedIn(login)
    const name = '__Host-tangram-device'
    const real = on.cookies.get(name) ?? ''
    const [format, id, at, tags, mac = ''] = real.split('.')
    const forged = [
      `${format}.${'x'.repeat(22)}.${at}.${tags}.${mac}`,
      `${format}.${id}.${at}.${tags}.${mac.slice(1)}x`,
      real.replace('d1', 'd2'),
      'x',
      '....',
      `${real}.`,
      real.repeat(9),
    ]
    for (const [n, cookie] of forged.entries()) {
      await db.pool.query('delete from tangram.attempt')
      const tried = []
      for (let attempt = 0; attempt < 6; attempt++) {
        const thief = browser(`198.51.100.${n}`)
        thief.cookies.set(name, cookie)
        tried.push((await signIn(thief, login, 'guess')).statusCode)
      }
      expect(tried, cookie).toEqual([401, 401, 401, 401, 401, 429])
    }
  })

  it('learns from no answer whether a name exists: absent, present, suspended, without a password, all alike until the limit and beyond', async () => {
    const [present, suspended] = [await somebody(), await somebody()]
    await server.storage.people.update(system, suspended.id, { active: false })
    await server.storage.people.create(system, { name: 'No password', login: 'without' })
    await db.pool.query('delete from tangram.second_factor')
    const told = []
    for (const login of [present.login, suspended.login, 'without', 'not_there']) {
      const answers = []
      for (let n = 0; n < 7; n++) {
        const { statusCode, body, headers } = await signIn(browser('192.0.2.44'), login, n === 0 ? `${password}x` : `guess ${n}`)
        answers.push([statusCode, statusCode === 429 ? 'wait' : body, Object.keys(headers).toSorted()])
      }
      told.push(JSON.stringify(answers))
    }
    expect(new Set(told).size).toBe(1)
    expect(told[0]).toContain('429')
  })

  it('is refused before anything is looked at when login, password, challenge or code is no text', async () => {
    const { login } = await somebody()
    for (const odd of [{}, [], 7, true, null, [login], { $ne: null }, { toString: 'x' }]) {
      expect((await signIn(browser(), odd)).statusCode, JSON.stringify(odd)).toBe(400)
      expect((await signIn(browser(), login, odd)).statusCode, JSON.stringify(odd)).toBe(400)
      expect((await browser().send('POST', '/session/code', { challenge: odd, code: '123456' })).statusCode).toBe(400)
      expect((await browser().send('POST', '/session/code', { challenge: 'x', code: odd })).statusCode).toBe(400)
    }
    const { rows } = await db.pool.query('select from tangram.attempt')
    expect(rows.length).toBe(0)
  })
})
