import type { JsonObject } from '@tangram/data-model'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Route } from './http/route.ts'
import { routes } from './routes/index.ts'
import { asSystem } from './system-principal.ts'
import { addressOf, bodyFor } from './testing/hostile-requests.ts'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

const system = asSystem('test')
const base = 'https://desk.example.com'
const nowhere = '01920000-0000-7000-8000-0000000000ff'
const records = (app: string) => `/api/v1/apps/${app}/entities/ticket/records`
const ofPeople = routes.filter(({ policy, url }) => /^(session|designer|admin:.*)$/.test(policy) && !url.endsWith('/live'))
const nameOf = (route: Route) => `${route.method} ${route.url}`

let desk: Desk
let agent: Caller
let manager: Caller
let admin: Caller
let outsider: Caller
let twinRecord: string
const canary = 'only of the twin'

beforeAll(async () => {
  desk = await openDesk({ workers: false, mode: 'serve', baseUrl: base })
  ;[agent, manager, admin] = await Promise.all([desk.as('chen_mo'), desk.as('lin_yue'), desk.as('admin')])
  await desk.server.storage.people.create(system, { name: 'Outsider', login: 'outsider' })
  outsider = await desk.as('outsider')
  await makeTwin()
})
afterAll(() => desk?.close())

/** A second app with the same tables, in which only the manager works. */
async function makeTwin(): Promise<void> {
  const { document } = await admin.get('/api/v1/apps/service_desk/draft')
  const { storage } = desk.server
  const made = await storage.apps.create(system, { ...document, id: 'twin' })
  expect(made.id).toBe('twin')
  await storage.apps.publish(system, 'twin')
  await storage.people.grant(system, 'twin', 'manager', { person: manager.id })
  const { rows } = await desk.query('select id from service_desk.product limit 1')
  const known = await manager.get(`/api/v1/apps/service_desk/entities/product/records/${rows[0].id}`)
  const { id: product } = await manager.post('/api/v1/apps/twin/entities/product/records', { values: known.values })
  const values = await desk.complaint({ description: canary, product })
  twinRecord = (await manager.post(records('twin'), { values })).id
  expect(JSON.stringify(await manager.get(`${records('twin')}/${twinRecord}`))).toContain(canary)
}

function ask(caller: Caller, route: Route, overrides: { [name: string]: string } = {}, headers: { [name: string]: string } = {}) {
  const { payload } = bodyFor(route)
  const body = payload === undefined ? undefined : JSON.parse(String(payload))
  return caller.send(route.method, addressOf(route, overrides), body, { 'if-match': '"1"', ...headers })
}

/** Everything that an answer tells, with the ids that were asked for made alike. */
function told(answer: LightMyRequestResponse, ...[id, as]: [string, string] | []): unknown {
  const { date: _, ...headers } = answer.headers
  const text = JSON.stringify([answer.statusCode, headers['content-type'], headers.etag, answer.body])
  return id === undefined ? text : text.replaceAll(id, as as string)
}

describe('ids of somebody else', () => {
  it('of every kind, put into every route, are answered like ids that nobody has', async () => {
    const ids = await idsOfAll()
    expect(Object.keys(ids).length).toBeGreaterThan(6)
    const uuidNames = (route: Route) =>
      Object.entries((route.params?.properties ?? {}) as { [name: string]: JsonObject })
        .filter(([name, { pattern, maxLength }]) => String(pattern).includes('[0-9a-f]{8}') || (name === 'id' && maxLength === 1_000))
        .map(([name]) => name)
    let asked = 0
    const different: string[] = []
    for (const route of ofPeople) {
      for (const name of uuidNames(route)) {
        const none = await ask(outsider, route, { [name]: nowhere })
        for (const [kind, id] of Object.entries(ids)) {
          const answer = await ask(outsider, route, { [name]: id })
          asked++
          if (told(answer, id, nowhere) !== told(none)) different.push(`${nameOf(route)} with the id of ${kind}: ${answer.body}`)
        }
      }
    }
    expect(different).toEqual([])
    expect(asked).toBeGreaterThan(300)
  })

  it('of a record of one app are nothing in another, whoever asks', async () => {
    const [ticket] = (await manager.get(`${records('service_desk')}?limit=1`)).records as Json[]
    const before = await everyRow('service_desk')
    for (const route of ofPeople.filter(({ url }) => url.includes(':app/entities/:entity') && url.includes('/:id'))) {
      for (const caller of [agent, manager, admin]) {
        const [theirs, none] = await Promise.all([ticket.id, nowhere].map((id) => ask(caller, route, { app: 'twin', id })))
        expect(told(theirs as LightMyRequestResponse, ticket.id, nowhere), nameOf(route)).toBe(told(none as LightMyRequestResponse))
      }
    }
    expect(await everyRow('service_desk')).toBe(before)
  })

  it('of an app one has no part in show and change nothing of it, and designing it is not there', async () => {
    const before = await everyRow('twin')
    for (const route of ofPeople.filter(({ url, policy }) => url.includes('/:app') && !policy.startsWith('admin:'))) {
      for (const caller of [agent, outsider]) {
        const closed = await ask(caller, route, { app: 'twin', id: twinRecord })
        expect(closed.statusCode, nameOf(route)).toBeLessThan(500)
        expect(closed.body, nameOf(route)).not.toContain(canary)
        if (route.policy !== 'designer') continue
        const none = await ask(caller, route, { app: 'no_such' })
        expect([closed.statusCode, closed.body], nameOf(route)).toEqual([404, none.body])
      }
    }
    expect(await everyRow('twin')).toBe(before)
  })
})

