import type { PersonPrincipal } from '@tangram/access'
import { factKey } from '@tangram/flow-engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, desk, openDesk, openStorage, system } from '../testing/desk.ts'
import { BareInstance, openTask, withBareProcess } from '../testing/flow-desk.ts'
import { testDatabase } from '../testing/index.ts'

const now = '2026-11-02T08:00:00.000Z'
const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString()

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast
let mia: PersonPrincipal
let ann: PersonPrincipal

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db, { now: () => now })
  cast = await openDesk(storage, desk(withBareProcess))
  mia = cast.mia as PersonPrincipal
  ann = cast.ann as PersonPrincipal
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

async function task(subject: string, openedAt: string, dueAt?: string): Promise<BareInstance> {
  const { events, effects } = openTask(openedAt, { candidates: [cast.ids.ann], ...(dueAt ? { dueAt } : {}) })
  return new BareInstance(storage).begin(mia, { events, effects, now: openedAt }, { subject, team: cast.red })
}

describe('the list of what is to be done', () => {
  const titles = async (query = {}) => (await storage.tasks(ann).list(query)).tasks.map(({ recordTitle }) => recordTitle)
  beforeAll(async () => {
    await task('oldest', at(-300), at(60))
    await task('late, but young', at(-30), at(-1))
    await task('young', at(-20))
    await task('late for long', at(-200), at(-100))
  })

  it('begins with what is late, then what has waited longest; counts both', async () => {
    expect(await titles()).toEqual(['late for long', 'late, but young', 'oldest', 'young'])
    expect(await storage.tasks(ann).counts()).toMatchObject({ open: 4, overdue: 2 })
    expect(await titles({ overdue: true })).toEqual(['late for long', 'late, but young'])
    expect((await storage.tasks(ann).list()).tasks.map(({ overdue }) => overdue)).toEqual([true, true, false, false])
  })

  it('is paged in that order, each once', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await storage.tasks(ann).list({ limit: 1, after })
      seen.push(...page.tasks.map(({ recordTitle }) => recordTitle))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toEqual(['late for long', 'late, but young', 'oldest', 'young'])
    await expect(storage.tasks(ann).list({ after: 'nonsense' })).rejects.toMatchObject({ status: 400, path: '/after' })
  })

  it('is searched by title, and narrowed by app and process', async () => {
    expect(await titles({ search: 'YOUNG' })).toEqual(['late, but young', 'young'])
    expect(await titles({ process: 'repair', app: 'desk', search: 'oldest' })).toEqual(['oldest'])
    expect(await titles({ process: 'other' })).toEqual([])
  })

  it('is handed over by instance', async () => {
    expect(await storage.flows.heldBy(system, cast.ids.ann)).toHaveLength(4)
    await expect(storage.flows.heldBy(cast.bob, cast.ids.ann)).rejects.toMatchObject({ status: 403 })
  })
})

