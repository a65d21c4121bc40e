import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Database } from './database.ts'
import { openPool } from './database.ts'
import type { Storage } from './storage.ts'
import { type Cast, desk, openDesk, openStorage, system } from './testing/desk.ts'
import { testDatabase } from './testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let reportDb: Database
let storage: Storage
let cast: Cast
/** How often a connection of reports was asked for: a remembered answer needs none. */
let reads = 0

beforeAll(async () => {
  db = await testDatabase()
  reportDb = openPool(db.url, { poolSize: 4, statementTimeoutMs: 20_000 }, async () => {})
  reportDb.pool.on('acquire', () => reads++)
  storage = await openStorage(db, { reportDb })
  storage.live.subscribe(({ id }) => heard.add(id))
  let last = ''
  cast = await openDesk(
    storage,
    desk(({ reports, entities }) => {
      const of = (id: string, from: string, field: string) => ({
        id,
        label: { en: id, 'zh-CN': id },
        from,
        rows: [{ field, as: 'key' }],
        measures: { n: { count: '*', label: { en: 'Count', 'zh-CN': '数量' } } },
        measureOrder: ['n'],
        chart: { type: 'table' },
      })
      for (const report of [
        of('models', 'product', 'model'),
        of('by_team', 'ticket', 'team'),
        of('by_product', 'ticket', 'product'),
        of('by_id', 'ticket', 'id'),
      ]) {
        reports.order.push(report.id)
        reports.items[report.id] = report
      }
      const [first, second] = ['by_product', 'by_status'].map((id) => structuredClone(reports.items[id]))
      if (!first || !second) throw new Error('the desk has both')
      Object.assign(first, { id: 'product_costs', measureOrder: ['n', 'costs'] })
      Object.assign(first.measures, { costs: { sum: 'cost', label: { en: 'Costs', 'zh-CN': '成本' } } })
      Object.assign(second, { id: 'by_state', rows: [{ field: 'status', as: 'status' }] })
      for (const report of [first, second]) {
        reports.order.push(report.id)
        reports.items[report.id] = report
      }
      const status = entities.items.ticket?.fields.items.status
      Object.assign(status?.config ?? {}, { options: [{ id: 'new', label: { en: '@new', 'zh-CN': '+新' } }] })
    }),
  )
  await storage.records(cast.mia).create('desk', 'product', { model: 'Lamp' })
  for (const team of [cast.red, cast.red, cast.blue]) {
    last = (await storage.records(cast.mia).create('desk', 'ticket', { subject: 'It broke', team })).id
  }
  // What was written is told by now, so that it ends nothing that is remembered later.
  await vi.waitUntil(() => heard.has(last))
})
afterAll(async () => {
  await storage.close()
  await reportDb.close()
  await db.close()
})

const count = async (who: Cast['mia'], report = 'by_status', how = {}) => (await storage.reports(who).run('desk', report, [], [], how)).rows
const heard = new Set<string | undefined>()

