import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProviderSettings } from '@tangram/storage'
import { testDatabase } from '@tangram/storage/testing'
import type { InjectOptions } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from './start-server.ts'
import { asSystem } from './system-principal.ts'
import { openProvider, type TestProvider } from './testing/open-provider.ts'
import { testConfig } from './testing/test-config.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tangram-oidc-'))
const system = asSystem('test')
const home = 'https://desk.example.com'
const password = 'correct horse 42'
const [id, otherId] = [randomUUID(), randomUUID()]
let db: Awaited<ReturnType<typeof testDatabase>>
let server: RunningServer
let provider: TestProvider
let other: TestProvider

beforeAll(async () => {
  db = await testDatabase()
  provider = await openProvider([`${home}/sign-in/${id}`], [`${home}/login`])
  other = await openProvider([`${home}/sign-in/${otherId}`])
  server = await startServer(
    testConfig(dataDir, {
      databaseUrl: db.url,
      mode: 'serve',
      baseUrl: home,
      secureCookies: true,
      workers: false,
      outgoingNetworks: ['127.0.0.1/32'],
    }),
  )
  await server.storage.people.create(system, { name: 'Keeper', login: 'keeper', password, admin: true })
})
afterAll(async () => {
  await server.close()
  await provider.close()
  await other.close()
  await db.close()
  rmSync(dataDir, { recursive: true })
})
beforeEach(async () => {
  await db.pool.query('delete from tangram.attempt')
  await server.storage.providers.add(system, { id, settings: settingsOf(provider), secret: provider.clientSecret })
})
afterEach(async () => {
  provider.tamper = provider.tamper && Object.assign(provider.tamper, { token: undefined, description: undefined })
  for (const each of await server.storage.providers.list(system)) await server.storage.providers.remove(system, each.id)
})

const settingsOf = ({ issuer, clientId }: TestProvider, more: Partial<ProviderSettings> = {}): ProviderSettings => ({
  name: { en: 'House account', 'zh-CN': '单位账号' },
  issuer,
  clientId,
  scopes: 'openid profile email',
  claims: { login: 'preferred_username', name: 'name', email: 'email' },
  unknown: 'refuse',
  grants: [],
  emailDomains: [],
  privateNetwork: false,
  matchesEmail: false,
  passwordOff: false,
  endsSession: false,
  contact: 'the help desk',
  enabled: true,
  ...more,
})
const change = (more: Partial<ProviderSettings>) => server.storage.providers.change(system, id, settingsOf(provider, more))

function browser() {
  const cookies = new Map<string, string>()
  let csrf = ''
  return {
    cookies,
    async send(method: NonNullable<InjectOptions['method']>, path: string, payload?: unknown, headers: { [name: string]: string } = {}) {
      const answer = await server.app.inject({
        method,
        url: `/api/v1${path}`,
        ...(payload === undefined ? {} : { payload: payload as object }),
        headers: {
          'accept-language': 'en',
          'x-csrf-token': csrf,
          cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
          ...headers,
        },
      })
      for (const { name, value } of answer.cookies) cookies.set(name, value)
      const body = answer.json()
      csrf = body.csrf || body.session?.csrf || csrf
      return { status: answer.statusCode, body }
    },
  }
}
type Browser = ReturnType<typeof browser>

let count = 0
/** Somebody with an account at the provider; `sub` and login there are the same. */
async function somebody({ admin = false, linked = true, ...claims }: { [claim: string]: unknown; admin?: boolean; linked?: boolean } = {}) {
  const login = `person${++count}`
  const account = { sub: login, name: `Person ${count}`, preferred_username: login, email: `${login}@house.example`, email_verified: true }
  provider.accounts.set(login, { ...account, ...claims })
  const person = await server.storage.people.create(system, { name: `Person ${count}`, login, password, admin })
  if (linked) await server.storage.identities.link(system, { provider: id, subject: login, person: person.id })
  return { id: person.id, login }
}
function newcomer(claims: { [claim: string]: unknown } = {}) {
  const login = `new${++count}`
  provider.accounts.set(login, { sub: login, name: `New ${count}`, preferred_username: login, ...claims })
  return login
}
const begin = async (on: Browser, to?: string, headers = {}): Promise<string> => {
  const { status, body } = await on.send('POST', `/session/providers/${id}`, to === undefined ? {} : { to }, headers)
  expect([status, body.address]).toEqual([200, expect.any(String)])
  return body.address
}
const back = (on: Browser, search: string) => on.send('POST', `/session/providers/${id}/return`, { search })
/** All the way. */
const signIn = async (on: Browser, login: string, to?: string) => back(on, (await provider.walk(await begin(on, to), login)).search)
const isIn = async (on: Browser) => (await on.send('GET', '/me/identities')).status === 200
const refusal = async (login: string) => {
  const on = browser()
  const answer = await signIn(on, login)
  expect(await isIn(on)).toBe(false)
  return answer.body.code
}

