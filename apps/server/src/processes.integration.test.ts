import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { serviceDesk } from '@tangram/example-service-desk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningServer } from './start-server.ts'
import { type Caller, type Desk, type Json, openDesk, until } from './testing/open-desk.ts'

const tickets = '/api/v1/apps/service_desk/entities/ticket/records'
let desk: Desk
let other: RunningServer
let manager: Caller
let values: Json
beforeAll(async () => {
  desk = await openDesk()
  other = await desk.another()
  manager = await desk.as('lin_yue')
  values = await desk.complaint()
})
afterAll(() => desk.close())

/** An open page: what it hears, by a real connection. */
async function openPage(url: string, person: Caller, headers: { [name: string]: string } = {}) {
  const stop = new AbortController()
  const answer = await fetch(`${url}/api/v1/live`, { headers: { cookie: person.cookie, ...headers }, signal: stop.signal })
  const heard: { event: string; data: Json }[] = []
  let ended = false
  const read = async () => {
    let rest = ''
    for await (const chunk of answer.body ?? []) {
      const blocks = (rest + Buffer.from(chunk).toString()).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = /^event: (.*)$/m.exec(block)?.[1]
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (event) heard.push({ event, data: JSON.parse(data ?? '{}') })
      }
    }
  }
  read()
    .catch(() => undefined)
    .finally(() => {
      ended = true
    })
  await until(async () => heard.some(({ event }) => event === 'ready'))
  return { answer, heard, close: () => stop.abort(), hasEnded: () => ended }
}

