import type { Principal } from '@tangram/access'
import { type AppDocument, linkedDrift } from '@tangram/app-model'
import { itemOf } from '@tangram/data-model'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { openStorage, system } from '../testing/desk.ts'
import { entityOf, erpApp, makeErp, withReport } from '../testing/erp.ts'
import { testDatabase } from '../testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let app: AppDocument
let boss: Principal
let claim: string

beforeEach(async () => {
  db = await testDatabase()
  await makeErp(db)
  storage = await openStorage(db, { linkedSchemas: ['erp'] })
  app = await erpApp(storage)
  withReport(app, 'orders', 'orders', ['state'], { n: { count: '*' } })
  withReport(app, 'customers', 'customers', ['region'], { n: { count: '*' } })
  await storage.apps.create(system, app)
  await storage.apps.publish(system, 'sales')
  const { id } = await storage.people.create(system, { name: 'boss', login: 'boss' })
  await storage.people.grant(system, 'sales', 'boss', { person: id })
  boss = (await storage.people.principalOf(id)) as Principal
  claim = (await storage.records(boss).create('sales', 'claim', { subject: 'It broke', order: '9007199254000042', customers: ['7'] })).id
})
afterEach(async () => {
  await storage.close()
  await db.close()
})

const publish = async (document: AppDocument) => {
  const { revision } = await storage.apps.draft(system, 'sales')
  await storage.apps.saveDraft(system, 'sales', document, revision)
  return storage.apps.publish(system, 'sales')
}

/** What somebody did to the tables behind, and what is said of it: the words name the table, and the column. */
const drifts: [what: string, statement: string, path: string, words: RegExp][] = [
  ['a table renamed', 'alter table erp.orders rename to orders_2025', '/entities/items/orders/linked/table', /erp\.orders/],
  [
    'a column renamed',
    'alter table erp.orders rename state to status',
    '/entities/items/orders/fields/items/state/column',
    /erp\.orders.*“state”/,
  ],
  ['a column gone', 'alter table erp.orders drop state', '/entities/items/orders/fields/items/state/column', /erp\.orders.*“state”/],
  [
    'a column of another type',
    'alter table erp.orders alter state type jsonb using to_jsonb(state)',
    '/entities/items/orders/fields/items/state/column',
    /“state”.*text.*jsonb/,
  ],
  ['the schema renamed', 'alter schema erp rename to old_erp', '/entities/items/customers/linked/table', /erp\.customers/],
]

describe('a linked table that somebody changed', () => {
  it.each(drifts)(
    'is told when there is %s, in lists, records and reports, never as a fault of the server',
    async (_what, statement, path, words) => {
      await db.pool.query(statement)
      const asked = [
        () => storage.records(boss).list('sales', 'orders', { sort: [{ by: 'state' }] }),
        () => storage.records(boss).get('sales', 'orders', '9007199254000042'),
        () => storage.records(boss).count('sales', 'orders', { where: { '==': [{ var: 'state' }, 'open'] } }),
        () => storage.reports(boss).run('sales', 'orders', [], [], { fresh: true }),
        () => storage.reports(boss).drill('sales', 'orders', { cell: { d0: 'open' } }),
        () => storage.reports(boss).csv('sales', 'orders', { locale: 'en' }),
        async () => {
          for await (const _ of storage.records(boss).export('sales', 'orders')) return
        },
      ]
      for (const ask of asked) {
        const error = await Promise.resolve(ask()).then(
          () => 'answered',
          (error) => error,
        )
        // What reads no column that changed its type has nothing to complain of.
        if (error === 'answered' && statement.includes('type jsonb')) continue
        expect(error, String(ask)).toMatchObject({ code: 'storage.linked.changed', status: 409 })
        expect(error.message).toMatch(/erp/)
      }
      await expect(publish(app)).rejects.toMatchObject({ code: 'storage.draft.invalid', path })
      const error = await publish(app).catch((error) => error)
      expect(error.details.diagnostics.find((found: { path: string }) => found.path === path).message.en).toMatch(words)
    },
  )

  it('is told to processes and tasks that read it through a record of the app', async () => {
    const about = { app: 'sales', entity: 'claim', record: claim }
    const total = () => storage.flows.readFacts(system, about, [{ type: 'value', path: ['order', 'total'] }])
    expect(Object.values(await total())).toEqual(['554.25'])
    await db.pool.query('alter table erp.orders rename to orders_2025')
    await expect(total()).rejects.toMatchObject({ code: 'storage.linked.changed' })
  })

  it('leaves the reports of other tables alone', async () => {
    await db.pool.query('alter table erp.orders rename to orders_2025')
    expect((await storage.reports(boss).run('sales', 'customers', [], [], { fresh: true })).rows).toHaveLength(4)
    expect((await storage.records(boss).list('sales', 'customers')).records).toHaveLength(40)
  })

  it('is read again as soon as it is as it was', async () => {
    await db.pool.query('alter table erp.orders rename to orders_2025')
    await expect(storage.records(boss).list('sales', 'orders')).rejects.toMatchObject({ code: 'storage.linked.changed' })
    await db.pool.query('alter table erp.orders_2025 rename to orders')
    expect((await storage.records(boss).list('sales', 'orders')).records).not.toHaveLength(0)
  })

  it('may not be read by the role of the server any more: that is said, too', async () => {
    const { rows } = await db.pool.query<{ name: string }>('select current_user as name')
    const role = `reader_${process.pid}_${Math.trunc(performance.now())}`
    await db.pool.query(`create role ${role}; grant all on schema tangram, sales, erp to ${role}; grant all on all tables in schema tangram, sales, erp to ${role};
      revoke all on erp.orders from ${role}`)
    const client = await db.pool.connect()
    try {
      await client.query(`set role ${role}`)
      await expect(client.query('select from erp.orders')).rejects.toMatchObject({ code: '42501' })
      await client.query(`set role ${rows[0]?.name}`)
    } finally {
      client.release()
    }
    const other = db.connectAgain()
    other.pool.on('connect', (connection) => void connection.query(`set role ${role}`))
    const restricted = await openStorage(other, { linkedSchemas: ['erp'] })
    await expect(restricted.records(boss).list('sales', 'orders')).rejects.toMatchObject({ code: 'storage.linked.changed' })
    expect((await restricted.linkable.tables()).map(({ table }) => table)).not.toContain('orders')
    await restricted.close()
    await db.pool.query(`drop owned by ${role}; drop role ${role}`)
  })
})

