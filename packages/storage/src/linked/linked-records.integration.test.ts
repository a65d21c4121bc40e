import type { Principal } from '@tangram/access'
import { type AppDocument, checkApp, defaultPlatform } from '@tangram/app-model'
import type { DataRecord, JsonValue, RecordQuery } from '@tangram/data-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { openStorage, system } from '../testing/desk.ts'
import { entityOf, erpApp, makeErp } from '../testing/erp.ts'
import { testDatabase } from '../testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let app: AppDocument
let boss: Principal
let north: Principal
/** What the field of a source column is called in the app. */
let products: string
let bins: string

beforeAll(async () => {
  db = await testDatabase()
  await makeErp(db)
  storage = await openStorage(db, { linkedSchemas: ['erp'] })
  app = await erpApp(storage)
  expect(checkApp(app, defaultPlatform)).toEqual([])
  await storage.apps.create(system, app)
  await storage.apps.publish(system, 'sales')
  const hire = async (login: string, role: string) => {
    const { id } = await storage.people.create(system, { name: login, login })
    await storage.people.grant(system, 'sales', role, { person: id })
    return (await storage.people.principalOf(id)) as Principal
  }
  boss = await hire('boss', 'boss')
  north = await hire('north', 'north')
  products = app.entities.order[4] ?? ''
  bins = app.entities.order[5] ?? ''
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const rows = async (sql: string) => (await db.pool.query({ text: sql, rowMode: 'array' })).rows as unknown[][]
const records = (who: Principal = boss) => storage.records(who)
const list = (entity: string, query: RecordQuery = {}, who?: Principal) => records(who).list('sales', entity, query)
const ids = ({ records: found }: { records: DataRecord[] }) => found.map(({ id }) => id)
const sqlIds = async (sql: string) => (await rows(sql)).map(([id]) => String(id))

async function pages(entity: string, query: RecordQuery): Promise<string[]> {
  const all: string[] = []
  let after: string | undefined
  do {
    const page = await list(entity, { ...query, after })
    all.push(...ids(page))
    after = page.next ?? undefined
  } while (after !== undefined)
  return all
}

describe('the tables there are', () => {
  it('are those of the schemas that the operator allows, tables and views', async () => {
    const tables = await storage.linkable.tables()
    expect(tables.map(({ table, kind }) => [table, kind])).toEqual([
      ['bins', 'table'],
      ['customers', 'table'],
      ['monthly', 'view'],
      ['order_lines', 'table'],
      ['orders', 'table'],
      ['产品 "A" 表', 'table'],
    ])
    expect(tables[1]).toEqual({ schema: 'erp', table: 'customers', kind: 'table', comment: '客户', rows: 40, columns: 9 })
  })

  it('tell their key, where columns lead, and what they begin with', async () => {
    const { key, columns, sample } = await storage.linkable.table('erp', 'order_lines')
    expect(key).toEqual(['order_id', 'line_no'])
    expect(columns[0]).toMatchObject({ type: 'bigint', nullable: false, references: { schema: 'erp', table: 'orders', column: 'id' } })
    expect(sample).toHaveLength(5)
    expect((await storage.linkable.table('erp', 'monthly')).key).toEqual([])
    expect((await storage.linkable.table('erp', 'bins')).key).toEqual([])
  })

  it.each(['tangram', 'sales', 'public', 'pg_catalog', 'information_schema', 'erp"; drop schema erp cascade; --'])(
    'are none of schema %s',
    async (schema) => {
      const other = await openStorage(db.connectAgain(), { linkedSchemas: ['tangram', 'sales', 'pg_catalog', 'information_schema'] })
      for (const { linkable } of [storage, other])
        await expect(linkable.table(schema, schema === 'pg_catalog' ? 'pg_class' : 'app')).rejects.toMatchObject({
          code: 'storage.linked.unknown',
        })
      expect(await other.linkable.tables()).toEqual([])
      await other.close()
    },
  )
})

describe('a list of a linked table', () => {
  it('comes in pages by its key, every row once', async () => {
    expect(await pages('orders', { limit: 400 })).toEqual(await sqlIds('select id from erp.orders order by id'))
    const lines = await pages('order_lines', { limit: 200, where: { '<': [{ var: 'line_no' }, 3] } })
    expect(new Set(lines)).toEqual(new Set(await sqlIds("select order_id || '~' || line_no from erp.order_lines where line_no < 3")))
    expect(lines).toHaveLength(3000)
  })

  it('is sorted, by what is empty and by fields of other tables too', async () => {
    expect(await pages('orders', { limit: 333, sort: [{ by: 'state', dir: 'desc' }] })).toHaveLength(1500)
    const byName = await sqlIds(
      'select o.id from erp.orders o join erp.customers c on c.id = o.customer_id order by c.credit desc, o.total, o.id desc limit 500',
    )
    const sort = [{ by: 'customer_id.credit', dir: 'desc' as const }, { by: 'total' }]
    expect((await pages('orders', { limit: 130, sort })).slice(0, 500)).toEqual(byName)
  })

  it.each<[what: string, where: JsonValue, sql: string]>([
    ['number', { '>=': [{ var: 'total' }, 999.25] }, 'total >= 999.25'],
    ['empty value', { '==': [{ var: 'state' }, null] }, 'state is null'],
    ['linked record', { '==': [{ var: 'customer_id' }, '7'] }, 'customer_id = 7'],
    ['field of the linked record', { '==': [{ var: 'customer_id.region' }, 'far east'] }, "c.region = 'far east'"],
    ['time of the organisation', { '<': [{ var: 'ordered_at' }, '2026-01-01T21:00:00.000Z'] }, "ordered_at < '2026-01-02 05:00'"],
    ['id', { in: [{ var: 'id' }, ['9007199254000001', '9007199254000002']] }, 'o.id in (9007199254000001, 9007199254000002)'],
  ])('is filtered by a %s', async (_what, where, sql) => {
    const wanted = await sqlIds(`select o.id from erp.orders o join erp.customers c on c.id = o.customer_id where ${sql} order by o.id`)
    expect(wanted.length).toBeGreaterThan(0)
    expect(await pages('orders', { where, limit: 500 })).toEqual(wanted)
    expect(await records().count('sales', 'orders', { where })).toBe(wanted.length)
  })

  it('is searched in its texts', async () => {
    expect(ids(await list('customers', { search: '100%_sure' }))).toEqual(['7'])
    expect(await records().count('sales', 'customers', { search: 'mer 31' })).toBe(1)
    expect(ids(await list(products, { search: '零件 3' }))).toEqual(['SKU00003'])
  })

  it('has values as a record of the app has them', async () => {
    const { values, labels } = await records().get('sales', 'orders', '9007199254000003')
    expect(values).toMatchObject({
      customer_id: '22',
      ordered_at: '2026-01-01T20:21:00.000Z',
      total: '111.25',
      state: 'open',
      called_at: '08:00:03',
    })
    expect(labels).toEqual({ 'customers:22': 'Customer 22' })
    const customer = await records().get('sales', 'customers', '4')
    expect(customer.values).toMatchObject({ region: 'south', credit: '4.020', since: '2020-03-03', tags: ['big', 'old'], active: true })
    expect(Object.keys(customer.values)).not.toContain('place')
  })
})

describe('a record of a linked table', () => {
  it.each([
    ['a number', 'orders', '9007199254000042'],
    ['two columns', 'order_lines', '9007199254000042~3'],
    ['text of fixed length', 'products', 'SKU00004'],
    ['text with what joins keys', 'bins', '2026~A%7E1'],
    ['text with how that is escaped', 'bins', '2026~A%257E1'],
    ['a slash', 'bins', '2026~A/1'],
    ['a space', 'bins', '2027~ '],
    ['a view, by the key declared', 'monthly', '2026-02'],
  ])('is found by %s', async (_what, entity, id) => {
    const of = { products, bins }[entity] ?? entity
    const record = await records().get('sales', of, id)
    expect(record).toMatchObject({ id, version: 1, createdBy: null })
    expect(await records().options('sales', of, { ids: [id] })).toHaveLength(1)
    expect(await records().history('sales', of, id)).toEqual([])
  })

  it.each([
    ['orders', '9007199254000042.0'],
    ['orders', '99999999999999999999'],
    ['orders', "1' or true --"],
    ['orders', ''],
    ['orders', '0x1'],
    ['customers', '2147483648'],
    ['order_lines', '9007199254000042'],
    ['order_lines', '9007199254000042~3~1'],
    ['order_lines', '9007199254000042~99999999999999999999'],
    ['order_lines', '~'],
    ['bins', '99999~A'],
    ['bins', '2026~\0'],
    ['monthly', '2026-99'],
    ['products', 'SKU00004\ud800'],
  ])('of %s is not found by %j, and nothing breaks', async (entity, id) => {
    const of = { products, bins }[entity] ?? entity
    await expect(records().get('sales', of, id)).rejects.toMatchObject({ code: 'storage.record.unknown' })
    expect(await records().options('sales', of, { ids: [id] })).toEqual([])
  })

  it('is read by the index of its table', async () => {
    const plan = async (sql: string) => JSON.stringify(await rows(`explain ${sql}`))
    const statements: string[] = []
    const query = db.pool.query.bind(db.pool)
    db.pool.query = ((asked: { text?: string }, ...more: unknown[]) => {
      statements.push(typeof asked === 'string' ? asked : (asked.text ?? ''))
      return (query as (...all: unknown[]) => unknown)(asked, ...more)
    }) as typeof db.pool.query
    try {
      await records(system).get('sales', 'orders', '9007199254000042')
      await records(system).get('sales', 'order_lines', '9007199254000042~3')
    } finally {
      db.pool.query = query
    }
    const [one = '', two = ''] = ['"orders"', '"order_lines"'].map((name) => statements.find((text) => text.includes(`from "erp".${name}`)))
    const bound = (text: string, ...values: string[]) => values.reduce((all, value, i) => all.replaceAll(`$${i + 1}`, value), text)
    expect(await plan(bound(one, '9007199254000042'))).toContain('orders_pkey')
    expect(await plan(bound(two, '9007199254000042', '3'))).toContain('order_lines_pkey')
  })
})

describe('a reader with part of the rights', () => {
  it('sees the rows and fields of their role alone, along relations too', async () => {
    const mine = await sqlIds(`select id from erp.customers where region = 'north' order by id`)
    expect(ids(await list('customers', { limit: 100 }, north))).toEqual(mine)
    expect(await records(north).count('sales', 'orders')).toBe(
      Number(
        (await rows(`select count(*) from erp.orders o join erp.customers c on c.id = o.customer_id where c.region = 'north'`))[0]?.[0],
      ),
    )
    const { values } = await records(north).get('sales', 'customers', mine[0] ?? '')
    expect(Object.keys(values)).not.toContain('credit')
    await expect(list('customers', { sort: [{ by: 'credit' }] }, north)).rejects.toMatchObject({ status: 400 })
    await expect(records(north).get('sales', 'customers', '1')).rejects.toMatchObject({ code: 'storage.record.unknown' })
    expect(await records(north).count('sales', products)).toBe(0)
  })

  it('is told the names of what they may not read as little as elsewhere', async () => {
    const hidden = (
      await sqlIds(`select o.id from erp.orders o join erp.customers c on c.id = o.customer_id where c.region = 'south' limit 1`)
    )[0]
    expect(await records(north).options('sales', 'orders', { ids: [hidden ?? ''] })).toEqual([])
    const { records: lines } = await list('order_lines', { where: { '==': [{ var: 'order_id' }, hidden ?? ''] } }, north)
    expect(lines).toHaveLength(3)
    expect(lines.map(({ labels }) => Object.keys(labels ?? {}))).not.toContainEqual(expect.arrayContaining([`orders:${hidden}`]))
  })

  it('exports what they may', async () => {
    const out: string[] = []
    for await (const { id } of records(north).export('sales', 'customers')) out.push(id)
    expect(out.sort()).toEqual((await sqlIds(`select id from erp.customers where region = 'north'`)).sort())
    await expect(
      (async () => {
        for await (const _ of records(north).export('sales', 'orders')) return
      })(),
    ).rejects.toMatchObject({
      code: 'storage.export.forbidden',
    })
    const csv = await records().csv(
      'sales',
      'orders',
      { select: ['customer_id', 'total'], where: { '==': [{ var: 'customer_id' }, '7'] } },
      { locale: 'en' },
    )
    const text = (await csv?.toArray())?.map(String).join('') ?? ''
    expect(text.trim().split(/\r?\n/)).toHaveLength(Number((await rows('select count(*) from erp.orders where customer_id = 7'))[0]?.[0]))
    expect(text).toContain('100%_sure 客户')
  })
})

describe('nothing writes to it', () => {
  it.each<[what: string, write: (who: Principal) => Promise<unknown>]>([
    ['create', (who) => records(who).create('sales', 'customers', { name: 'New' })],
    ['create with an id', (who) => records(who).create('sales', 'orders', {}, { id: '01890a5d-ac96-774b-bcce-b302099a8057' })],
    ['update', (who) => records(who).update('sales', 'customers', '7', { name: 'Changed' }, {})],
    ['update once', (who) => records(who).update('sales', 'customers', '7', { name: 'Changed' }, { idempotencyKey: 'k' })],
    ['remove', (who) => records(who).remove('sales', 'customers', '7')],
    ['restore', (who) => records(who).restore('sales', 'customers', '7')],
  ])('by %s, whoever asks', async (_what, write) => {
    const before = await rows('select * from erp.customers order by id')
    for (const who of [boss, north, system])
      await expect(write(who)).rejects.toMatchObject({ code: 'storage.linked.read-only', status: 405 })
    expect(await rows('select * from erp.customers order by id')).toEqual(before)
  })

  it('nor is there a recycle bin of it', async () => {
    const deleted = await records().list('sales', 'customers', { deleted: true })
    expect(deleted.records).toEqual([])
  })
})

describe('a record of the app that refers to linked ones', () => {
  const make = (values: { [field: string]: JsonValue }, who = boss) =>
    records(who).create('sales', 'claim', { subject: 'Broken', ...values })

  it('holds their keys and shows their names and fields', async () => {
    const order = '9007199254000042'
    const claim = await make({ order, product: 'SKU00004', line: `${order}~3`, customers: ['7', '8'] })
    const { values, labels } = await records().get('sales', 'claim', claim.id)
    const [truth] = await rows(
      `select o.total::text, c.region from erp.orders o join erp.customers c on c.id = o.customer_id where o.id = ${order}`,
    )
    expect(values).toMatchObject({
      order,
      product: 'SKU00004',
      line: `${order}~3`,
      customers: ['7', '8'],
      total: truth?.[0],
      region: truth?.[1],
    })
    expect(labels).toMatchObject({ [`${products}:SKU00004`]: '零件 4', 'customers:7': '100%_sure 客户' })
    const customer = (await records().get('sales', 'orders', order)).values.customer_id ?? null
    expect(ids(await list('claim', { where: { '==': [{ var: 'order.customer_id' }, customer] } }))).toEqual([claim.id])
    expect((await records().update('sales', 'claim', claim.id, { order: null, customers: ['9'] }, {})).values).toMatchObject({
      order: null,
      customers: ['9'],
    })
  })

  it.each<[field: string, value: JsonValue]>([
    ['order', '1'],
    ['order', 'abc'],
    ['order', '99999999999999999999'],
    ['line', '9007199254000042'],
    ['line', '9007199254000042~4'],
    ['product', 'SKU99999'],
    ['customers', ['7', '41']],
  ])('is refused where there is no such row: %s %j', async (field, value) => {
    await expect(make({ [field]: value })).rejects.toMatchObject({ code: 'storage.record.invalid', status: 422 })
  })

  it('is refused for whoever may not read that row', async () => {
    const [mine, other] = await Promise.all(
      ['=', '<>'].map((is) =>
        sqlIds(`select o.id from erp.orders o join erp.customers c on c.id = o.customer_id where c.region ${is} 'north' limit 1`),
      ),
    )
    await expect(make({ order: other?.[0] ?? '' }, north)).rejects.toMatchObject({ status: 422 })
    expect((await make({ order: mine?.[0] ?? '' }, north)).values.order).toBe(mine?.[0])
  })

  it('is made by a stranger through a form, with rows that are there and none that are not; they read nothing', async () => {
    const link: Principal = {
      kind: 'link',
      id: '01890a5d-ac96-774b-bcce-b302099a8057',
      app: 'sales',
      purpose: 'form',
      form: null,
      entity: 'claim',
      record: null,
      locale: 'en',
      zone: 'Asia/Shanghai',
    }
    expect((await make({ order: '9007199254000042', customers: ['7'] }, link)).id).toBeTruthy()
    await expect(make({ order: '5' }, link)).rejects.toMatchObject({ code: 'storage.record.invalid', status: 422 })
    await expect(records(link).get('sales', 'orders', '9007199254000042')).rejects.toMatchObject({ code: 'storage.record.unknown' })
    expect(await records(link).count('sales', 'orders')).toBe(0)
    await expect(records(link).create('sales', 'orders', {})).rejects.toMatchObject({ code: 'storage.linked.read-only' })
  })

  it('has no foreign key: the row may go, and the record stays as it is', async () => {
    await db.pool.query(`insert into erp.customers values (99, 'Gone soon')`)
    const claim = await make({ customers: ['99'] })
    await db.pool.query('delete from erp.customers where id = 99')
    expect((await records().get('sales', 'claim', claim.id)).values.customers).toEqual(['99'])
    expect((await records().update('sales', 'claim', claim.id, { subject: 'Still' }, {})).values.subject).toBe('Still')
  })
})

it('publishing makes no table and taking it away drops none', async () => {
  expect(await sqlIds(`select table_name from information_schema.tables where table_schema = 'sales' order by 1`)).toEqual(['claim'])
  const { apps } = storage
  const saved = async (document: AppDocument) => apps.saveDraft(system, 'sales', document, (await apps.draft(system, 'sales')).revision)
  const draft = structuredClone(app)
  delete draft.entities.items.monthly
  draft.entities.order = draft.entities.order.filter((id) => id !== 'monthly')
  const boss = draft.access.roles.items.boss
  if (boss) delete boss.grants.monthly
  expect(entityOf(app, 'monthly').linked?.key).toEqual(['month'])
  await saved(draft)
  await apps.publish(system, 'sales')
  expect((await rows('select count(*) from erp.monthly'))[0]?.[0]).not.toBe('0')
  await saved(app)
  await apps.publish(system, 'sales')
  expect(await records().get('sales', 'monthly', '2026-01')).toMatchObject({ id: '2026-01' })
})
