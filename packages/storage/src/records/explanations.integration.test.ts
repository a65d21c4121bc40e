import type { PersonPrincipal } from '@tangram/access'
import { AppError, inOrder } from '@tangram/data-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { desk, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'
import { permissionWorld, words } from '../testing/permission-world.ts'
import type { AccessExplained } from './explanations.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let teams: string[]
beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  teams = await Promise.all(['x', 'y'].map(async (key) => (await storage.people.createTeam(system, { key, name: `Team ${key}` })).id))
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

/** Numbers between 0 and 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const refusal = (error: unknown): string => {
  if (error instanceof AppError && [400, 403, 404, 422].includes(error.status)) return error.code
  throw error
}
const verdictOf = ({ actions }: AccessExplained, action: string) => actions.find((each) => each.action === action)?.verdict

/** Somebody who does not see some record by any role: what a copy of a task is for. */
async function withoutSight(app: string, people: string[], records: { id: string }[]): Promise<{ person: string; record: string }> {
  for (const person of people) {
    const own = storage.records(await storage.people.principalOf(person))
    for (const { id: record } of records) {
      const found = await own.get(app, 'ticket', record).catch(refusal)
      if (typeof found === 'string') return { person, record }
    }
  }
  throw new Error('everybody sees everything')
}

describe('what is explained', () => {
  it('is what storage does, for random roles, people and records', async () => {
    const seen = { cells: 0, reads: 0, refused: 0, changes: 0, fixed: 0, hidden: 0, copies: 0, deleted: 0 }
    for (let n = 0; n < 3; n++) {
      const random = randomFrom(20_261_124 + n)
      const world = permissionWorld(`why_${n}`, random, { roles: 8 })
      const { document, pick, often } = world
      for (const { grants } of inOrder(document.access.roles)) {
        if (!grants.ticket) continue
        grants.ticket.update = often(0.2) ? false : often(0.4) ? true : world.condition()
        grants.ticket.delete = often(0.5) ? false : world.condition()
      }
      await storage.apps.create(system, document)
      await storage.apps.publish(system, document.id)
      const write = storage.records(system)
      const lines = await Promise.all(words.map((line) => write.create(document.id, 'product', { model: 'one', line })))
      const people = await Promise.all(
        Array.from({ length: 10 }, async (_, i) => {
          const { id } = await storage.people.create(system, { name: `P${n}-${i}` })
          for (const team of teams) if (often(0.5)) await storage.people.addMember(system, team, id)
          for (const role of document.access.roles.order)
            if (often(0.25)) await storage.people.grant(system, document.id, role, { person: id })
          return id
        }),
      )
      const value = (field: string) => {
        if (often(0.2)) return null
        if (field === 'product') return pick(lines).id
        if (field === 'assignee') return pick(people)
        if (field === 'team') return pick(teams)
        return field === 'minutes' || field === 'points' ? Math.floor(random() * 10) : pick(words)
      }
      const records: { id: string; subject: string }[] = []
      for (let r = 0; r < 12; r++) {
        const subject = pick(words)
        const values = Object.fromEntries(world.fields.map((field) => [field, value(field)]))
        const { id } = await write.create(document.id, 'ticket', { ...values, subject })
        records.push({ id, subject })
      }
      const copied = await withoutSight(document.id, people, records)
      await db.pool.query(
        `insert into tangram.task_copy (id, instance, app, entity, record, process_label, element, node, label, person, at)
         select gen_random_uuid(), gen_random_uuid(), $1, 'ticket', $2, '{}', 'e', 'n', '{}', $3, now()`,
        [document.id, copied.record, copied.person],
      )
      for (const id of people) {
        const principal: PersonPrincipal = await storage.people.principalOf(id)
        const own = storage.records(principal)
        for (const record of records) {
          const about = `${document.id} ${JSON.stringify({ roles: principal.roles, record })}`
          const why = await storage.explanations.explain(system, {
            app: document.id,
            entity: 'ticket',
            record: record.id,
            whose: { person: id },
          })
          const found = await own.get(document.id, 'ticket', record.id).catch(refusal)
          expect(verdictOf(why, 'read'), about).toBe(typeof found === 'string' ? 'no' : 'yes')
          if (typeof found === 'string') {
            seen.refused++
            continue
          }
          seen.reads++
          seen.copies += why.actions[0]?.basis === 'copy' ? 1 : 0
          const shown = why.fields.filter(({ sees }) => sees === 'yes').map(({ field }) => field)
          const given = Object.keys(found.values).filter((field) => !found.hidden?.includes(field))
          expect(shown.sort(), about).toEqual(given.sort())
          seen.hidden += world.fields.length - shown.length
          seen.cells += found.hidden?.length ?? 0
          const subject = why.fields.find(({ field }) => field === 'subject')
          const changed = await own
            .update(document.id, 'ticket', record.id, { subject: record.subject }, { version: found.version })
            .catch(refusal)
          expect(typeof changed === 'string' ? 'no' : 'yes', `${about} ${changed}`).toBe(subject?.changes)
          seen.changes += typeof changed === 'string' ? 0 : 1
          seen.fixed += typeof changed === 'string' ? 1 : 0
        }
      }
      for (const record of records) {
        const whose = { person: pick(people) }
        const why = await storage.explanations.explain(system, { app: document.id, entity: 'ticket', record: record.id, whose })
        const removed = await storage
          .records(await storage.people.principalOf(whose.person))
          .remove(document.id, 'ticket', record.id)
          .then(() => 'yes', refusal)
        expect(removed === 'yes' ? 'yes' : 'no', removed).toBe(verdictOf(why, 'delete'))
        seen.deleted += removed === 'yes' ? 1 : 0
      }
    }
    expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([])
  }, 180_000)
})