describe('a schema that the operator allows no more', () => {
  it('is not read: not as a list, not as a report, nor by what refers to it', async () => {
    const other = await openStorage(db.connectAgain(), { linkedSchemas: [] })
    const records = other.records(boss)
    await expect(records.list('sales', 'orders')).rejects.toMatchObject({ code: 'storage.linked.forbidden', status: 403 })
    await expect(records.options('sales', 'orders')).rejects.toMatchObject({ code: 'storage.linked.forbidden' })
    await expect(other.reports(boss).run('sales', 'orders')).rejects.toMatchObject({ code: 'storage.linked.forbidden' })
    const { values, labels } = await records.get('sales', 'claim', claim)
    expect(values).toMatchObject({ order: '9007199254000042', customers: ['7'], total: null, region: null })
    expect(labels ?? {}).not.toHaveProperty('customers:7')
    await expect(records.list('sales', 'claim', { sort: [{ by: 'order.total' }] })).rejects.toMatchObject({
      code: 'storage.linked.forbidden',
    })
    await expect(records.create('sales', 'claim', { subject: 'x', order: '9007199254000043' })).rejects.toMatchObject({
      code: 'storage.linked.forbidden',
    })
    await other.close()
    expect((await storage.records(boss).get('sales', 'claim', claim)).values.region).not.toBeNull()
  })

  it('may not be published', async () => {
    const document = structuredClone(app)
    const linked = entityOf(document, 'orders').linked
    if (linked) linked.schema = 'tangram'
    await expect(publish(document)).rejects.toMatchObject({ code: 'storage.draft.invalid', path: '/entities/items/orders/linked/schema' })
  })

  it('is never that of an app, nor may an app take one that is there', async () => {
    await expect(storage.apps.create(system, { ...app, id: 'erp' })).rejects.toMatchObject({
      code: 'storage.app.schema-taken',
      status: 409,
    })
    const other = await openStorage(db.connectAgain(), { linkedSchemas: ['sales', 'tangram', 'information_schema', 'pg_catalog'] })
    expect(await other.linkable.schemas()).toEqual([])
    await other.close()
  })
})

it('drift is looked for where fields and key need it, and nowhere else', () => {
  const orders = entityOf(app, 'orders')
  const types = { ...orders.linked?.types }
  const look = (now: { [column: string]: string }) =>
    linkedDrift({ entities: { order: ['orders'], items: { orders } } }, { allows: () => true, typesOf: () => now }).map(
      ({ code, path }) => [code, path],
    )
  expect(look(types)).toEqual([])
  expect(look({ ...types, new_column: 'text' })).toEqual([])
  expect(look({ ...types, info: 'text' })).toEqual([])
  expect(look({ ...types, id: 'integer' })).toEqual([
    ['app.linked.column-changed', expect.stringMatching(/fields\/items\/|linked\/key\/0/)],
  ])
})

it('a field that refers to another kind of table keeps what names a row there', async () => {
  const document = structuredClone(app)
  const fields = itemOf(document.entities, 'claim')?.fields
  if (fields) {
    fields.order.push('code')
    fields.items.code = { id: 'code', type: 'text', label: { en: 'Code' } }
  }
  await publish(document)
  const records = storage.records(boss)
  for (const code of ['9007199254000001', 'none of them', '5']) await records.create('sales', 'claim', { subject: code, code })
  const refers = structuredClone(document)
  const code = itemOf(refers.entities, 'claim')?.fields.items.code
  if (code) Object.assign(code, { type: 'relation', config: { entity: 'orders', many: false } })
  const { unconverted } = await publish(refers)
  expect(unconverted.map(({ value }) => value).sort()).toEqual(['5', 'none of them'])
  const { records: found } = await records.list('sales', 'claim', { where: { '!=': [{ var: 'code' }, null] } })
  expect(found.map(({ values }) => [values.subject, values.code])).toEqual([['9007199254000001', '9007199254000001']])
})

it('is named by the finder of personal data, which tells of the other tables', async () => {
  const marked = structuredClone(app)
  for (const [table, field] of [
    ['orders', 'state'],
    ['customers', 'name'],
  ] as const) {
    const document = itemOf(itemOf(marked.entities, table)?.fields ?? { order: [], items: {} }, field)
    if (!document) throw new Error('the ERP has these')
    document.personal = 'other'
  }
  await publish(marked)
  await db.pool.query('alter table erp.orders rename to orders_2025')
  const found = await storage.personalData.find(system, { text: 'customer 12' })
  expect(found.tables.map(({ entity }) => entity)).toEqual(['customers'])
  expect(found.unread).toMatchObject([{ entity: 'orders', why: { en: expect.any(String), 'zh-CN': expect.any(String) } }])
  const inventory = await storage.personalData.inventory(system)
  expect(inventory.map(({ entity, records }) => [entity, typeof records])).toEqual(
    expect.arrayContaining([
      ['orders', 'object'],
      ['customers', 'number'],
    ]),
  )
})
