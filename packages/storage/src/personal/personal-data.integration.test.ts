import type { PersonPrincipal } from '@tangram/access'
import type { AppDocument } from '@tangram/app-model'
import { type FieldDocument, itemOf } from '@tangram/data-model'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { desk, listed, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

const card = '110101199003078515'
let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let clerk: PersonPrincipal
let security: PersonPrincipal

const say = (en: string) => ({ en })

/** Customers with a plain name, an encrypted card, and phones in a sub-form; a remark that nobody marked. */
function withCustomers(id: string): AppDocument {
  return desk((all) => {
    all.id = id
    const fields = itemOf(all.entities, 'product')?.fields
    const extra: FieldDocument[] = [
      { id: 'customer', type: 'text', label: say('Customer'), personal: 'name' },
      { id: 'card', type: 'idNumber', label: say('Card'), personal: 'id', encrypted: true },
      { id: 'mail', type: 'email', label: say('Mail') },
      { id: 'remark', type: 'text', label: say('Remark') },
      {
        id: 'contacts',
        type: 'subform',
        label: say('Contacts'),
        fields: listed<FieldDocument>([
          { id: 'who', type: 'text', label: say('Who'), personal: 'name' },
          { id: 'phone', type: 'phone', label: say('Phone'), personal: 'phone' },
        ]),
      },
    ]
    for (const field of extra) {
      fields?.order.push(field.id)
      if (fields) fields.items[field.id] = field
    }
  })
}

const products = (app: string) => ({
  create: (values: { [id: string]: unknown }) => storage.records(system).create(app, 'product', values as never),
})

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  for (const app of ['desk', 'shop']) {
    await storage.apps.create(system, withCustomers(app))
    await storage.apps.publish(system, app)
  }
  const hire = async (name: string) => {
    const { id } = await storage.people.create(system, { name })
    return (await storage.people.principalOf(id)) as PersonPrincipal
  }
  clerk = await hire('Cleo')
  // While administrators are separated: no right in any app comes with the duty.
  security = { ...(await hire('Sec')), administers: 'security' }
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const places = async (text: string) =>
  (await storage.personalData.find(security, { text })).tables.flatMap(({ app, deleted, records }) =>
    records.map(({ id, fields }) => [app, id, deleted, fields] as const),
  )

it('names the tables with personal fields, and fields that look as if they were', async () => {
  const tables = await storage.personalData.inventory(security)
  expect(tables.map(({ app, entity }) => `${app} ${entity}`)).toEqual(['desk product', 'shop product'])
  expect(tables[0]?.fields.map(({ id, kind, encrypted }) => [id, kind, encrypted])).toEqual([
    ['customer', 'name', false],
    ['card', 'id', true],
    ['mail', null, false],
    ['contacts.who', 'name', false],
    ['contacts.phone', 'phone', false],
  ])
})

it('finds a person across apps, in parts of plain texts, whole in encrypted ones, in rows and in the recycle bin', async () => {
  const one = await products('desk').create({ model: 'A', customer: 'Wang Fang', card, remark: 'nobody marked 13800138000' })
  const two = await products('shop').create({
    model: 'B',
    contacts: [
      { who: 'Li', phone: '13800138000' },
      { who: 'Fang', phone: '13900139000' },
    ],
  })
  const gone = await products('shop').create({ model: 'C', customer: 'WANG FANG junior' })
  await storage.records(system).remove('shop', 'product', gone.id)
  expect(await places('wang fang')).toEqual([
    ['desk', one.id, false, ['customer']],
    ['shop', gone.id, true, ['customer']],
  ])
  expect(await places('138 0013-8000')).toEqual([['shop', two.id, false, ['contacts.phone']]])
  expect(await places('+86 13800138000')).toEqual([['shop', two.id, false, ['contacts.phone']]])
  expect(await places(card)).toEqual([['desk', one.id, false, ['card']]])
  expect(await places(card.slice(0, 8))).toEqual([])
  expect(await places("%' or true --")).toEqual([])
  expect(await places('fang')).toHaveLength(3)
})

it('goes on where a table has more', async () => {
  for (let n = 0; n < 60; n++) await products('desk').create({ model: `M${n}`, customer: `Many of them ${n}` })
  const [first] = (await storage.personalData.find(security, { text: 'many of them' })).tables
  expect(first?.records).toHaveLength(50)
  const after = { app: 'desk', entity: 'product', deleted: false, ...(first?.next ? { after: first.next } : {}) }
  const [rest] = (await storage.personalData.find(security, { text: 'many of them', in: after })).tables
  expect(rest?.records).toHaveLength(10)
  expect(rest?.next).toBeNull()
})

it('gives all that is held in the records, with what they said before', async () => {
  const made = await products('desk').create({ model: 'Z', customer: 'Zoe Before', card })
  await storage.records(system).update('desk', 'product', made.id, { customer: 'Zoe After' }, {})
  const binned = await products('shop').create({ model: 'Y', customer: 'Zoe Binned' })
  await storage.records(system).remove('shop', 'product', binned.id)
  const file = await storage.personalData.export(security, [
    { app: 'desk', entity: 'product', record: made.id },
    { app: 'shop', entity: 'product', record: binned.id },
    { app: 'shop', entity: 'product', record: 'no record' },
  ])
  const [inDesk, inShop] = file.tables
  expect(inDesk?.records).toMatchObject([{ id: made.id, deleted: false, values: { customer: 'Zoe After', card } }])
  expect(inDesk?.records[0]?.history).toMatchObject([
    { kind: 'create', after: { customer: 'Zoe Before', card } },
    { kind: 'update', before: { customer: 'Zoe Before' }, after: { customer: 'Zoe After' } },
  ])
  expect(inShop?.records).toMatchObject([{ id: binned.id, deleted: true, values: { customer: 'Zoe Binned' } }])
  const many = Array.from({ length: 201 }, () => ({ app: 'desk', entity: 'product', record: made.id }))
  await expect(storage.personalData.export(security, many)).rejects.toMatchObject({ status: 422 })
})

it('is for the duty alone', async () => {
  await expect(storage.personalData.inventory(clerk)).rejects.toMatchObject({ status: 403 })
  await expect(storage.personalData.find(clerk, { text: 'fang' })).rejects.toMatchObject({ status: 403 })
  await expect(storage.personalData.export({ ...clerk, administers: 'audit' }, [])).rejects.toMatchObject({ status: 403 })
  await expect(storage.personalData.find(security, { text: ' - ' })).rejects.toMatchObject({ code: 'storage.personal.too-short' })
})
