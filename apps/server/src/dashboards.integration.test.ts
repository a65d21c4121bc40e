import type { FieldDocument } from '@tangram/data-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

const listed = <T extends { id: string }>(...things: T[]) => ({
  order: things.map(({ id }) => id),
  items: Object.fromEntries(things.map((thing) => [thing.id, thing])),
})
const field = (id: string, type: string, more: Partial<FieldDocument> = {}): FieldDocument => ({ id, type, label: { en: id }, ...more })
const nothing = { order: [], items: {} }
const all = { read: true, create: true, update: true, delete: true, export: true }
const report = (id: string, from: string, by: string, measures: Json, more: Json = {}) => ({
  id,
  label: { en: id },
  from,
  rows: [{ field: by, as: 'k' }],
  measures,
  measureOrder: Object.keys(measures),
  sort: [{ by: 'k' }],
  chart: { type: 'table' },
  ...more,
})
const count = { n: { count: '*', label: { en: 'n' } } }
const turnover = { sum: { sum: 'amount', label: { en: 'sum' } } }
const tiles = (...reports: string[]) => listed(...reports.map((one, i) => ({ id: one, report: one, x: 0, y: i * 4, w: 6, h: 4 })))

/** Sales of two regions; a clerk reads those of the north, and no amounts. */
const shop = {
  format: 1,
  id: 'shop',
  label: { en: 'Shop' },
  entities: listed(
    {
      id: 'sale',
      label: { en: 'Sale' },
      title: 'no',
      fields: listed(
        field('no', 'text'),
        field('region', 'text'),
        field('kind', 'text'),
        field('amount', 'number', { config: { decimals: 2 } }),
        field('clerk', 'member'),
      ),
    },
    {
      id: 'visit',
      label: { en: 'Visit' },
      title: 'region',
      fields: listed(field('region', 'text'), field('sale', 'relation', { config: { entity: 'sale' } })),
    },
  ),
  ...{ forms: nothing, processes: nothing, rules: nothing, views: nothing },
  reports: listed(
    report('by_region', 'sale', 'region', count, { drill: { columns: ['no'], path: ['kind'] } }),
    report('by_kind', 'sale', 'kind', count),
    report('turnover', 'sale', 'region', turnover, { drill: { columns: ['no'], path: ['kind'] } }),
    report('visits', 'visit', 'region', count),
    report('numbers', 'sale', 'no', {}),
  ),
  dashboards: listed(
    {
      id: 'open',
      label: { en: 'Open' },
      tiles: tiles('by_region', 'by_kind', 'visits'),
      filters: listed(
        { id: 'kind', label: { en: 'f' }, type: 'choice', fields: { sale: 'kind' }, defaults: { clerk: ['pump'] } },
        { id: 'region', label: { en: 'f' }, type: 'choice', fields: { sale: 'region', visit: 'region' } },
        { id: 'mine', label: { en: 'f' }, type: 'choice', fields: { sale: 'clerk' } },
      ),
    },
    { id: 'lent', label: { en: 'Lent' }, tiles: tiles('turnover', 'numbers'), access: 'publisher' },
    { id: 'closed', label: { en: 'Closed' }, tiles: tiles('turnover') },
  ),
  access: {
    roles: listed(
      { id: 'all', label: { en: 'All' }, designs: true, grants: { sale: all, visit: all }, dashboards: 'all' },
      {
        id: 'clerk',
        label: { en: 'Clerk' },
        grants: { sale: { read: { '==': [{ var: 'region' }, 'north'] }, fields: { amount: 'hidden' } }, visit: { read: true } },
        dashboards: ['open', 'lent'],
      },
    ),
  },
}

