import { randomUUID } from 'node:crypto'
import type { LinkPrincipal, Principal } from '@tangram/access'
import { type AppDocument, defaultPlatform } from '@tangram/app-model'
import type { RecordValues } from '@tangram/data-model'
import {
  apply,
  compileProcess,
  decide,
  type FlowCommand,
  initialState,
  type NodeDocument,
  type SequenceFlowDocument,
} from '@tangram/flow-engine'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LiveEvent } from '../live.ts'
import type { Storage } from '../storage.ts'
import { type Cast, desk, listed, openDesk, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'
import type { SaveResult } from './flows.ts'

const say = (en: string) => ({ en, 'zh-CN': en })
const node = (id: string, type: string, config: NodeDocument['config']): NodeDocument => ({ id, type, label: say(id), config })
const flow = (id: string, from: string, to: string, port?: string): SequenceFlowDocument => ({ id, from, to, ...(port ? { port } : {}) })

/** start → work (team red) → ask (by link) → end */
function withProcess(document: AppDocument): void {
  Object.assign(document.access.roles.items.agent?.grants.ticket?.fields ?? {}, { due: 'hidden' })
  document.processes = listed([
    {
      id: 'repair',
      label: say('Repair'),
      entity: 'ticket',
      nodes: listed<NodeDocument>([
        node('start', 'start', { trigger: 'record-created' }),
        node('work', 'handle', {
          assignees: { kind: 'team', team: 'red', pick: 'all' },
          fields: { minutes: 'write', amount: 'hidden', cost: 'read' },
          outcomes: [{ id: 'done', label: say('Done') }],
          setOnOpen: { status: 'busy' },
        }),
        node('ask', 'confirm', { sendTo: 'code', message: say('All well? {{link}}') }),
        node('end', 'end', {}),
      ]),
      flows: listed<SequenceFlowDocument>([
        flow('a', 'start', 'work'),
        flow('b', 'work', 'ask', 'done'),
        flow('c', 'ask', 'end', 'confirmed'),
        flow('d', 'ask', 'work', 'rejected'),
      ]),
    },
  ])
}

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast
let carl: Principal

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  cast = await openDesk(storage, desk(withProcess))
  // In the team, but without any role in the app.
  const person = await storage.people.create(system, { name: 'Carl', teams: ['red'] })
  await storage.people.revoke(system, 'desk', 'agent', { team: 'red' })
  await storage.people.grant(system, 'desk', 'agent', { person: cast.ids.ann })
  cast.ann = await storage.people.principalOf(cast.ids.ann)
  carl = await storage.people.principalOf(person.id)
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

async function step(
  instance: string,
  command: FlowCommand,
  principal: Principal,
  more: object = {},
  begin?: { record: string; initiator?: string },
): Promise<SaveResult> {
  const app = await storage.apps.get(system, 'desk')
  const { process } = compileProcess(app.document.processes.items.repair as never, defaultPlatform)
  const before = begin ? undefined : await storage.flows.load(system, instance)
  const about = { app: 'desk', entity: 'ticket', record: begin?.record ?? before?.record ?? '' }
  const now = new Date().toISOString()
  let facts = {}
  for (;;) {
    const state = before?.state ?? initialState()
    const decision = decide(process, state, command, { now, ids: randomUUID, facts, zone: 'Asia/Shanghai' })
    if (decision.need) {
      facts = { ...facts, ...(await storage.flows.readFacts(system, about, decision.need)) }
      continue
    }
    const { events, effects } = decision
    return storage.flows.save({
      instance,
      ...(begin ? { begin: { ...about, appVersion: app.version, process: 'repair', initiator: begin.initiator ?? cast.ids.mia } } : {}),
      revision: before?.revision ?? 0,
      requestId: command.requestId,
      state: events.reduce(apply, state),
      events,
      effects,
      now,
      principal,
      ...more,
    })
  }
}

let record: string
let instance: string
let task: string

const complete = (by: Principal, more: { values?: RecordValues; version?: number } = {}, requestId = randomUUID()) =>
  step(
    instance,
    {
      type: 'complete-task',
      requestId,
      task,
      actor: (by as { id: string }).id,
      outcome: 'done',
      ...(more.values ? { values: more.values } : {}),
    },
    by,
    { task, ...more },
  )

async function start(): Promise<void> {
  const made = await storage
    .records(cast.mia)
    .create('desk', 'ticket', { subject: 'Broken', code: randomUUID(), amount: 'secret', cost: '9.00', team: cast.blue })
  record = made.id
  instance = randomUUID()
  await step(
    instance,
    { type: 'start', requestId: `start:${record}`, record: { entity: 'ticket', id: record, values: made.values }, initiator: cast.ids.mia },
    system,
    {},
    { record },
  )
  task = (await db.pool.query(`select id from tangram.task where record = $1 and status = 'open'`, [record])).rows[0].id
}
beforeEach(start)

it('saves snapshot, events, task, activity and record of a decision together', async () => {
  const loaded = await storage.flows.load(system, instance)
  expect(loaded).toMatchObject({ status: 'running', revision: 1, process: 'repair', record })
  const events = await storage.flows.events(system, instance)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1))
  expect(events.map(({ event }) => event).reduce(apply, initialState())).toEqual(loaded.state)
  expect((await storage.records(cast.mia).get('desk', 'ticket', record)).values.status).toBe('busy')
  const [standing] = await storage.flows.process(cast.mia, 'desk', 'ticket', record)
  expect(standing?.nodes.map((each) => [each.node, each.status])).toEqual([
    ['start', 'done'],
    ['work', 'active'],
  ])
  expect(standing?.nodes[1]?.holders.map(({ name }) => name).sort()).toEqual(['Ann', 'Carl'])
  expect(await storage.flows.stuck(system)).toEqual([])
})