describe('what is remembered', () => {
  it('answers the same question once, and again when asked to', async () => {
    const first = await count(cast.mia)
    const before = reads
    expect(await count(cast.mia)).toBe(first)
    expect(reads).toBe(before)
    expect(await count(cast.mia, 'by_status', { fresh: true })).toEqual(first)
    expect(reads).toBeGreaterThan(before)
  })

  it('says when it was read, not when it was asked', async () => {
    const { asOf } = await storage.reports(cast.mia).run('desk', 'by_status')
    expect((await storage.reports(cast.mia).run('desk', 'by_status')).asOf).toBe(asOf)
  })

  it('is nobody else’s who has other rights', async () => {
    expect(await count(cast.mia)).toEqual([['new', 3]])
    expect(await count(cast.ann)).toEqual([['new', 2]])
    expect(await count(cast.bob)).toEqual([['new', 1]])
    expect(await count(cast.mia)).toEqual([['new', 3]])
  })

  it('is gone with the right to it, on the next request', async () => {
    const { people } = storage
    expect(await count(cast.ann)).toEqual([['new', 2]])
    await people.grant(system, 'desk', 'manager', { person: cast.ids.ann })
    const promoted = (await people.principalOf(cast.ids.ann)) as Cast['ann']
    expect(await count(promoted)).toEqual([['new', 3]])
    await people.revoke(system, 'desk', 'manager', { person: cast.ids.ann })
    const again = (await people.principalOf(cast.ids.ann)) as Cast['ann']
    expect(await count(again)).toEqual([['new', 2]])
  })

  it('is read anew after a change, at once where it was made and soon in every other process', async () => {
    const otherDb = db.connectAgain()
    const other = await openStorage(otherDb)
    const there = async () => (await other.reports(cast.mia).run('desk', 'by_team')).rows.length
    expect([(await count(cast.mia, 'by_team')).length, await there()]).toEqual([2, 2])
    const record = await storage.records(cast.mia).create('desk', 'ticket', { subject: 'Without a team' })
    expect((await count(cast.mia, 'by_team')).length).toBe(3)
    await expect.poll(there, { timeout: 2_000, interval: 20 }).toBe(3)
    await storage.records(cast.mia).remove('desk', 'ticket', record.id)
    expect((await count(cast.mia, 'by_team')).length).toBe(2)
    await expect.poll(there, { timeout: 2_000, interval: 20 }).toBe(2)
    await other.close()
  })

  it('has the names of now', async () => {
    const named = async () => Object.values((await storage.reports(cast.mia).run('desk', 'by_product')).labels ?? {})
    const { records } = storage
    const product = await records(cast.mia).create('desk', 'product', { model: 'Drill' })
    const ticket = await records(cast.mia).create('desk', 'ticket', { subject: 'Blunt', product: product.id })
    expect(await named()).toEqual(['Drill'])
    await records(cast.mia).update('desk', 'product', product.id, { model: 'Sharp drill' }, { version: 1 })
    expect(await named()).toEqual(['Sharp drill'])
    await records(cast.mia).remove('desk', 'ticket', ticket.id)
    await records(cast.mia).remove('desk', 'product', product.id)
  })
})

describe('the rows of a file', () => {
  it('are all of them, with their names, though what is shown is limited', async () => {
    await db.pool.query(
      `insert into desk.ticket (id, version, subject, team, created_at, updated_at)
      select gen_random_uuid(), 1, 'Bulk', $1::uuid, now(), now() from generate_series(1, 2500)`,
      [cast.red],
    )
    expect(await storage.reports(cast.mia).run('desk', 'by_id', [], [], { fresh: true })).toMatchObject({ truncated: true })
    const { columns, pages } = await storage.reports(cast.mia).rows('desk', 'by_id')
    const rows = []
    const labels = new Set<string>()
    for await (const page of pages) {
      rows.push(...page.rows)
      for (const [id] of page.rows) labels.add(page.labels[id as string] ?? 'unnamed')
    }
    expect(columns.map(({ id }) => id)).toEqual(['key', 'n'])
    expect(rows).toHaveLength(2503)
    expect([...labels].sort()).toEqual(['Bulk', 'It broke'])
    const ofAnn = await storage.reports(cast.ann).rows('desk', 'by_id')
    let seen = 0
    for await (const page of ofAnn.pages) seen += page.rows.length
    expect(seen).toBe(2502)
    await db.pool.query(`delete from desk.ticket where subject = 'Bulk'`)
  })

  it('are a CSV file that PostgreSQL writes: labels and names, no formulas, exact numbers', async () => {
    const { records, reports } = storage
    const evil = await records(cast.mia).create('desk', 'product', { model: '=1+1' })
    const plain = await records(cast.mia).create('desk', 'product', { model: 'Lamp, "big"' })
    const costs = ['10.50', '-3.25', '0.1']
    const tickets = await Promise.all(
      costs.map((cost, i) =>
        records(cast.mia).create('desk', 'ticket', {
          subject: `T${i}`,
          cost,
          product: [evil.id, plain.id, null][i] as never,
          team: cast.red,
        }),
      ),
    )
    const csv = async (who: Cast['mia'], report: string, locale: 'en' | 'zh-CN' = 'en') => {
      const { lines } = await reports(who).csv('desk', report, { locale })
      return (await lines.toArray()).join('').trim().split('\n').sort()
    }
    expect(await csv(cast.mia, 'product_costs')).toEqual([`"Lamp, ""big""",1,-3.25`, `'=1+1,1,10.5`, ',4,0.1'].sort())
    expect(await csv(cast.mia, 'by_state', 'zh-CN')).toEqual(["'+新,6"])
    expect(await csv(cast.mia, 'by_state', 'en')).toEqual(["'@new,6"])
    expect(await csv(cast.ann, 'by_state', 'en')).toEqual(["'@new,5"])
    await expect(csv(cast.ann, 'product_costs')).rejects.toMatchObject({ status: 403 })
    for (const { id } of tickets) await records(cast.mia).remove('desk', 'ticket', id)
  })

  it('give the connection back when their reader leaves off', async () => {
    for (let i = 0; i < 6; i++) {
      const { pages } = await storage.reports(cast.mia).rows('desk', 'by_id')
      for await (const page of pages) if (page.rows.length > 0) break
    }
    expect(await count(cast.mia, 'by_status', { fresh: true })).toEqual([['new', 3]])
  })
})

