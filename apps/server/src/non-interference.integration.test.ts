import type { PersonPrincipal, RoleDocument } from '@tangram/access'
import type { AppDocument } from '@tangram/app-model'
import { type FieldDocument, type Id, inOrder, itemOf, type JsonValue, type RecordValues } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { ReportDocument } from '@tangram/report-engine'
import { type NaiveRecord, naiveRecords, permissionWorld, randomFrom, words } from '@tangram/storage/testing'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { routes } from './routes/index.ts'
import { asSystem } from './system-principal.ts'
import { type Caller, type Desk, openDesk } from './testing/open-desk.ts'

/**
 * Non-interference: whatever somebody may not see is changed, and every answer to them stays the same to the byte. What they may see is
 * found out by a naive look at each record and role, which shares nothing with what storage compiles.
 */
const worlds = process.env.LONG === undefined ? 200 : 5_000
/** Policies drawn for one schema: publishing new tables is what costs. */
const policiesEach = 25
const recordsEach = 24
const system = asSystem('test')

let desk: Desk
let persons: string[]
let teams: string[]
beforeAll(async () => {
  desk = await openDesk({ sampleSize: { tickets: 1, customers: 1 } })
  const { people } = desk.server.storage
  persons = await Promise.all(['a', 'b', 'c'].map(async (name) => (await people.create(system, { name })).id))
  teams = await Promise.all(['x', 'y'].map(async (key) => (await people.createTeam(system, { key, name: key })).id))
})
afterAll(() => desk.close())
afterEach(() => vi.useRealTimers())

type World = ReturnType<typeof worldOf>

/** A random app whose tickets also have rows and references to each other, and reports about all of it. */
function worldOf(name: Id, random: () => number) {
  const world = permissionWorld(name, random, { roles: 6 })
  const fields = itemOf(world.document.entities, 'ticket')?.fields
  if (!fields) throw new Error('a world has tickets')
  const extra: FieldDocument[] = [
    { id: 'parts', type: 'subform', label: { en: 'Parts' }, fields: listed([{ id: 'name', type: 'text', label: { en: 'Name' } }]) },
    { id: 'related', type: 'relation', label: { en: 'Related' }, config: { entity: 'ticket', many: true } },
    { id: 'secret', type: 'text', label: { en: 'Secret' } },
  ]
  for (const field of extra) {
    fields.order.push(field.id)
    fields.items[field.id] = field
  }
  const names = [...world.fields, ...extra.map(({ id }) => id)]
  const countedBy = (id: Id, field: string): ReportDocument => ({
    id,
    label: { en: id },
    from: 'ticket',
    rows: [{ field, as: 'by' }],
    measures: { n: { count: '*', label: { en: 'N' } } },
    measureOrder: ['n'],
    drill: { columns: ['subject'] },
    chart: { type: 'bar' },
  })
  const { document } = world
  document.reports = listed(
    [...names.filter((field) => field !== 'parts'), 'product.line', 'parts.name', 'related.subject'].map((field, n) =>
      countedBy(`r${n}`, field),
    ),
  )
  const tiles = document.reports.order.map((report, n) => ({ id: `t${n}`, report, x: 0, y: n, w: 12, h: 2 }))
  document.dashboards = listed([{ id: 'board', label: { en: 'Board' }, tiles: listed(tiles) }]) as AppDocument['dashboards']
  document.views = listed([{ id: 'all', label: { en: 'All' }, entity: 'ticket', columns: names }]) as AppDocument['views']
  return { ...world, names, texts: [...world.texts, 'secret'] }
}

/** Roles of which those held hide a third of the records and more, and three fields or more, some of them in single records. */
function drawPolicy({ names, texts, condition, pick, often }: World): { roles: RoleDocument[]; held: Id[] } {
  const roles = ['one', 'two', 'three', 'four'].map((id): RoleDocument => {
    const hidden = names.filter((field) => field === 'secret' || often(0.45))
    const rule = (field: Id) => {
      if (field !== 'secret' && texts.includes(field) && often(0.4)) return 'masked'
      return often(0.85) ? 'hidden' : 'read'
    }
    const fields = Object.fromEntries(hidden.map((field) => [field, rule(field)] as const))
    const read: Logic = often(0.5) ? condition() : { and: [condition(1), condition(1)] }
    const grants: RoleDocument['grants'] = { ticket: { read, export: often(0.7), fields } }
    if (often(0.6)) grants.product = { read: often(0.5) || { '==': [{ var: 'line' }, pick(words)] } }
    return { id, label: { en: id }, grants, dashboards: 'all' }
  })
  return { roles, held: often(0.5) ? ['one', 'two'] : [pick(['one', 'two', 'three'])] }
}

