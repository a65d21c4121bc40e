import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PersonPrincipal, SystemPrincipal } from '@tangram/access'
import type { JsonValue } from '@tangram/data-model'
import { configFromEnvironment, type RunningServer, startServer } from '@tangram/server'
import type { Storage } from '@tangram/storage'
import { testDatabase } from '@tangram/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serviceDesk } from './app.ts'

const app = serviceDesk.id
const system: SystemPrincipal = { kind: 'system', cause: 'test', zone: 'Asia/Shanghai', locale: 'zh-CN' }
const dataDir = mkdtempSync(join(tmpdir(), 'tangram-desk-'))
let db: Awaited<ReturnType<typeof testDatabase>>
let server: RunningServer
let storage: Storage

/** A trial server without workers, so that what was loaded stays as it was loaded. */
const start = () =>
  startServer({
    ...configFromEnvironment(['--trial'], { DATABASE_URL: db.url, TANGRAM_DATA: dataDir, LOG_LEVEL: 'silent', TANGRAM_WORKERS: 'off' }),
    port: 0,
  })

beforeAll(async () => {
  db = await testDatabase()
  const before = performance.now()
  server = await start()
  // A figure to read, not to fail by: how long it takes says as much about what else the machine does.
  console.log(`The trial was loaded in ${((performance.now() - before) / 1000).toFixed(1)} s.`)
  storage = server.storage
})
afterAll(async () => {
  await server?.close()
  await db?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function principalOf(login: string): Promise<PersonPrincipal> {
  const person = (await storage.people.find(system, { limit: 200 })).find((one) => one.login === login)
  return storage.people.principalOf(person?.id ?? login)
}
const one = async <T>(text: string, values: unknown[] = []) => (await db.pool.query(text, values)).rows[0] as T

describe('the agreement', () => {
  it('has counted every complaint of the last year, most of them kept, and watches those that are open', async () => {
    const clocks = await one<{ n: number; kept: number; open: number }>(
      `select count(distinct record)::int as n, avg(is_met::int)::float as kept, (count(*) filter (where ended_at is null))::int as open from tangram.sla_report`,
    )
    expect(clocks).toMatchObject(
      await one<{ n: number }>(`select count(*)::int as n from service_desk.ticket where created_at >= now() - interval '400 days'`),
    )
    expect(clocks.kept).toBeGreaterThan(0.5)
    expect(clocks.kept).toBeLessThan(0.99)
    expect(clocks.open).toBeGreaterThan(0)
    const late = await one(`select count(*)::int as n from tangram.job where kind = 'sla.timer' and due_at < now() - interval '1 minute'`)
    expect(late).toEqual({ n: 0 })
    expect(await one(`select count(*)::int as n from tangram.job where kind = 'sla.action'`)).toEqual({ n: 0 })
  })
})

describe('records', () => {
  it('are all there, each with its change log', async () => {
    expect(await storage.records(system).count(app, 'ticket')).toBe(20_000)
    expect(await storage.records(system).count(app, 'customer')).toBe(800)
    expect(await storage.records(system).count(app, 'product')).toBe(30)
    const without = await one(
      `select count(*)::int as n from service_desk.ticket t where not exists
         (select from tangram.change c where c.record = t.id and c.kind = 'create') or t.version <> (select max(c.version) from tangram.change c where c.record = t.id)`,
    )
    expect(without).toEqual({ n: 0 })
  })

  it('show in their history what was filed and what became of it', async () => {
    const { records } = await storage.records(system).list(app, 'ticket', { sort: [{ by: 'created_at' }], limit: 1 })
    const record = records[0]
    const history = await storage.records(system).history(app, 'ticket', record?.id ?? '')
    expect(history.map(({ kind, after }) => [kind, after.status])).toEqual([
      ['create', 'new'],
      ['update', 'closed'],
    ])
    expect(history[1]?.after.solution).toBe(record?.values.solution)
    expect(history[1]?.after).not.toHaveProperty('description')
  })

  it('show an agent the own teams’ complaints only, and no internal cost', async () => {
    const agent = await principalOf('chen_mo')
    const manager = await principalOf('lin_yue')
    const own = await storage.records(agent).count(app, 'ticket')
    expect(own).toBeGreaterThan(1000)
    expect(own).toBeLessThan(await storage.records(manager).count(app, 'ticket'))
    const seen = await storage.records(agent).list(app, 'ticket', { limit: 200 })
    expect(seen.records.every(({ values }) => !('internal_cost' in values) && values.team === agent.teams[0])).toBe(true)
  })

  it('let the next complaint have the next number of its day', async () => {
    const [product] = (await storage.records(system).list(app, 'product', { limit: 1 })).records
    const made = await storage.records(system).create(
      app,
      'ticket',
      {
        customer_name: '测试客户',
        phone: '+8613800009999',
        product: product?.id ?? '',
        problem_type: 'other',
        urgency: 'low',
        description: '测试',
      },
      {},
    )
    const number = String(made.values.number)
    const highest = await one('select max(number) as number from service_desk.ticket where number like $1 and id <> $2', [
      `${number.slice(0, 12)}%`,
      made.id,
    ])
    const before = Number(String((highest as { number: string | null }).number ?? '0').slice(-4))
    expect(Number(number.slice(-4))).toBe(before + 1)
    await storage.records(system).remove(app, 'ticket', made.id)
  })
})

describe('processes', () => {
  it('run for every open complaint, none of them stuck', async () => {
    const open = await one(
      `select count(*)::int as n from service_desk.ticket where status in ('handling', 'countersign', 'confirming') and deleted_at is null`,
    )
    const running = await one(`select count(*)::int as n from tangram.flow_instance where status = 'running'`)
    expect({ open, running }).toEqual({ open: { n: 60 }, running: { n: 60 } })
    expect(await storage.flows.stuck(system)).toEqual([])
  })

  it('stand where the record says', async () => {
    const { rows } = await db.pool.query<{ status: string; nodes: string[] }>(
      `select t.status, array_agg(distinct a.node) as nodes from service_desk.ticket t
       join tangram.flow_instance i on i.record = t.id and i.status = 'running'
       join tangram.activity a on a.instance = i.id and a.ended_at is null group by 1 order by 1`,
    )
    expect(rows).toEqual([
      { status: 'confirming', nodes: ['confirm'] },
      { status: 'countersign', nodes: ['countersign'] },
      { status: 'handling', nodes: ['handle'] },
    ])
  })

  it('give the sample people something to do', async () => {
    for (const [login, kind] of [
      ['chen_mo', 'handle'],
      ['he_qing', 'countersign'],
      ['song_lan', 'countersign'],
    ] as const) {
      const { tasks } = await storage.tasks(await principalOf(login)).list()
      expect(tasks.map(({ node }) => node)).toContain(kind)
      expect(tasks.every(({ openedAt }) => openedAt < new Date().toISOString())).toBe(true)
    }
  })

  it('show the whole way of a complaint closed lately, with the time of each node', async () => {
    const { records } = await storage.records(system).list(app, 'ticket', {
      where: { '==': [{ var: 'status' }, 'resolved'] },
      sort: [{ by: 'created_at', dir: 'desc' }],
      limit: 1,
    })
    const [standing] = await storage.flows.process(system, app, 'ticket', records[0]?.id ?? '')
    expect(standing).toMatchObject({ status: 'ended', outcome: 'resolved' })
    expect([...new Set(standing?.nodes.map(({ node }) => node))]).toEqual(['start', 'dispatch', 'handle', 'countersign', 'confirm', 'end'])
    const minutes = Number(records[0]?.values.total_minutes)
    expect(Math.abs((standing?.totalMs ?? 0) / 60_000 - minutes)).toBeLessThan(1)
  })

  it('ask nobody now for what was answered long ago', async () => {
    const pending = await one(
      `select count(*)::int as n from tangram.job j join service_desk.ticket t on t.id::text = j.payload ->> 'record' where t.status in ('resolved', 'closed')`,
    )
    expect(pending).toEqual({ n: 0 })
  })
})

describe('reports', () => {
  const recordsIn = async (node: JsonValue | undefined) =>
    (
      await one<{ n: number }>(
        `select count(distinct record)::int as n from tangram.flow_activity where node = $1
           and ended_at >= date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' - interval '3 months'`,
        [node],
      )
    ).n
  it.each(serviceDesk.reports.order)('%s: every mark opens exactly the records that it counts', async (id) => {
    const reports = storage.reports(await principalOf('lin_yue'))
    const result = await reports.run(app, id)
    expect(result.rows.length).toBeGreaterThan(0)
    const isOfRecords = Object.hasOwn(serviceDesk.entities.items, serviceDesk.reports.items[id]?.from ?? '')
    const width = result.columns.filter(({ role }) => role === 'dimension').length
    for (const row of result.rows) {
      const cell = Object.fromEntries(result.columns.slice(0, width).map((column, i) => [column.id, row[i] as JsonValue]))
      for (const [i, column] of result.columns.entries()) {
        if (column.role === 'dimension' || column.valueType.kind !== 'integer') continue
        const drilled = await reports.drill(app, id, { cell, measure: column.id, limit: 1 })
        // A step may be gone through several times, its record opens once.
        if (isOfRecords) expect({ cell, count: drilled.count }).toEqual({ cell, count: row[i] })
        else expect(drilled).toMatchObject({ entity: 'ticket', count: await recordsIn(row[0]) })
      }
      // A row without a figure stands for the records of its keys.
      if (width === result.columns.length) expect((await reports.drill(app, id, { cell })).count).toBe(1)
    }
  })

  it('rank the slow team last', async () => {
    const { rows, labels } = await storage.reports(await principalOf('lin_yue')).run(app, 'team_ranking')
    expect(labels?.[String(rows.at(-1)?.[0])]).toBe('工业服务组')
  })
})

it('leaves a desk that is there already as it is', async () => {
  const before = await one('select count(*)::int as n from tangram.change')
  const again = await start()
  await again.close()
  expect(await one('select count(*)::int as n from tangram.change')).toEqual(before)
})
