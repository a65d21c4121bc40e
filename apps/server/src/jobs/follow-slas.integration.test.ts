import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppDocument, defaultPlatform } from '@tangram/app-model'
import { emptyCollection, type Instant, type RecordValues } from '@tangram/data-model'
import { serviceDesk } from '@tangram/example-service-desk'
import { applySla, initialSlaState, type SlaEvent } from '@tangram/flow-engine'
import { createStorage, type Storage } from '@tangram/storage'
import { testDatabase } from '@tangram/storage/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { asSystem } from '../system-principal.ts'
import { testConfig } from '../testing/test-config.ts'
import { createCompiler } from './compiled-app.ts'
import { createSlaRunner } from './follow-slas.ts'
import { createJobHandlers } from './job-handlers.ts'

const zone = 'Asia/Shanghai'
const system = asSystem('test', zone)
const shanghai = (text: string) => new Date(`2026-${text}:00+08:00`).toISOString()

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let folder: string
let clock: Instant = shanghai('09-18T10:00')
let people: { agent: string; manager: string }
let workers = new AbortController()
let running: Promise<void>[] = []

/** The service desk with its agreement; what the process would do to a complaint these tests do themselves. */
const app: AppDocument = { ...serviceDesk, processes: emptyCollection(), rules: emptyCollection(), dashboards: emptyCollection() }
const sla = () => structuredClone(app.slas?.items.complaints)