describe('instances', () => {
  it('are listed for whoever designs the app, by status, process and words', async () => {
    const ended = await task('the end', at(-10))
    await ended.save({ state: { status: 'ended', outcome: 'fine', endedAt: at(-5) } })
    const paused = await task('standing still', at(-9))
    await paused.save({ now: at(-8), state: { suspendedAt: at(-8) } })
    const ids = async (query = {}) => (await storage.flows.list(mia, 'desk', query)).items.map(({ id }) => id)
    expect(await ids({ status: 'ended' })).toEqual([ended.id])
    expect(await ids({ status: 'suspended' })).toEqual([paused.id])
    expect(await ids({ search: 'standing' })).toEqual([paused.id])
    expect(await ids({ process: 'other' })).toEqual([])
    const { items, next } = await storage.flows.list(mia, 'desk', { limit: 1 })
    expect(items).toMatchObject([
      { id: paused.id, isSuspended: true, initiator: { name: 'Mia' }, current: [{ node: 'work', holders: [{ name: 'Ann' }] }] },
    ])
    expect((await storage.flows.list(mia, 'desk', { limit: 1, after: next ?? '' })).items).toMatchObject([
      { id: ended.id, outcome: 'fine' },
    ])
    await expect(storage.flows.list(cast.bob, 'desk')).rejects.toMatchObject({ status: 403 })
    await expect(storage.flows.running(cast.bob, 'desk', 'repair')).rejects.toMatchObject({ status: 403 })
    const { items: running } = await storage.flows.running(mia, 'desk', 'repair')
    expect(running.map(({ id }) => id)).toContain(paused.id)
    expect(running.map(({ id }) => id)).not.toContain(ended.id)
  })

  it('are shown to their initiator with who can be urged and whether anybody has acted', async () => {
    const instance = await task('mine', at(-2))
    const mine = async (query = {}) => (await storage.flows.initiated(mia, query)).items.find((item) => item.instance === instance.id)
    expect(await mine()).toMatchObject({ isUntouched: true, openTasks: [expect.any(String)], outcome: null, recordTitle: 'mine' })
    expect(await mine({ status: 'ended' })).toBeUndefined()
    expect(await mine({ search: 'MIN' })).toBeDefined()
    expect(await mine({ search: 'yours' })).toBeUndefined()
  })

  it('are untouched until somebody else has acted: their initiator does not count, a customer who answers a link does', async () => {
    const { task: own, ...opened } = openTask(at(-2), { candidates: [cast.ids.mia] })
    const issue = { type: 'link.issue' as const, key: `link:${own.element}`, purpose: 'confirm' as const, element: own.element }
    const link = { ...issue, outcomes: [], sendTo: { field: 'subject' }, message: { en: 'Well?' } }
    const instance = await new BareInstance(storage).begin(mia, { ...opened, effects: [...opened.effects, link], now: at(-2) }, {})
    const isUntouched = async () => (await storage.flows.initiated(mia)).items.find((item) => item.instance === instance.id)?.isUntouched
    await instance.save({
      now: at(-1),
      effects: [{ type: 'task.close', task: own.id, status: 'done', outcome: 'done', by: cast.ids.mia }],
      state: { tasks: { [own.id]: { ...own, status: 'done', openedAt: at(-2), closedAt: at(-1), by: cast.ids.mia, outcome: 'done' } } },
    })
    expect(await isUntouched()).toBe(true)
    const { rows } = await db.pool.query('select id from tangram.link where instance = $1', [instance.id])
    expect(await instance.save({ link: rows[0].id })).toMatchObject({ saved: true })
    expect(await isUntouched()).toBe(false)
  })

  it('move to another version of the app with a save', async () => {
    const instance = await task('moving', at(-1))
    const { version } = await storage.apps.publish(mia, 'desk')
    await instance.save({ moveTo: version })
    expect((await storage.flows.load(system, instance.id)).appVersion).toBe(version)
  })

  it('are shown in full to those who see the record or design the app, to nobody else', async () => {
    const instance = await task('secret', at(-1))
    expect(await storage.flows.details(mia, instance.id)).toMatchObject({
      recordTitle: 'secret',
      visits: [{ node: 'work', status: 'active', queuedMs: 60_000 }],
    })
    await expect(storage.flows.details(cast.bob, instance.id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('a stand-in', () => {
  const ask = async (people: string[], process = 'repair') => {
    const fact = { type: 'stand-ins' as const, people }
    return (await storage.flows.readFacts(system, { app: 'desk', entity: 'ticket', record: '', process }, [fact]))[factKey(fact)]
  }
  const rule = { from: at(-60), until: at(60), mode: 'replace' as const }

  it('holds within its dates and for what it names; the narrower rule wins', async () => {
    const { bob, ann: annId, mia: miaId } = cast.ids
    await storage.standIns.create(cast.bob, { ...rule, to: annId })
    expect(await ask([bob, miaId])).toEqual({ [bob]: { to: annId, mode: 'replace' } })
    const narrow = await storage.standIns.create(cast.bob, { ...rule, to: miaId, mode: 'both', app: 'desk', process: 'repair' })
    expect(await ask([bob])).toEqual({ [bob]: { to: miaId, mode: 'both' } })
    expect(await ask([bob], 'other')).toEqual({ [bob]: { to: annId, mode: 'replace' } })
    await storage.standIns.remove(cast.bob, narrow.id)
    expect(await ask([bob])).toEqual({ [bob]: { to: annId, mode: 'replace' } })
    await storage.standIns.create(mia, { ...rule, to: bob, from: at(10) })
    expect(await ask([miaId])).toEqual({})
    expect((await storage.standIns.list(mia)).map(({ to, isActive }) => [to.name, isActive])).toEqual([['Bob', false]])
  })

  it('leads to active people only, never to oneself, never into the past, and is one’s own to make', async () => {
    await expect(storage.standIns.create(ann, { ...rule, to: cast.ids.ann })).rejects.toMatchObject({ code: 'storage.stand-in.self' })
    await expect(storage.standIns.create(ann, { ...rule, to: cast.ids.bob, until: at(-1) })).rejects.toMatchObject({
      code: 'storage.stand-in.period',
    })
    await expect(storage.standIns.create(ann, { ...rule, person: cast.ids.bob, to: cast.ids.mia })).rejects.toMatchObject({ status: 403 })
    const { id } = await storage.people.create(system, { name: 'Dora' })
    const made = await storage.standIns.create(system, { ...rule, person: cast.ids.ann, to: id })
    await storage.people.update(system, id, { active: false })
    expect(await ask([cast.ids.ann])).toEqual({})
    await expect(storage.standIns.remove(cast.bob, made.id)).rejects.toMatchObject({ status: 404 })
    await storage.standIns.remove(ann, made.id)
  })
})

describe('what a decision asks about people', () => {
  it('is who works in a department, who leads it and those above, and who can do what', async () => {
    const { people } = storage
    const make = async (key: string, parent?: string) =>
      (await people.createDepartment(system, { key, name: key, ...(parent ? { parent } : {}) })).id
    const house = await make('house')
    const service = await make('service', house)
    const night = await make('night', service)
    const hire = async (name: string, department: string, skills: string[] = []) =>
      (await people.create(system, { name, departments: [department], skills })).id
    const chief = await hire('Chief', 'house')
    const head = await hire('Head', 'service', ['german'])
    const worker = await hire('Worker', 'night', ['german', 'valves'])
    await people.setHead(system, 'house', chief)
    await people.setHead(system, service, head)
    await people.setHead(system, night, worker)
    await expect(people.setHead(system, 'nowhere', head)).rejects.toMatchObject({ status: 404 })
    const ask = async (fact: Parameters<typeof factKey>[0]) =>
      (await storage.flows.readFacts(system, { app: 'desk', entity: 'ticket', record: '', process: 'repair' }, [fact]))[factKey(fact)]
    expect(await ask({ type: 'department-members', department: 'service', below: false })).toEqual([head])
    expect(await ask({ type: 'department-members', department: service, below: true })).toEqual([head, worker].sort())
    expect(await ask({ type: 'department-members', department: 'nowhere', below: true })).toBeNull()
    // Whoever heads their own department has the next one above as leader.
    expect(await ask({ type: 'leaders', person: worker, levels: 1 })).toEqual([head])
    expect(await ask({ type: 'leaders', person: worker, levels: 5 })).toEqual([head, chief])
    expect(await ask({ type: 'leaders', person: chief, levels: 5 })).toEqual([])
    expect(await ask({ type: 'skilled', skills: ['german'], people: [worker, chief, head] })).toEqual([worker, head])
    expect(await ask({ type: 'skilled', skills: ['german', 'valves'] })).toEqual([worker])
    const { events, effects } = openTask(at(-7), { candidates: [worker], assignee: worker })
    await new BareInstance(storage).begin(mia, { events, effects, now: at(-7) })
    expect(await ask({ type: 'last-assigned', node: 'work', people: [worker, head] })).toEqual({ [worker]: at(-7) })
    await people.update(system, head, { active: false })
    expect(await ask({ type: 'leaders', person: worker, levels: 1 })).toEqual([chief])
  })
})