describe('signing in by a provider', () => {
  it('lets in whoever is linked, under a new session, to where they wanted to go', async () => {
    const { id: person, login } = await somebody()
    const on = browser()
    const { status, body } = await signIn(on, login, '/tasks/42')
    expect([status, body.session.person.id, body.to]).toEqual([200, person, '/tasks/42'])
    const [entry] = await server.storage.audit.list(system, { limit: 1 })
    expect(entry).toMatchObject({ action: 'sign-in', actor: person, details: { provider: id } })
    expect((await signIn(browser(), login, '//evil.example')).body.to).toBe('/')
  })

  it('asks for the code with PKCE, state and nonce, at the configured address whatever Host says', async () => {
    const address = new URL(await begin(browser(), '/', { host: 'evil.example', 'x-forwarded-host': 'evil.example' }))
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      redirect_uri: `${home}/sign-in/${id}`,
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{40,}$/),
      nonce: expect.stringMatching(/^[\w-]{40,}$/),
      scope: 'openid profile email',
    })
  })

  it('offers enabled providers by name, and tells nobody anything else of them', async () => {
    expect((await browser().send('GET', '/session/providers')).body).toEqual([{ id, name: { en: 'House account', 'zh-CN': '单位账号' } }])
    await change({ enabled: false })
    expect((await browser().send('GET', '/session/providers')).body).toEqual([])
    expect((await browser().send('POST', `/session/providers/${id}`, {})).status).toBe(404)
  })

  it('takes each return once, in the browser it began in, within ten minutes', async () => {
    const { login } = await somebody()
    const on = browser()
    const { search } = await provider.walk(await begin(on), login)
    const over = { status: 401, body: { code: 'server.provider.over' } }
    expect(await back(on, search)).toMatchObject({ status: 200 })
    expect(await back(on, search)).toMatchObject(over)
    const second = await provider.walk(await begin(on), login)
    expect(await back(browser(), second.search)).toMatchObject(over)
    expect(await back(on, second.search)).toMatchObject(over)
    const third = await provider.walk(await begin(on), login)
    await db.pool.query(`update tangram.provider_flow set expires_at = now() - interval '1 second'`)
    expect(await back(on, third.search)).toMatchObject(over)
    expect(await back(on, '?code=x&state=made-up')).toMatchObject(over)
    expect(await back(on, '?error=access_denied')).toMatchObject(over)
  })

  it('does not take a code twice, nor with the state of another way', async () => {
    const { login } = await somebody()
    const on = browser()
    const first = await provider.walk(await begin(on), login)
    expect((await back(on, first.search)).status).toBe(200)
    const stateOf = (address: string) => new URL(address).searchParams.get('state') ?? ''
    const replayed = new URLSearchParams(first.search)
    replayed.set('state', stateOf(await begin(on)))
    expect((await back(on, `?${replayed}`)).body.code).toBe('server.provider.refused')
    const unused = new URLSearchParams((await provider.walk(await begin(on), login)).search)
    unused.set('state', stateOf(await begin(on)))
    expect((await back(on, `?${unused}`)).body.code).toBe('server.provider.refused')
  })

  it('says what the provider refused in words of its own', async () => {
    const on = browser()
    const state = new URL(await begin(on)).searchParams.get('state')
    const said = new URLSearchParams({ state: state ?? '', iss: provider.issuer, error: 'access_denied', error_description: '<b>evil</b>' })
    const { status, body } = await back(on, `?${said}`)
    expect([status, body.code]).toEqual([401, 'server.provider.refused'])
    expect(JSON.stringify(body)).not.toContain('evil')
  })
})

