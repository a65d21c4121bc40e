import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from './database.ts'
import type { Storage } from './storage.ts'
import { type Cast, openDesk, openStorage } from './testing/desk.ts'
import { testDatabase } from './testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let replica: Database
let storage: Storage
let cast: Cast

beforeAll(async () => {
  db = await testDatabase()
  // The same database by another name: a replica that is never behind.
  replica = await connect({ databaseUrl: `${db.url}?target_session_attrs=any`, isForReports: true })
  storage = await openStorage(db, { reportDb: replica })
  cast = await openDesk(storage)
  const records = storage.records(cast.mia)
  for (const team of [cast.red, cast.red, cast.blue]) await records.create('desk', 'ticket', { subject: 'It broke', team })
})
afterAll(async () => {
  await storage.close()
  await replica.close()
  await db.close()
})

/** What the connections of the replica were last asked. */
async function askedThere(): Promise<string[]> {
  const { rows } = await db.pool.query<{ query: string }>(
    `select query from pg_stat_activity where application_name = 'tangram reports' and datname = current_database() order by pid`,
  )
  return rows.map(({ query }) => query)
}

const productsDraft = {
  label: { en: 'Products', 'zh-CN': '产品' },
  from: 'product',
  rows: [],
  measures: { n: { count: '*', label: { en: 'Count', 'zh-CN': '数量' } } },
  measureOrder: ['n'],
  chart: { type: 'kpi' },
}
const drill = { cell: { status: 'new' }, measure: 'n' }

describe('reports with a replica', () => {
  it('are read there, and nothing else is', async () => {
    await storage.records(cast.mia).list('desk', 'ticket')
    expect(await askedThere()).toEqual([])
    expect((await storage.reports(cast.mia).run('desk', 'by_status')).rows).toEqual([['new', 3]])
    expect((await askedThere()).join()).toContain('"desk"."ticket"')
    expect((await storage.reports(cast.mia).drill('desk', 'by_status', drill)).count).toBe(3)
    const asked = await askedThere()
    await storage.records(cast.mia).count('desk', 'product')
    expect(await askedThere()).toEqual(asked)
  })

  it('show each reader what they may see, and no more', async () => {
    const ann = storage.reports(cast.ann)
    expect((await ann.run('desk', 'by_status')).rows).toEqual([['new', 2]])
    expect((await ann.drill('desk', 'by_status', drill)).count).toBe(2)
    await expect(ann.run('desk', 'costs')).rejects.toMatchObject({ status: 403 })
  })

  it('fill files from there', async () => {
    const { pages } = await storage.reports(cast.ann).rows('desk', 'by_status')
    const rows = []
    for await (const page of pages) rows.push(...page.rows)
    expect(rows).toEqual([['new', 2]])
    const { lines } = await storage.reports(cast.ann).csv('desk', 'by_status', { locale: 'en' })
    expect((await lines.toArray()).join('')).toBe('new,2\n')
    expect((await askedThere()).join()).toMatch(/copy \(|commit/)
  })

  it('are soon read again after a change, which a replica may get late', async () => {
    const count = async () => (await storage.reports(cast.mia).run('desk', 'by_status')).rows[0]?.[1]
    const heard = new Set<string | undefined>()
    const stop = storage.live.subscribe((event) => heard.add(event.id))
    const { id } = await storage.records(cast.mia).create('desk', 'ticket', { subject: 'Told at once' })
    await expect.poll(() => heard.has(id)).toBe(true)
    stop()
    expect(await count()).toBe(4)
    // As if it came to the replica only now; nobody tells of it.
    await db.pool.query(`update desk.ticket set deleted_at = now() where id = $1`, [id])
    await expect.poll(count, { timeout: 2_000, interval: 50 }).toBe(3)
  })

  it('end there when nobody waits for them any more', async () => {
    await db.pool.query('alter table desk.product rename to product_really')
    await db.pool.query('create view desk.product as select * from desk.product_really where pg_sleep(60) is null')
    await db.pool.query(
      `insert into desk.product_really (id, version, model, created_at, updated_at) values (uuidv7(), 1, 'Lamp', now(), now())`,
    )
    const reader = new AbortController()
    const asked = expect(storage.reports(cast.mia).preview('desk', productsDraft, { signal: reader.signal })).rejects.toMatchObject({
      code: 'storage.report.left',
    })
    const asleep = async () => {
      const { rows } = await db.pool.query<{ name: string }>(
        `select application_name as name from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
      )
      return rows.map(({ name }) => name)
    }
    await expect.poll(asleep, { timeout: 5_000, interval: 20 }).toEqual(['tangram reports'])
    reader.abort()
    await asked
    await expect.poll(asleep, { timeout: 1_000, interval: 20 }).toEqual([])
    await db.pool.query('drop view desk.product')
    await db.pool.query('alter table desk.product_really rename to product')
  })

  it('cannot write anything there', async () => {
    await expect(replica.pool.query('delete from desk.ticket')).rejects.toMatchObject({ code: '25006' })
  })
})

describe('a replica that cannot answer', () => {
  it.each([
    ['because it is away', async () => connect({ databaseUrl: 'postgres://tangram@127.0.0.1:1/none', isForReports: true })],
    ['because it is behind a publish', testDatabase],
  ])('%s leaves reports to the primary', async (_, open) => {
    const behind = await open()
    const warnings: string[] = []
    const other = await openStorage(db, { reportDb: behind, log: (_level, message) => warnings.push(message) })
    expect((await other.reports(cast.ann).run('desk', 'by_status')).rows).toEqual([['new', 2]])
    expect((await other.reports(cast.ann).drill('desk', 'by_status', drill)).count).toBe(2)
    expect(warnings).toHaveLength(2)
    await other.close()
    await behind.close()
  })
})
