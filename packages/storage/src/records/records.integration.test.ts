import type { Principal } from '@tangram/access'
import type { DataRecord } from '@tangram/data-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, openDesk, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  cast = await openDesk(storage)
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const file = (values: object, principal = cast.mia) =>
  storage.records(principal).create('desk', 'ticket', { subject: 'It broke', ...values })

describe('writing', () => {
  it('stores what was typed with defaults and a number, and answers with labels', async () => {
    const product = await storage.records(cast.mia).create('desk', 'product', { model: 'X1', line: 'home' })
    const record = await file({ product: product.id, team: cast.red, cost: '12.50', due: '2026-11-22T08:00:00.000Z', minutes: 7 })
    expect(record.values).toMatchObject({
      subject: 'It broke',
      status: 'new',
      product: product.id,
      cost: '12.50',
      due: '2026-11-22T08:00:00.000Z',
      minutes: 7,
    })
    expect(record.values.number).toMatch(/^T-\d{8}-0001$/)
    expect(record.version).toBe(1)
    expect(record.createdBy).toBe(cast.ids.mia)
    expect(record.labels).toMatchObject({ [product.id]: 'X1', [cast.red]: 'Red', [cast.ids.mia]: 'Mia' })
    expect(await storage.records(cast.mia).get('desk', 'ticket', record.id)).toEqual(record)
  })

  it('answers a stale save with both versions and keeps the first', async () => {
    const record = await file({})
    const records = storage.records(cast.mia)
    await records.update('desk', 'ticket', record.id, { subject: 'First' }, { version: 1 })
    const stale = records.update('desk', 'ticket', record.id, { subject: 'Second' }, { version: 1 })
    await expect(stale).rejects.toMatchObject({
      code: 'storage.record.stale',
      status: 409,
      details: { current: { version: 2, values: { subject: 'First' } }, yours: { subject: 'Second' } },
    })
    expect((await records.get('desk', 'ticket', record.id)).values.subject).toBe('First')
  })

  it('lets exactly one of many simultaneous saves of a version through', async () => {
    const record = await file({ minutes: 0 })
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        storage.records(cast.mia).update('desk', 'ticket', record.id, { minutes: i + 1 }, { version: 1 }),
      ),
    )
    expect(results.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect((await storage.records(cast.mia).get('desk', 'ticket', record.id)).version).toBe(2)
  })

  it('writes row, change and follow-up job together', async () => {
    const record = await file({})
    await storage.records(cast.mia).update('desk', 'ticket', record.id, { subject: 'Changed' }, { version: 1 })
    const { rows } = await db.pool.query(
      'select id, kind, version, actor, before, after from tangram.change where record = $1 order by version',
      [record.id],
    )
    expect(rows.map(({ id: _, ...row }) => row)).toMatchObject([
      { kind: 'create', version: 1, actor: cast.ids.mia, before: null, after: { subject: 'It broke' } },
      { kind: 'update', version: 2, actor: cast.ids.mia, before: { subject: 'It broke' }, after: { subject: 'Changed' } },
    ])
    const jobs = await db.pool.query(`select payload from tangram.job where kind = 'change.follow' and payload ->> 'change' = any($1)`, [
      rows.map((row) => row.id),
    ])
    expect(jobs.rowCount).toBe(2)
    expect(await storage.changes.get(system, rows[1].id)).toMatchObject({
      app: 'desk',
      entity: 'ticket',
      record: record.id,
      before: { subject: 'It broke' },
    })
  })

  it('leaves nothing when any part of a write fails', async () => {
    const before = await db.pool.query(
      'select (select count(*) from desk.ticket) as tickets, (select count(*) from tangram.change) as changes, (select count(*) from tangram.job) as jobs',
    )
    await db.pool.query(`create function fault() returns trigger language plpgsql as $$ begin raise exception 'fault'; end $$`)
    await db.pool.query('create trigger fault before insert on tangram.job for each row execute function fault()')
    await expect(file({})).rejects.toThrow('fault')
    await db.pool.query('drop trigger fault on tangram.job')
    await expect(
      storage.transaction(async (trx) => {
        await storage.records(cast.mia).create('desk', 'ticket', { subject: 'Lost' }, { trx })
        throw new Error('and gone')
      }),
    ).rejects.toThrow('and gone')
    const after = await db.pool.query(
      'select (select count(*) from desk.ticket) as tickets, (select count(*) from tangram.change) as changes, (select count(*) from tangram.job) as jobs',
    )
    expect(after.rows).toEqual(before.rows)
  })

  it('refuses to change or delete the change log', async () => {
    await expect(db.pool.query('update tangram.change set cause = null')).rejects.toThrow('append-only')
    await expect(db.pool.query('delete from tangram.change')).rejects.toThrow('append-only')
  })

  it('answers a repeated request with the first record and writes once', async () => {
    const records = storage.records(cast.mia)
    const key = { idempotencyKey: 'request-1' }
    const all = await Promise.all(Array.from({ length: 5 }, () => records.create('desk', 'ticket', { subject: 'Once' }, key)))
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    expect(await records.count('desk', 'ticket', { where: { '==': [{ var: 'subject' }, 'Once'] } })).toBe(1)
    const other = await storage.records(cast.ann).create('desk', 'ticket', { subject: 'Once', team: cast.red }, key)
    expect(other.id).not.toBe(all[0]?.id)
  })

  it('answers a repeated update with the record and writes once, also when both come at once', async () => {
    const record = await file({ minutes: 1 })
    const records = storage.records(cast.mia)
    const once = { version: 1, idempotencyKey: 'update-1' }
    const update = () => records.update('desk', 'ticket', record.id, { minutes: 2, assignee: cast.ids.ann }, once)
    for (const written of await Promise.all([update(), update(), update()]))
      expect(written).toMatchObject({ version: 2, values: { minutes: 2 }, labels: { [cast.ids.ann]: 'Ann' } })
    await records.update('desk', 'ticket', record.id, { minutes: 3 }, { version: 2 })
    expect(await update()).toMatchObject({ version: 3, values: { minutes: 3 } })
    expect((await records.history('desk', 'ticket', record.id)).map(({ version }) => version)).toEqual([1, 2, 3])
    const other = await file({})
    expect(await records.update('desk', 'ticket', other.id, { minutes: 9 }, once)).toMatchObject({ version: 2, values: { minutes: 9 } })
  })

  it('refuses a key that comes again with another request, and only then', async () => {
    const records = storage.records(cast.mia)
    const key = { idempotencyKey: 'request-2' }
    const made = await records.create('desk', 'ticket', { subject: 'First', minutes: 1 }, key)
    expect((await records.create('desk', 'ticket', { minutes: 1, subject: 'First' }, key)).id).toBe(made.id)
    const reused = { code: 'storage.record.key-reused', status: 422 }
    await expect(records.create('desk', 'ticket', { subject: 'Second', minutes: 1 }, key)).rejects.toMatchObject(reused)
    expect(await records.count('desk', 'ticket', { where: { '==': [{ var: 'subject' }, 'Second'] } })).toBe(0)

    const once = { idempotencyKey: 'update-3' }
    await records.update('desk', 'ticket', made.id, { minutes: 2 }, once)
    await expect(records.update('desk', 'ticket', made.id, { minutes: 3 }, once)).rejects.toMatchObject(reused)
    expect(await records.update('desk', 'ticket', made.id, { minutes: 2 }, once)).toMatchObject({ version: 2, values: { minutes: 2 } })
  })

  it('lets one of two requests with one key win when both come at once, and refuses the other', async () => {
    const records = storage.records(cast.mia)
    const key = { idempotencyKey: 'request-3' }
    const answers = await Promise.allSettled(
      ['One', 'Two'].map((subject) => records.create('desk', 'ticket', { subject: `At once ${subject}` }, key)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = answers.find((answer) => answer.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'storage.record.key-reused' })
    expect(await records.count('desk', 'ticket', { search: 'At once' })).toBe(1)
  })

  it('keeps no key of an update that failed', async () => {
    const record = await file({})
    const records = storage.records(cast.mia)
    const key = { idempotencyKey: 'update-2' }
    await expect(records.update('desk', 'ticket', record.id, { minutes: 1 }, { ...key, version: 7 })).rejects.toMatchObject({ status: 409 })
    await expect(records.update('desk', 'ticket', record.id, { minutes: 'many' }, key)).rejects.toMatchObject({ status: 422 })
    expect(await records.update('desk', 'ticket', record.id, { minutes: 1 }, { ...key, version: 1 })).toMatchObject({ version: 2 })
  })

  it('names the field when a unique value is taken or a reference leads nowhere', async () => {
    await file({ code: 'A' })
    await expect(file({ code: 'A' })).rejects.toMatchObject({
      status: 422,
      details: { errors: [{ path: '/code', code: 'storage.value.taken' }] },
    })
    await expect(file({ product: '0192f3a0-0000-7000-8000-000000000001' })).rejects.toMatchObject({
      status: 422,
      details: { errors: [{ path: '/product', code: 'storage.value.no-such-record' }] },
    })
  })

  it('refuses unknown fields, given fields and wrong values, each with its path', async () => {
    await expect(file({ nonsense: 1 })).rejects.toMatchObject({ status: 400, path: '/nonsense' })
    await expect(file({ __proto__x: 1, number: 'T-1' })).rejects.toMatchObject({ status: 400 })
    await expect(file({ number: 'T-1' })).rejects.toMatchObject({ status: 403, path: '/number' })
    await expect(file({ minutes: 'many' })).rejects.toMatchObject({ status: 422, path: '/minutes' })
    await expect(file({ subject: null })).rejects.toMatchObject({ status: 422, path: '/subject' })
    await expect(storage.records(cast.mia).get('desk', 'ticket', "' or 1=1 --")).rejects.toMatchObject({ status: 404 })
  })

  it('counts numbers without waiting for each other and never twice', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => file({})))
    expect(new Set(all.map(({ values }) => values.number)).size).toBe(40)
  })

  it('counts on from imported numbers', async () => {
    const { values } = await file({})
    const stem = String(values.number).slice(0, -4)
    const next = Number(String(values.number).slice(-4)) + 1
    await storage.records(system).create('desk', 'ticket', { subject: 'Imported', number: `${stem}${String(next).padStart(4, '0')}` })
    expect((await file({})).values.number).toBe(`${stem}${String(next + 1).padStart(4, '0')}`)
  })

  it('moves to the recycle bin and back, freeing unique values meanwhile', async () => {
    const records = storage.records(cast.mia)
    const record = await file({ code: 'bin' })
    await records.remove('desk', 'ticket', record.id, { version: 1 })
    await expect(records.get('desk', 'ticket', record.id)).rejects.toMatchObject({ status: 404 })
    expect((await records.list('desk', 'ticket', { deleted: true })).records.map(({ id }) => id)).toContain(record.id)
    const second = await file({ code: 'bin' })
    await expect(records.restore('desk', 'ticket', record.id)).rejects.toMatchObject({ status: 422, path: '/code' })
    await records.remove('desk', 'ticket', second.id)
    expect((await records.restore('desk', 'ticket', record.id)).version).toBe(3)
  })
})

