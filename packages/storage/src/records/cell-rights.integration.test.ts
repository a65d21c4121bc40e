import { Readable } from 'node:stream'
import type { PersonPrincipal, RoleDocument } from '@tangram/access'
import type { AppDocument } from '@tangram/app-model'
import { type DataRecord, type Id, itemOf, type RecordValues } from '@tangram/data-model'
import type { ReportDocument } from '@tangram/report-engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IncomingRow } from '../imports/imports.ts'
import type { Storage } from '../storage.ts'
import { desk, listed, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'
import type { Fence } from '../transaction.ts'
import { uuidv7 } from '../uuid.ts'

const mine = { '==': [{ var: 'assignee' }, { var: '$user.id' }] }
const bars = { cost: 'hidden', related: 'hidden', parts: 'hidden', code: 'read' } as const

/** Pat works on tickets of their own by one role, and looks over all tickets by another that hides and fixes fields. */
const document = (): AppDocument =>
  desk((all) => {
    all.access.roles = listed<RoleDocument>([
      {
        id: 'worker',
        label: { en: 'Worker' },
        grants: { ticket: { read: mine, update: mine, create: mine, export: true }, product: { read: true } },
      },
      {
        id: 'overseer',
        label: { en: 'Overseer' },
        grants: { ticket: { read: { '!=': [{ var: 'status' }, 'done'] }, update: true, create: true, fields: bars } },
      },
    ])
    all.access.roles.order.push('guest')
    all.access.roles.items.guest = { id: 'guest', label: { en: 'Guest' }, grants: { ticket: { fields: { amount: 'hidden' } } } }
    const fields = itemOf(all.entities, 'ticket')?.fields
    if (!fields) throw new Error('a desk has tickets')
    fields.order.push('parts')
    fields.items.parts = {
      id: 'parts',
      type: 'subform',
      label: { en: 'Parts' },
      fields: listed([{ id: 'name', type: 'text', label: { en: 'Name' } }]),
    }
    all.reports = listed<ReportDocument>([
      {
        id: 'per_related',
        label: { en: 'Per related' },
        from: 'ticket',
        rows: [{ field: 'related', as: 'related' }],
        measures: { n: { count: '*', label: { en: 'N' } } },
        measureOrder: ['n'],
        chart: { type: 'bar' },
      },
      {
        id: 'per_part',
        label: { en: 'Per part' },
        from: 'ticket',
        rows: [{ field: 'parts.name', as: 'part' }],
        measures: { n: { count: '*', label: { en: 'N' } } },
        measureOrder: ['n'],
        chart: { type: 'bar' },
      },
      {
        id: 'costs',
        label: { en: 'Costs' },
        from: 'ticket',
        rows: [],
        measures: { total: { sum: 'cost', label: { en: 'Total' } } },
        measureOrder: ['total'],
        chart: { type: 'kpi' },
      },
    ])
    all.dashboards = listed([
      {
        id: 'board',
        label: { en: 'Board' },
        tiles: listed(['per_related', 'per_part', 'costs'].map((report, y) => ({ id: report, report, x: 0, y, w: 12, h: 2 }))),
      },
    ]) as AppDocument['dashboards']
    for (const role of Object.values(all.access.roles.items)) role.dashboards = 'all'
  })

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let pat: PersonPrincipal
let other: string
let own: DataRecord
let foreign: DataRecord
beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  await storage.apps.create(system, document())
  await storage.apps.publish(system, 'desk')
  const { id } = await storage.people.create(system, { name: 'Pat' })
  other = (await storage.people.create(system, { name: 'Lee' })).id
  for (const role of ['worker', 'overseer']) await storage.people.grant(system, 'desk', role, { person: id })
  pat = (await storage.people.principalOf(id)) as PersonPrincipal
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const records = (who: PersonPrincipal | typeof system = pat) => storage.records(who)
const file = (values: RecordValues) => records(system).create('desk', 'ticket', { subject: 'It broke', ...values })
const change = ({ id }: DataRecord, values: RecordValues, who: PersonPrincipal | typeof system = pat) =>
  records(who).update('desk', 'ticket', id, values, {})
const whole = (id: string) => records(system).get('desk', 'ticket', id)
const refusal = (code: string, field?: Id) =>
  expect.objectContaining({ code, ...(field ? { params: expect.objectContaining({ field }) } : {}) })

describe('a field that one role hides and another shows on some records', () => {
  beforeAll(async () => {
    const aim = await file({ assignee: other })
    const values = { cost: '10.00', related: [aim.id], parts: [{ name: 'bolt' }], code: 'A' }
    own = await file({ ...values, assignee: pat.id })
    foreign = await file({ ...values, code: 'B', amount: 'some', cost: '99.00', parts: [{ name: 'gear' }], assignee: other })
  })

  it('is empty where only the first reaches, and the record says so', async () => {
    const [mineSeen, foreignSeen] = await Promise.all([own, foreign].map(({ id }) => records().get('desk', 'ticket', id)))
    expect(mineSeen).toMatchObject({ values: { cost: '10.00', code: 'A', parts: [{ name: 'bolt' }] } })
    expect([mineSeen?.hidden, mineSeen?.readOnly]).toEqual([undefined, undefined])
    expect(foreignSeen).toMatchObject({ values: { cost: null, related: null, parts: null, code: 'B' } })
    expect(foreignSeen?.hidden?.toSorted()).toEqual(['cost', 'parts', 'related'])
    expect(foreignSeen?.readOnly?.toSorted()).toEqual(['code', 'cost', 'parts', 'related'])
  })

  it('does not tell itself by filter, sort, search, count or picker', async () => {
    const dear = { dec_between: [{ var: 'cost' }, 99, 99] }
    expect(await records().count('desk', 'ticket', { where: dear })).toBe(0)
    expect(await records(system).count('desk', 'ticket', { where: dear })).toBe(1)
    expect(await records().options('desk', 'ticket', { where: dear })).toEqual([])
    const { records: sorted } = await records().list('desk', 'ticket', { sort: [{ by: 'cost', dir: 'desc' }] })
    expect(sorted[0]?.id).toBe(own.id)
    expect(
      await records()
        .count('desk', 'ticket', { where: { '==': [{ var: 'parts.name' }, 'gear'] } })
        .catch(() => 0),
    ).toBe(0)
  })

  it('counts in reports only where it is shown', async () => {
    const run = async (report: string) => (await storage.reports(pat).run('desk', report)).rows.filter(([group]) => group !== null)
    expect(await run('costs')).toEqual([['10']])
    expect(await run('per_part')).toEqual([['bolt', 1]])
    expect(await run('per_related')).toMatchObject([[expect.any(String), 1]])
  })

  it('is no part of the history either', async () => {
    await change(foreign, { cost: '98.00' }, system)
    await change(own, { cost: '11.00' }, system)
    expect((await records().history('desk', 'ticket', own.id)).filter(({ kind }) => kind === 'update')).toHaveLength(1)
    const told = await records().history('desk', 'ticket', foreign.id)
    expect(told.map(({ kind }) => kind)).toEqual(['create'])
    expect(JSON.stringify(told)).not.toContain('99.00')
  })

  it('stays hidden in a record that is met by a copy alone', async () => {
    const done = await file({ status: 'done', cost: '55.00', amount: 'much', assignee: other })
    await expect(records().get('desk', 'ticket', done.id)).rejects.toEqual(refusal('storage.record.unknown'))
    await db.pool.query(
      `insert into tangram.task_copy (id, instance, app, entity, record, process_label, element, node, label, person, at)
       values ($1, $1, 'desk', 'ticket', $2, '{}', 'e', 'n', '{}', $3, now())`,
      [uuidv7(), done.id, pat.id],
    )
    // The amount is hidden by a role of others; whom their own roles let read a record see it.
    expect((await records().get('desk', 'ticket', done.id)).values).toMatchObject({ status: 'done', cost: null, amount: null })
    expect((await records().get('desk', 'ticket', foreign.id)).values.amount).toBe('some')
  })
})

describe('writing such a field', () => {
  it('is refused by its name where it may only be read, or not be seen', async () => {
    await expect(change(foreign, { code: 'C' })).rejects.toEqual(refusal('storage.field.read-only', 'code'))
    await expect(change(foreign, { cost: '1.00' })).rejects.toEqual(refusal('storage.field.read-only', 'cost'))
    expect((await whole(foreign.id)).values).toMatchObject({ code: 'B', cost: '98.00' })
  })

  it('leaves alone what a page sends back empty, as it got it', async () => {
    const seen = await records().get('desk', 'ticket', foreign.id)
    const { number: _number, ...values } = seen.values
    await change(foreign, { ...values, subject: 'Still broken' })
    const { values: kept } = await whole(foreign.id)
    expect(kept).toMatchObject({ subject: 'Still broken', cost: '98.00', code: 'B', parts: [{ name: 'gear' }] })
    expect(kept.related).toHaveLength(1)
  })

  it('works where the other role reaches, before and after', async () => {
    await change(own, { code: 'D', cost: '12.00' })
    expect((await whole(own.id)).values).toMatchObject({ code: 'D', cost: '12.00' })
    await expect(change(own, { code: 'E', assignee: other })).rejects.toMatchObject({ status: 403 })
    expect((await whole(own.id)).values).toMatchObject({ code: 'D', assignee: pat.id })
    await change(own, { subject: 'Handed over' })
  })

  it('is refused in new records beyond that role, and allowed in those it makes', async () => {
    const made = await records().create('desk', 'ticket', { subject: 'x', code: 'F', assignee: pat.id })
    expect(made.values.code).toBe('F')
    await expect(records().create('desk', 'ticket', { subject: 'x', code: 'G', assignee: other })).rejects.toEqual(
      refusal('storage.field.read-only', 'code'),
    )
    const answered = await records().create('desk', 'ticket', { subject: 'x', assignee: other }, { idempotencyKey: 'once' })
    expect(answered.hidden).toContain('cost')
    expect(await records().create('desk', 'ticket', { subject: 'x', assignee: other }, { idempotencyKey: 'once' })).toEqual(answered)
  })

  it('by a file is refused row by row, and a row keeps what it does not name', async () => {
    const { values } = await whole(foreign.id)
    const numbers = { own: (await whole(own.id)).values.number, foreign: values.number }
    const row = (number: number, given: RecordValues): IncomingRow => ({ number, cells: [], more: [], values: given, lines: {}, names: [] })
    const rows = [
      row(2, { number: numbers.own ?? null, cost: '13.00' }),
      row(3, { number: numbers.foreign ?? null, subject: 'By file', minutes: 7 }),
      row(5, { number: (await file({ assignee: other, code: 'Z', minutes: 3 })).values.number ?? null, subject: 'Named alone' }),
      row(4, { number: (await file({ assignee: other })).values.number ?? null, cost: '5.00' }),
    ]
    const upload = await storage.files.stage(pat, { name: 'a.csv', type: 'text/csv', content: Readable.from([Buffer.from('a')]) })
    const { id } = await storage.imports.create(pat, { file: upload.id, name: 'a.csv' })
    await withFence(async (fence) => {
      await storage.imports.batch(pat, id, rows, {
        mode: 'write',
        step: { table: '0', entity: 'ticket', plan: [], key: 'number' },
        target: { app: 'desk', steps: [], formulas: 'refuse', missing: 'keep', follow: false },
        fence,
        place: { step: 0, row: 4 },
        share: 1,
        refused: [],
        seen: { keys: new Map(), values: new Map(), records: new Set() },
      })
    })
    expect((await whole(own.id)).values.cost).toBe('13.00')
    expect((await whole(foreign.id)).values).toMatchObject({ subject: 'By file', cost: '98.00', code: 'B' })
    expect((await records().list('desk', 'ticket', { where: { '==': [{ var: 'code' }, 'Z'] } })).records).toMatchObject([
      { values: { subject: 'Named alone', minutes: 3 } },
    ])
    const { rows: refused } = await db.pool.query<{ at_row: number }>('select at_row from tangram.import_refusal')
    expect(refused).toEqual([{ at_row: 4 }])
  })
})

describe('a change that somebody does not see', () => {
  it('moves neither version nor date for them, and does not stand in their way', async () => {
    const record = await file({ assignee: other, cost: '1.00' })
    const before = await records().get('desk', 'ticket', record.id)
    await change(record, { cost: '2.00', parts: [{ name: 'nut' }] }, system)
    expect(await records().get('desk', 'ticket', record.id)).toEqual(before)
    expect((await whole(record.id)).version).toBe(2)
    await records().update('desk', 'ticket', record.id, { subject: 'Seen' }, { version: before.version })
    expect((await whole(record.id)).values).toMatchObject({ subject: 'Seen', cost: '2.00' })
    const told = async (who: typeof pat | typeof system) =>
      (await records(who).history('desk', 'ticket', record.id)).map(({ version }) => version)
    expect([await told(pat), await told(system)]).toEqual([
      [1, 2],
      [1, 2, 3],
    ])
  })

  it('is told from one that they see: a version they were shown before it is refused', async () => {
    const record = await file({ assignee: pat.id, cost: '1.00' })
    const before = await records().get('desk', 'ticket', record.id)
    await change(record, { cost: '2.00' }, system)
    const mineNow = await records().get('desk', 'ticket', record.id)
    expect(mineNow.version).not.toBe(before.version)
    const late = records().update('desk', 'ticket', record.id, { cost: '3.00' }, { version: before.version })
    await expect(late).rejects.toEqual(refusal('storage.record.stale'))
    await records().update('desk', 'ticket', record.id, { cost: '3.00' }, { version: mineNow.version })
    expect((await records().history('desk', 'ticket', record.id)).map(({ version }) => version)).toEqual([1, 2, 3])
  })

  it('leaves the date of the record as it is for everybody', async () => {
    const record = await file({ assignee: other, cost: '1.00' })
    const before = await whole(record.id)
    await change(record, { cost: '5.00' }, system)
    const after = await whole(record.id)
    expect([after.updatedAt, after.updatedBy]).toEqual([before.updatedAt, before.updatedBy])
    await change(record, { subject: 'Told' }, system)
    expect((await whole(record.id)).updatedAt >= before.updatedAt).toBe(true)
  })
})

/** Does something as the worker that holds a job. */
async function withFence(work: (fence: Fence) => Promise<void>): Promise<void> {
  const stop = new AbortController()
  let failure: unknown
  await storage.jobs.enqueue(system, { kind: 'test.fence', payload: {} })
  await storage.jobs.run(
    {
      'test.fence': async (_, { fence }) => {
        await work(fence).catch((error: unknown) => {
          failure = error
        })
        stop.abort()
      },
    },
    { workerId: 'test', signal: stop.signal, pollMs: 20 },
  )
  if (failure) throw failure
}
