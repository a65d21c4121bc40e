import type { RoleDocument } from '@tangram/access'
import type { AppDocument } from '@tangram/app-model'
import { AppError, type DataRecord, type Id, inOrder, itemOf, type RecordValues } from '@tangram/data-model'
import type { Database } from '../database.ts'
import type { Storage } from '../storage.ts'
import { system } from './desk.ts'
import { type NaiveQuery, naiveRecords, type Truth } from './naive-rights.ts'
import { permissionWorld, randomFrom, words } from './permission-world.ts'

type Place = { storage: Storage; db: Database }

export type PermissionOptions = { tuples: number; seed: number; onProgress?(done: number): void }

/** `seen`: how much the random worlds showed and hid. */
export type PermissionResult = {
  tuples: number
  mismatches: number
  /** The first of them: who asked what, and both answers. */
  first?: unknown
  seen: { refused: number; records: number; hiddenFields: number; hiddenCells: number; maskedCells: number; linked: number }
}

const peopleEach = 40
const queriesEach = 25

/**
 * The permission reference model: random apps, roles, people and queries; what storage's SQL gives against a naive look at each record and
 * role. Each world is of 1,000 tuples. A fifth of the queries go to a linked view of the same records as well.
 *
 * @param place a storage that allows the schema `twin`, which is made here
 */
export async function comparePermissions(place: Place, { tuples, seed, onProgress }: PermissionOptions): Promise<PermissionResult> {
  const { storage, db } = place
  await db.pool.query('create schema if not exists twin')
  const { people } = storage
  const teams = await Promise.all(['x', 'y', 'z'].map(async (key) => (await people.createTeam(system, { key, name: key })).id))
  const persons = await Promise.all(['a', 'b', 'c', 'd'].map(async (name) => (await people.create(system, { name })).id))
  const result: PermissionResult = {
    tuples: 0,
    mismatches: 0,
    seen: { refused: 0, records: 0, hiddenFields: 0, hiddenCells: 0, maskedCells: 0, linked: 0 },
  }
  const compare = (about: unknown, found: unknown, expected: unknown) => {
    if (JSON.stringify(found) === JSON.stringify(expected)) return
    result.mismatches++
    result.first ??= { about, found, expected }
  }
  for (let n = 0; result.tuples < tuples; n++) {
    const random = randomFrom(seed + n)
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
    const twin = await publishTwin(place, document)
    const { records } = await write.list(document.id, 'ticket', { limit: 200 })
    const truth: Truth = { records, lines }
    const roles: RoleDocument[] = inOrder(document.access.roles)
    for (let p = 0; p < peopleEach; p++) {
      const person = world.peopleWith(pick(persons), teams)
      const held = person.roles[document.id] ?? []
      const reader = storage.records(person)
      const user = { id: person.id, teams: person.teams, departments: [], roles: held }
      const given = { now: '2026-11-23T00:00:00.000Z', zone: 'UTC', user }
      for (let q = 0; q < queriesEach; q++) {
        const query: NaiveQuery = { ...(often(0.7) ? { where: world.condition() } : {}), ...(often(0.3) ? { search: pick(words) } : {}) }
        const expected = naiveRecords(truth, roles, held, given, world, query)?.sort(byId)
        const [page, count] = await Promise.all([
          reader.list(document.id, 'ticket', { ...query, limit: 200 }).catch(refused),
          reader.count(document.id, 'ticket', query).catch(refused),
        ])
        const about = { world: document.id, held, query, roles: roles.filter(({ id }) => held.includes(id)) }
        compare(about, page?.records.map(shown).sort(byId), expected)
        compare({ ...about, count: true }, count, expected?.length)
        if (q % 5 === 0) {
          const linked = await reader.list(document.id, twin, { ...query, limit: 200 }).catch(refused)
          const mayRead = roles.some(({ id, grants }) => held.includes(id) && (grants.ticket?.read ?? false) !== false)
          const rows = linked?.records.map(shown).sort(byId)
          // Nobody meets a row of a linked table by a task: whoever may read none of it is told nothing, or that there is none.
          if (mayRead) compare({ ...about, linked: true }, rows, expected)
          else compare({ ...about, linked: true }, rows ?? [], [])
          result.seen.linked += rows?.length ?? 0
        }
        result.tuples++
        result.seen.refused += expected ? 0 : 1
        result.seen.records += expected?.length ?? 0
        result.seen.hiddenFields += expected?.some((record) => Object.keys(record.values).length < world.fields.length) ? 1 : 0
        result.seen.hiddenCells += expected?.some(({ hidden }) => hidden.length > 0) ? 1 : 0
        result.seen.maskedCells += expected?.some(({ masked }) => masked.length > 0) ? 1 : 0
        if (result.tuples % 1000 === 0) onProgress?.(result.tuples)
      }
    }
  }
  return result
}

type Shown = { id: string; values: RecordValues; hidden: Id[]; masked: Id[] }

const byId = (a: Shown, b: Shown) => (a.id < b.id ? -1 : 1)

/** What of a record is compared. */
function shown({ id, values, hidden = [], masked = [] }: DataRecord): Shown {
  return {
    id,
    values: Object.fromEntries(
      Object.keys(values)
        .sort()
        .map((field) => [field, values[field] ?? null]),
    ),
    hidden: hidden.toSorted(),
    masked: masked.toSorted(),
  }
}

/** The same tickets once more, as a view of somebody else’s that the app links with the same grants. */
async function publishTwin({ storage, db }: Place, document: AppDocument): Promise<Id> {
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
