import type { PersonPrincipal, RoleDocument } from '@tangram/access'
import type { AppDocument } from '@tangram/app-model'
import { itemOf } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { desk, listed, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

const [first, second, third] = ['110101199003078515', '440524198001010013', '510108197205052137']
const secret = 'a secret of at least thirty-two characters'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let clerk: PersonPrincipal
let guest: PersonPrincipal

const withCard = (encrypted: boolean, change: (document: AppDocument) => void = () => {}) =>
  desk((all) => {
    const mine = { '==': [{ var: 'assignee' }, { var: '$user.id' }] }
    all.access.roles = listed<RoleDocument>([
      { id: 'clerk', label: { en: 'Clerk' }, grants: { ticket: { read: true, create: true, update: true, export: true } } },
      { id: 'guest', label: { en: 'Guest' }, grants: { ticket: { read: true, update: true, export: true, fields: { card: 'masked' } } } },
      { id: 'keeper', label: { en: 'Keeper' }, grants: { ticket: { read: mine, update: mine } } },
    ])
    const fields = itemOf(all.entities, 'ticket')?.fields
    if (!fields) throw new Error('a desk has tickets')
    fields.order.push('card')
    fields.items.card = { id: 'card', type: 'idNumber', label: { en: 'ID number' }, unique: true, ...(encrypted ? { encrypted } : {}) }
    change(all)
  })

async function publish(document: AppDocument): Promise<void> {
  const { revision } = await storage.apps.draft(system, 'desk')
  await storage.apps.saveDraft(system, 'desk', document, revision)
  await storage.apps.publish(system, 'desk')
}

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  await storage.apps.create(system, withCard(false))
  await storage.apps.publish(system, 'desk')
  const hire = async (name: string, ...roles: string[]) => {
    const { id } = await storage.people.create(system, { name })
    for (const role of roles) await storage.people.grant(system, 'desk', role, { person: id })
    return (await storage.people.principalOf(id)) as PersonPrincipal
  }
  clerk = await hire('Cleo', 'clerk')
  guest = await hire('Gus', 'guest', 'keeper')
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

/** Every place of the database that has the text, whatever the table and the type of the column. */
async function placesOf(text: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('tangram', 'desk')`,
  )
  const found: string[] = []
  for (const { name } of rows) {
    const { rows: hits } = await db.pool.query<{ row: string }>(
      `select t::text as row from ${name} as t where t::text ilike '%' || $1 || '%'`,
      [text],
    )
    found.push(...hits.map(({ row }) => `${name}: ${row.slice(0, 200)}`))
  }
  return found
}

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

const records = (principal: PersonPrincipal = clerk) => storage.records(principal)
const found = async (principal: PersonPrincipal, where: Logic) =>
  (await records(principal).list('desk', 'ticket', { where })).records.map(({ id }) => id)
const of = (card: string, assignee: string | null = null) =>
  storage.records(system).create('desk', 'ticket', { subject: 'It broke', card, assignee })
const code = (expected: string) => expect.objectContaining({ code: expected })

it('is encrypted by a publish, with its history, its drafts and what it was before', async () => {
  const { id } = await records().create('desk', 'ticket', { subject: 'Before', card: second })
  await records().update('desk', 'ticket', id, { card: first }, {})
  const drafts = storage.drafts(clerk)
  const content = { title: 'Half', values: { subject: 'Half', card: third }, fields: {}, appVersion: 1 }
  const draft = await drafts.create({ app: 'desk', entity: 'ticket', form: null }, content)
  expect(await placesOf(first)).not.toEqual([])

  await publish(withCard(true))

  for (const plain of [first, second, third]) expect(await placesOf(plain)).toEqual([])
  expect((await records().get('desk', 'ticket', id)).values.card).toBe(first)
  const history = await records().history('desk', 'ticket', id)
  expect(history.map(({ before, after }) => [before.card, after.card])).toEqual([
    [undefined, second],
    [second, first],
  ])
  expect((await drafts.get(draft.id)).values.card).toBe(third)
  await drafts.update(draft.id, { ...content, values: { subject: 'Half', card: second } })
  expect((await drafts.get(draft.id)).values.card).toBe(second)
  await drafts.remove(draft.id)
  await storage.records(system).update('desk', 'ticket', id, { card: null }, {})
})

it('is written, read, exported and found by its whole value, while the database holds it nowhere', async () => {
  const key = { idempotencyKey: 'once' }
  const { id, values } = await records().create('desk', 'ticket', { subject: 'New', card: first }, key)
  expect(values.card).toBe(first)
  expect((await records().create('desk', 'ticket', { subject: 'New', card: first }, key)).id).toBe(id)
  await records().update('desk', 'ticket', id, { card: second }, {})
  for (const plain of [first, second]) expect(await placesOf(plain)).toEqual([])

  expect(await found(clerk, { '==': [{ var: 'card' }, second] })).toEqual([id])
  expect(await found(clerk, { in: [{ var: 'card' }, [first, second]] })).toEqual([id])
  expect(await found(clerk, { '==': [{ var: 'card' }, first] })).toEqual([])
  expect(await found(clerk, { and: [{ not_empty: [{ var: 'card' }] }, { '!=': [{ var: 'card' }, first] }] })).toEqual([id])
  expect(await found(clerk, { and: [{ '!': [{ var: 'card' }] }, { '==': [{ var: 'subject' }, 'New'] }] })).toEqual([])
  expect((await records().list('desk', 'ticket', { search: second })).records.map((each) => each.id)).toEqual([id])
  expect((await records().list('desk', 'ticket', { search: second.slice(0, 9) })).records).toEqual([])
  const exported = await allOf(records().export('desk', 'ticket', { select: ['subject', 'card'] }))
  expect(exported.find((each) => each.id === id)?.values.card).toBe(second)
  // Not by PostgreSQL: it cannot open them.
  expect(await records().csv('desk', 'ticket', { select: ['card'] }, { locale: 'en' })).toBeNull()
  expect((await storage.changes.get(system, (await lastChange(id)) ?? '')).after.card).toBe(second)
  await expect(records().create('desk', 'ticket', { subject: 'Twin', card: second })).rejects.toMatchObject({
    details: { errors: [{ code: 'storage.value.taken', path: '/card' }] },
  })
})

async function lastChange(record: string): Promise<string | undefined> {
  const { rows } = await db.pool.query<{ id: string }>('select id from tangram.change where record = $1 order by version desc limit 1', [
    record,
  ])
  return rows[0]?.id
}

it('answers nothing else about it, in clear words', async () => {
  const asks: Logic[] = [
    { starts_with: [{ var: 'card' }, '110'] },
    { '<': [{ var: 'card' }, '2'] },
    { '==': [{ var: 'card' }, { var: 'subject' }] },
    { in: ['110', { var: 'card' }] },
  ]
  for (const where of asks)
    await expect(records().list('desk', 'ticket', { where }), JSON.stringify(where)).rejects.toEqual(code('storage.query.invalid'))
  await expect(records().list('desk', 'ticket', { where: { '<': [{ var: 'card' }, '2'] } })).rejects.toThrow(/encrypted/)
  await expect(records().list('desk', 'ticket', { sort: [{ by: 'card' }] })).rejects.toEqual(code('storage.query.encrypted'))
  for (const name of ['card$match', 'card$held']) {
    await expect(records().list('desk', 'ticket', { sort: [{ by: name }] })).rejects.toEqual(code('storage.field.unknown'))
    await expect(records().list('desk', 'ticket', { where: { '==': [{ var: name }, 'x'] } })).rejects.toEqual(code('storage.field.unknown'))
  }
  const report = { id: 'asked', label: { en: 'Asked' }, from: 'ticket', rows: [], measures: { n: { max: 'card', label: { en: 'n' } } } }
  const whole = { ...report, measureOrder: ['n'], chart: { type: 'kpi' } } as never
  await expect(
    publish(
      withCard(true, (all) => {
        all.reports = listed([whole])
      }),
    ),
  ).rejects.toMatchObject({
    details: { diagnostics: expect.arrayContaining([expect.objectContaining({ code: 'report.field.encrypted' })]) },
  })
})

it('is masked once it is open: whoever sees it so never gets the whole, nor learns whether they guessed it', async () => {
  const { id } = await of('110101199003070097')
  const seen = await records(guest).get('desk', 'ticket', id)
  expect([seen.values.card, seen.masked]).toEqual(['110****0097', ['card']])
  expect(await found(guest, { '==': [{ var: 'card' }, '110101199003070097'] })).toEqual([])
  expect((await records(guest).list('desk', 'ticket', { search: '110101199003070097' })).records).toEqual([])
  const look = async () =>
    JSON.stringify([await records(guest).get('desk', 'ticket', id), await records(guest).history('desk', 'ticket', id)])
  const before = await look()
  expect(before).not.toContain('199003')
  await storage.records(system).update('desk', 'ticket', id, { card: '110101198012100097' }, {})
  expect(await look()).toBe(before)
  const refused = code('storage.field.read-only')
  await expect(records(guest).update('desk', 'ticket', id, { card: '110101198012100097' }, {})).rejects.toEqual(refused)
  const saved = await records(guest).update('desk', 'ticket', id, { card: '110****0097', subject: 'Mended' }, {})
  expect(saved.values).toMatchObject({ card: '110****0097', subject: 'Mended' })
  const [exported] = await allOf(records(guest).export('desk', 'ticket', { where: { '==': [{ var: 'subject' }, 'Mended'] } }))
  expect(exported?.values.card).toBe('110****0097')
  const own = await of('110101199003070732', guest.id)
  expect((await records(guest).get('desk', 'ticket', own.id)).values.card).toBe('110101199003070732')
  expect(await found(guest, { '==': [{ var: 'card' }, '110101199003070732'] })).toEqual([own.id])
})

it('does not open where it was changed, moved or copied to', async () => {
  const [a, b] = [await of('310101199001010012'), await of('310101199001010119')]
  const [column] = (
    await db.pool.query<{ name: string }>(`select name from tangram.app_column where attribute = 'card' and type = 'text encrypted'`)
  ).rows
  const name = `"${column?.name}"`
  const sealed = async (id: string) =>
    (await db.pool.query<{ card: string }>(`select ${name} as card from desk.ticket where id = $1`, [id])).rows[0]?.card ?? ''
  const put = (id: string, text: string) => db.pool.query(`update desk.ticket set ${name} = $2 where id = $1`, [id, text])
  const whole = await sealed(a.id)
  const damaged = code('storage.encryption.damaged')
  const [format, key, match, body = ''] = whole.split('.')
  const flipped = Buffer.from(body, 'base64url')
  flipped[20] = (flipped[20] ?? 0) ^ 1
  const other = (await sealed(b.id)).split('.')
  await put(b.id, 'e1.1.gone')
  for (const text of [
    [format, key, match, flipped.toString('base64url')].join('.'),
    [format, key, other[2], body].join('.'),
    other.join('.'),
    'e1.1.short',
    first,
  ]) {
    await put(a.id, text)
    await expect(records().get('desk', 'ticket', a.id), text).rejects.toEqual(damaged)
  }
  await put(a.id, [format, '99', match, body].join('.'))
  await expect(records().get('desk', 'ticket', a.id)).rejects.toEqual(code('storage.encryption.no-key'))
  await put(a.id, whole)
  await put(b.id, other.join('.'))
  expect((await records().get('desk', 'ticket', a.id)).values.card).toBe('310101199001010012')
})

it('takes what was typed into a form that was opened before, and keeps it sealed', async () => {
  const { id } = await records().create('desk', 'ticket', { subject: 'Old form', card: third }, { appVersion: 1 })
  expect((await records().get('desk', 'ticket', id)).values.card).toBe(third)
  expect(await placesOf(third)).toEqual([])
  await storage.records(system).update('desk', 'ticket', id, { card: null }, {})
})

it('gets a new key while people work, and can be broken off', async () => {
  const { id } = await of(third)
  const stop = new AbortController()
  await expect(storage.encryption.rotate({ onProgress: () => stop.abort(), signal: stop.signal })).rejects.toThrow()
  expect((await records().get('desk', 'ticket', id)).values.card).toBe(third)
  const { apps } = await storage.encryption.rotate()
  expect(apps).toMatchObject([{ app: 'desk', version: 2 }])
  const stale = await db.pool.query(
    `select from desk.ticket as t where t::text like '%e1.1.%' union all select from tangram.change as c where c::text like '%e1.1.%'`,
  )
  expect(stale.rowCount).toBe(0)
  expect((await records().get('desk', 'ticket', id)).values.card).toBe(third)
  expect(await found(clerk, { '==': [{ var: 'card' }, third] })).toEqual([id])
  expect((await records().history('desk', 'ticket', id))[0]?.after.card).toBe(third)
  await expect(of(third)).rejects.toEqual(code('storage.record.invalid'))
})

it('is opened by no other secret, and goes over to a new one', async () => {
  const other = 'another secret, of more than thirty-two characters'
  await expect(openStorage(db, { secret: other })).rejects.toEqual(code('storage.encryption.secret'))
  const moved = await openStorage(db, { secret: other, formerSecrets: [secret] })
  expect((await moved.encryption.rotate()).rewrapped).toBeGreaterThan(0)
  await moved.close()
  const settled = await openStorage(db, { secret: other })
  const where = { '==': [{ var: 'card' }, third] }
  expect((await settled.records(system).list('desk', 'ticket', { where })).records.map(({ values }) => values.card)).toEqual([third])
  await settled.encryption.rotate()
  await settled.close()
  const back = await openStorage(db, { secret, formerSecrets: [other] })
  await back.encryption.rotate()
  await back.close()
})

it('is readable again in the database when the mark is taken away', async () => {
  const [record] = (await storage.records(system).list('desk', 'ticket', { where: { '==': [{ var: 'card' }, third] } })).records
  await publish(withCard(false))
  expect((await records().get('desk', 'ticket', record?.id ?? '')).values.card).toBe(third)
  expect((await placesOf(third)).map((place) => place.split(':')[0]).sort()).toEqual(
    expect.arrayContaining(['desk.ticket', 'tangram.change']),
  )
  expect((await records().history('desk', 'ticket', record?.id ?? '')).some(({ after }) => after.card === third)).toBe(true)
  expect((await records().list('desk', 'ticket', { sort: [{ by: 'card' }] })).records.length).toBeGreaterThan(1)
})