/** One id of each table that has some, of the system's and of the app's. */
async function idsOfAll(): Promise<{ [table: string]: string }> {
  const { rows } = await desk.query<{ name: string; column: string }>(
    `select format('%I.%I', table_schema, table_name) as name, column_name as column from information_schema.columns
     where table_schema in ('tangram', 'service_desk') and data_type = 'uuid' and column_name = 'id' order by 1`,
  )
  const found: { [table: string]: string } = {}
  for (const { name } of rows) {
    const first = await desk.query<{ id: string }>(`select id from ${name} where id <> $1 limit 1`, [outsider.id])
    if (first.rows[0]) found[name] = first.rows[0].id
  }
  return found
}

async function everyRow(app: string): Promise<string> {
  const { rows } = await desk.query(`select count(*), sum(hashtextextended(t::text, 0)) from ${app}.ticket as t`)
  expect(Number(rows[0].count)).toBeGreaterThan(0)
  return JSON.stringify(rows)
}

describe('keys that are nobody’s to set', () => {
  const keys = ['id', 'version', 'owner', 'role', 'admin', 'tenant', 'created_by', 'created_at', 'updated_at', 'deleted_at', 'app', 'roles']

  it('are refused among the values of a record, or change nothing of it', async () => {
    const [ticket] = (await manager.get(`${records('service_desk')}?limit=1`)).records as Json[]
    const url = `${records('service_desk')}/${ticket.id}`
    const row = async () =>
      (await desk.query('select to_jsonb(t) as row from service_desk.ticket as t where id = $1', [ticket.id])).rows[0].row
    const before = await row()
    for (const caller of [agent, manager, admin]) {
      for (const key of keys) {
        for (const value of [nowhere, true, 99, null, { $ne: 1 }]) {
          const answer = await caller.send('PATCH', url, { values: { [key]: value } }, { 'if-match': `"${ticket.version}"` })
          expect(answer.statusCode, `${key} ${answer.body}`).toBeLessThan(500)
          expect(await row(), key).toEqual(before)
        }
      }
    }
  })

  it('are refused in what makes a record', async () => {
    const count = async () => (await manager.get(`${records('service_desk')}/count`)).count
    const before = await count()
    const values = await desk.complaint()
    for (const key of keys) {
      const answer = await manager.send('POST', records('service_desk'), { values: { ...values, [key]: nowhere } })
      expect([400, 403, 422], `${key} ${answer.body}`).toContain(answer.statusCode)
    }
    expect(await count()).toBe(before)
  })
})

describe('a session that is over', () => {
  it('is refused by the next request on every route, however lately it was used', async () => {
    const { sessions } = desk.server.storage
    for (const route of ofPeople) {
      const caller = await desk.as('admin')
      expect((await caller.send('GET', '/api/v1/apps')).statusCode).toBe(200)
      await sessions.revoke(caller.cookie.split('=')[1] ?? '')
      const answer = await ask(caller, route)
      expect([answer.statusCode, answer.json().code], nameOf(route)).toEqual([401, 'server.session.needed'])
    }
  })

  it('because its person was suspended is refused by the next request on every route', async () => {
    const { people } = desk.server.storage
    for (const route of ofPeople) {
      const { id, login } = await people.create(system, { name: 'S', login: `s${ofPeople.indexOf(route)}`, admin: true })
      const caller = await desk.as(login ?? '')
      expect((await caller.send('GET', '/api/v1/apps')).statusCode).toBe(200)
      await people.update(system, id, { active: false })
      const answer = await ask(caller, route)
      expect([answer.statusCode, answer.json().code], nameOf(route)).toEqual([401, 'server.session.needed'])
    }
  })
})

describe('the address of the server', () => {
  const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', forwarded: 'host=evil.example' }

  it('in links is the configured one, whatever host a request names, on every route', async () => {
    for (const route of routes.filter(({ url }) => !url.endsWith('/live') && url !== '/api/v1/session')) {
      const answer = await ask(admin, route, {}, evil)
      expect(answer.statusCode, `${nameOf(route)} ${answer.body}`).toBeLessThan(500)
      expect(`${JSON.stringify(answer.headers)} ${answer.body}`, nameOf(route)).not.toContain('evil.example')
    }
    // Nothing of this ended the session, which would have made all that came after it easy.
    expect((await admin.send('GET', '/api/v1/audit', undefined, evil)).statusCode).toBe(200)
  })

  it('is the configured one in links that are made, and in no message or job is another', async () => {
    const again = await desk.as('admin')
    const { publicForms } = (await again.send('GET', '/api/v1/apps/service_desk', undefined, evil)).json()
    for (const url of Object.values<string>(publicForms)) expect(url).toMatch(/^https:\/\/desk\.example\.com\/f\//)
    const invited = { name: 'Invited', login: 'invited', email: 'invited@house.example', invite: true }
    const { invitation } = (await again.send('POST', '/api/v1/members', invited, evil)).json()
    expect(invitation.url).toMatch(/^https:\/\/desk\.example\.com\/set-password#/)
    const forgot = await desk.nobody().send('POST', '/api/v1/forgotten-password', { login: 'invited' }, evil)
    expect(forgot.statusCode).toBeLessThan(300)
    const { rows } = await desk.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema in ('tangram', 'service_desk') and table_type = 'BASE TABLE'`,
    )
    for (const { name } of rows) {
      const { rows: found } = await desk.query(`select 1 from ${name} as t where t::text like '%evil.example%' limit 1`)
      expect(found, name).toEqual([])
    }
  })

  it('is no reason to let a page of another site write', async () => {
    for (const route of ofPeople.filter(({ method }) => method !== 'GET')) {
      const answer = await ask(admin, route, {}, { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' })
      expect([answer.statusCode, answer.json().code], nameOf(route)).toEqual([403, 'server.session.csrf'])
    }
  })
})