describe('live updates', () => {
  it('reach pages at the other process, and only people who can see the record', async () => {
    const accountant = await desk.as('song_lan')
    const [his, hers] = await Promise.all([openPage(other.url, manager), openPage(other.url, accountant)])
    const record = await manager.post(tickets, { values })
    await until(async () => his.heard.some(({ event, data }) => event === 'record' && data.id === record.id))
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(hers.heard.filter(({ event, data }) => event === 'record' && data.id === record.id)).toEqual([])
    expect(his.answer.headers.get('content-type')).toContain('text/event-stream')
    for (const page of [his, hers]) page.close()
  })

  it('bring a to-do to its people without reloading, and to nobody else', async () => {
    const people = await desk.server.storage.people.find({ kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' }, { limit: 200 })
    const accountants = people.filter(({ teams }) => teams.some(({ key }) => key === 'finance')).flatMap(({ login }) => login ?? [])
    const pages = await Promise.all(accountants.map(async (login) => openPage(other.url, await desk.as(login))))
    const bystander = await openPage(other.url, await desk.as('he_qing'))
    const record = await manager.post(tickets, { values: await desk.complaint({ problem_type: 'billing' }) })
    const ofTask = ({ event, data }: { event: string; data: Json }) => event === 'task' && data.id === record.id
    const told = await until(async () => pages.find(({ heard }) => heard.some(ofTask)))
    expect(told.heard.find(ofTask)?.data).toEqual({ type: 'task', app: 'service_desk', entity: 'ticket', id: record.id })
    expect(bystander.heard.some(ofTask)).toBe(false)
    for (const page of [...pages, bystander]) page.close()
  })

  it('tell a page that was away to read again', async () => {
    const page = await openPage(desk.server.url, manager, { 'last-event-id': 'abc-7' })
    await until(async () => page.heard.some(({ event }) => event === 'refetch'))
    page.close()
  })

  it('need somebody', async () => {
    expect((await fetch(`${desk.server.url}/api/v1/live`)).status).toBe(401)
  })
})

describe('two processes on one database', () => {
  it('know each other’s sign-ins and sign-outs', async () => {
    const person = await desk.as('zhou_ran')
    const there = desk.at(other, person)
    expect((await there.get('/api/v1/session')).person.name).toBe('周然')
    expect((await person.send('DELETE', '/api/v1/session')).statusCode).toBe(200)
    await until(async () => (await there.send('GET', '/api/v1/apps')).statusCode === 401, 1_000)
  })

  it('both show a publish within a second, keep the data through a rollback and show it again', async () => {
    const builder = await desk.as('zhou_ran')
    const admin = await desk.as('admin')
    const there = desk.at(other, builder)
    const draft = await builder.get('/api/v1/apps/service_desk/draft')
    const document = structuredClone(draft.document)
    document.entities.items.ticket.fields.order.push('visit_on')
    document.entities.items.ticket.fields.items.visit_on = { id: 'visit_on', type: 'date', label: { 'zh-CN': '上门日期', en: 'Visit on' } }
    document.forms.items.complaint.elements.order.push('visit_on')
    document.forms.items.complaint.elements.items.visit_on = { id: 'visit_on', kind: 'field', field: 'visit_on' }
    const put = (revision: number) => builder.send('PUT', '/api/v1/apps/service_desk/draft', { document }, { 'if-match': `"${revision}"` })
    expect((await put(draft.revision)).statusCode).toBe(200)
    expect((await put(draft.revision)).json()).toMatchObject({ status: 409, code: 'storage.draft.stale' })

    const plan = await builder.get('/api/v1/apps/service_desk/draft/plan')
    expect(plan).toMatchObject({ canPublish: true })
    expect(plan.diff).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'added', id: 'visit_on' })]))
    const before = await manager.get(`${tickets}?limit=5`)
    const { version } = await builder.post('/api/v1/apps/service_desk/publish', { note: 'visits' })
    const fields = async (caller: Caller) =>
      (await caller.get('/api/v1/apps/service_desk')).document.entities.items.ticket.fields.order as string[]
    await until(async () => (await fields(there)).includes('visit_on'), 1_000)
    expect(await fields(builder)).toContain('visit_on')

    const record = await there.post(tickets, { values: { ...values, visit_on: '2026-12-01' } })
    const old = before.records[0]
    expect((await manager.get(`${tickets}/${old.id}`)).values.description).toBe(old.values.description)
    expect((await builder.send('GET', `${tickets}/${record.id}`)).json().values.visit_on).toBe('2026-12-01')

    await builder.post(`/api/v1/apps/service_desk/versions/${version - 1}/restore`)
    await until(async () => !(await fields(there)).includes('visit_on'), 1_000)
    expect((await there.get(`${tickets}/${record.id}`)).values.visit_on).toBeUndefined()
    await builder.post(`/api/v1/apps/service_desk/versions/${version}/restore`)
    await until(async () => (await fields(there)).includes('visit_on'), 1_000)
    expect((await there.get(`${tickets}/${record.id}`)).values.visit_on).toBe('2026-12-01')
    const versions: Json[] = await admin.get('/api/v1/apps/service_desk/versions')
    expect(versions.filter(({ current }) => current)).toHaveLength(1)
    expect(versions.length).toBeGreaterThanOrEqual(4)
  })

  it('refuses to publish a draft that fails its check, and saves nothing of it', async () => {
    const builder = await desk.as('zhou_ran')
    const draft = await builder.get('/api/v1/apps/service_desk/draft')
    const document = structuredClone(draft.document)
    document.forms.items.complaint.elements.items.customer_name.field = 'no_such_field'
    const saved = await builder.send('PUT', '/api/v1/apps/service_desk/draft', { document }, { 'if-match': `"${draft.revision}"` })
    expect(saved.statusCode).toBe(200)
    const answer = await builder.send('POST', '/api/v1/apps/service_desk/publish', {})
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('/forms/items/complaint')
    const plan = await builder.get('/api/v1/apps/service_desk/draft/plan')
    expect(plan.canPublish).toBe(false)
    const { revision } = saved.json()
    await builder.send('PUT', '/api/v1/apps/service_desk/draft', { document: { ...serviceDesk } }, { 'if-match': `"${revision}"` })
  })

  it('share the work, and stopping one loses nothing', async () => {
    const third = await desk.another()
    const there = desk.at(third, manager)
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? there : manager).post(tickets, { values: { ...values, description: `${n}` } })),
    )
    await third.close()
    for (const record of made) {
      const process = await until(async () => {
        const [standing] = await manager.get(`${tickets}/${record.id}/process`)
        return standing?.nodes.some(({ status }: Json) => status === 'active') && standing
      })
      expect(process.status).toBe('running')
    }
    const all = await Promise.all(made.map(({ id }) => manager.get(`${tickets}/${id}/process`)))
    expect(all.every((processes) => processes.length === 1)).toBe(true)
  })

  it('finishes what is under way when it is told to stop, and takes nothing new', async () => {
    const third = await desk.another()
    const write = (n: number) =>
      fetch(`${third.url}${tickets}`, {
        method: 'POST',
        headers: { cookie: manager.cookie, 'x-csrf-token': manager.csrf, 'content-type': 'application/json' },
        body: JSON.stringify({ values: { ...values, description: `last ${n}` } }),
      }).then(
        ({ status }) => status,
        () => 0,
      )
    const page = await openPage(third.url, manager)
    const writing = Array.from({ length: 8 }, (_, n) => write(n))
    await new Promise((resolve) => setTimeout(resolve, 15))
    await third.close()
    const statuses = await Promise.all(writing)
    expect(statuses.filter((status) => ![201, 503, 0].includes(status))).toEqual([])
    const where = encodeURIComponent(JSON.stringify({ in: [{ var: 'description' }, statuses.map((_, n) => `last ${n}`)] }))
    expect((await manager.get(`${tickets}/count?where=${where}`)).count).toBeGreaterThanOrEqual(
      statuses.filter((status) => status === 201).length,
    )
    expect(page.hasEnded()).toBe(true)
    await expect(fetch(`${third.url}/health`)).rejects.toThrow()
  })
})

describe('reports', () => {
  it('are asked of the replica that is set, and answered by the database when it hangs up', async () => {
    let asked = 0
    const replica = createServer((socket) => {
      asked++
      socket.destroy()
    }).listen(0, '127.0.0.1')
    await once(replica, 'listening')
    const { port } = replica.address() as AddressInfo
    const reader = await desk.another({ reportDatabaseUrl: `postgres://reader@127.0.0.1:${port}/tangram` })
    const there = desk.at(reader, manager)
    await there.get(`${tickets}?limit=1`)
    expect(asked).toBe(0)
    const result = await there.post('/api/v1/apps/service_desk/reports/problem_types/run', {})
    expect(result.rows.length).toBeGreaterThan(0)
    expect(asked).toBeGreaterThan(0)
    replica.close()
  })
})