it(`${worlds} worlds: what somebody may not see changes nothing they are told, by any road`, { timeout: worlds * 4_000 }, async () => {
  const seen = { answers: 0, found: 0, missing: 0, changes: 0, maskedChanges: 0, hiddenRows: 0, rows: 0, cells: 0 }
  const asked = new Set<string>()
  for (let n = 0; n < worlds; ) {
    const random = randomFrom(20_261_200 + n)
    const world = worldOf(`hidden_${n}`, random)
    const { storage } = desk.server
    await storage.apps.create(system, world.document)
    await storage.apps.publish(system, world.document.id)
    const play = await fill(world, random)
    for (let p = 0; p < policiesEach && n < worlds; p++, n++) {
      const { person, caller, view } = await castPerson(world, play)
      const requests = requestsOf(world, play.records, view)
      for (const { route } of requests) asked.add(route)
      const before = await answers(caller, requests)
      const changed = await changeUnseen(world, play, person, view)
      seen.changes += changed.changes
      seen.maskedChanges += changed.masked
      const after = await answers(caller, requests)
      for (const [i, answer] of before.entries()) {
        if (after[i] !== answer) throw new Error(difference(answer, after[i] ?? '', { request: requests[i], roles: person.roles }))
        seen.answers++
        seen.found += answer.startsWith('200') ? 1 : 0
        seen.missing += answer.startsWith('404') ? 1 : 0
      }
      seen.rows += play.records.length
      seen.hiddenRows += play.records.length - view.length
      seen.cells += view.reduce((sum, { hidden }) => sum + hidden.length, 0)
    }
  }
  expect(seen.hiddenRows / seen.rows).toBeGreaterThan(0.3)
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(worlds)
  // A new road to records has to be walked here too.
  const roads = routes.filter(({ method, policy, url }) => method === 'GET' && policy === 'session' && url.includes('/apps/:app'))
  expect(roads.map(({ url }) => url).filter((url) => !asked.has(url) && !otherwise.has(url))).toEqual([])
})

/** Routes under an app that tell nothing of its records to somebody who only reads. */
const otherwise = new Set([
  '/api/v1/apps/:app/entities/:entity/drafts',
  '/api/v1/apps/:app/entities/:entity/drafts/:id',
  '/api/v1/apps/:app/calendars',
  '/api/v1/apps/:app/dashboards/:dashboard/embeds',
  '/api/v1/apps/:app/people',
])

type Play = { records: { id: string; values: RecordValues }[]; lines: Map<string, JsonValue>; value: (field: Id) => JsonValue }

async function fill(world: World, random: () => number): Promise<Play> {
  const write = desk.server.storage.records(system)
  const { document, pick, often } = world
  const lines = new Map<string, JsonValue>()
  for (const line of [...words, null]) lines.set((await write.create(document.id, 'product', { model: 'one', line })).id, line)
  const records: Play['records'] = []
  const value = (field: Id): JsonValue => {
    if (field === 'subject') return pick(words)
    if (field === 'related') return records.filter(() => often(0.1)).map(({ id }) => id)
    if (field === 'parts') return words.filter(() => often(0.4)).map((name) => ({ name }))
    if (often(0.2)) return null
    if (field === 'product') return pick([...lines.keys()])
    if (field === 'assignee') return pick(persons)
    if (field === 'team') return pick(teams)
    return field === 'minutes' || field === 'points' ? Math.floor(random() * 10) : pick(words)
  }
  for (let n = 0; n < recordsEach; n++) {
    const values = Object.fromEntries(world.names.map((field) => [field, value(field)]))
    const { id } = await write.create(document.id, 'ticket', values)
    records.push({ id, values: (await write.get(document.id, 'ticket', id)).values })
  }
  return { records, lines, value }
}

const givenFor = (person: PersonPrincipal, held: readonly Id[]) => ({
  now: '2026-11-23T00:00:00.000Z',
  zone: 'UTC',
  user: { id: person.id, teams: person.teams, departments: [], roles: [...held] },
})