it('starts once however often it is asked', async () => {
  const again = await step(
    randomUUID(),
    { type: 'start', requestId: `start:${record}`, record: { entity: 'ticket', id: record, values: {} }, initiator: null },
    system,
    {},
    { record },
  )
  expect(again).toEqual({ saved: false, reason: 'repeated' })
  expect(await storage.flows.ofRecord(cast.mia, 'desk', 'ticket', record)).toHaveLength(1)
})

it('carries out a repeated click once, and of two who act at once one', async () => {
  const results = await Promise.allSettled([complete(cast.ann), complete(carl), complete(cast.ann)])
  expect(results.filter((each) => each.status === 'fulfilled' && each.value.saved)).toHaveLength(1)
  const { rows } = await db.pool.query(`select count(*) as n from tangram.task where record = $1 and status = 'done'`, [record])
  expect(rows[0].n).toBe(1)
  expect((await storage.flows.load(system, instance)).revision).toBe(2)
})

it('does not save what was decided on an older state', async () => {
  const { state, revision } = await storage.flows.load(system, instance)
  await complete(cast.ann)
  const late = {
    instance,
    revision,
    requestId: randomUUID(),
    state,
    events: [],
    effects: [],
    now: new Date().toISOString(),
    principal: system,
  }
  expect(await storage.flows.save(late)).toEqual({ saved: false, reason: 'stale' })
  expect(await storage.flows.load(system, instance)).toMatchObject({ revision: revision + 1 })
})

it('leaves nothing of a decision when one part of it fails', async () => {
  const before = await storage.flows.load(system, instance)
  await expect(complete(cast.ann, { values: { minutes: 'many' } })).rejects.toMatchObject({ status: 422, path: '/minutes' })
  expect(await storage.flows.load(system, instance)).toEqual(before)
  expect((await storage.tasks(cast.ann).get(task)).task.status).toBe('open')
  await expect(complete(cast.ann, { values: { minutes: 5 }, version: 1 })).rejects.toMatchObject({ code: 'storage.record.stale' })
  expect(await storage.flows.load(system, instance)).toEqual(before)
})

it('refuses a worker whose job another has taken over', async () => {
  const fence = { job: randomUUID(), attempt: 1 }
  await expect(
    step(instance, { type: 'cancel', requestId: randomUUID(), actor: cast.ids.mia, reason: 'no' }, system, { fence }),
  ).rejects.toMatchObject({ code: 'storage.job.fenced' })
  expect((await storage.flows.load(system, instance)).status).toBe('running')
})