describe('what a provider answers', () => {
  const honest = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  const withToken = (make: (claims: { [claim: string]: unknown }) => string) => {
    provider.tamper.token = (answer) => ({ ...answer, id_token: make(honest(String(answer.id_token))) })
  }

  it('counts with a token made again by its own key, so that the refusals below are of what was changed', async () => {
    const { login } = await somebody()
    withToken((claims) => provider.sign(claims))
    expect((await signIn(browser(), login)).status).toBe(200)
  })

  it.each<[string, (claims: { [claim: string]: unknown }) => string]>([
    ['another nonce', (claims) => provider.sign({ ...claims, nonce: 'another' })],
    ['no nonce', ({ nonce: _, ...claims }) => provider.sign(claims)],
    ['another issuer', (claims) => provider.sign({ ...claims, iss: 'https://evil.example' })],
    ['another audience', (claims) => provider.sign({ ...claims, aud: 'somebody-else' })],
    ['an audience beside ours', (claims) => provider.sign({ ...claims, aud: ['tangram', 'other'], azp: 'other' })],
    ['a time that is over', (claims) => provider.sign({ ...claims, exp: 1_000 })],
    ['a signature of another key', (claims) => provider.sign(claims, 'other')],
    ['no signature', (claims) => provider.sign(claims, 'none')],
    ['nothing of a token', () => 'x.y.z'],
  ])('does not count with %s', async (_what, make) => {
    const { login } = await somebody()
    withToken(make)
    expect(await refusal(login)).toBe('server.provider.invalid')
  })

  it('does not count without an ID token, or with what it is told of somebody else', async () => {
    const { login } = await somebody()
    provider.tamper.token = ({ id_token: _, ...answer }) => answer
    expect(await refusal(login)).toBe('server.provider.invalid')
    withToken((claims) => provider.sign({ ...claims, sub: 'somebody-else' }))
    expect(await refusal(login)).toBe('server.provider.invalid')
  })

  it('counts with new keys at once, and no longer with those that are gone', async () => {
    const { login } = await somebody()
    expect((await signIn(browser(), login)).status).toBe(200)
    const tokens: string[] = []
    withToken((claims) => tokens[tokens.push(provider.sign(claims)) - 1] ?? '')
    expect((await signIn(browser(), login)).status).toBe(200)
    const before = tokens[0]?.split('.')[0]
    provider.rotate()
    expect((await signIn(browser(), login)).status).toBe(200)
    expect(tokens[1]?.split('.')[0]).not.toBe(before)
    // Named by the key that is gone.
    withToken((claims) => provider.sign(claims).replace(/^[^.]+/, before ?? ''))
    expect(await refusal(login)).toBe('server.provider.invalid')
  })

  it('does not count when it comes from another provider (mix-up)', async () => {
    await server.storage.providers.add(system, { id: otherId, settings: settingsOf(other), secret: other.clientSecret })
    const { login } = await somebody()
    other.accounts.set(login, { sub: login, name: 'Evil' })
    const on = browser()
    const started = await begin(on)
    const theirs = (await on.send('POST', `/session/providers/${otherId}`, {})).body.address
    const returned = await other.walk(theirs, login)
    // Their return at our address, with their state and with ours.
    expect((await back(on, returned.search)).body.code).toBe('server.provider.over')
    const mixed = new URLSearchParams(returned.search)
    mixed.set('state', new URL(started).searchParams.get('state') ?? '')
    expect((await back(on, `?${mixed}`)).body.code).toBe('server.provider.invalid')
    const unnamed = new URLSearchParams((await provider.walk(await begin(on), login)).search)
    unnamed.delete('iss')
    expect((await back(on, `?${unnamed}`)).body.code).toBe('server.provider.invalid')
    // The same subject of another issuer is somebody else.
    const answer = await on.send('POST', `/session/providers/${otherId}/return`, {
      search: (await other.walk((await on.send('POST', `/session/providers/${otherId}`, {})).body.address, login)).search,
    })
    expect(answer.body.code).toBe('server.provider.person-unknown')
  })

  it('does not count when its description names another issuer or addresses that may not be asked', async () => {
    for (const said of [
      { issuer: 'https://evil.example' },
      { token_endpoint: 'http://10.0.0.1/token' },
      { jwks_uri: 'file:///etc/passwd' },
    ]) {
      provider.tamper.description = (answer) => ({ ...answer, ...said })
      expect((await browser().send('POST', `/session/providers/${id}`, {})).body.code).toBe('server.provider.unreachable')
    }
  })
})