/** What somebody with these roles sees of the tickets. */
function viewOf(world: World, { lines }: Play, roles: RoleDocument[], person: PersonPrincipal, records: Play['records']): NaiveRecord[] {
  const held = roles.filter(({ id }) => (person.roles[world.document.id] ?? []).includes(id)).map(({ id }) => id)
  const about = { fields: world.names, texts: world.texts }
  return naiveRecords({ records, lines }, roles, held, givenFor(person, held), about, {}) ?? []
}

/** Publishes a policy and gives somebody roles by it, so that enough is hidden and something is not. */
async function castPerson(world: World, play: Play): Promise<{ person: PersonPrincipal; caller: Caller; view: NaiveRecord[] }> {
  const { storage } = desk.server
  const app = world.document.id
  const { id } = await storage.people.create(system, { name: 'Somebody', teams: [] })
  for (const team of teams) if (world.often(0.5)) await storage.people.addMember(system, team, id)
  const bare: PersonPrincipal = await storage.people.principalOf(id)
  for (;;) {
    const { roles, held } = drawPolicy(world)
    const person = { ...bare, roles: { ...bare.roles, [app]: held } }
    const view = viewOf(world, play, roles, person, play.records)
    const hiddenFields = world.names.filter((field) =>
      view.every(({ values, hidden }) => !Object.hasOwn(values, field) || hidden.includes(field)),
    )
    const hiddenCells = view.reduce((sum, { hidden }) => sum + hidden.length, 0)
    if (view.length === 0 || view.length > play.records.length * 0.7 || hiddenFields.length + Math.sign(hiddenCells) < 3) continue
    world.document.access.roles = listed(roles)
    const { revision } = await storage.apps.draft(system, app)
    await storage.apps.saveDraft(system, app, world.document, revision)
    await storage.apps.publish(system, app)
    for (const role of held) await storage.people.grant(system, app, role, { person: id })
    const session = await storage.sessions.create(id, {})
    return { person, view, caller: desk.at(desk.server, { id, cookie: `tangram=${session.token}`, csrf: session.csrf } as Caller) }
  }
}

type Asked = { route: string; method: 'GET' | 'POST'; url: string; body?: JsonValue }

/** Every road to the records of the world: lists by every field, records that are seen and not, reports and files. */
function requestsOf(world: World, records: Play['records'], view: readonly NaiveRecord[]): Asked[] {
  const { document, names, often, pick, condition } = world
  const app = `/api/v1/apps/${document.id}`
  const base = '/api/v1/apps/:app/entities/:entity'
  const get = (route: string, url: string): Asked => ({ route, method: 'GET', url: `${app}${url}` })
  const list = (query: string) => get(`${base}/records`, `/entities/ticket/records?${query}`)
  const where = (logic: Logic) => encodeURIComponent(JSON.stringify(logic))
  const sorts = [...names, 'updated_at', 'updated_by', 'version', 'created_at', 'product.line'].filter(() => often(0.4))
  const logics = [condition(), condition(), { '!=': [{ var: 'secret' }, pick(words)] }]
  const unseen = records.filter(({ id }) => !view.some((each) => each.id === id))
  const some = [view[0], view.at(-1), unseen[0], unseen.at(-1)].flatMap((record) => (record ? [record.id] : []))
  const post = (route: string, url: string, body: JsonValue): Asked => ({ route, method: 'POST', url: `${app}${url}`, body })
  return [
    get('/api/v1/apps/:app', ''),
    list('limit=7'),
    list(`select=${names[0]}`),
    list('search=red'),
    ...sorts.map((by) => list(`limit=5&sort=${encodeURIComponent(JSON.stringify([{ by, dir: 'desc' }]))}`)),
    ...logics.flatMap((logic) => [
      list(`where=${where(logic)}`),
      get(`${base}/records/count`, `/entities/ticket/records/count?where=${where(logic)}`),
      get(`${base}/options`, `/entities/ticket/options?where=${where(logic)}`),
    ]),
    get(`${base}/options`, '/entities/product/options'),
    get(`${base}/records`, '/entities/product/records'),
    get(`${base}/records/export`, '/entities/ticket/records/export?format=csv'),
    get(`${base}/rights`, '/entities/ticket/rights'),
    ...some.flatMap((id) =>
      ['', '/history', '/timeline', '/process', '/slas', '/rights'].map((part) =>
        get(`${base}/records/:id${part}`, `/entities/ticket/records/${id}${part}`),
      ),
    ),
    post('dashboards', '/dashboards/board/run', {}),
    ...document.reports.order
      .filter(() => often(0.3))
      .flatMap((report) => [
        post('reports', `/reports/${report}/run`, { dashboard: 'board', fresh: true }),
        post('drill', `/reports/${report}/drill`, { dashboard: 'board', cell: {} }),
        post('file', `/reports/${report}/export`, { dashboard: 'board', format: 'csv' }),
      ]),
  ]
}

