import type { RoleDocument } from '@tangram/access'
import type { AppDocument } from '@tangram/app-model'
import { AppError, type Id, inOrder, itemOf } from '@tangram/data-model'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'
import { type NaiveQuery, naiveRecords, type Truth } from '../testing/naive-rights.ts'
import { permissionWorld, words } from '../testing/permission-world.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db, { linkedSchemas: ['twin'] })
  await db.pool.query('create schema twin')
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

/** Numbers between 0 and 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const worlds = 5
const peopleEach = 40
const queriesEach = 25

it(`${worlds * peopleEach * queriesEach} random people and queries get from PostgreSQL what a look at each record and role gives`, async () => {
  const { people } = storage
  const teams = await Promise.all(['x', 'y', 'z'].map(async (key) => (await people.createTeam(system, { key, name: key })).id))
  const persons = await Promise.all(['a', 'b', 'c', 'd'].map(async (name) => (await people.create(system, { name })).id))
  const seen = { tuples: 0, refused: 0, records: 0, hidden: 0, linked: 0 }
  for (let n = 0; n < worlds; n++) {
    const random = randomFrom(20_261_123 + n)
    const world = permissionWorld(`world_${n}`, random, { roles: 12 })
    const { document, pick, often } = world
    await storage.apps.create(system, document)
    await storage.apps.publish(system, document.id)
    const write = storage.records(system)
    const lines = new Map<string, string | null>()
    for (const line of [...words, null]) {
      const { id } = await write.create(document.id, 'product', { model: 'one', line })
      lines.set(id, line)
    }
    const value = (field: string) => {
      if (often(0.2)) return null
      if (field === 'product') return pick([...lines.keys()])
      if (field === 'assignee') return pick(persons)
      if (field === 'team') return pick(teams)
      return field === 'minutes' || field === 'points' ? Math.floor(random() * 10) : pick(words)
    }
    for (let r = 0; r < 40; r++) {
      const values = Object.fromEntries(world.fields.map((field) => [field, value(field)]))
      await write.create(document.id, 'ticket', { ...values, subject: pick(words) })
    }
    const twin = await publishTwin(document)
    const { records } = await write.list(document.id, 'ticket', { limit: 200 })
    const truth: Truth = { records, lines }
    const roles: RoleDocument[] = inOrder(document.access.roles)
    for (let p = 0; p < peopleEach; p++) {
      const person = world.peopleWith(pick(persons), teams)
      const held = person.roles[document.id] ?? []
      const reader = storage.records(person)
      const given = {
        now: '2026-11-23T00:00:00.000Z',
        zone: 'UTC',
        user: { id: person.id, teams: person.teams, departments: [], roles: held },
      }
      for (let q = 0; q < queriesEach; q++) {
        const query: NaiveQuery = { ...(often(0.7) ? { where: world.condition() } : {}), ...(often(0.3) ? { search: pick(words) } : {}) }
        const expected = naiveRecords(truth, roles, held, given, world, query)
        const [page, count] = await Promise.all([
          reader.list(document.id, 'ticket', { ...query, limit: 200 }).catch(refused),
          reader.count(document.id, 'ticket', query).catch(refused),
        ])
        const about = `${document.id} ${JSON.stringify({ held, query, roles: roles.filter(({ id }) => held.includes(id)) })}`
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
        expect(page?.records.map(({ id, values }) => ({ id, values })).sort(byId), about).toEqual(expected?.toSorted(byId))
        expect(count, about).toBe(expected?.length)
        if (q % 5 === 0) {
          const linked = await reader.list(document.id, twin, { ...query, limit: 200 }).catch(refused)
          const mayRead = roles.some(({ id, grants }) => held.includes(id) && (grants.ticket?.read ?? false) !== false)
          const rows = linked?.records.map(({ id, values }) => ({ id, values })).sort(byId)
          // Nobody meets a row of a linked table by a task: whoever may read none of it is told nothing, or that there is none.
          if (mayRead) expect(rows, `linked ${about}`).toEqual(expected?.toSorted(byId))
          else expect(rows ?? [], `linked ${about}`).toEqual([])
          seen.linked += rows?.length ?? 0
        }
        seen.tuples++
        seen.refused += expected ? 0 : 1
        seen.records += expected?.length ?? 0
        seen.hidden += expected?.some((record) => Object.keys(record.values).length < world.fields.length) ? 1 : 0
      }
    }
  }
  // The worlds hide rows, fields and names, and show some.
  expect(seen.tuples).toBe(worlds * peopleEach * queriesEach)
  expect(seen.refused).toBeGreaterThan(seen.tuples / 20)
  expect(seen.hidden).toBeGreaterThan(seen.tuples / 20)
  expect(seen.records).toBeGreaterThan(seen.tuples)
  expect(seen.linked).toBeGreaterThan(seen.tuples / 5)
}, 180_000)

/** The same tickets once more, as a view of somebody else’s that the app links with the same grants. */
async function publishTwin(document: AppDocument): Promise<Id> {
  const ticket = itemOf(document.entities, 'ticket')
  if (!ticket) throw new Error('a world has tickets')
  await db.pool.query(`create view twin.${document.id} as select * from ${document.id}.ticket where deleted_at is null`)
  const { columns } = await storage.linkable.table('twin', document.id)
  const fields = inOrder(ticket.fields).map(({ id, type, label, config }) => ({
    id,
    type,
    label,
    column: id,
    ...(config ? { config } : {}),
  }))
  document.entities.order.push('twin')
  document.entities.items.twin = {
    id: 'twin',
    label: { en: 'Twin' },
    title: ticket.title,
    fields: { order: ticket.fields.order, items: Object.fromEntries(fields.map((field) => [field.id, field])) },
    linked: {
      schema: 'twin',
      table: document.id,
      key: ['id'],
      types: Object.fromEntries(columns.map(({ column, type }) => [column, type])),
    },
  }
  for (const { grants } of inOrder(document.access.roles)) if (grants.ticket) grants.twin = grants.ticket
  const { revision } = await storage.apps.draft(system, document.id)
  await storage.apps.saveDraft(system, document.id, document, revision)
  await storage.apps.publish(system, document.id)
  return 'twin'
}

/** A query about what does not exist for whoever asks. */
function refused(error: unknown): undefined {
  if (error instanceof AppError && error.status === 400) return undefined
  throw error
}