describe('an open task', () => {
  it('grants its record under the rights of the node, and takes them away when it is closed', async () => {
    const opened = await storage.tasks(carl).get(task)
    expect(opened.task).toMatchObject({ mine: true, node: 'work', kind: 'handle', outcomes: [{ id: 'done' }] })
    expect(opened.record.values).toMatchObject({ subject: 'Broken', cost: '9.00', minutes: null })
    expect(opened.record.values).not.toHaveProperty('amount')
    // The node says nothing about it, and Carl has no role that would show it.
    expect(opened.record.values).not.toHaveProperty('due')
    const elsewhere = await storage.records(carl).get('desk', 'ticket', record)
    // What some role hides stays hidden outside the task.
    expect(elsewhere.values).not.toHaveProperty('cost')
    expect(await storage.canSee(carl, 'desk', 'ticket', [record])).toEqual(new Set([record]))
    await complete(carl)
    await expect(storage.records(carl).get('desk', 'ticket', record)).rejects.toMatchObject({ status: 404 })
    await expect(storage.tasks(carl).get(task)).rejects.toMatchObject({ status: 404 })
  })

  it('lets people write what the node says, under their own name, and nothing else', async () => {
    await expect(complete(carl, { values: { amount: '1' } })).rejects.toMatchObject({ status: 400, path: '/amount' })
    await expect(complete(carl, { values: { cost: '1.00' } })).rejects.toMatchObject({ status: 403, path: '/cost' })
    await expect(complete(carl, { values: { subject: 'Taken over' } })).rejects.toMatchObject({ status: 403 })
    await complete(carl, { values: { minutes: 30 } })
    const history = await storage.records(cast.mia).history('desk', 'ticket', record)
    expect(history.at(-1)).toMatchObject({ actor: { name: 'Carl' }, cause: `flow:${instance}`, after: { minutes: 30 } })
  })

  it('belongs to its candidates alone', async () => {
    await expect(complete(cast.bob)).rejects.toMatchObject({ status: 403 })
    expect((await storage.tasks(cast.bob).get(task)).task.mine).toBe(false)
    expect((await storage.tasks(cast.bob).list()).tasks).toEqual([])
    expect((await storage.tasks(carl).list()).tasks.map(({ id }) => id)).toContain(task)
    expect((await storage.tasks(cast.mia).get(task)).task.mine).toBe(false)
    await expect(storage.records(carl).update('desk', 'ticket', record, { minutes: 1 }, {})).rejects.toMatchObject({ status: 403 })
  })

  it('shows in lists with its record, and later among what was done', async () => {
    const { tasks } = await storage.tasks(carl).list({ limit: 200 })
    const found = tasks.find(({ id }) => id === task)
    expect(found).toMatchObject({ recordTitle: 'Broken', process: { en: 'Repair' }, label: { en: 'work' }, candidates: 2, assignee: null })
    expect(found?.recordNumber).toMatch(/^T-/)
    expect((await storage.tasks(carl).openCounts([(carl as { id: string }).id, cast.ids.bob]))[cast.ids.bob]).toBe(0)
    await complete(carl)
    expect((await storage.tasks(carl).list({ status: 'done' })).tasks[0]).toMatchObject({ id: task, outcome: 'done', status: 'done' })
    expect(await storage.tasks(cast.mia).opinions('desk', 'ticket', record)).toMatchObject([
      { by: { name: 'Carl' }, outcome: 'done', outcomeLabel: { en: 'Done' } },
    ])
    const { items } = await storage.flows.initiated(cast.mia, { limit: 200 })
    expect(items.find((item) => item.instance === instance)).toMatchObject({ recordTitle: 'Broken', current: [{ node: 'ask' }] })
  })

  it('is told to its candidates, to each once and live, until somebody closes it', async () => {
    const noticesOf = async (person: Principal) => (await storage.messages.notifications(person)).filter((notice) => notice.task === task)
    for (const candidate of [cast.ann, carl]) {
      expect(await noticesOf(candidate)).toMatchObject([
        { text: { en: 'To do: work (Repair)', 'zh-CN': '待办：work（Repair）' }, app: 'desk', entity: 'ticket', record, readAt: null },
      ])
    }
    expect(await noticesOf(cast.bob)).toEqual([])
    const heard: LiveEvent[] = []
    const unsubscribe = storage.live.subscribe((event) => heard.push(event))
    await storage.messages.markRead(cast.ann, 'all')
    await complete(carl)
    for (const candidate of [cast.ann, carl]) expect(await noticesOf(candidate)).toMatchObject([{ readAt: expect.any(String) }])
    // Ann had read hers: there is nothing new for her.
    await expect.poll(() => heard, { timeout: 2_000 }).toContainEqual({ type: 'notification', people: [(carl as { id: string }).id] })
    unsubscribe()
  })

  it('is not told to who opened it by an act of their own', async () => {
    const heard: LiveEvent[] = []
    const unsubscribe = storage.live.subscribe((event) => heard.push(event))
    const made = await storage.records(cast.ann).create('desk', 'ticket', { subject: 'Mine', team: cast.red })
    await step(
      randomUUID(),
      {
        type: 'start',
        requestId: `start:${made.id}`,
        record: { entity: 'ticket', id: made.id, values: made.values },
        initiator: cast.ids.ann,
      },
      system,
      {},
      { record: made.id, initiator: cast.ids.ann },
    )
    const about = async (person: Principal) => (await storage.messages.notifications(person)).filter((notice) => notice.record === made.id)
    expect(await about(cast.ann)).toEqual([])
    expect(await about(carl)).toHaveLength(1)
    await expect.poll(() => heard, { timeout: 2_000 }).toContainEqual({ type: 'notification', people: [(carl as { id: string }).id] })
    unsubscribe()
  })

  it('waits for nobody while its record is in the recycle bin, or of a table the app has no more', async () => {
    const listed = async () => (await storage.tasks(carl).list({ limit: 200 })).tasks.map(({ id }) => id)
    expect(await listed()).toContain(task)
    await storage.records(cast.mia).remove('desk', 'ticket', record)
    expect(await listed()).not.toContain(task)
    await storage.records(cast.mia).restore('desk', 'ticket', record)
    expect(await listed()).toContain(task)
    await db.pool.query(`update tangram.task set entity = 'gone' where id = $1`, [task])
    expect(await listed()).not.toContain(task)
    await db.pool.query(`update tangram.task set entity = 'ticket' where id = $1`, [task])
  })

  it('is paged through once', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await storage.tasks(carl).list({ limit: 2, after })
      seen.push(...page.tasks.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toContain(task)
  })
})

