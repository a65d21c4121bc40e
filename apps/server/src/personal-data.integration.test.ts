import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, type Desk, openDesk } from './testing/open-desk.ts'

const tickets = '/api/v1/apps/service_desk/entities/ticket/records'
let desk: Desk
let admin: Caller
let agent: Caller
let ticket: { id: string }

beforeAll(async () => {
  desk = await openDesk()
  admin = await desk.as('admin')
  agent = await desk.as('chen_mo')
  const product = (await admin.get('/api/v1/apps/service_desk/entities/product/records')).records[0].id
  const values = {
    customer_name: 'Quentin Zhao',
    phone: '13700137000',
    product,
    problem_type: 'malfunction',
    urgency: 'normal',
    description: 'It drips',
  }
  ticket = await admin.post(tickets, { values })
})
afterAll(() => desk.close())

it('finds a person by name or number, and notes who looked for what beside the entry', async () => {
  const found = await admin.post('/api/v1/personal-data/find', { text: '137 0013 7000' })
  expect(found.tables).toMatchObject([
    {
      app: 'service_desk',
      entity: 'ticket',
      deleted: false,
      view: expect.any(String),
      records: [{ id: ticket.id, fields: ['phone'] }],
      next: null,
    },
  ])
  expect((await admin.post('/api/v1/personal-data/find', { text: 'quentin' })).tables[0].records).toMatchObject([
    { fields: ['customer_name'] },
  ])
  const { entries } = await admin.get('/api/v1/audit?action=personal.find')
  expect(entries[0]).toMatchObject({ actor: admin.id, object: '1 records', details: { text: 'quentin' } })
  const { rows } = await desk.query(`select from tangram.audit where object ilike '%quentin%'`)
  expect(rows).toEqual([])
})

it('finds people of the organisation', async () => {
  const { name } = (await admin.get('/api/v1/session')).person
  expect((await admin.post('/api/v1/personal-data/find', { text: name })).members).toMatchObject([{ id: admin.id, name }])
})

it('gives a copy of what is held, and notes of which records', async () => {
  const places = [{ app: 'service_desk', entity: 'ticket', record: ticket.id }]
  const copy = await admin.post('/api/v1/personal-data/export', { places })
  expect(copy.tables[0].records[0]).toMatchObject({
    id: ticket.id,
    values: { customer_name: 'Quentin Zhao' },
    history: [{ kind: 'create' }],
  })
  expect((await admin.get('/api/v1/audit?action=personal.export')).entries[0]).toMatchObject({ details: { places } })
})

it('lists tables and their fields, also as a file', async () => {
  const tables = await admin.get('/api/v1/personal-data')
  expect(tables.map(({ entity }: { entity: string }) => entity)).toEqual(expect.arrayContaining(['customer', 'ticket']))
  const file = await admin.send('GET', '/api/v1/personal-data/inventory.csv')
  expect(file.headers['content-type']).toContain('text/csv')
  expect(file.body).toContain('phone')
})

it('is for security administrators, and refuses what is no search', async () => {
  for (const [method, url, body] of [
    ['GET', '/api/v1/personal-data', undefined],
    ['GET', '/api/v1/personal-data/inventory.csv', undefined],
    ['POST', '/api/v1/personal-data/find', { text: 'quentin' }],
    ['POST', '/api/v1/personal-data/export', { places: [{ app: 'service_desk', entity: 'ticket', record: ticket.id }] }],
  ] as const)
    expect((await agent.send(method, url, body)).statusCode, url).toBe(403)
  expect((await admin.send('POST', '/api/v1/personal-data/find', { text: ' ' })).statusCode).toBe(422)
  expect((await admin.send('POST', '/api/v1/personal-data/find', { text: 'x'.repeat(201) })).statusCode).toBe(400)
  expect((await admin.send('POST', '/api/v1/personal-data/export', { places: [] })).statusCode).toBe(400)
})
