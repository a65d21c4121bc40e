import { afterAll, beforeAll, expect, it } from 'vitest'
import { routes } from './routes/index.ts'
import { type Caller, type Desk, openDesk } from './testing/open-desk.ts'

let desk: Desk
let security: Caller
let system: Caller
let audit: Caller

const raise = (who: Caller) => desk.query('update tangram.person set admin = true where id = $1', [who.id])
const records = '/api/v1/apps/service_desk/entities/ticket/records'
const ownRecords = new Map<Caller, unknown>()
const seenBy = async (caller: Caller): Promise<unknown> => {
  const { statusCode, body } = await caller.send('GET', records)
  return {
    statusCode,
    records: statusCode === 200 ? (JSON.parse(body) as { records: { id: string }[] }).records.map(({ id }) => id).sort() : null,
  }
}
const separation = '/api/v1/administrators/separation'
const dutiesOf = (...pairs: [Caller, string][]) => ({ duties: pairs.map(([{ id }, duty]) => ({ person: id, duty })) })

beforeAll(async () => {
  desk = await openDesk()
  ;[security, system, audit] = await Promise.all([desk.as('admin'), desk.as('chen_mo'), desk.as('song_lan')])
  await desk.query('delete from tangram.role_member where person = $1', [security.id])
  await desk.query('delete from tangram.team_member where person = $1', [security.id])
  for (const caller of [system, audit]) ownRecords.set(caller, await seenBy(caller))
})
afterAll(() => desk.close())

it('asks for somebody active for each duty, and for one duty of each administrator', async () => {
  expect((await security.send('PUT', separation, dutiesOf([security, 'security']))).json()).toMatchObject({
    code: 'storage.administrators.uncovered',
  })
  await Promise.all([raise(system), raise(audit)])
  const twice = await security.send('PUT', separation, dutiesOf([security, 'security'], [system, 'system']))
  expect(twice.json()).toMatchObject({ status: 422, code: 'storage.administrators.each' })
  expect((await security.get('/api/v1/administrators')).separated).toBe(false)
})

it('leaves each administrator one duty from the next request on', async () => {
  expect((await security.send('GET', '/api/v1/audit')).statusCode).toBe(200)
  const separated = await security.send('PUT', separation, dutiesOf([security, 'security'], [system, 'system'], [audit, 'audit']))
  expect(separated.statusCode, separated.body).toBe(200)
  expect((await security.get('/api/v1/session')).person).toMatchObject({ admin: true, administers: 'security' })
  const holders = { 'admin:security': security, 'admin:system': system, 'admin:audit': audit } as const
  for (const route of routes) {
    if (route.method !== 'GET' || route.url.includes(':') || !(route.policy in holders)) continue
    for (const [policy, caller] of Object.entries(holders)) {
      const { statusCode } = await caller.send('GET', route.url)
      if (policy === route.policy) expect(statusCode, `${policy} ${route.url}`).not.toBe(403)
      else expect(statusCode, `${policy} ${route.url}`).toBe(403)
    }
  }
})

it('shows no record by a duty alone, and to each those of their roles', async () => {
  const { records: shown } = (await seenBy(security)) as { records: unknown[] | null }
  expect(shown ?? []).toEqual([])
  for (const [caller, before] of ownRecords) expect(await seenBy(caller)).toEqual(before)
})

it('lets the system administrator alone design', async () => {
  const draft = '/api/v1/apps/service_desk/draft'
  expect((await system.send('GET', draft)).statusCode).toBe(200)
  for (const caller of [security, audit]) expect((await caller.send('GET', draft)).statusCode).toBeGreaterThanOrEqual(403)
})

it('keeps somebody for each duty, and nobody changes their own', async () => {
  const to = (id: string) => `/api/v1/administrators/${id}`
  expect((await security.send('PUT', to(security.id), { duty: 'audit' })).json()).toMatchObject({ code: 'storage.administrators.own' })
  expect((await security.send('PUT', to(audit.id), { duty: 'system' })).json()).toMatchObject({ code: 'storage.person.last-administrator' })
  expect((await system.send('PUT', to(system.id), { duty: 'audit' })).statusCode).toBe(403)
  const second = await desk.as('he_qing')
  await raise(second)
  expect((await security.send('PUT', to(second.id), { duty: 'audit' })).statusCode).toBe(200)
  expect((await second.send('GET', '/api/v1/audit')).statusCode).toBe(200)
  expect((await security.send('PUT', to(second.id), { duty: 'system' })).statusCode).toBe(200)
  expect((await second.send('GET', '/api/v1/audit')).statusCode).toBe(403)
})

it('forgets the duty of whoever is no administrator any more', async () => {
  const { rows } = await desk.query<{ duty: string | null }>(
    'update tangram.person set admin = false where id = (select id from tangram.person where login = $1) returning administers as duty',
    ['he_qing'],
  )
  expect(rows).toEqual([{ duty: null }])
})

it('gives everybody all duties again, which the audit keeps', async () => {
  expect((await system.send('DELETE', separation)).statusCode).toBe(403)
  expect((await security.send('DELETE', separation)).statusCode).toBe(200)
  const { entries } = await security.get('/api/v1/audit')
  expect(entries.map(({ action }: { action: string }) => action)).toEqual(
    expect.arrayContaining(['administrators.separate', 'administrators.assign', 'administrators.join']),
  )
  expect((await security.get(records)).records.length).toBeGreaterThan(0)
})