describe('who somebody is', () => {
  it('refuses whom nobody here is linked with, and says whom to ask', async () => {
    const { body } = await signIn(browser(), newcomer({ email: 'x@house.example' }))
    expect(body).toMatchObject({ code: 'server.provider.person-unknown', fix: expect.stringContaining('the help desk') })
  })

  it('is never decided by an e-mail address, unless the settings say so and the provider verified it; never for administrators', async () => {
    const victim = await server.storage.people.create(system, { name: 'Victim', email: 'victim@house.example' })
    const admin = await server.storage.people.create(system, {
      name: 'Chief',
      email: 'chief@house.example',
      admin: true,
      login: `chief${++count}`,
    })
    const thief = newcomer({ email: 'victim@house.example', email_verified: true })
    expect(await refusal(thief)).toBe('server.provider.person-unknown')
    await change({ matchesEmail: true })
    expect(await refusal(newcomer({ email: 'victim@house.example', email_verified: false }))).toBe('server.provider.person-unknown')
    expect(await refusal(newcomer({ email: 'victim@house.example' }))).toBe('server.provider.person-unknown')
    expect(await refusal(newcomer({ email: admin.email, email_verified: true }))).toBe('server.provider.person-unknown')
    expect((await signIn(browser(), thief)).body.session.person.id).toBe(victim.id)
    // Taken by now: a second account with that address is nobody.
    expect(await refusal(newcomer({ email: 'victim@house.example', email_verified: true }))).toBe('server.provider.person-unknown')
  })

  it('may be somebody new, without rights or with those their claims give', async () => {
    await change({ unknown: 'create' })
    const team = await server.storage.people.createTeam(system, { key: `team${++count}`, name: 'Team' })
    const plain = (await signIn(browser(), newcomer({ groups: ['helpers'] }))).body.session.person
    expect(plain).toMatchObject({ admin: false, teams: [] })
    await change({ unknown: 'create-with-rights', grants: [{ claim: 'groups', value: 'helpers', team: team.id }] })
    const login = newcomer({ groups: ['others', 'helpers'], admin: true })
    const both = await Promise.all([signIn(browser(), login), signIn(browser(), login)])
    const people = both.map(({ body }) => body.session.person)
    expect(people[0]).toMatchObject({ admin: false, teams: [{ id: team.id }] })
    expect(people[0].id).toBe(people[1].id)
    expect((await signIn(browser(), newcomer({ groups: 'helper' }))).body.session.person.teams).toEqual([])
  })

  it('gives nobody the login of somebody else', async () => {
    await change({ unknown: 'create' })
    const login = newcomer({ preferred_username: 'keeper' })
    const { person } = (await signIn(browser(), login)).body.session
    expect(await server.storage.people.get(system, person.id)).toMatchObject({ login: null, admin: false })
  })

  it('has to have a verified address of the domains', async () => {
    await change({ emailDomains: ['house.example'], unknown: 'create' })
    for (const claims of [
      { email: 'a@evil.example', email_verified: true },
      { email: 'a@house.example' },
      { email: 'a@sub.house.example', email_verified: true },
      { email: 'a@house.example@evil.example', email_verified: true },
      {},
    ])
      expect(await refusal(newcomer(claims))).toBe('server.provider.domain')
    expect((await signIn(browser(), newcomer({ email: 'a@House.example', email_verified: true }))).status).toBe(200)
  })

  it('is out with the next request when suspended, unlinked, or when the provider is switched off', async () => {
    const [first, second, third] = [await somebody(), await somebody(), await somebody()]
    const [a, b, c] = [browser(), browser(), browser()]
    for (const [on, { login }] of [
      [a, first],
      [b, second],
      [c, third],
    ] as const)
      expect((await signIn(on, login)).status).toBe(200)
    await server.storage.people.update(system, first.id, { active: false })
    expect(await isIn(a)).toBe(false)
    expect(await refusal(first.login)).toBe('server.provider.person-suspended')
    const [identity] = await server.storage.identities.list(system, { person: second.id })
    await server.storage.identities.unlink(system, identity?.id ?? '')
    expect(await isIn(b)).toBe(false)
    expect(await refusal(second.login)).toBe('server.provider.person-unknown')
    await change({ enabled: false })
    expect(await isIn(c)).toBe(false)
  })
})

