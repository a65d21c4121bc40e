import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, type Desk, openDesk, until } from './testing/open-desk.ts'

let desk: Desk
let admin: Caller

beforeAll(async () => {
  desk = await openDesk()
  admin = await desk.as('admin')
})
afterAll(() => desk.close())

it('finds what happened, takes it along as a file that is noted itself, and verifies', async () => {
  await desk.nobody().send('POST', '/api/v1/session', { login: '=cmd|calc', password: 'wrong password' })
  await until(async () => {
    const { rows } = await desk.query('select 1 from tangram.audit_unsealed')
    return rows.length === 0
  })
  const { entries, next } = await admin.get('/api/v1/audit?action=sign-in&result=refused&object=CMD')
  expect(next).toBeNull()
  expect(entries).toMatchObject([{ actor: null, login: '=cmd|calc', object: null, ip: expect.any(String) }])

  const file = await admin.send('GET', '/api/v1/audit/export?action=sign-in')
  expect(file.statusCode).toBe(200)
  expect(file.body).toContain(`,'=cmd|calc,refused,`)
  expect((await admin.get('/api/v1/audit?action=audit.export')).entries).toMatchObject([{ actor: admin.id, result: 'ok' }])

  const verified = (await admin.send('POST', '/api/v1/audit/verify')).json()
  expect(verified).toMatchObject({ broken: null, last: { seq: expect.any(Number), digest: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  expect(verified.entries + verified.unsealed).toBeGreaterThan(1)
})

it('gives each entry on one page only', async () => {
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page: { entries: { id: string }[]; next: string | null } = await admin.get(`/api/v1/audit?limit=2${next && `&before=${next}`}`)
    seen.push(...page.entries.map(({ id }) => id))
    next = page.next
  }
  expect(new Set(seen).size).toBe(seen.length)
  const { rows } = await desk.query<{ n: number }>('select count(*)::int as n from tangram.audit')
  expect(seen.length).toBe(rows[0]?.n)
  expect(seen.length).toBeGreaterThan(2)
})

it('notes designing, and signing out', async () => {
  const base = '/api/v1/apps/service_desk/draft'
  const { document, revision } = await admin.get(base)
  expect((await admin.send('PUT', base, { document }, { 'if-match': `"${revision}"` })).statusCode).toBe(200)
  expect((await admin.get('/api/v1/audit?app=service_desk&action=app.draft')).entries).toMatchObject([{ actor: admin.id }])
  const agent = await desk.as('admin')
  await agent.send('DELETE', '/api/v1/session')
  expect((await admin.get('/api/v1/audit?action=sign-out')).entries).toMatchObject([{ actor: admin.id, result: 'ok' }])
})

it('is kept for 180 days at least', async () => {
  expect(await admin.get('/api/v1/audit/retention')).toEqual({ days: null })
  expect((await admin.send('PUT', '/api/v1/audit/retention', { days: 179 })).statusCode).toBe(422)
  expect((await admin.send('PUT', '/api/v1/audit/retention', { days: 365 })).statusCode).toBe(200)
  expect(await admin.get('/api/v1/audit/retention')).toEqual({ days: 365 })
  const { entries } = await admin.get('/api/v1/audit?action=audit.retention')
  expect(entries).toMatchObject([{ object: null, details: { before: null, after: 365 } }])
})

it('is for administrators alone', async () => {
  const nobody = desk.nobody()
  const { rows } = await desk.query<{ login: string }>(
    `select login from tangram.person where not admin and login is not null order by login limit 1`,
  )
  const agent = await desk.as(rows[0]?.login as string)
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/export'],
    ['POST', '/verify'],
    ['GET', '/retention'],
  ] as const) {
    expect((await agent.send(method, `/api/v1/audit${path}`)).statusCode).toBe(403)
    expect((await nobody.send(method, `/api/v1/audit${path}`)).statusCode).toBe(401)
  }
})
