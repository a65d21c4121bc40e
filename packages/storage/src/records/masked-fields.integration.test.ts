import type { PersonPrincipal, RoleDocument } from '@tangram/access'
import { itemOf } from '@tangram/data-model'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { desk, listed, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let pat: PersonPrincipal
beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  const document = desk((all) => {
    const mine = { '==': [{ var: 'assignee' }, { var: '$user.id' }] }
    all.access.roles = listed<RoleDocument>([
      { id: 'clerk', label: { en: 'Clerk' }, grants: { ticket: { read: true, update: true, fields: { phone: 'masked' } } } },
      { id: 'keeper', label: { en: 'Keeper' }, grants: { ticket: { read: mine, update: mine } } },
    ])
    const fields = itemOf(all.entities, 'ticket')?.fields
    if (!fields) throw new Error('a desk has tickets')
    fields.order.push('phone')
    fields.items.phone = { id: 'phone', type: 'phone', label: { en: 'Phone' } }
    all.reports = listed([])
    all.dashboards = listed([])
  })
  await storage.apps.create(system, document)
  await storage.apps.publish(system, 'desk')
  const { id } = await storage.people.create(system, { name: 'Pat' })
  for (const role of ['clerk', 'keeper']) await storage.people.grant(system, 'desk', role, { person: id })
  pat = (await storage.people.principalOf(id)) as PersonPrincipal
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const whole = '+8613812345678'
const file = (phone = whole, assignee: string | null = null) =>
  storage.records(system).create('desk', 'ticket', { subject: 'It broke', phone, assignee })

it('shows, finds and sorts by the masked text only, record by record', async () => {
  const [foreign, own] = [await file(), await file(whole, pat.id)]
  const records = storage.records(pat)
  const seen = await records.get('desk', 'ticket', foreign.id)
  expect([seen.values.phone, seen.masked]).toEqual(['138****5678', ['phone']])
  const open = await records.get('desk', 'ticket', own.id)
  expect([open.values.phone, open.masked]).toEqual([whole, undefined])
  const by = async (phone: string) => (await records.list('desk', 'ticket', { where: { '==': [{ var: 'phone' }, phone] } })).records
  expect((await by(whole)).map(({ id }) => id)).toEqual([own.id])
  expect((await by('138****5678')).map(({ id }) => id)).toEqual([foreign.id])
  expect((await records.list('desk', 'ticket', { search: '1234567' })).records.map(({ id }) => id)).toEqual([own.id])
})

it('saves no masked text, and tells nobody whether they guessed the whole one', async () => {
  const { id } = await file()
  const records = storage.records(pat)
  const refused = expect.objectContaining({ code: 'storage.field.read-only' })
  await expect(records.update('desk', 'ticket', id, { phone: whole }, {})).rejects.toEqual(refused)
  await expect(records.update('desk', 'ticket', id, { phone: '+8613899995678' }, {})).rejects.toEqual(refused)
  await expect(records.update('desk', 'ticket', id, { phone: null }, {})).rejects.toEqual(refused)
  const saved = await records.update('desk', 'ticket', id, { phone: '138****5678', subject: 'Mended' }, {})
  expect(saved.values).toMatchObject({ phone: '138****5678', subject: 'Mended' })
  expect((await storage.records(system).get('desk', 'ticket', id)).values.phone).toBe(whole)
})

it('knows nothing of a change between two values that are masked alike', async () => {
  const { id } = await file()
  const records = storage.records(pat)
  const look = async () => JSON.stringify([await records.get('desk', 'ticket', id), await records.history('desk', 'ticket', id)])
  const before = await look()
  expect(before).not.toContain('12345678')
  await storage.records(system).update('desk', 'ticket', id, { phone: '+8613887655678' }, {})
  expect(await look()).toBe(before)
  await storage.records(system).update('desk', 'ticket', id, { phone: '+8613987655678' }, {})
  expect(await look()).not.toBe(before)
  const entries = await records.history('desk', 'ticket', id)
  expect(entries.at(-1)).toMatchObject({ before: { phone: '138****5678' }, after: { phone: '139****5678' } })
})