describe('a password beside a provider', () => {
  const byPassword = async (login: string, given = password) =>
    (await browser().send('POST', '/session', { login, password: given })).status

  it('counts no longer where the provider takes its place, by no road, but for one administrator', async () => {
    const { id: person, login } = await somebody()
    const chief = await somebody({ admin: true })
    expect(await byPassword(login)).toBe(200)
    await change({ passwordOff: true })
    expect([await byPassword(login), await byPassword(chief.login), await byPassword('keeper')]).toEqual([401, 401, 200])
    await expect(server.storage.people.setPassword(system, person, 'another horse 43')).rejects.toMatchObject({
      code: 'storage.person.password-off',
    })
    const on = browser()
    expect((await signIn(on, login)).body.session).toMatchObject({ duty: null })
    expect((await on.send('POST', '/me/password', { current: password, password: 'another horse 43' })).status).toBe(422)
    // Everybody else who may administer is linked: the one with a password for the longest time keeps it.
    const { rows } = await db.pool.query(`select id from tangram.person where login = 'keeper'`)
    await server.storage.identities.link(system, { provider: id, subject: 'keeper', person: rows[0].id })
    expect([await byPassword('keeper'), await byPassword(chief.login)]).toEqual([200, 401])
    await change({ passwordOff: true, enabled: false })
    expect(await byPassword(login)).toBe(200)
  })
})

describe('linking an account', () => {
  it('is done by who is signed in, in the same session, and not with an account of somebody else', async () => {
    const { id: person, login } = await somebody({ linked: false })
    const on = browser()
    await on.send('POST', '/session', { login, password })
    const address = (await on.send('POST', `/me/identities/${id}`, {})).body.address
    const { search } = await provider.walk(address, login)
    expect((await back(browser(), search)).body.code).toBe('server.provider.over')
    const again = async (as: string) => (await provider.walk((await on.send('POST', `/me/identities/${id}`, {})).body.address, as)).search
    expect((await back(on, await again(login))).body).toEqual({ session: null, to: '/linked-accounts' })
    expect((await on.send('GET', '/me/identities')).body).toMatchObject({ identities: [{ provider: { id } }], providers: [] })
    expect((await signIn(browser(), login)).body.session.person.id).toBe(person)
    const thief = await somebody({ linked: false })
    const elsewhere = browser()
    await elsewhere.send('POST', '/session', { login: thief.login, password })
    const begun = (await elsewhere.send('POST', `/me/identities/${id}`, {})).body.address
    expect((await back(elsewhere, (await provider.walk(begun, login)).search)).body.code).toBe('storage.identity.taken')
    // Signed out meanwhile.
    const late = (await elsewhere.send('POST', `/me/identities/${id}`, {})).body.address
    await elsewhere.send('DELETE', '/session')
    expect((await back(elsewhere, (await provider.walk(late, thief.login)).search)).body.code).toBe('server.provider.link-over')
  })

  it('is undone by its person, who needs a password then, and not by others', async () => {
    const { login } = await somebody()
    const on = browser()
    await signIn(on, login)
    const [{ id: identity }] = (await on.send('GET', '/me/identities')).body.identities
    const stranger = await somebody()
    const elsewhere = browser()
    await signIn(elsewhere, stranger.login)
    expect((await elsewhere.send('POST', `/me/identities/${identity}/remove`, {})).status).toBe(404)
    expect((await elsewhere.send('DELETE', `/identities/${identity}`)).status).toBe(403)
    expect((await on.send('POST', `/me/identities/${identity}/remove`, {})).status).toBe(200)
    expect(await isIn(on)).toBe(false)
    await change({ unknown: 'create' })
    await signIn(on, newcomer())
    const [only] = (await on.send('GET', '/me/identities')).body.identities
    expect((await on.send('POST', `/me/identities/${only.id}/remove`, {})).body.code).toBe('storage.identity.only-way')
  })
})