describe('what an agent may not see', () => {
  let mine: DataRecord
  let theirs: DataRecord

  beforeAll(async () => {
    mine = await file({ subject: 'Zebra crossing', team: cast.red, cost: '100.00' })
    theirs = await file({ subject: 'Zebra stripes', team: cast.blue, cost: '900.00' })
  })

  it('is not there for get, list, count, search, options, export, history and live updates', async () => {
    const ann = storage.records(cast.ann)
    await expect(ann.get('desk', 'ticket', theirs.id)).rejects.toMatchObject({ status: 404 })
    await expect(ann.history('desk', 'ticket', theirs.id)).rejects.toMatchObject({ status: 404 })
    await expect(ann.update('desk', 'ticket', theirs.id, { subject: 'Mine now' }, { version: 1 })).rejects.toMatchObject({ status: 404 })
    await expect(ann.update('desk', 'ticket', theirs.id, { subject: 'Mine now' }, { version: 9 })).rejects.toMatchObject({ status: 404 })
    const found = await ann.list('desk', 'ticket', { search: 'zebra' })
    expect(found.records.map(({ id }) => id)).toEqual([mine.id])
    expect(await ann.count('desk', 'ticket', { search: 'zebra' })).toBe(1)
    expect(await ann.options('desk', 'ticket', { search: 'zebra' })).toEqual([{ id: mine.id, label: 'Zebra crossing' }])
    expect(await ann.options('desk', 'ticket', { ids: [theirs.id] })).toEqual([])
    const asked = { search: 'zebra', where: { '>': [{ var: 'cost' }, '50.00'] } }
    await expect(ann.options('desk', 'ticket', asked)).rejects.toMatchObject({ status: 400 })
    const where = { starts_with: [{ var: 'subject' }, 'Zebra s'] }
    expect(await ann.options('desk', 'ticket', { where })).toEqual([])
    expect(await storage.records(cast.mia).options('desk', 'ticket', { where })).toEqual([{ id: theirs.id, label: 'Zebra stripes' }])
    const exported: string[] = []
    for await (const record of ann.export('desk', 'ticket', { search: 'zebra' })) exported.push(record.id)
    expect(exported).toEqual([mine.id])
    expect(await storage.canSee(cast.ann, 'desk', 'ticket', [mine.id, theirs.id])).toEqual(new Set([mine.id]))
    const result = await storage.reports(cast.ann).run('desk', 'by_status')
    const visible = await ann.count('desk', 'ticket')
    expect(result.rows.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(visible)
  })

  it('hides a field from values, history, filters, sorts, selections and reports', async () => {
    const ann = storage.records(cast.ann)
    await storage.records(cast.mia).update('desk', 'ticket', mine.id, { cost: '150.00' }, { version: 1 })
    await storage.records(cast.mia).update('desk', 'ticket', mine.id, { minutes: 5 }, { version: 2 })
    expect((await ann.get('desk', 'ticket', mine.id)).values).not.toHaveProperty('cost')
    const history = await ann.history('desk', 'ticket', mine.id)
    expect(JSON.stringify(history)).not.toContain('150.00')
    expect(history.map(({ version }) => version)).toEqual([1, 2])
    for (const query of [
      { where: { '==': [{ var: 'cost' }, '100.00'] } },
      { where: { '==': [{ var: 'no_such' }, '100.00'] } },
      { sort: [{ by: 'cost' }] },
      { select: ['cost'] },
    ]) {
      await expect(ann.list('desk', 'ticket', query), JSON.stringify(query)).rejects.toMatchObject({ status: 400 })
    }
    await expect(storage.reports(cast.ann).run('desk', 'costs')).rejects.toMatchObject({ status: 403 })
    expect((await storage.reports(cast.mia).run('desk', 'costs')).rows).toHaveLength(1)
    await expect(file({ cost: '1.00' }, cast.ann)).rejects.toMatchObject({ status: 400, path: '/cost' })
  })

  it('cannot be referred to either, and is refused as what does not exist; what is referred to already may stay', async () => {
    const ann = storage.records(cast.ann)
    const nobody = '0192f3a0-0000-7000-8000-000000000001'
    const refuse = (field: string) => ({ status: 422, details: { errors: [{ path: `/${field}`, code: 'storage.value.no-such-record' }] } })
    for (const id of [theirs.id, nobody]) {
      const open = { subject: 'Refers', team: cast.red }
      await expect(ann.create('desk', 'ticket', { ...open, parent: id }), id).rejects.toMatchObject(refuse('parent'))
      await expect(ann.create('desk', 'ticket', { ...open, related: [mine.id, id] }), id).rejects.toMatchObject(refuse('related'))
      await expect(ann.update('desk', 'ticket', mine.id, { parent: id }, {}), id).rejects.toMatchObject(refuse('parent'))
      await expect(storage.transaction((trx) => ann.update('desk', 'ticket', mine.id, { related: [id] }, { trx }))).rejects.toMatchObject(
        refuse('related'),
      )
    }
    const own = await ann.create('desk', 'ticket', { subject: 'Refers', team: cast.red, parent: mine.id, related: [mine.id] })
    await storage.records(cast.mia).update('desk', 'ticket', own.id, { parent: theirs.id, related: [theirs.id] }, {})
    const kept = await ann.update('desk', 'ticket', own.id, { subject: 'Still', parent: theirs.id, related: [theirs.id, mine.id] }, {})
    expect(kept.values).toMatchObject({ parent: theirs.id, related: [theirs.id, mine.id] })
  })

  it('people may be named by members, not by links; a link refers to what its form offers', async () => {
    const link: Principal = {
      kind: 'link',
      id: '0192f3a0-0000-7000-8000-000000000002',
      app: 'desk',
      purpose: 'form',
      form: null,
      entity: 'ticket',
      record: null,
      locale: 'en',
      zone: 'Asia/Shanghai',
    }
    const product = await storage.records(cast.mia).create('desk', 'product', { model: 'L1' })
    const outside = storage.records(link)
    expect((await file({ assignee: cast.ids.bob, team: cast.red }, cast.ann)).values.assignee).toBe(cast.ids.bob)
    expect((await outside.create('desk', 'ticket', { subject: 'Outside', product: product.id })).values.product).toBe(product.id)
    await expect(outside.create('desk', 'ticket', { subject: 'Outside', assignee: cast.ids.bob })).rejects.toMatchObject({
      status: 422,
      details: { errors: [{ path: '/assignee', code: 'storage.value.no-such-record' }] },
    })
  })

  it('cannot be written either: a read-only field, a row out of reach, a row moved out of reach', async () => {
    const ann = storage.records(cast.ann)
    await expect(ann.update('desk', 'ticket', mine.id, { minutes: 1 }, {})).rejects.toMatchObject({ status: 403, path: '/minutes' })
    await expect(ann.update('desk', 'ticket', mine.id, { team: cast.blue }, {})).rejects.toMatchObject({ status: 403 })
    await expect(ann.remove('desk', 'ticket', mine.id)).rejects.toMatchObject({ status: 403 })
    expect((await ann.update('desk', 'ticket', mine.id, { team: cast.blue, assignee: cast.ids.ann }, {})).values.assignee).toBe(
      cast.ids.ann,
    )
  })
})

describe('lists', () => {
  it('sorts Chinese as people read it, choices as listed, references by title; empty values last', async () => {
    const records = storage.records(cast.mia)
    const names = ['王芳', '李娜', '安然', 'Zoe', '陈默']
    const ids: string[] = []
    for (const [i, subject] of names.entries()) {
      ids.push(
        (await file({ subject, code: `sort ${i}`, status: ['done', 'new', 'busy', 'new', 'done'][i], minutes: i === 2 ? null : i })).id,
      )
    }
    const where = { in: [{ var: 'subject' }, names] }
    const sorted = async (by: string, dir?: 'asc' | 'desc') =>
      (await records.list('desk', 'ticket', { where, sort: [{ by, dir }] })).records
    expect((await sorted('subject')).map(({ values }) => values.subject)).toEqual(['安然', '陈默', '李娜', '王芳', 'Zoe'])
    expect((await sorted('status')).map(({ values }) => values.status)).toEqual(['new', 'new', 'busy', 'done', 'done'])
    expect((await sorted('minutes')).map(({ values }) => values.minutes)).toEqual([0, 1, 3, 4, null])
    expect((await sorted('minutes', 'desc')).map(({ values }) => values.minutes)).toEqual([4, 3, 1, 0, null])
  })

  it('pages through everything once, in every order', async () => {
    const records = storage.records(cast.mia)
    const total = await records.count('desk', 'ticket')
    for (const sort of [
      undefined,
      [{ by: 'minutes' }],
      [{ by: 'minutes', dir: 'desc' as const }],
      [{ by: 'status' }, { by: 'subject', dir: 'desc' as const }],
      [{ by: 'product' }],
      [{ by: 'created_at' }],
    ]) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await records.list('desk', 'ticket', { sort, limit: 7, after })
        seen.push(...page.records.map(({ id }) => id))
        after = page.next ?? undefined
      } while (after)
      expect(new Set(seen).size, JSON.stringify(sort)).toBe(total)
      expect(seen, JSON.stringify(sort)).toHaveLength(total)
    }
    await expect(records.list('desk', 'ticket', { after: 'rubbish' })).rejects.toMatchObject({ status: 400, code: 'storage.query.cursor' })
    const foreign = await records.list('desk', 'ticket', { sort: [{ by: 'minutes' }], limit: 1 })
    await expect(records.list('desk', 'ticket', { after: foreign.next ?? '' })).rejects.toMatchObject({
      status: 400,
      code: 'storage.query.cursor',
    })
  })

  it('filters across references with the rights of the target', async () => {
    const product = await storage.records(cast.mia).create('desk', 'product', { model: 'Y9', line: 'rare' })
    const record = await file({ product: product.id, team: cast.red })
    const where = { '==': [{ var: 'product.line' }, 'rare'] }
    expect((await storage.records(cast.ann).list('desk', 'ticket', { where })).records.map(({ id }) => id)).toEqual([record.id])
    await expect(
      storage.records(cast.ann).list('desk', 'ticket', { where: { '==': [{ var: 'product.secret' }, 1] } }),
    ).rejects.toMatchObject({ status: 400 })
  })

  it('drills from a mark to exactly its records', async () => {
    const reports = storage.reports(cast.mia)
    const { rows } = await reports.run('desk', 'by_status')
    for (const [status, n] of rows) {
      const found = await reports.drill('desk', 'by_status', { cell: { status: status ?? null }, measure: 'n', limit: 200 })
      expect(found.count).toBe(n)
      expect(found.records.every(({ values }) => values.status === status)).toBe(true)
      expect(found.columns).toEqual(['subject'])
    }
  })
})

