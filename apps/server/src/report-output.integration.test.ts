import { openWorkbook } from '@tangram/workbook'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

const listed = <T extends { id: string }>(...things: T[]) => ({
  order: things.map(({ id }) => id),
  items: Object.fromEntries(things.map((thing) => [thing.id, thing])),
})
const nothing = { order: [], items: {} }
const field = (id: string, type: string, config: Json = {}) => ({ id, type, label: { en: id }, config })
const report = (id: string, more: Json) => ({
  id,
  label: { en: id, 'zh-CN': `报表${id}` },
  from: 'sale',
  rows: [{ field: 'region', as: 'region' }],
  measures: { sum: { sum: 'amount', label: { en: 'Sum', 'zh-CN': '金额' } } },
  measureOrder: ['sum'],
  sort: [{ by: 'region' }],
  chart: { type: 'bar' },
  ...more,
})
const tiles = (...reports: string[]) => listed(...reports.map((one, i) => ({ id: one, report: one, x: 0, y: i * 4, w: 6, h: 4 })))

const shop = {
  format: 1,
  id: 'shop',
  label: { en: 'Shop' },
  entities: listed({
    id: 'sale',
    label: { en: 'Sale' },
    title: 'region',
    fields: listed(field('region', 'text'), field('kind', 'text'), field('day', 'date'), field('amount', 'number', { decimals: 2 })),
  }),
  ...{ forms: nothing, processes: nothing, rules: nothing, views: nothing },
  reports: listed(
    report('bars', { drill: { columns: ['region', 'amount'] } }),
    report('few', { rows: [{ field: 'day', by: 'day', as: 'day' }], sort: [{ by: 'day' }], limit: 1 }),
    report('few_crossed', { cols: [{ field: 'kind', as: 'kind' }], chart: { type: 'pivot' }, totals: ['rows', 'grand'], limit: 1 }),
    report('by_amount', {
      rows: [{ field: 'amount', as: 'amount' }],
      measures: { n: { count: '*', label: { en: 'n' } } },
      measureOrder: ['n'],
      sort: [],
      totals: ['grand'],
    }),
    report('days', { rows: [{ field: 'day', by: 'day', as: 'day' }], sort: [{ by: 'day' }] }),
    report('cross', { cols: [{ field: 'kind', as: 'kind' }], chart: { type: 'pivot' }, totals: ['rows', 'cols', 'grand'] }),
  ),
  dashboards: listed(
    {
      id: 'all',
      label: { en: 'Sales', 'zh-CN': '销售看板' },
      tiles: tiles('bars', 'days', 'cross'),
      filters: listed({ id: 'kind', label: { en: 'Kind', 'zh-CN': '种类' }, type: 'choice', fields: { sale: 'kind' } }),
    },
    { id: 'more', label: { en: 'More' }, tiles: tiles('few', 'few_crossed', 'by_amount') },
  ),
  access: {
    roles: listed(
      { id: 'boss', label: { en: 'Boss' }, designs: true, grants: { sale: { read: true, create: true, export: true } }, dashboards: 'all' },
      { id: 'reader', label: { en: 'Reader' }, grants: { sale: { read: true } }, dashboards: 'all' },
    ),
  },
}

let desk: Desk
let boss: Caller
let reader: Caller
beforeAll(async () => {
  desk = await openDesk({ workers: false })
  boss = await desk.as('admin')
  reader = await desk.as('chen_mo')
  await boss.post('/api/v1/apps', { document: shop })
  await boss.post('/api/v1/apps/shop/publish', {})
  await desk.query(`insert into tangram.role_member (app, role, person) values ('shop', 'reader', '${reader.id}')`)
  const sales = [
    ['北方', 'pump', '2026-03-01', '10.50'],
    ['=1+1', 'pump', '2026-03-02', '20'],
    ['南方', 'valve', '2026-03-02', '300'],
  ]
  for (const [region, kind, day, amount] of sales)
    await boss.post('/api/v1/apps/shop/entities/sale/records', { values: { region, kind, day, amount } })
  reader = await desk.as('chen_mo')
})
afterAll(() => desk?.close())

const exported = (who: Caller, what: string, format: string, body: Json = {}, locale = 'zh-CN') =>
  who.send('POST', `/api/v1/apps/shop/${what}/export?format=${format}`, body, { 'accept-language': locale })

async function sheets(file: Buffer): Promise<{ [name: string]: unknown[][] }> {
  const book = await openWorkbook(file, { name: 'a.xlsx' })
  const found: { [name: string]: unknown[][] } = {}
  for (const { name, rows } of book.sheets) {
    const all: unknown[][] = []
    for await (const { cells } of rows()) all.push([...cells])
    found[name] = all
  }
  return found
}

