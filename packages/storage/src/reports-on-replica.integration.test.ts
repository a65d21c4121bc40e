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
  replica = await connect({ databaseUrl: db.url, isForReports: true })
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