describe('signing out', () => {
  it('leads to the provider where the settings say so, and comes back to the login page', async () => {
    const { login } = await somebody()
    const on = browser()
    await signIn(on, login)
    expect((await on.send('DELETE', '/session')).body.leaveTo).toBeUndefined()
    await change({ endsSession: true })
    await signIn(on, login)
    const leave = new URL((await on.send('DELETE', '/session')).body.leaveTo)
    expect(leave.origin).toBe(provider.issuer)
    expect(leave.searchParams.get('post_logout_redirect_uri')).toBe(`${home}/login`)
    expect(leave.searchParams.get('id_token_hint')).toMatch(/^ey/)
    expect((await fetch(leave)).status).toBe(200)
    expect(await isIn(on)).toBe(false)
  })
})

describe('settings of providers', () => {
  const asAdmin = async () => {
    const on = browser()
    expect((await on.send('POST', '/session', { login: 'keeper', password })).status).toBe(200)
    return on
  }

  it('are for administrators, who are never told a secret; it lies sealed in the database', async () => {
    const on = await asAdmin()
    const { body } = await on.send('GET', '/sign-in-providers')
    expect(body.providers).toMatchObject([{ id, hasSecret: true, redirectUri: `${home}/sign-in/${id}` }])
    expect(JSON.stringify(body)).not.toContain(provider.clientSecret)
    const changed = await on.send('PUT', `/sign-in-providers/${id}`, { ...settingsOf(provider), secret: 'another-secret' })
    expect([changed.status, JSON.stringify(changed.body)]).toEqual([200, expect.not.stringContaining('another-secret')])
    const { rows } = await db.pool.query(
      'select secret, (select jsonb_agg(a.details) from tangram.audit_person a)::text as audit from tangram.identity_provider',
    )
    expect(rows[0].secret).toMatch(/^v1\./)
    expect(JSON.stringify(rows)).not.toContain('another-secret')
    const { login } = await somebody()
    const person = browser()
    await person.send('POST', '/session', { login, password })
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', `/${id}`],
      ['GET', `/${id}/identities`],
    ] as const)
      expect((await person.send(method, `/sign-in-providers${path}`)).status).toBe(403)
  })

  it('are kept sound', async () => {
    const on = await asAdmin()
    const { next } = (await on.send('GET', '/sign-in-providers')).body
    const add = async (more: object) =>
      (await on.send('POST', '/sign-in-providers', { ...settingsOf(other), id: next.id, secret: null, ...more })).body
    expect((await add({ issuer: 'http://id.example.com' })).path).toBe('/issuer')
    expect((await add({ scopes: 'profile email' })).path).toBe('/scopes')
    expect((await add({ name: {} })).path).toBe('/name')
    expect((await add({ grants: [{ claim: 'groups', value: 'x' }] })).path).toBe('/grants/0')
    expect((await add({ issuer: provider.issuer })).code).toBe('storage.provider.issuer-taken')
    expect(await add({})).toMatchObject({ id: next.id, hasSecret: false, redirectUri: next.redirectUri })
    await somebody()
    const moved = await on.send('PUT', `/sign-in-providers/${id}`, settingsOf(provider, { issuer: 'https://id.example.com' }))
    expect(moved.body.code).toBe('storage.provider.issuer-fixed')
  })

  it('can be tested, and what is wrong is said in words', async () => {
    const on = await asAdmin()
    const test = async (more: object = {}) =>
      (
        await on.send('POST', '/sign-in-providers/test', {
          issuer: provider.issuer,
          clientId: 'x',
          scopes: 'openid',
          privateNetwork: false,
          ...more,
        })
      ).body
    expect(await test()).toEqual({ problem: null, notes: [expect.any(Object)].slice(0, 0), canEndSession: true })
    expect((await test({ issuer: `${provider.issuer}/` })).problem.en).toContain('to the letter')
    expect((await test({ issuer: `${provider.issuer}/nowhere` })).problem.en).toContain('answered 404')
    expect((await test({ issuer: 'https://10.1.2.3' })).problem.en).toContain('private network')
    expect((await test({ issuer: 'http://127.0.0.1:1' })).problem.en).toContain('cannot be reached')
    expect((await test({ scopes: 'openid cake' })).notes[0].en).toContain('cake')
  })
})