let desk: Desk
let boss: Caller
let clerk: Caller
beforeAll(async () => {
  desk = await openDesk({ workers: false })
  ;[boss, clerk] = await Promise.all([desk.as('admin'), desk.as('chen_mo')])
  await boss.post('/api/v1/apps', { document: shop })
  await boss.post('/api/v1/apps/shop/publish', {})
  await desk.query(`insert into tangram.role_member (app, role, person) values ('shop', 'clerk', '${clerk.id}')`)
  const base = '/api/v1/apps/shop/entities'
  const sales: [string, string, string, string | null][] = [
    ['north', 'pump', '10', clerk.id],
    ['north', 'valve', '20', null],
    ['south', 'pump', '300', null],
  ]
  for (const [i, [region, kind, amount, who]] of sales.entries())
    await boss.post(`${base}/sale/records`, { values: { no: `S-${i}`, region, kind, amount, clerk: who } })
  for (const region of ['north', 'south']) await boss.post(`${base}/visit/records`, { values: { region } })
  clerk = await desk.as('chen_mo')
})
afterAll(() => desk?.close())

const run = (who: Caller, dashboard: string, body: Json = {}) => who.post(`/api/v1/apps/shop/dashboards/${dashboard}/run`, body)
const rows = (answer: Json, of: string) => answer.results[of].rows

describe('filters of a dashboard', () => {
  it('stand as the reader’s role has them, and say where they mean nothing', async () => {
    const own = await run(clerk, 'open')
    expect(own.values).toEqual({ kind: ['pump'], region: null, mine: null })
    expect(rows(own, 'by_region')).toEqual([['north', 1]])
    expect(own.unreached).toMatchObject({ visits: { filters: ['kind'], cross: false }, by_region: { filters: [], cross: false } })
    expect(rows(await run(boss, 'open'), 'by_region')).toEqual([
      ['north', 2],
      ['south', 1],
    ])
  })

  it('give way to what the reader asks, in every table they name', async () => {
    const answer = await run(boss, 'open', { values: { region: ['south'] } })
    expect([rows(answer, 'by_region'), rows(answer, 'by_kind'), rows(answer, 'visits')]).toEqual([
      [['south', 1]],
      [['pump', 1]],
      [['south', 1]],
    ])
    expect(rows(await run(clerk, 'open', { values: { kind: null } }), 'by_region')).toEqual([['north', 2]])
    expect(rows(await run(clerk, 'open', { values: { kind: null, mine: ['$me'] } }), 'by_kind')).toEqual([['pump', 1]])
  })

  it.each([
    [{ values: { gone: ['x'] } }],
    [{ values: { kind: 'pump' } }],
    [{ values: { constructor: [] } }],
    [{ cross: { report: 'turnover', cell: {} } }],
    [{ cross: { report: 'by_kind', cell: { gone: 1 } } }],
  ])('refuse what they cannot have: %j', async (body) => {
    const answer = await boss.send('POST', '/api/v1/apps/shop/dashboards/open/run', body)
    const problems =
      answer.statusCode === 200 ? Object.values<Json>(answer.json().results).map(({ status }) => status) : [answer.statusCode]
    expect(problems).toContain(400)
  })

  it('hold for the records behind a mark too', async () => {
    const drill = (body: Json) => boss.post('/api/v1/apps/shop/reports/by_region/drill', { cell: { k: 'north' }, ...body })
    expect((await drill({})).count).toBe(2)
    // Of a total, over all of them.
    expect(await drill({ cell: {} })).toMatchObject({ count: 3, overlaps: false })
    expect((await drill({ dashboard: 'open', values: { kind: ['pump'] } })).count).toBe(1)
    expect((await drill({ dashboard: 'open', cross: { report: 'by_kind', cell: { k: 'valve' } } })).count).toBe(1)
    expect((await boss.send('POST', '/api/v1/apps/shop/reports/by_region/drill', { cell: {}, dashboard: 'lent' })).statusCode).toBe(404)
  })
})

describe('a click that narrows the other tiles', () => {
  it('reaches reports of the same table, and those of others by a field they share; the clicked one stays', async () => {
    const byRegion = await run(boss, 'open', { cross: { report: 'by_region', cell: { k: 'south' } } })
    expect([rows(byRegion, 'by_region').length, rows(byRegion, 'by_kind'), rows(byRegion, 'visits')]).toEqual([
      2,
      [['pump', 1]],
      [['south', 1]],
    ])
    const byKind = await run(boss, 'open', { cross: { report: 'by_kind', cell: { k: 'valve' } } })
    expect(rows(byKind, 'visits').length).toBe(2)
    expect(byKind.unreached.visits.cross).toBe(true)
  })
})