describe('a report as a file', () => {
  it('is a workbook of real numbers and dates, under the filters of its dashboard', async () => {
    const days = await exported(boss, 'reports/days', 'xlsx')
    expect(days.headers['content-disposition']).toContain(encodeURIComponent('报表days-'))
    expect((await sheets(days.rawPayload)).报表days).toEqual([
      ['day', '金额'],
      ['2026-03-01', 10.5],
      ['2026-03-02', 320],
    ])
    const bars = await exported(boss, 'reports/bars', 'xlsx', { dashboard: 'all', values: { kind: ['pump'] } })
    expect((await sheets(bars.rawPayload)).报表bars).toEqual([
      ['region', '金额'],
      ['=1+1', 20],
      ['北方', 10.5],
    ])
  })

  it('has both axes and the totals of a pivot as seen', async () => {
    const cross = (await sheets((await exported(boss, 'reports/cross', 'xlsx')).rawPayload)).报表cross
    expect(cross?.at(-1)?.slice(1)).toEqual([30.5, 300, 330.5])
  })

  it('has every group, whatever limit the report is shown with', async () => {
    const few = await exported(boss, 'reports/few', 'xlsx')
    expect((await sheets(few.rawPayload)).报表few?.length).toBe(3)
    expect((await exported(boss, 'reports/few', 'csv')).payload.trim().split('\n').length).toBe(3)
    const crossed = (await sheets((await exported(boss, 'reports/few_crossed', 'xlsx')).rawPayload)).报表few_crossed
    expect(crossed?.slice(1)).toHaveLength(4)
    expect(crossed?.at(-1)?.at(-1)).toBe(330.5)
  })

  it('lets no text of a csv be taken for a formula', async () => {
    const { payload } = await exported(boss, 'reports/bars', 'csv')
    expect(payload).toContain("'=1+1,20")
  })

  it('is a picture, a drawing or a document that says its filters', async () => {
    const png = await exported(boss, 'reports/bars', 'png')
    expect(png.rawPayload.subarray(1, 4).toString()).toBe('PNG')
    const svg = await exported(boss, 'reports/bars', 'svg', { dashboard: 'all', values: { kind: ['pump'] } })
    expect(svg.payload).toContain('筛选：种类 pump')
    expect(svg.payload).toContain('北方')
    expect(svg.payload).not.toContain('南方')
    expect(svg.headers['content-security-policy']).toContain('sandbox')
    const pdf = await exported(boss, 'reports/bars', 'pdf')
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('is for those who may export its table, and noted', async () => {
    for (const format of ['xlsx', 'csv', 'png', 'svg', 'pdf']) expect((await exported(reader, 'reports/bars', format)).statusCode).toBe(403)
    expect((await exported(reader, 'dashboards/all', 'pdf')).statusCode).toBe(403)
    expect((await exported(boss, 'reports/gone', 'pdf')).statusCode).toBe(404)
    const { rows: noted } = await desk.query<{ object: string }>(`select object from tangram.audit where action = 'report.export'`)
    expect(noted.map(({ object }) => object)).toContain('shop bars svg')
  })
})

describe('a dashboard as a file', () => {
  it('has a sheet for each report, all under its filters', async () => {
    const book = await sheets((await exported(boss, 'dashboards/all', 'xlsx', { values: { kind: ['valve'] } })).rawPayload)
    expect(Object.keys(book)).toEqual(['报表bars', '报表days', '报表cross'])
    expect(book.报表bars).toEqual([
      ['region', '金额'],
      ['南方', 300],
    ])
  })

  it('is a document or a picture', async () => {
    const pdf = await exported(boss, 'dashboards/all', 'pdf')
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.headers['content-disposition']).toContain(encodeURIComponent('销售看板-'))
    expect((await exported(boss, 'dashboards/all', 'png', {}, 'en')).rawPayload.subarray(1, 4).toString()).toBe('PNG')
  })
})

describe('the records behind a mark as a file', () => {
  const mark = { cell: { region: '北方' }, measure: 'sum' }
  const table = async (file: Buffer) => Object.values(await sheets(file))[0]

  it('are exactly those shown, under the filters of the dashboard', async () => {
    const columns = ['region', 'amount']
    expect(await table((await exported(boss, 'reports/bars/drill', 'xlsx', mark)).rawPayload)).toEqual([columns, ['北方', '10.50']])
    const all = { cell: {}, dashboard: 'all', values: { kind: ['valve'] } }
    expect((await exported(boss, 'reports/bars/drill', 'csv', all)).payload).toBe('\ufeffregion,amount\n南方,300.00\n')
  })

  it('are all of them, newest first, not the page that is shown', async () => {
    await desk.query(`insert into shop.sale (id, version, created_at, updated_at, region, amount)
      select ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, now(), now(), 'many', n from generate_series(1, 2300) as n`)
    const many = { cell: { region: 'many' } }
    const numbers = Array.from({ length: 2300 }, (_, i) => 2300 - i)
    const sheet = await table((await exported(boss, 'reports/bars/drill', 'xlsx', many)).rawPayload)
    expect(sheet?.slice(1).map(([, amount]) => Number(amount))).toEqual(numbers)
    const { payload } = await exported(boss, 'reports/bars/drill', 'csv', many)
    expect(
      payload
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => Number(line.split(',')[1])),
    ).toEqual(numbers)
  })

  it('leave no group out of a table with totals that is too long to be laid out, which says so', async () => {
    await desk.query(`insert into shop.sale (id, version, created_at, updated_at, region, amount)
      select ('01900000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, 1, now(), now(), 'more', 10000 + n from generate_series(1, 20000) as n`)
    const rows = (await sheets((await exported(boss, 'reports/by_amount', 'xlsx', {}, 'en')).rawPayload)).by_amount ?? []
    const { rows: counted } = await desk.query<{ n: string; groups: string }>(
      'select count(*) as n, count(distinct amount) as groups from shop.sale',
    )
    expect(rows).toHaveLength(Number(counted[0]?.groups) + 3)
    expect(rows.at(-2)).toEqual(['Total', Number(counted[0]?.n)])
    expect(String(rows.at(-1)?.[0])).toContain('Too many groups')
  })

  it('are for those who may export them, and noted', async () => {
    for (const format of ['xlsx', 'csv']) expect((await exported(reader, 'reports/bars/drill', format, mark)).statusCode).toBe(403)
    expect((await exported(boss, 'reports/bars/drill', 'csv', { cell: { gone: 1 } })).statusCode).toBe(400)
    const { rows: noted } = await desk.query<{ object: string }>(`select object from tangram.audit where action = 'report.export-records'`)
    expect(noted.map(({ object }) => object)).toContain('shop bars xlsx')
  })
})
