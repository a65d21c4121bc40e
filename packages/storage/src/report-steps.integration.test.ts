import { text } from 'node:stream/consumers'
import type { Principal } from '@tangram/access'
import type { JsonValue } from '@tangram/data-model'
import type { ReportDocument, ReportFilter } from '@tangram/report-engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from './storage.ts'
import { type Cast, desk, openDesk, openStorage } from './testing/desk.ts'
import { testDatabase } from './testing/index.ts'

const label = (en: string, zh = en) => ({ en, 'zh-CN': zh })
const part = (of: string, conversion: 'first' | 'previous') => ({ label: label('Part'), of, conversion })

const funnel: ReportDocument = {
  id: 'way',
  label: label('Way'),
  from: 'ticket',
  funnel: {
    stages: [
      { id: 'all', label: label('All', '全部'), where: [] },
      { id: 'begun', label: label('Begun', '已开始'), where: [{ field: 'status', oneOf: ['busy', 'done'] }] },
      { id: 'done', label: label('Done', '已完成'), where: [{ logic: { '==': [{ var: 'status' }, 'done'] } }] },
    ],
  },
  rows: [{ field: '$stage', as: 'stage' }],
  measures: { n: { count: '*', label: label('Tickets') }, first: part('n', 'first'), before: part('n', 'previous') },
  measureOrder: ['n', 'first', 'before'],
  drill: { columns: ['subject'] },
  chart: { type: 'funnel' },
}

const cohort: ReportDocument = {
  id: 'back',
  label: label('Back'),
  from: 'ticket',
  cohort: { key: 'product', at: 'due', by: 'month', periods: 4 },
  rows: [{ field: '$cohort.start', as: 'cohort', by: 'month' }],
  cols: [{ field: '$cohort.offset', as: 'offset' }],
  measures: { products: { distinct: 'product', label: label('Products') }, kept: part('products', 'first') },
  measureOrder: ['products', 'kept'],
  drill: { columns: ['subject'] },
  chart: { type: 'heat-map' },
}

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  cast = await openDesk(
    storage,
    desk((document) => {
      for (const report of [funnel, cohort]) {
        document.reports.order.push(report.id)
        document.reports.items[report.id] = report
      }
    }),
  )
  const records = storage.records(cast.mia)
  const [pump, lamp] = [
    await records.create('desk', 'product', { model: 'Pump' }),
    await records.create('desk', 'product', { model: 'Lamp' }),
  ]
  const add = (subject: string, product: { id: string }, due: string, team: string, status: string) =>
    records.create('desk', 'ticket', { subject, product: product.id, due: `${due}T04:00:00.000Z`, team, status, cost: '1' })
  await add('one', pump, '2026-01-10', cast.red, 'done')
  await add('two', pump, '2026-02-10', cast.blue, 'busy')
  await add('three', lamp, '2026-02-20', cast.red, 'new')
  await add('four', pump, '2026-03-05', cast.red, 'done')
  await add('five', lamp, '2026-04-01', cast.blue, 'done')
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const rowsOf = async (report: string, who: Principal, filters: ReportFilter[] = []) =>
  (await storage.reports(who).run('desk', report, filters)).rows
const behind = async (report: string, who: Principal, measure: string, cell: { [dimension: string]: JsonValue }) => {
  const { records, count } = await storage.reports(who).drill('desk', report, { cell, measure })
  const subjects = records.map(({ values }) => values.subject)
  expect(count).toBe(subjects.length)
  return subjects.sort()
}
const csvOf = async (report: string, locale: 'en' | 'zh-CN') =>
  text((await storage.reports(cast.mia).csv('desk', report, { locale })).lines)

describe('a funnel', () => {
  it('counts what its reader may see, stage by stage', async () => {
    expect(await rowsOf('way', cast.mia)).toEqual([
      ['all', 5, '1', null],
      ['begun', 4, '0.8', '0.8'],
      ['done', 3, '0.6', '0.75'],
    ])
    expect((await rowsOf('way', cast.ann)).map(([stage, n]) => [stage, n])).toEqual([
      ['all', 3],
      ['begun', 2],
      ['done', 2],
    ])
  })

  it('keeps its stages where a dashboard asks for what nothing meets', async () => {
    expect((await rowsOf('way', cast.mia, [{ field: 'subject', is: 'none' }])).map(([stage, n]) => [stage, n])).toEqual([
      ['all', 0],
      ['begun', 0],
      ['done', 0],
    ])
  })

  it('leads from a stage to its records, and breaks it down', async () => {
    expect(await behind('way', cast.mia, 'n', { stage: 'begun' })).toEqual(['five', 'four', 'one', 'two'])
    expect(await behind('way', cast.ann, 'n', { stage: 'done' })).toEqual(['four', 'one'])
    const { rows } = await storage.reports(cast.mia).run('desk', 'way', [], [{ cell: { stage: 'done' }, by: 'team' }])
    expect(new Map(rows as [string, number][])).toEqual(
      new Map([
        [cast.red, 2],
        [cast.blue, 1],
      ]),
    )
  })

  it('is not told by a field that its reader may not see', async () => {
    const hidden = {
      ...funnel,
      funnel: { stages: [...(funnel.funnel?.stages ?? []), { id: 'dear', label: {}, where: [{ field: 'cost', gte: 1 }] }] },
    }
    await expect(storage.reports(cast.ann).preview('desk', hidden as never)).rejects.toMatchObject({
      code: expect.stringMatching(/forbidden|unreadable|invalid/),
    })
  })

  it('is written to a file by the names of its stages', async () => {
    expect((await csvOf('way', 'zh-CN')).trim().split('\n')).toEqual(['全部,5,1,', '已开始,4,0.8,0.8', '已完成,3,0.6,0.75'])
  })
})

describe('cohorts', () => {
  it('begin with the first record their reader sees', async () => {
    expect(await rowsOf('back', cast.mia)).toEqual([
      ['2026-01-01', 0, 1, '1'],
      ['2026-01-01', 1, 1, '1'],
      ['2026-01-01', 2, 1, '1'],
      ['2026-01-01', 3, 0, '0'],
      ['2026-02-01', 0, 1, '1'],
      ['2026-02-01', 1, 0, '0'],
      ['2026-02-01', 2, 1, '1'],
      ['2026-02-01', 3, 0, '0'],
    ])
    const started = (await rowsOf('back', cast.bob)).filter(([, , n]) => n !== 0)
    expect(started.map(([cohortOf, offset]) => [cohortOf, offset])).toEqual([
      ['2026-02-01', 0],
      ['2026-04-01', 0],
    ])
  })

  it('stay what they are when a dashboard asks for a time: it says which are shown', async () => {
    expect(await rowsOf('back', cast.mia, [{ field: 'due', gte: '2026-02-01' }])).toEqual([
      ['2026-02-01', 0, 1, '1'],
      ['2026-02-01', 1, 0, '0'],
      ['2026-02-01', 2, 1, '1'],
      ['2026-02-01', 3, 0, '0'],
    ])
  })

  it('lead from a cell to its records', async () => {
    expect(await behind('back', cast.mia, 'products', { cohort: '2026-02-01', offset: 2 })).toEqual(['five'])
    expect(await behind('back', cast.mia, 'products', { cohort: '2026-01-01', offset: 1 })).toEqual(['two'])
    expect(await behind('back', cast.ann, 'products', { cohort: '2026-01-01', offset: 1 })).toEqual([])
  })

  it('are written to a file with every period that has been', async () => {
    expect((await csvOf('back', 'en')).trim().split('\n')).toHaveLength(8)
  })
})