describe('asking why', () => {
  const say = (text: { [locale: string]: string } | undefined) => text?.['zh-CN'] ?? ''
  let agent: PersonPrincipal
  let builder: PersonPrincipal
  let foreign: string
  let own: string

  beforeAll(async () => {
    const document = desk()
    await storage.apps.create(system, document)
    await storage.apps.publish(system, 'desk')
    const [ann, bob] = await Promise.all(['Ann', 'Bob'].map(async (name) => (await storage.people.create(system, { name })).id))
    await storage.people.addMember(system, teams[0] as string, ann as string)
    await storage.people.grant(system, 'desk', 'agent', { person: ann as string })
    await storage.people.grant(system, 'desk', 'manager', { person: bob as string })
    agent = await storage.people.principalOf(ann as string)
    builder = await storage.people.principalOf(bob as string)
    const write = storage.records(system)
    foreign = (await write.create('desk', 'ticket', { subject: 'theirs', team: teams[1] as string, cost: '5.00' })).id
    own = (await write.create('desk', 'ticket', { subject: 'ours', team: teams[0] as string, cost: '5.00' })).id
  })
  const ask = (record: string, whose: { person: string } | { roles: string[] } = { person: agent.id }) => ({
    ...{ app: 'desk', entity: 'ticket', record, whose },
  })

  it('tells an administrator which comparison failed, with the values by their names', async () => {
    const why = await storage.explanations.explain(system, ask(foreign))
    const [read] = why.actions
    expect(read).toMatchObject({ action: 'read', verdict: 'no', basis: 'roles' })
    expect(say(read?.words[0])).toContain('只能查看满足条件的记录')
    expect(read?.tests[0]).toMatchObject({ holds: false })
    expect(read?.tests[0]?.values.map(({ value }) => value.en)).toEqual(['Team y', 'Team x'])
    expect(why.person).toEqual({ id: agent.id, name: 'Ann' })
  })

  it('tells somebody about themself, and of nothing they do not see', async () => {
    const why = await storage.explanations.explain(agent, ask(own))
    expect(why.fields.map(({ field }) => field)).not.toContain('cost')
    expect(JSON.stringify(why)).not.toContain('cost')
    expect(why.actions.flatMap(({ words }) => words.map(({ en }) => en)).join()).not.toContain('would give')
    await expect(storage.explanations.explain(agent, ask(foreign))).rejects.toMatchObject({ code: 'storage.record.unknown' })
  })

  it('tells nobody about others but administrators and designers', async () => {
    const others = { person: builder.id }
    await expect(storage.explanations.explain(agent, ask(own, others))).rejects.toMatchObject({ code: 'storage.explanation.forbidden' })
    await expect(storage.explanations.explain(agent, ask(own, { roles: ['manager'] }))).rejects.toMatchObject({
      code: 'storage.explanation.forbidden',
    })
    const link = {
      kind: 'link',
      purpose: 'survey',
      id: 'l',
      app: 'desk',
      form: null,
      entity: 'ticket',
      record: own,
      locale: 'en',
      zone: 'UTC',
    } as const
    await expect(storage.explanations.explain(link, ask(own))).rejects.toMatchObject({ code: 'storage.explanation.forbidden' })
  })

  it('says what somebody with a role alone would see', async () => {
    const roles = inOrder(desk().access.roles).map(({ id }) => id)
    expect(roles).toContain('agent')
    const why = await storage.explanations.explain(system, ask(own, { roles: ['agent'] }))
    expect(why.person).toBeNull()
    expect(verdictOf(why, 'read')).toBe('no')
    expect(why.actions[0]?.tests[0]?.values.map(({ value }) => value.en)).toEqual(['Team x', ''])
  })
})