describe('hostile words', () => {
  const hostile = [
    '"; drop schema tangram cascade; --',
    "x' or '1'='1",
    '__proto__',
    'constructor',
    'toString',
    'a.b.c.d.e.f.g.h',
    '\u0000',
    '$user.id',
    '*',
    'id) from tangram.person --',
    't.password_hash',
    '',
    'id::text',
    'created_at desc',
  ]

  it('as fields, sorts, filters, selections and entities are unknown, never SQL', async () => {
    const records = storage.records(cast.ann)
    for (const word of hostile) {
      for (const attempt of [
        () => records.list('desk', 'ticket', { sort: [{ by: word }] }),
        () => records.list('desk', 'ticket', { select: [word] }),
        () => records.list('desk', word),
        () => records.list(word, 'ticket'),
        () => records.create('desk', 'ticket', JSON.parse(JSON.stringify({ subject: 'x' }).replace('}', `,${JSON.stringify(word)}:1}`))),
      ]) {
        await expect(attempt(), `${attempt} with ${word}`).rejects.toMatchObject({ status: expect.toBeOneOf([400, 403, 404, 422]) })
      }
      await records.list('desk', 'ticket', { search: word })
      await records.options('desk', 'ticket', { search: word, ids: [word] })
    }
    expect((await db.pool.query('select count(*) as n from tangram.person')).rows[0].n).toBe(3)
  })

  it('as values come back as they were typed', async () => {
    for (const word of hostile.filter((each) => each !== '' && each !== '\u0000'))
      expect((await file({ subject: word })).values.subject).toBe(word)
  })
})
