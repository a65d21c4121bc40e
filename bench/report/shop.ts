import { type AppDocument, defaultPlatform } from '@tangram/app-model'
import { type Collection, emptyCollection, type LocalizedText } from '@tangram/data-model'
import type { ReportDocument } from '@tangram/report-engine'
import { connect, createStorage, type Database, migrateSystem, type Storage } from '@tangram/storage'

export const system = { kind: 'system', cause: 'bench', zone: 'Asia/Shanghai', locale: 'en' } as const

/** The sales as records of an app, behind storage as the server has it: reports read over connections of their own. */
export async function openShop(db: Database, fileDir: string): Promise<{ storage: Storage; close(): Promise<void> }> {
  await migrateSystem(db)
  const reportDb = await connect({ databaseUrl: db.url, isForReports: true, poolSize: 4, statementTimeoutMs: 600_000 })
  const secret = `${'b'.repeat(20)}ench-only-0123456789`
  const storage = await createStorage({ db, reportDb, platform: defaultPlatform, zone: 'Asia/Shanghai', fileDir, secret })
  await storage.apps.create(system, shopApp)
  await storage.apps.publish(system, shopApp.id)
  const client = await db.pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query(
      `insert into shop.customer (id, version, created_at, updated_at, name, region) select id, 1, now(), now(), 'Customer ' || right(id::text, 6), region from customer`,
    )
    await client.query(`insert into shop.sale (id, version, created_at, updated_at, customer, status, channel, placed_at, freight, rating)
      select id, 1, placed_at, placed_at, customer, status, channel, placed_at, freight, rating from sale`)
    await client.query('vacuum analyze shop.customer, shop.sale')
  } finally {
    client.release()
  }
  return {
    storage,
    close: async () => {
      await storage.close()
      await reportDb.close()
    },
  }
}

const shopApp: AppDocument = {
  format: 1,
  id: 'shop',
  label: say('Shop'),
  entities: listed([
    {
      id: 'customer',
      label: say('Customer'),
      title: 'name',
      fields: listed([
        { id: 'name', type: 'text', label: say('Name') },
        { id: 'region', type: 'text', label: say('Region') },
      ]),
    },
    {
      id: 'sale',
      label: say('Sale'),
      title: 'channel',
      fields: listed([
        { id: 'customer', type: 'relation', label: say('Customer'), config: { entity: 'customer' } },
        { id: 'status', type: 'text', label: say('Status') },
        { id: 'channel', type: 'text', label: say('Channel') },
        { id: 'placed_at', type: 'datetime', label: say('Placed at') },
        { id: 'freight', type: 'money', label: say('Freight') },
        { id: 'rating', type: 'integer', label: say('Rating') },
      ]),
    },
  ]),
  forms: emptyCollection(),
  processes: emptyCollection(),
  rules: emptyCollection(),
  reports: listed<ReportDocument>([
    {
      id: 'each_sale',
      label: say('Each sale'),
      from: 'sale',
      rows: ['placed_at', 'customer', 'channel', 'status'].map((field) => ({ field, as: field })),
      measures: { freight: { sum: 'freight', label: say('Freight') }, rating: { max: 'rating', label: say('Rating') } },
      measureOrder: ['freight', 'rating'],
      chart: { type: 'table' },
    },
    {
      id: 'monthly',
      label: say('Monthly'),
      from: 'sale',
      rows: [{ field: 'placed_at', as: 'month', by: 'month' }],
      measures: { freight: { sum: 'freight', label: say('Freight') } },
      measureOrder: ['freight'],
      chart: { type: 'line' },
    },
  ]),
  dashboards: emptyCollection(),
  views: emptyCollection(),
  access: { roles: emptyCollection() },
}

/** What a person would write for `each_sale`: grouped first, names after. */
export const eachSale = `select (placed_at at time zone 'Asia/Shanghai')::timestamp(0), c.name, channel, status, trim_scale(freight), rating
  from (select placed_at, customer, channel, status, sum(freight) as freight, max(rating) as rating from shop.sale where deleted_at is null group by 1, 2, 3, 4) as s
  left join shop.customer as c on c.id = s.customer
  order by placed_at nulls last, customer nulls last, channel collate "zh-x-icu" nulls last, status collate "zh-x-icu" nulls last`

/** The columns of `sale` as records are exported, and what a person would write for them. */
export const saleColumns = ['customer', 'status', 'channel', 'placed_at', 'freight', 'rating']
export const allSales = `select c.name, s.status, s.channel, to_char(s.placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), s.freight, s.rating from shop.sale as s
  left join shop.customer as c on c.id = s.customer where s.deleted_at is null order by s.created_at desc, s.id desc`

function say(text: string): LocalizedText {
  return { en: text, 'zh-CN': text }
}

function listed<T extends { id: string }>(items: readonly T[]): Collection<T> {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