/** Each answer as one text: status, what its headers say of it, body. Time stands still meanwhile. */
async function answers(caller: Caller, requests: readonly Asked[]): Promise<string[]> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T12:00:00.000Z') })
  const told: string[] = []
  for (const { method, url, body } of requests) {
    const answer = await caller.send(method, url, body)
    const { etag, 'content-type': type, 'content-length': length, 'content-disposition': name } = answer.headers
    told.push(`${answer.statusCode} ${JSON.stringify({ etag, type, length, name })} ${answer.payload}`)
  }
  vi.useRealTimers()
  return told
}

/** Changes, adds and removes records as far as this person cannot tell by what they see. */
async function changeUnseen(
  world: World,
  play: Play,
  person: PersonPrincipal,
  view: readonly NaiveRecord[],
): Promise<{ changes: number; masked: number }> {
  const write = desk.server.storage.records(system)
  const { document, names, often } = world
  const roles = inOrder(document.access.roles)
  const look = (record: Play['records'][number]) => JSON.stringify(viewOf(world, play, roles, person, [record]))
  let changes = 0
  let masked = 0
  for (const record of [...play.records]) {
    const shown = view.find(({ id }) => id === record.id)
    const isMasked = (field: Id) => shown?.masked.includes(field) === true
    const isOpen = (field: Id) =>
      shown !== undefined && Object.hasOwn(shown.values, field) && !shown.hidden.includes(field) && !isMasked(field)
    const unseen = names.filter((field) => !isOpen(field) && often(0.8))
    // One field after the other: what would let the person see more, or less, is left as it is.
    const values: RecordValues = {}
    for (const field of unseen) {
      const typed = field === 'secret' || field === 'note' || field === 'code' ? `${play.value(field) ?? ''}!` : play.value(field)
      const before = record.values[field]
      // Two values that are masked alike.
      const value =
        isMasked(field) && typeof before === 'string'
          ? before.replace(/(?<=^.).+(?=.$)/s, (inner) => 'xyz'.slice(0, Math.max(1, inner.length % 4)))
          : typed
      if (value === before) continue
      if (look({ id: record.id, values: { ...record.values, ...values, [field]: value } }) === look(record)) {
        values[field] = value
        masked += isMasked(field) ? 1 : 0
      }
    }
    if (shown === undefined && often(0.15) && !play.records.some(({ values }) => JSON.stringify(values.related).includes(record.id))) {
      await write.remove(document.id, 'ticket', record.id, {})
      play.records.splice(play.records.indexOf(record), 1)
      changes++
    } else if (Object.keys(values).length > 0) {
      await write.update(document.id, 'ticket', record.id, values, {})
      record.values = (await write.get(document.id, 'ticket', record.id)).values
      changes++
    }
  }
  for (let n = play.records.length; n < recordsEach + 4; n++) {
    const values = Object.fromEntries(names.map((field) => [field, play.value(field)]))
    if (look({ id: '01920000-0000-7000-8000-000000000001', values }) !== '[]') continue
    const { id } = await write.create(document.id, 'ticket', values)
    play.records.push({ id, values: (await write.get(document.id, 'ticket', id)).values })
    changes++
  }
  return { changes, masked }
}

function difference(before: string, after: string, about: object): string {
  const at = [...before].findIndex((char, i) => char !== after[i])
  const around = (text: string) => text.slice(Math.max(at - 200, 0), at + 200)
  return `${JSON.stringify(about)}\nbefore …${around(before)}…\nafter  …${around(after)}…`
}

function listed<T extends { id: Id }>(items: readonly T[]) {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
