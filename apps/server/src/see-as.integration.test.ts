import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { routes } from './routes/index.ts'
import { shownAsAnother } from './routes/shown-as-another.ts'
import { addressOf, bodyFor } from './testing/hostile-requests.ts'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

let desk: Desk
let agent: Caller
let admin: Caller
/** The session of an administrator who sees as the agent. */
let seer: Caller
beforeAll(async () => {
  desk = await openDesk({ workers: false })
  ;[agent, admin, seer] = await Promise.all([desk.as('chen_mo'), desk.as('admin'), desk.as('admin')])
})
afterAll(() => desk.close())
beforeEach(() => seer.post('/api/v1/see-as', { person: agent.id }).catch(() => undefined))

const entity = '/api/v1/apps/service_desk/entities/ticket'
const tickets = `${entity}/records`

/** Everything that is kept, but for sign-ins and what is noted of who looked. */
async function everything(): Promise<string> {
  const { rows } = await desk.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('tangram', 'service_desk') and table_type = 'BASE TABLE' and table_name not in ('session', 'audit', 'audit_person', 'audit_unsealed', 'audit_seal', 'audit_chain', 'attempt', 'see_as') order by 1`,
  )
  const sums = await Promise.all(
    rows.map(async ({ name }) => (await desk.query(`select count(*), sum(hashtextextended(t::text, 0)) from ${name} as t`)).rows[0]),
  )
  expect(rows.length).toBeGreaterThan(20)
  return JSON.stringify(sums)
}

describe('an administrator who sees as somebody else', () => {
  it('gets what that person gets, to the byte', async () => {
    const [record] = (await agent.get(`${tickets}?limit=1`)).records as Json[]
    const where = encodeURIComponent(JSON.stringify({ '!=': [{ var: 'status' }, 'closed'] }))
    const asked = [
      `${tickets}?limit=50&where=${where}`,
      `${tickets}/count`,
      `${tickets}/${record.id}`,
      `${tickets}/${record.id}/history`,
      `${tickets}/${record.id}/timeline`,
      `${tickets}/${record.id}/process`,
      `${entity}/options?search=a`,
      '/api/v1/people?search=chen_mo',
    ]
    for (const url of asked) {
      const [own, seen, all] = await Promise.all([agent, seer, admin].map((caller) => caller.send('GET', url)))
      expect(seen?.statusCode, url).toBe(200)
      expect(seen?.body, url).toBe(own?.body)
      if (url.includes('count')) expect(all?.body).not.toBe(own?.body)
    }
    const [own, seen] = await Promise.all([agent, seer].map((caller) => caller.get('/api/v1/apps/service_desk')))
    expect(seen.document).toEqual(own.document)
    expect(own.rights.ticket).toMatchObject({ create: true, update: true })
    // Nothing is offered that would be refused.
    expect(seen.rights.ticket).toMatchObject({ create: false, update: false, delete: false, export: false })
    const run = (caller: Caller) => caller.post('/api/v1/apps/service_desk/reports/trend/run', {})
    const foreign = (await admin.get(`${tickets}?limit=200`)).records.find(
      ({ id }: Json) => id !== record.id && !JSON.stringify(record).includes(id),
    )
    expect(foreign).toBeDefined()
    const refusals = await Promise.all([agent, seer].map((caller) => run(caller).catch((error: Error) => error.message)))
    expect(JSON.stringify(refusals[1])).toBe(JSON.stringify(refusals[0]))
  })

  it('changes nothing and takes nothing along: every route but those of the list refuses', async () => {
    const before = await everything()
    const behindGate = routes.filter((route) => /^(session|designer|admin:.*)$/.test(route.policy) && !shownAsAnother.has(route))
    expect(behindGate.length).toBeGreaterThan(60)
    for (const route of behindGate) {
      const request = { method: route.method, url: addressOf(route), ...bodyFor(route) }
      const answer = await desk.server.app.inject({
        ...request,
        headers: { ...request.headers, cookie: seer.cookie, 'x-csrf-token': seer.csrf, 'if-match': '"1"' },
      })
      expect([answer.statusCode, answer.json().code], `${route.method} ${route.url}`).toEqual([403, 'server.see-as.refused'])
    }
    expect(await everything()).toBe(before)
  })

  it('leaves everything as it is by what the list answers', async () => {
    const ways = new Set(['DELETE /api/v1/session', 'DELETE /api/v1/see-as', 'GET /api/v1/live'])
    const shown = [...shownAsAnother].filter((route) => !ways.has(`${route.method} ${route.url}`))
    for (const { method, policy, url } of shown) {
      expect(policy).toBe('session')
      expect(method === 'GET' || /\/(run|drill)$/.test(url), url).toBe(true)
    }
    const before = await everything()
    const [record] = (await agent.get(`${tickets}?limit=1`)).records as Json[]
    for (const route of shown) {
      const url = addressOf(route, { id: record.id, dashboard: 'service_efficiency' })
      const answer = await seer.send(route.method, url, route.body ? {} : undefined)
      expect(answer.statusCode, `${route.method} ${url}`).toBeLessThan(500)
    }
    expect(await everything()).toBe(before)
  })

  it('cannot write past the gate either', async () => {
    const session = await desk.server.storage.sessions.find(seer.cookie.split('=')[1] ?? '')
    const seen = session && (await desk.server.storage.seeAs.of(session))
    const records = desk.server.storage.records(seen?.principal ?? (await desk.server.storage.people.principalOf(agent.id)))
    await expect(records.create('service_desk', 'customer', { name: 'x' })).rejects.toMatchObject({ code: 'storage.see-as.read-only' })
  })

  it('is told so, and named in the audit instead of the person', async () => {
    const session = await seer.get('/api/v1/session')
    expect(session).toMatchObject({ person: { id: agent.id, admin: false }, seeAs: { person: agent.id, by: { id: admin.id } } })
    const minutes = (Date.parse(session.seeAs.until) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(25)
    expect(minutes).toBeLessThanOrEqual(30)
    await seer.send('DELETE', '/api/v1/see-as')
    const { rows } = await desk.query(
      `select action, actor, object from tangram.audit where action like 'see-as%' order by id desc limit 2`,
    )
    expect(rows).toEqual([
      { action: 'see-as.end', actor: admin.id, object: agent.id },
      { action: 'see-as.begin', actor: admin.id, object: agent.id },
    ])
    expect(await seer.get('/api/v1/session')).toMatchObject({ person: { id: admin.id, admin: true }, seeAs: null })
  })

  it('is back to being themself when the time is over', async () => {
    expect((await seer.get('/api/v1/session')).person.id).toBe(agent.id)
    await desk.query(`update tangram.see_as set until = now() - interval '1 second'`)
    await desk.query(`select pg_notify('tangram_people', '')`)
    await expect.poll(async () => (await seer.get('/api/v1/session')).person.id, { timeout: 5_000 }).toBe(admin.id)
  })

  it('sees less as soon as the person does', async () => {
    const count = async (caller: Caller) => (await caller.get(`${tickets}/count`)).count as number
    const before = await count(seer)
    expect(before).toBe(await count(agent))
    await desk.query('create table held as select * from tangram.role_member')
    await desk.query(`delete from tangram.role_member where app = 'service_desk'`)
    await desk.query(`select pg_notify('tangram_people', '')`)
    await expect.poll(() => count(seer), { timeout: 5_000 }).toBeLessThan(before)
    expect(await count(seer)).toBe(await count(agent))
    await desk.query('insert into tangram.role_member select * from held')
    await desk.query(`select pg_notify('tangram_people', '')`)
    await expect.poll(() => count(agent), { timeout: 5_000 }).toBe(before)
  })

  it('sees what a role alone gives, as nobody', async () => {
    await seer.send('DELETE', '/api/v1/see-as')
    const session = await seer.post('/api/v1/see-as', { app: 'service_desk', roles: ['agent'] })
    expect(session).toMatchObject({ person: { admin: false, teams: [] }, seeAs: { person: null, roles: [{ en: 'Agent' }] } })
    expect((await seer.get(`${tickets}/count`)).count).toBe(0)
    expect((await seer.get('/api/v1/apps/service_desk')).rights.ticket).toMatchObject({ create: false, export: false })
    await seer.send('DELETE', '/api/v1/see-as')
    await seer.post('/api/v1/see-as', { app: 'service_desk', roles: ['manager'] })
    expect((await seer.get(`${tickets}/count`)).count).toBe((await admin.get(`${tickets}/count`)).count)
    await seer.send('DELETE', '/api/v1/see-as')
    expect((await seer.send('POST', '/api/v1/see-as', { app: 'service_desk', roles: ['owner'] })).statusCode).toBe(404)
  })

  it('is an administrator, and sees as nobody who is one', async () => {
    const refused = await agent.send('POST', '/api/v1/see-as', { person: admin.id })
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'server.not-allowed'])
    await seer.send('DELETE', '/api/v1/see-as')
    expect((await seer.send('POST', '/api/v1/see-as', { person: admin.id })).json().code).toBe('storage.see-as.administrator')
    expect((await seer.send('POST', '/api/v1/see-as', {})).statusCode).toBe(400)
    expect((await seer.get('/api/v1/session')).seeAs).toBeNull()
  })
})

describe('explanations over HTTP', () => {
  it('tell an administrator about anybody, and note who asked', async () => {
    const mine = await agent.get(`${tickets}?limit=200`)
    const ids = new Set(mine.records.map(({ id }: Json) => id))
    const foreign = (await admin.get(`${tickets}?limit=200`)).records.find(({ id }: Json) => !ids.has(id))
    const why = await admin.get(`${tickets}/${foreign.id}/rights?person=${agent.id}`)
    expect(why).toMatchObject({ self: false, person: { id: agent.id }, actions: [{ action: 'read', verdict: 'no' }, {}, {}, {}] })
    expect(why.actions[0].words[0]['zh-CN']).toContain('客服专员')
    const { rows } = await desk.query(`select object from tangram.audit where action = 'rights.explain' and actor = $1`, [admin.id])
    expect(rows).toEqual([{ object: `service_desk ticket ${foreign.id} ${agent.id}` }])
    expect((await agent.send('GET', `${tickets}/${foreign.id}/rights`)).statusCode).toBe(404)
  })

  it('tell the others about themselves, without a word of what is hidden from them', async () => {
    const [record] = (await agent.get(`${tickets}?limit=1`)).records as Json[]
    const own = await agent.send('GET', `${tickets}/${record.id}/rights`)
    expect(own.json()).toMatchObject({
      self: true,
      actions: [{ action: 'read', verdict: 'yes' }, {}, {}, { action: 'export', verdict: 'no' }],
    })
    expect(own.body).not.toContain('internal_cost')
    for (const query of [`person=${admin.id}`, 'roles=manager']) {
      expect((await agent.send('GET', `${entity}/rights?${query}`)).json().code).toBe('storage.explanation.forbidden')
    }
    expect((await admin.send('GET', `${entity}/rights?roles=agent&person=${agent.id}`)).statusCode).toBe(400)
    const ofRole = await admin.get(`${entity}/rights?roles=agent`)
    expect(ofRole.actions.map(({ action, verdict }: Json) => `${action} ${verdict}`)).toEqual([
      'read some',
      'create yes',
      'update some',
      'delete no',
      'export no',
    ])
    expect(ofRole.fields.find(({ field }: Json) => field === 'internal_cost')).toMatchObject({ sees: 'no' })
  })
})
