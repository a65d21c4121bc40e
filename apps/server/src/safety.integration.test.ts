import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from './routes/index.ts'
import { addressOf, bodyFor, hostileRequests } from './testing/hostile-requests.ts'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

let desk: Desk
let agent: Caller
let manager: Caller
let admin: Caller
beforeAll(async () => {
  desk = await openDesk({ workers: false })
  ;[agent, manager, admin] = await Promise.all([desk.as('chen_mo'), desk.as('lin_yue'), desk.as('admin')])
})
afterAll(() => desk.close())

const tickets = '/api/v1/apps/service_desk/entities/ticket/records'
const leaks = /at \/|\.ts:|node_modules|select |tangram\.(?!dev)|pg_|syntax error|relation "/

async function rowCounts(): Promise<string> {
  const counts = await Promise.all(
    ['ticket', 'product', 'customer'].map((entity) => admin.get(`/api/v1/apps/service_desk/entities/${entity}/records/count`)),
  )
  return JSON.stringify(counts)
}

describe('hostile requests to the whole server', () => {
  it('get clear answers, reveal nothing and leave nothing half saved', async () => {
    const before = await rowCounts()
    for (const route of routes) {
      if (route.url.endsWith('/live')) continue
      const values = ['constructor', 'hasownproperty', "1'; drop table x; --", '%27%22', 'x'.repeat(40)]
      const names = [...route.url.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
      const odd = names.flatMap((name) =>
        values.map((value) => ({
          name: `${name} ${value}`,
          request: { method: route.method, url: addressOf(route, { [name]: value }), ...bodyFor(route) },
        })),
      )
      for (const { name, request } of [...hostileRequests(route), ...odd]) {
        const answer = await desk.server.app.inject({
          ...request,
          headers: { ...request.headers, cookie: admin.cookie, 'x-csrf-token': admin.csrf, 'if-match': '"1"' },
        })
        expect(answer.statusCode, `${route.method} ${route.url} ${name} ${answer.body}`).toBeLessThan(500)
        expect(answer.statusCode, `${route.method} ${route.url} ${name}`).toBeGreaterThanOrEqual(400)
        expect(answer.body, `${route.method} ${route.url} ${name}`).not.toMatch(leaks)
      }
    }
    expect(await rowCounts()).toBe(before)
    expect((await admin.send('GET', '/ready')).statusCode).toBe(200)
  })

  it.each([
    ['where', '{"==":[{"var":"nobody"},1]}'],
    ['where', '{"evil":[1]}'],
    ['where', '{"==":[{"var":"number; drop table"},1]}'],
    ['where', '[1,2'],
    ['where', `{"and":[${Array(5).fill('{"==":[1,1]}').join(',')}]}`.slice(0, -1)],
    ['sort', 'number;drop'],
    ['sort', 'internal_costs'],
    ['select', 'id,constructor'],
    ['select', '__proto__'],
    ['limit', '0'],
    ['limit', '201'],
    ['limit', 'all'],
    ['after', 'bm90IGEgY3Vyc29y'],
    ['after', "' or 1=1"],
  ])('a list with %s=%s is refused with the place', async (name, value) => {
    const answer = await agent.send('GET', `${tickets}?${name}=${encodeURIComponent(value)}`)
    expect([400, 403], answer.body).toContain(answer.statusCode)
    expect(answer.body).not.toMatch(leaks)
  })
})

describe('values no database takes', () => {
  it('as versions, cursors, half characters or depths without end are refused, not stumbled over', async () => {
    const [record] = (await manager.get(`${tickets}?limit=1`)).records
    const url = `${tickets}/${record.id}`
    const version = { 'if-match': '"99999999999999999999"' }
    expect((await manager.send('PATCH', url, { values: { description: 'x' } }, version)).statusCode).toBe(428)
    const { next } = await manager.get(`${tickets}?limit=1`)
    const [fingerprint, , id] = JSON.parse(Buffer.from(next, 'base64url').toString())
    for (const keys of [
      ['never', id],
      ['2026-11-22', 'nobody'],
      [7, id],
    ]) {
      const after = Buffer.from(JSON.stringify([fingerprint, ...keys])).toString('base64url')
      expect((await manager.send('GET', `${tickets}?limit=1&after=${after}`)).statusCode, after).toBe(400)
    }
    const many = { in: ['x', { cat: Array(200).fill({ var: 'description' }) }] }
    expect((await manager.send('GET', `${tickets}/count?where=${encodeURIComponent(JSON.stringify(many))}`)).statusCode).toBe(200)
    const draft = '/api/v1/apps/service_desk/draft'
    const { document, revision } = await admin.get(draft)
    const odd = { ...document, label: { en: 'half \ud800' } }
    expect((await admin.send('PUT', draft, { document: odd }, { 'if-match': `"${revision}"` })).statusCode).toBe(400)
    const deep = desk.server.app.inject({
      method: 'POST',
      url: '/api/v1/apps/service_desk/reports/trend/drill',
      payload: `{"cell":{"month":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
      headers: { cookie: manager.cookie, 'x-csrf-token': manager.csrf, 'content-type': 'application/json' },
    })
    expect((await deep).json()).toMatchObject({ status: 400, code: 'server.request.invalid' })
    const report = '/api/v1/apps/service_desk/reports/trend'
    for (const body of [{ created_at: { gte: '2026-99-99' } }, { created_at: { last: '1 zillion' } }, { internal_costs: '1' }]) {
      expect((await manager.send('POST', `${report}/run`, { filters: body })).statusCode, JSON.stringify(body)).toBe(400)
    }
    for (const cell of [{ month: 'x' }, { month: '2026-99-01' }, { nothing: 1 }]) {
      expect((await manager.send('POST', `${report}/drill`, { cell })).statusCode, JSON.stringify(cell)).toBe(400)
    }
  })
})

describe('callers who send their bodies drop by drop', () => {
  it('keep nobody else waiting', async () => {
    const { hostname, port } = new URL(desk.server.url)
    const head = 'POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"login":'
    const slow = await Promise.all(
      Array.from({ length: 520 }, async () => {
        const socket = connect(Number(port), hostname)
        socket.on('error', () => undefined)
        await new Promise<void>((resolve) => socket.write(head, () => resolve()))
        return socket
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 300))
    try {
      expect((await fetch(`${desk.server.url}/ready`)).status).toBe(200)
      expect((await fetch(`${desk.server.url}/api/v1/session`, { method: 'POST' })).status).toBeLessThan(500)
    } finally {
      for (const socket of slow) socket.destroy()
    }
  })
})

describe('a hidden field', () => {
  it('does not exist for those it is hidden from, by any way', async () => {
    const where = (logic: Json) => `?where=${encodeURIComponent(JSON.stringify(logic))}`
    const asked = [
      `${tickets}?select=internal_cost`,
      `${tickets}?sort=internal_cost`,
      `${tickets}${where({ '>': [{ var: 'internal_cost' }, '0'] })}`,
      `${tickets}/count${where({ '>': [{ var: 'internal_cost' }, '0'] })}`,
    ]
    for (const url of asked) {
      const hidden = await agent.send('GET', url)
      const unknown = await agent.send('GET', url.replaceAll('internal_cost', 'infernal_cost'))
      expect(hidden.statusCode, url).toBe(400)
      expect(hidden.body.replaceAll('internal_cost', 'infernal_cost')).toBe(unknown.body)
    }
    const seen = JSON.stringify([await agent.get(`${tickets}?limit=200`), await agent.get('/api/v1/apps/service_desk')])
    expect(seen).not.toContain('internal_cost')
  })

  it('cannot be written by those it is hidden from', async () => {
    const [record] = (await agent.get(`${tickets}?limit=1`)).records
    const before = await manager.get(`${tickets}/${record.id}`)
    const answer = await agent.send(
      'PATCH',
      `${tickets}/${record.id}`,
      { values: { internal_cost: '1.00' } },
      { 'if-match': `"${record.version}"` },
    )
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(await manager.get(`${tickets}/${record.id}`)).toEqual(before)
  })
})

describe('a record of somebody else', () => {
  it('looks like one that does not exist, on every route with its id', async () => {
    const mine = new Set((await agent.get(`${tickets}?limit=200`)).records.map(({ id }: Json) => id))
    const all: Json[] = (await manager.get(`${tickets}?limit=200`)).records
    const foreign = all.find(({ id }) => !mine.has(id))
    expect(mine.size).toBeGreaterThan(0)
    expect(foreign).toBeDefined()
    const nowhere = '01920000-0000-7000-8000-0000000000ff'
    for (const route of routes.filter(({ url }) => url.includes('/records/:id'))) {
      const ask = (id: string) =>
        agent.send(route.method, addressOf(route, { id }), route.body ? { values: { description: 'x' } } : undefined, { 'if-match': '"1"' })
      const [theirs, none] = [await ask(foreign.id), await ask(nowhere)]
      expect(theirs.statusCode, `${route.method} ${route.url} ${theirs.body}`).toBe(404)
      expect(theirs.body.replaceAll(foreign.id, nowhere), route.url).toBe(none.body)
    }
    expect((await manager.get(`${tickets}/${foreign.id}`)).version).toBe(foreign.version)
  })

  it('is not counted, found, exported or offered', async () => {
    const counts = await Promise.all([agent, manager].map((who) => who.get(`${tickets}/count`)))
    expect(counts[0].count).toBeLessThan(counts[1].count)
    expect((await agent.send('GET', `${tickets}/export?format=csv`)).statusCode).toBe(403)
    const exported = await manager.send('GET', `${tickets}/export?format=csv`)
    expect(exported.statusCode).toBe(200)
    expect(exported.body.trim().split(/\r?\n/).length).toBe(counts[1].count + 1)
    expect((await manager.send('GET', `${tickets}/export?format=xlsx`)).rawPayload.subarray(0, 2).toString()).toBe('PK')
  })
})

describe('a stale save', () => {
  it('gets 409 with both versions and changes nothing', async () => {
    const [record] = (await manager.get(`${tickets}?limit=1`)).records
    const patch = (values: Json) => manager.send('PATCH', `${tickets}/${record.id}`, { values }, { 'if-match': `"${record.version}"` })
    const first = await patch({ description: 'first' })
    expect(first.headers.etag).toBe(`"${record.version + 1}"`)
    const second = await patch({ description: 'second' })
    expect(second.json()).toMatchObject({
      status: 409,
      code: 'storage.record.stale',
      details: { current: { version: record.version + 1, values: { description: 'first' } }, yours: { description: 'second' } },
    })
    expect((await manager.get(`${tickets}/${record.id}`)).values.description).toBe('first')
    expect((await manager.send('PATCH', `${tickets}/${record.id}`, { values: {} })).statusCode).toBe(428)
  })
})

describe('what a person may not do', () => {
  it('designing is for designers, and an app one has no part in does not exist', async () => {
    for (const route of routes.filter(({ policy }) => policy === 'designer')) {
      const own = await agent.send(route.method, addressOf(route), route.body ? { document: {} } : undefined, { 'if-match': '"1"' })
      expect(own.statusCode, route.url).toBe(403)
      const none = await agent.send(route.method, addressOf(route, { app: 'no_such_app' }), route.body ? { document: {} } : undefined, {
        'if-match': '"1"',
      })
      expect(none.statusCode, route.url).toBe(404)
    }
  })

  it('the outgoing messages are for administrators', async () => {
    expect((await manager.send('GET', '/api/v1/messages')).statusCode).toBe(403)
    expect((await admin.send('GET', '/api/v1/messages')).statusCode).toBe(200)
  })

  it('a dashboard is for the roles that have it', async () => {
    const url = '/api/v1/apps/service_desk/dashboards/service_efficiency/run'
    expect((await agent.send('POST', url, {})).statusCode).toBe(404)
    // Nor are its reports one by one.
    const report = '/api/v1/apps/service_desk/reports/team_ranking'
    expect((await agent.send('POST', `${report}/run`, {})).statusCode).toBe(404)
    expect((await agent.send('POST', `${report}/drill`, { cell: {} })).statusCode).toBe(404)
    const { results } = await manager.post(url)
    expect(Object.keys(results)).toContain('trend')
    for (const [report, result] of Object.entries<Json>(results))
      expect(result.rows, `${report} ${JSON.stringify(result).slice(0, 200)}`).toBeDefined()
  })

  it('a mark of a report leads to exactly the records behind it', async () => {
    const report = await manager.post('/api/v1/apps/service_desk/reports/problem_types/run')
    const [row] = report.rows
    const dimension = report.columns[0].id ?? report.columns[0].as
    const drill = await manager.post('/api/v1/apps/service_desk/reports/problem_types/drill', { cell: { [dimension]: row[0] }, limit: 200 })
    expect(drill.count).toBe(Number(row[1]))
    expect(drill.records.length).toBe(Math.min(200, drill.count))
  })

  it('a public form link opens its form and nothing else', async () => {
    const { publicForms } = await manager.get('/api/v1/apps/service_desk')
    const token = publicForms.complaint.split('/f/')[1]
    const nobody = desk.nobody()
    expect((await nobody.send('GET', `/api/v1/public/links/${token}`)).statusCode).toBe(404)
    expect((await nobody.send('POST', `/api/v1/public/links/${token}`, { outcome: 'confirmed' })).statusCode).toBe(404)
    expect((await nobody.send('GET', `/api/v1/public/forms/${token}/options/customer`)).statusCode).toBe(404)
    expect((await nobody.send('GET', `/api/v1/public/forms/${token}/options/team?search=tech`)).statusCode).toBe(404)
    const found = (search: string) => nobody.get(`/api/v1/public/forms/${token}/options/product?search=${encodeURIComponent(search)}`)
    for (const tooLittle of ['K', 'K F', 'k - f', '% %', '--', ' K ']) expect(await found(tooLittle), tooLittle).toEqual([])
    for (const enough of ['KF', 'KFR 3']) expect((await found(enough)).length, enough).toBeGreaterThan(0)
    const values = await desk.complaint()
    expect((await nobody.send('POST', `/api/v1/public/forms/${token}/submissions`, { values, requestId: 'plain' })).statusCode).toBe(201)
    const submit = async (more: Json) =>
      (await nobody.post(`/api/v1/public/forms/${token}/submissions`, { values: { ...values, ...more }, requestId: '1' })).number
    const [first, repeated, other] = [await submit({}), await submit({}), await submit({ customer_name: '别人' })]
    expect(repeated).toBe(first)
    // A name for the request that somebody else has used, too, neither loses this one nor shows theirs.
    expect(other).not.toBe(first)
    for (const more of [{ internal_cost: '9.00' }, { status: 'resolved' }, { number: 'TS-1' }, { team: manager.id }]) {
      const answer = await nobody.send('POST', `/api/v1/public/forms/${token}/submissions`, {
        values: { ...values, ...more },
        requestId: JSON.stringify(more),
      })
      const field = Object.keys(more)[0] as string
      if (answer.statusCode < 300) {
        const where = encodeURIComponent(JSON.stringify({ '==': [{ var: 'number' }, answer.json().number] }))
        const [record] = (await manager.get(`${tickets}?where=${where}`)).records
        expect(record.values[field], field).not.toBe(Object.values(more)[0])
      } else expect(answer.statusCode).toBeLessThan(500)
    }
  })
})