describe('figures with the publisher’s rights', () => {
  it('are whole for a reader who may see little', async () => {
    expect(rows(await run(clerk, 'lent'), 'turnover')).toEqual([
      ['north', '30'],
      ['south', '300'],
    ])
    const { document } = await clerk.get('/api/v1/apps/shop')
    expect(document.reports.order).toContain('turnover')
  })

  it('are lent for figures alone: a list is the reader’s own', async () => {
    expect(rows(await run(clerk, 'lent'), 'numbers')).toEqual([['S-0'], ['S-1']])
    expect(rows(await run(boss, 'lent'), 'numbers')).toEqual([['S-0'], ['S-1'], ['S-2']])
  })

  it('are broken down along the path with them, and the records behind are the reader’s own', async () => {
    const steps = [{ cell: { k: 'south' }, by: 'kind' }]
    const down = await clerk.post('/api/v1/apps/shop/reports/turnover/run', { dashboard: 'lent', steps })
    expect(down.rows).toEqual([['pump', '300']])
    const records = await clerk.send('POST', '/api/v1/apps/shop/reports/by_region/drill', {
      cell: { k: 'south' },
      dashboard: 'open',
      values: { kind: null },
    })
    expect(records.json().count).toBe(0)
  })

  it('answer no question of the reader’s own making', async () => {
    const send = (url: string, body: Json) => clerk.send('POST', `/api/v1/apps/shop/${url}`, body)
    const filters = [{ field: 'no', is: 'S-2' }]
    expect((await send('dashboards/lent/run', { filters })).statusCode).toBe(403)
    expect((await send('reports/turnover/run', { dashboard: 'lent', filters })).statusCode).toBe(403)
    // Off the path, and without the dashboard, the reader has their own rights: amounts are hidden from them.
    for (const body of [{ dashboard: 'lent', steps: [{ cell: { k: 'south' }, by: 'no' }] }, {}])
      expect((await send('reports/turnover/run', body)).statusCode).toBeGreaterThanOrEqual(400)
    expect((await send('reports/turnover/drill', { dashboard: 'lent', cell: { k: 'south' } })).body).not.toContain('S-2')
    expect((await send('dashboards/closed/run', {})).statusCode).toBe(404)
  })

  it('are counted once for fifty open pages of two people', async () => {
    await boss.post('/api/v1/apps/shop/entities/sale/records', { values: { no: 'S-3', region: 'west', kind: 'pump', amount: '1' } })
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => run(at % 2 ? clerk : boss, 'lent')))
    expect(rows(answers[0], 'turnover').length).toBe(3)
    // Each run says when it was.
    expect(new Set(answers.map(({ results }) => results.turnover.asOf)).size).toBe(1)
  })

  it('end when the publisher may no longer sign in', async () => {
    await desk.query(`update tangram.person set active = false where id = '${boss.id}'`)
    try {
      const answer = await clerk.send('POST', '/api/v1/apps/shop/dashboards/lent/run', {})
      expect([answer.statusCode, answer.json().code]).toEqual([409, 'server.dashboard.publisher-gone'])
    } finally {
      await desk.query(`update tangram.person set active = true where id = '${boss.id}'`)
    }
  })
})

describe('a dashboard that is read line by line', () => {
  it('says first how it stands, then each answer by itself', async () => {
    const answer = await boss.send(
      'POST',
      '/api/v1/apps/shop/dashboards/open/run',
      { only: ['by_kind', 'visits'] },
      { accept: 'application/x-ndjson' },
    )
    expect(answer.headers['content-type']).toContain('application/x-ndjson')
    const [head, ...lines] = answer.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Json)
    expect(Object.keys(head)).toEqual(['values', 'unreached'])
    expect(lines.map(({ report: id, result }) => [id, result.rows.length]).sort()).toEqual([
      ['by_kind', 2],
      ['visits', 2],
    ])
  })
})