beforeAll(async () => {
  db = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'tangram-slas-'))
  storage = await openStorage()
  await storage.apps.create(system, app)
  await storage.apps.publish(system, 'service_desk')
  const hired = ['chen_mo', 'lin_yue'].map((login) => storage.people.create(system, { name: login, login }))
  const [agent, manager] = await Promise.all(hired)
  people = { agent: agent?.id ?? '', manager: manager?.id ?? '' }
  await storage.people.grant(system, 'service_desk', 'manager', { person: people.manager })
})
afterEach(stop)
afterAll(async () => {
  await storage.close()
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const openStorage = () => createStorage({ db, platform: defaultPlatform, zone, fileDir: folder, secret: 'x'.repeat(32), now: () => clock })

function handlersOf() {
  const config = testConfig(folder)
  const compiled = createCompiler(defaultPlatform)
  const log = { info: () => {}, warn: () => {} }
  return createJobHandlers({
    config,
    storage,
    platform: defaultPlatform,
    compiled,
    log,
    baseUrl: () => 'http://localhost',
    now: () => clock,
  } as unknown as Parameters<typeof createJobHandlers>[0])
}

/** Two processes on one database. */
function work() {
  for (const workerId of ['one', 'two']) running.push(storage.jobs.run(handlersOf(), { workerId, signal: workers.signal, pollMs: 20 }))
}
async function stop() {
  workers.abort()
  await Promise.all(running)
  running = []
  workers = new AbortController()
}
/** Waits until everything that is due has been done. */
async function settled() {
  const due = async () => (await db.pool.query('select count(*)::integer as n from tangram.job where due_at <= $1', [clock])).rows[0].n
  await expect.poll(due, { timeout: 15_000 }).toBe(0)
}
async function at(time: string) {
  clock = shanghai(time)
  await settled()
}

const records = () => storage.records(system)
let filed = 0
async function complaint(values: RecordValues = {}) {
  const [line] = (await records().list('service_desk', 'product', { limit: 1 })).records
  const product = line?.id ?? (await records().create('service_desk', 'product', { model: 'P-1', name: 'P', line: 'medical' })).id
  const typed = { customer_name: '王小明', phone: '13800138000', problem_type: 'other', description: 'x', status: 'new', product }
  const all = { ...typed, urgency: 'critical', assignee: people.agent, ...values }
  return (await records().create('service_desk', 'ticket', all, { idempotencyKey: `complaint ${filed++}` })).id
}
async function change(id: string, values: RecordValues) {
  const { version } = await records().get('service_desk', 'ticket', id)
  await records().update('service_desk', 'ticket', id, values, { version })
}
const stages = async (id: string) =>
  Object.fromEntries((await storage.slas.ofRecord(system, 'service_desk', 'ticket', id)).map((each) => [each.stage, each]))
const happened = async (id: string): Promise<SlaEvent[]> =>
  (await db.pool.query('select event from tangram.sla_event where record = $1 order by id', [id])).rows.map(({ event }) => event)
const told = async (id: string, person: string): Promise<string[]> =>
  (
    await db.pool.query('select text from tangram.notification where record = $1 and person = $2 order by created_at, id', [id, person])
  ).rows.map(({ text }) => text.en)

describe('the clocks of a complaint', () => {
  it('warn, pause while the customer confirms, are breached and escalated, across a weekend that is worked', async () => {
    work()
    // A Friday; the Sunday after is worked for the National Day.
    clock = shanghai('09-18T16:00')
    const id = await complaint()
    await settled()
    expect(await stages(id)).toMatchObject({
      response: { status: 'running', dueAt: shanghai('09-18T18:00') },
      resolution: { status: 'running', dueAt: shanghai('09-20T16:00') },
    })
    await at('09-18T17:36')
    expect(await told(id, people.agent)).toEqual([expect.stringContaining('First response is nearly due')])
    await change(id, { first_response_at: clock })
    await settled()
    expect((await stages(id)).response).toMatchObject({ status: 'met', elapsedMs: 96 * 60_000 })

    await at('09-20T10:00')
    await change(id, { status: 'confirming' })
    await at('09-22T10:00')
    expect((await stages(id)).resolution).toMatchObject({ status: 'paused', dueAt: null, breachedAt: null })
    await change(id, { status: 'handling' })
    await settled()
    // Three hours were used up before, five are left.
    expect((await stages(id)).resolution).toMatchObject({ status: 'running', elapsedMs: 3 * 3_600_000, dueAt: shanghai('09-22T16:00') })

    await at('09-22T16:01')
    expect((await stages(id)).resolution).toMatchObject({ status: 'breached', breachedAt: shanghai('09-22T16:00') })
    expect(await told(id, people.manager)).toEqual([expect.stringContaining('Resolution is overdue')])
    await at('09-23T11:30')
    expect(await told(id, people.manager)).toHaveLength(2)

    await change(id, { resolved_at: clock })
    await settled()
    expect((await stages(id)).resolution).toMatchObject({ status: 'breached', endedAt: clock })
    const replayed = (await happened(id)).reduce(applySla, initialSlaState())
    expect(replayed.clocks).toEqual(
      Object.fromEntries(Object.entries(await stages(id)).map(([stage, { sla: _, ...each }]) => [stage, each])),
    )
    expect((await db.pool.query(`select 1 from tangram.job where kind = 'sla.timer'`)).rows).toEqual([])
  })

  it('are looked at once, in order, however late and often their jobs run', async () => {
    clock = shanghai('09-21T10:00')
    const id = await complaint({ urgency: 'high' })
    clock = shanghai('09-21T11:00')
    await change(id, { status: 'confirming' })
    clock = shanghai('09-21T15:00')
    await change(id, { status: 'handling' })
    clock = shanghai('09-21T16:00')
    await change(id, { first_response_at: clock })
    clock = shanghai('09-24T10:00')
    work()
    await settled()
    const compiled = createCompiler(defaultPlatform)
    const runner = createSlaRunner({ storage, compiled, zone, locale: 'zh-CN', now: () => clock })
    const before = await happened(id)
    await Promise.all(Array.from({ length: 4 }, () => runner.follow({ app: 'service_desk', entity: 'ticket', record: id }, {})))
    expect(await happened(id)).toEqual(before)
    // An hour before and an hour after the pause: three hours of work passed in it.
    expect((await stages(id)).response).toMatchObject({ status: 'met', elapsedMs: 2 * 3_600_000, pausedMs: 3 * 3_600_000 })
    // 16 hours: 4 on Monday, 8 on Tuesday, 4 on Wednesday; found late, breached at that very moment.
    expect((await stages(id)).resolution).toMatchObject({ status: 'breached', breachedAt: shanghai('09-23T14:00') })
    expect(await told(id, people.manager)).toHaveLength(2)
  })

  it('go by another target when the urgency or the level of the customer changes, and end with the record', async () => {
    work()
    clock = shanghai('10-12T09:00')
    const customer = (await records().create('service_desk', 'customer', { name: '张三', phone: '13900139000', level: 'standard' })).id
    const id = await complaint({ urgency: 'normal', customer })
    await settled()
    expect((await stages(id)).response?.dueAt).toBe(shanghai('10-12T18:00'))
    await at('10-12T10:00')
    await records().update('service_desk', 'customer', customer, { level: 'key' }, {})
    await settled()
    expect((await stages(id)).response).toMatchObject({ targetMs: 4 * 3_600_000, elapsedMs: 3_600_000, dueAt: shanghai('10-12T14:00') })
    await change(id, { urgency: 'critical' })
    await settled()
    expect((await stages(id)).response).toMatchObject({ targetMs: 3_600_000, status: 'breached', breachedAt: shanghai('10-12T10:00') })
    await records().remove('service_desk', 'ticket', id, {})
    await settled()
    expect(
      (await happened(id))
        .map(({ type, stage }) => `${stage} ${type}`)
        .slice(-2)
        .sort(),
    ).toEqual(['resolution cancelled', 'response cancelled'])
  })

  it('go on by a newer version of the agreement and keep what has passed', async () => {
    work()
    clock = shanghai('10-13T09:00')
    const id = await complaint({ urgency: 'low' })
    await settled()
    clock = shanghai('10-13T11:00')
    const changed = sla()
    if (!changed) throw new Error('the service desk has an agreement')
    delete changed.calendar
    const { document, revision } = await storage.apps.draft(system, 'service_desk')
    await storage.apps.saveDraft(
      system,
      'service_desk',
      { ...document, slas: { order: ['complaints'], items: { complaints: changed } } },
      revision,
    )
    await storage.apps.publish(system, 'service_desk')
    await settled()
    // Two of 16 hours were hours of work; the other 14 are hours of the clock.
    expect((await stages(id)).response).toMatchObject({ elapsedMs: 2 * 3_600_000, dueAt: shanghai('10-14T01:00') })
    const back = await storage.apps.draft(system, 'service_desk')
    clock = shanghai('10-13T12:00')
    await storage.apps.saveDraft(system, 'service_desk', { ...back.document, slas: emptyCollection() }, back.revision)
    await storage.apps.publish(system, 'service_desk')
    await settled()
    expect((await stages(id)).response).toMatchObject({ status: 'cancelled', elapsedMs: 3 * 3_600_000, endedAt: clock })
  })
})

describe('reports', () => {
  it('count how the agreement was kept, of records the reader may see, and lead to them', async () => {
    const report = {
      ...app.reports.items.sla_attainment,
      rows: [],
      sort: [],
      cols: [{ field: 'stage', as: 'stage' }],
      chart: { type: 'bar' },
    }
    const byUrgency = { ...report, rows: [{ field: 'record_ticket.urgency', as: 'urgency' }], cols: [], measureOrder: ['met', 'decided'] }
    const draft = await storage.apps.draft(system, 'service_desk')
    const reports = { order: ['kept', 'urgency'], items: { kept: { ...report, id: 'kept' }, urgency: { ...byUrgency, id: 'urgency' } } }
    const document = { ...draft.document, slas: app.slas, reports, dashboards: emptyCollection() } as unknown as AppDocument
    await storage.apps.saveDraft(system, 'service_desk', document, draft.revision)
    await storage.apps.publish(system, 'service_desk')
    const { rows: counted } = await db.pool.query(
      `select stage, count(*) filter (where c.status = 'met')::float / count(*) as rate from tangram.sla_clock c
       join service_desk.ticket t on t.id = c.record and t.deleted_at is null where c.status in ('met', 'breached') group by stage order by stage`,
    )
    const manager = await storage.people.principalOf(people.manager)
    const kept = await storage.reports(manager).run('service_desk', 'kept')
    const shown = kept.rows.filter(([, rate]) => rate !== null).map(([stage, rate]) => ({ stage, rate: Number(rate) }))
    expect(shown.toSorted((a, b) => (String(a.stage) < String(b.stage) ? -1 : 1))).toEqual(counted)
    expect(kept.columns[0]?.options?.map(({ id }) => id)).toEqual(['response', 'resolution'])
    const urgency = await storage.reports(manager).run('service_desk', 'urgency')
    expect(urgency.rows).toContainEqual(['high', 1, 2])

    const behind = await storage.reports(manager).drill('service_desk', 'urgency', { cell: { urgency: 'high' }, measure: 'met' })
    expect(behind).toMatchObject({ entity: 'ticket', count: 1, next: null, records: [{ values: { urgency: 'high' } }] })
    // Whoever sees no complaint learns nothing of their clocks.
    const stranger = await storage.people.create(system, { name: 'S', login: 'stranger' })
    const nothing = await storage.reports(await storage.people.principalOf(stranger.id)).run('service_desk', 'urgency')
    expect(nothing.rows).toEqual([])
  })
})