it('revokes a link nobody answered when its step is over by timer or cancelling, and keeps an answered one', async () => {
  const asked = async () => {
    await complete(cast.ann)
    const { rows } = await db.pool.query(`select payload from tangram.job where kind = 'flow.send-link' and payload ->> 'instance' = $1`, [
      instance,
    ])
    const token = await storage.links.tokenOf(system, rows[0].payload.link)
    const found = await storage.links.find(token)
    return { token, link: found?.link as { id: string; element: string }, principal: found?.principal as LinkPrincipal }
  }
  const { token, link, principal } = await asked()
  await step(instance, { type: 'cancel', requestId: randomUUID(), actor: cast.ids.mia, reason: 'withdrawn' }, system)
  expect(await storage.links.find(token)).toBeNull()
  const late = step(instance, { type: 'answer-link', requestId: randomUUID(), element: link.element, outcome: 'confirmed' }, principal, {
    link: link.id,
  })
  await expect(late).rejects.toMatchObject({ status: 409 })

  await start()
  const other = await asked()
  const answer: FlowCommand = { type: 'answer-link', requestId: randomUUID(), element: other.link.element, outcome: 'confirmed' }
  await step(instance, answer, other.principal, { link: other.link.id })
  expect((await storage.links.find(other.token))?.link.answeredAt).not.toBeNull()
})

it('asks by a link that is answered once, and ends with its times', async () => {
  await complete(carl)
  const { rows } = await db.pool.query(`select payload from tangram.job where kind = 'flow.send-link' and payload ->> 'instance' = $1`, [
    instance,
  ])
  expect(rows[0].payload).toMatchObject({ record, sendTo: { field: 'code' } })
  const token = await storage.links.tokenOf(system, rows[0].payload.link)
  const found = await storage.links.find(token)
  expect(found?.link).toMatchObject({ purpose: 'confirm', instance, record })
  const { link, principal } = found as { link: { id: string; element: string }; principal: LinkPrincipal }
  const answer = (requestId: string) =>
    step(instance, { type: 'answer-link', requestId, element: link.element, outcome: 'confirmed' }, principal, { link: link.id })
  expect(await answer('answer 1')).toMatchObject({ saved: true })
  const ended = await storage.flows.load(system, instance)
  expect(ended).toMatchObject({ status: 'ended', totalMs: expect.any(Number), endedAt: expect.any(String) })
  const events = await storage.flows.events(system, instance)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1))
  expect(events.map(({ event }) => event).reduce(apply, initialState())).toEqual(ended.state)
  const [standing] = await storage.flows.process(cast.mia, 'desk', 'ticket', record)
  expect(standing?.nodes.every(({ endedAt, durationMs }) => endedAt !== null && durationMs !== null)).toBe(true)
})

it('publishing meanwhile neither stops an instance nor changes the version it keeps', async () => {
  const { version } = await storage.apps.publish(cast.mia, 'desk')
  expect(await complete(carl, { values: { minutes: 1 } })).toMatchObject({ saved: true })
  const loaded = await storage.flows.load(system, instance)
  expect(loaded.appVersion).toBe(version - 1)
})

it('a process goes on writing a field that was retired after it began', async () => {
  const { revision } = await storage.apps.draft(system, 'desk')
  const later = desk(withProcess)
  const { order, items } = (later.entities.items.ticket as AppDocument['entities']['items'][string]).fields
  order.splice(order.indexOf('due'), 1)
  delete items.due
  delete later.access.roles.items.agent?.grants.ticket?.fields?.due
  await storage.apps.saveDraft(system, 'desk', later, revision)
  await storage.apps.publish(system, 'desk')
  const before = await storage.flows.load(system, instance)
  const due = '2026-12-01T00:00:00.000Z'
  const saved = await storage.flows.save({
    instance,
    revision: before.revision,
    requestId: randomUUID(),
    state: before.state,
    events: [],
    effects: [{ type: 'record.update', values: { due } }],
    now: new Date().toISOString(),
    principal: system,
  })
  expect(saved).toMatchObject({ saved: true })
  const { rows } = await db.pool.query('select due from desk.ticket where id = $1', [before.record])
  expect(rows[0].due).toBe(due)
})