describe('a report that takes long', () => {
  /** From here on each row of the products takes a minute. */
  beforeAll(async () => {
    await db.pool.query(`alter table desk.product rename to product_really`)
    await db.pool.query(`create view desk.product as select * from desk.product_really where pg_sleep(60) is not null`)
  })
  afterAll(async () => {
    await db.pool.query(`drop view desk.product`)
    await db.pool.query(`alter table desk.product_really rename to product`)
  })

  const running = async () => {
    const { rows } = await db.pool.query<{ n: number }>(
      `select count(*)::integer as n from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
    )
    return rows[0]?.n
  }
  const untilRunning = (n: number) => expect.poll(running, { timeout: 5_000, interval: 20 }).toBe(n)

  it('runs once for all who wait, and ends with the last of them', async () => {
    const [a, b] = [new AbortController(), new AbortController()]
    const asked = [a, b].map(({ signal }) =>
      expect(count(cast.mia, 'models', { signal })).rejects.toMatchObject({ code: 'storage.report.left' }),
    )
    await untilRunning(1)
    a.abort()
    await asked[0]
    // Time enough for a statement to be ended, were it to be.
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await running()).toBe(1)
    b.abort()
    await asked[1]
    await expect.poll(running, { timeout: 1_000, interval: 20 }).toBe(0)
  })

  it.each([
    ['the preview of a draft', (signal: AbortSignal) => storage.reports(cast.mia).preview('desk', modelsDraft, { signal })],
    [
      'records behind a mark',
      (signal: AbortSignal) => storage.reports(cast.mia).drill('desk', 'models', { cell: { key: 'Lamp' }, signal }),
    ],
    ['the rows of a file', (signal: AbortSignal) => storage.reports(cast.mia).rows('desk', 'models', { signal })],
  ])('ends with its reader: %s', async (_, ask) => {
    const reader = new AbortController()
    const asked = expect(ask(reader.signal)).rejects.toMatchObject({ code: 'storage.report.left' })
    await expect.poll(running, { timeout: 5_000, interval: 20 }).toBeGreaterThan(0)
    reader.abort()
    await asked
    await expect.poll(running, { timeout: 1_000, interval: 20 }).toBe(0)
  })

  it('is stopped by the limit of reports, which says what to do', async () => {
    const hasty = openPool(db.url, { poolSize: 2, statementTimeoutMs: 300 }, async () => {})
    const other = await openStorage(db, { reportDb: hasty })
    const refused = await other
      .reports(cast.mia)
      .run('desk', 'models')
      .catch((error) => error)
    expect(refused).toMatchObject({ code: 'storage.report.slow', status: 504 })
    expect(refused.fixIn('en')).toContain('TANGRAM_REPORT_TIMEOUT')
    await other.close()
    await hasty.close()
  })

  it('leaves the connections of records alone, however many there are', async () => {
    const leaving = new AbortController()
    const asked = Array.from({ length: 12 }, (_, i) =>
      expect(storage.reports(cast.mia).preview('desk', { ...modelsDraft, limit: i + 1 }, { signal: leaving.signal })).rejects.toMatchObject(
        { code: 'storage.report.left' },
      ),
    )
    await untilRunning(2)
    expect((await storage.records(cast.mia).list('desk', 'ticket')).records).toHaveLength(3)
    expect(await running()).toBe(2)
    leaving.abort()
    await Promise.all(asked)
    await untilRunning(0)
  })
})

const modelsDraft = {
  label: { en: 'Models', 'zh-CN': '型号' },
  from: 'product',
  rows: [{ field: 'model', as: 'key' }],
  measures: { n: { count: '*', label: { en: 'Count', 'zh-CN': '数量' } } },
  measureOrder: ['n'],
  chart: { type: 'table' },
}
