import { randomUUID } from 'node:crypto'
import type { PersonPrincipal, Principal } from '@tangram/access'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, desk, openDesk, openStorage, system } from '../testing/desk.ts'
import { BareInstance, openTask, waitingElement, withBareProcess } from '../testing/flow-desk.ts'
import { testDatabase } from '../testing/index.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast
let mia: PersonPrincipal
let ann: PersonPrincipal

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  cast = await openDesk(storage, desk(withBareProcess))
  mia = cast.mia as PersonPrincipal
  ann = cast.ann as PersonPrincipal
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const begin = (step = {}, values = {}) => new BareInstance(storage).begin(mia, step, values)
const rows = async (text: string, values: unknown[] = []) => (await db.pool.query(text, values)).rows
const jobOf = async (key: string) => (await rows('select id, attempt, kind, payload, due_at from tangram.job where key = $1', [key]))[0]
const timer = (key: string, dueAt = new Date().toISOString()) => ({
  type: 'job' as const,
  key,
  kind: 'flow.timer',
  dueAt,
  payload: { element: 'e' },
})
const claimed = async (key: string) => {
  const { id } = await jobOf(key)
  await db.pool.query('update tangram.job set attempt = attempt + 1 where id = $1', [id])
  return { job: id as string, attempt: (await jobOf(key)).attempt as number }
}

describe('a save on a revision that is no longer the last', () => {
  it('writes nothing of anything', async () => {
    const instance = await begin()
    const { revision } = await storage.flows.load(system, instance.id)
    await instance.save()
    const at = new Date().toISOString()
    const { events, effects, task } = openTask(at, { candidates: [cast.ids.ann] })
    const everything = [
      ...effects,
      timer(`t:${instance.id}`),
      { type: 'subscribe' as const, key: `s:${instance.id}`, element: 'e', kind: 'signal' as const, name: 'n' },
      { type: 'copy' as const, element: 'e', node: 'n', label: {}, people: [cast.ids.bob], by: null },
      { type: 'incident.open' as const, key: `i:${instance.id}`, element: 'e', node: 'n', code: null, message: 'no' },
      { type: 'call' as const, key: `c:${instance.id}`, element: 'e', process: 'p', record: null, values: {}, variables: {} },
      { type: 'record.archive' as const },
    ]
    expect(await instance.save({ revision, events, effects: everything, now: at })).toEqual({ saved: false, reason: 'stale' })
    const found = await rows(
      `select (select count(*) from tangram.task where id = $2) + (select count(*) from tangram.job where payload ->> 'instance' = $1)
         + (select count(*) from tangram.activity where instance = $1::uuid) + (select count(*) from tangram.flow_subscription where instance = $1::uuid)
         + (select count(*) from tangram.task_copy where instance = $1::uuid) + (select count(*) from tangram.incident where instance = $1::uuid)
         + (select count(*) from tangram.flow_call where instance = $1::uuid) + (select count(*) from tangram.archived_record where instance = $1::uuid)
         + (select count(*) from tangram.notification where task = $2) + (select count(*) from tangram.flow_event where instance = $1::uuid) as n`,
      [instance.id, task.id],
    )
    expect(found).toEqual([{ n: 0 }])
  })

  it('is one of two that meet; the other one can be decided again', async () => {
    const instance = await begin()
    for (let round = 0; round < 20; round++) {
      const { revision } = await storage.flows.load(system, instance.id)
      const results = await Promise.all([1, 2, 3].map(() => instance.save({ revision })))
      expect(results.map((each) => each.saved).sort()).toEqual([false, false, true])
    }
    expect((await storage.flows.load(system, instance.id)).revision).toBe(21)
  })
})

describe('a job', () => {
  it('is gone with the save it leads to, so that it cannot run again', async () => {
    const instance = await begin({ effects: [timer('one')] })
    expect(await instance.save({ finishes: await claimed('one') })).toMatchObject({ saved: true })
    expect(await jobOf('one')).toBeUndefined()
  })

  it('that another worker has taken over saves nothing', async () => {
    const instance = await begin({ effects: [timer('two')] })
    const late = await claimed('two')
    await claimed('two')
    await expect(instance.save({ finishes: late, effects: [timer('more')] })).rejects.toMatchObject({ code: 'storage.job.fenced' })
    await expect(instance.save({ fence: late, effects: [timer('more')] })).rejects.toMatchObject({ code: 'storage.job.fenced' })
    expect((await storage.flows.load(system, instance.id)).revision).toBe(1)
    expect(await jobOf('more')).toBeUndefined()
    expect(await jobOf('two')).toBeDefined()
  })

  it('stays when what it led to was decided on an old state', async () => {
    const instance = await begin({ effects: [timer('three')] })
    expect(await instance.save({ revision: 7, finishes: await claimed('three') })).toEqual({ saved: false, reason: 'stale' })
    expect(await jobOf('three')).toBeDefined()
  })

  it('that asks for itself again under its own key begins anew, out of reach of the worker who had it', async () => {
    const instance = await begin({ effects: [timer('four')] })
    const finishes = await claimed('four')
    const dueAt = '2030-01-01T00:00:00.000Z'
    expect(await instance.save({ finishes, effects: [timer('four', dueAt)] })).toMatchObject({ saved: true })
    expect(await jobOf('four')).toMatchObject({ attempt: finishes.attempt + 1, due_at: dueAt })
    await expect(instance.save({ finishes })).rejects.toMatchObject({ code: 'storage.job.fenced' })
  })

  it('is taken back, or set anew when it was taken back before', async () => {
    const instance = await begin({ effects: [timer('five'), timer('six')] })
    const dueAt = '2031-01-01T00:00:00.000Z'
    await instance.save({
      effects: [
        { type: 'job.cancel', key: 'five' },
        { type: 'job.cancel', key: 'six' },
        timer('six', dueAt),
        timer('seven'),
        { type: 'job.cancel', key: 'seven' },
      ],
    })
    expect([await jobOf('five'), await jobOf('seven')]).toEqual([undefined, undefined])
    expect(await jobOf('six')).toMatchObject({ due_at: dueAt })
  })

  it('and a person who takes it back never wait for each other both ways', async () => {
    for (let round = 0; round < 25; round++) {
      const key = `meet ${round}`
      const instance = await begin({ effects: [timer(key)] })
      const finishes = await claimed(key)
      const results = await Promise.allSettled([
        instance.save({ revision: 1, finishes }),
        instance.save({ revision: 1, effects: [{ type: 'job.cancel', key }] }),
      ])
      const saved = results.filter((each) => each.status === 'fulfilled' && each.value.saved)
      expect(saved).toHaveLength(1)
      for (const each of results) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'storage.job.fenced' })
    }
  })
})

describe('a task', () => {
  const at = '2026-11-02T08:00:00.000Z'
  const later = '2026-11-02T09:30:00.000Z'

  it('that waits is in nobody’s list; told to its people when its turn comes, the time until then counts as suspended', async () => {
    const { events, effects, task } = openTask(at, { candidates: [cast.ids.ann] })
    const state = { tasks: { [task.id]: { ...task, status: 'waiting' as const, openedAt: at } } }
    const instance = await begin({ events, effects, state, now: at })
    const listed = async () => (await storage.tasks(ann).list({ limit: 200 })).tasks.some(({ id }) => id === task.id)
    const told = async () => (await storage.messages.notifications(ann)).filter((notice) => notice.task === task.id)
    expect([await listed(), await told()]).toEqual([false, []])
    await instance.save({
      now: later,
      effects: [{ type: 'task.change', task: task.id, status: 'open' }],
      state: { tasks: { [task.id]: { ...task, status: 'open', openedAt: at } } },
    })
    expect([await listed(), (await told()).length]).toEqual([true, 1])
    expect(await rows('select suspended_ms from tangram.task where id = $1', [task.id])).toEqual([{ suspended_ms: 5_400_000 }])
  })

  it('that goes to somebody else leaves the list and the unread notices of the first', async () => {
    const { events, effects, task } = openTask(at, { candidates: [cast.ids.ann] })
    const instance = await begin({ events, effects, now: at })
    await instance.save({
      now: later,
      effects: [{ type: 'task.change', task: task.id, candidates: [cast.ids.bob], assignee: cast.ids.bob }],
      state: {
        tasks: {
          [task.id]: { ...task, candidates: [cast.ids.bob], assignee: cast.ids.bob, insteadOf: cast.ids.ann, status: 'open', openedAt: at },
        },
      },
    })
    const of = async (who: Principal) => (await storage.messages.notifications(who)).filter((notice) => notice.task === task.id)
    expect(await of(ann)).toMatchObject([{ readAt: later }])
    expect(await of(cast.bob)).toMatchObject([{ readAt: null }])
    expect((await storage.tasks(cast.bob).get(task.id)).task).toMatchObject({
      mine: true,
      insteadOf: { name: 'Ann' },
      assignee: { name: 'Bob' },
    })
    await expect(storage.tasks(ann).get(task.id)).rejects.toMatchObject({ status: 404 })
  })

  it('is that of another visit or node when its process says so', async () => {
    const { events, effects, task } = openTask(at, { candidates: [cast.ids.ann] })
    const instance = await begin({ events, effects, now: at })
    await instance.save({
      now: later,
      effects: [{ type: 'task.change', task: task.id, element: 'other', node: 'rework' }],
      state: { tasks: { [task.id]: { ...task, element: 'other', node: 'rework', status: 'open', openedAt: at } } },
    })
    expect((await storage.tasks(ann).get(task.id)).task).toMatchObject({ element: 'other', node: 'rework' })
  })

  it('is put beside the others who decide, with what each said and what weight it has', async () => {
    const element = randomUUID()
    const first = openTask(at, { candidates: [cast.ids.ann], kind: 'approve', weight: 2 }, element)
    const second = openTask(
      at,
      { candidates: [cast.ids.bob], kind: 'approve', added: { where: 'beside', of: first.task.id, by: cast.ids.ann, mode: 'all' } },
      element,
    )
    const instance = await begin({
      events: [...first.events, ...second.events.slice(2)],
      effects: [...first.effects, ...second.effects],
      now: at,
    })
    const done = {
      at: later,
      type: 'task.closed' as const,
      task: first.task.id,
      status: 'done' as const,
      outcome: 'done',
      by: cast.ids.ann,
      opinion: 'fine',
    }
    await instance.save({ now: later, events: [done], effects: [{ ...done, type: 'task.close' }] })
    expect(await storage.tasks(cast.bob).signers(second.task.id)).toMatchObject([
      {
        person: { name: 'Ann' },
        status: 'done',
        outcome: 'done',
        outcomeLabel: { en: 'Done' },
        opinion: 'fine',
        at: later,
        weight: 2,
        added: null,
      },
      { person: { name: 'Bob' }, status: 'open', outcome: null, weight: 1, added: { where: 'beside' } },
    ])
    await expect(storage.tasks(ann).signers(second.task.id)).rejects.toMatchObject({ status: 404 })
  })

  it('says who started the process, and of a step it was sent back to by whom and why', async () => {
    const { events, effects, task } = openTask(at, { candidates: [cast.ids.ann], kind: 'approve' })
    const instance = await begin({ events, effects, now: at })
    const again = openTask(later, { candidates: [cast.ids.mia], assignee: cast.ids.mia })
    const back = {
      at: later,
      type: 'task.closed' as const,
      task: task.id,
      status: 'done' as const,
      outcome: 'returned',
      by: cast.ids.ann,
      opinion: 'the invoice is missing',
    }
    const mias = { name: 'Mia' }
    expect((await storage.tasks(ann).get(task.id)).task).toMatchObject({ initiator: mias, returned: null })
    await instance.save({ now: later, events: [back, ...again.events], effects: [{ ...back, type: 'task.close' }, ...again.effects] })
    expect((await storage.tasks(mia).get(again.task.id)).task).toMatchObject({
      initiator: mias,
      returned: { by: { name: 'Ann' }, label: { en: 'Work' }, words: 'the invoice is missing' },
    })
    expect((await storage.tasks(mia).list({ limit: 200 })).tasks.find(({ id }) => id === again.task.id)).toMatchObject({ initiator: mias })
  })

  it('that is reminded of says when, and tells whom', async () => {
    const { events, effects, task } = openTask(at, { candidates: [cast.ids.ann] })
    const instance = await begin({ events, effects, now: at })
    await instance.save({
      now: later,
      effects: [{ type: 'remind', task: task.id, people: [cast.ids.ann], by: cast.ids.mia, text: 'Please', key: `urge:${task.id}` }],
    })
    const { tasks } = await storage.tasks(ann).list({ limit: 200 })
    expect(tasks.find(({ id }) => id === task.id)).toMatchObject({ urgedAt: later })
    expect((await storage.messages.notifications(ann)).map(({ text }) => text.en)).toContain('Reminder: Work (Repair): Please')
  })
})

describe('the time of a visit', () => {
  it('is what it lay in the pool, was in hand and stood still, by person and by working hours', async () => {
    const at = '2026-11-02T08:00:00.000Z'
    const { events, effects, task } = openTask(at, { candidates: [cast.ids.ann, cast.ids.bob] })
    const instance = await begin({ events, effects, now: at })
    const minutes = (n: number) => new Date(Date.parse(at) + n * 60_000).toISOString()
    await instance.save({ now: minutes(20), events: [{ at: minutes(20), type: 'instance.suspended', by: cast.ids.mia }] })
    expect(await storage.flows.details(mia, instance.id)).toMatchObject({ isSuspended: true })
    await instance.save({ now: minutes(50), events: [{ at: minutes(50), type: 'instance.resumed', by: cast.ids.mia }] })
    const claim = { ...task, status: 'open' as const, openedAt: at, claimedAt: minutes(10), assignee: cast.ids.ann }
    await instance.save({
      now: minutes(51),
      effects: [{ type: 'task.change', task: task.id, assignee: cast.ids.ann, claimedAt: minutes(10) }],
      state: { tasks: { [task.id]: claim } },
    })
    const done = {
      at: minutes(60),
      type: 'task.closed' as const,
      task: task.id,
      status: 'done' as const,
      outcome: 'done',
      by: cast.ids.ann,
    }
    await instance.save({
      now: minutes(60),
      events: [
        done,
        {
          at: minutes(60),
          type: 'element.left',
          element: task.element,
          node: 'work',
          status: 'completed',
          outcome: 'done',
          spentMs: 3_600_000,
        },
      ],
      effects: [{ ...done, type: 'task.close' }],
    })
    const { visits } = await storage.flows.details(mia, instance.id)
    expect(visits).toMatchObject([
      {
        node: 'work',
        visit: 1,
        status: 'done',
        queuedMs: 600_000,
        suspendedMs: 1_800_000,
        activeMs: 1_200_000,
        wallMs: 3_600_000,
        workingMs: 3_600_000,
        holders: [{ name: 'Ann' }],
      },
    ])
    const measured = await rows(
      'select handler, queued_ms, wall_ms, working_ms, visit, is_rework, status, node, version from tangram.flow_activity where instance = $1',
      [instance.id],
    )
    expect(measured).toEqual([
      {
        handler: cast.ids.ann,
        queued_ms: 600_000,
        wall_ms: 3_600_000,
        working_ms: 3_600_000,
        visit: 1,
        is_rework: false,
        status: 'done',
        node: 'work',
        version: 1,
      },
    ])
    expect(
      await rows(`select visits, mean_ms, share from tangram.flow_bottleneck where process = 'repair' and node = 'work'`),
    ).toMatchObject([{ mean_ms: 3_600_000, share: '1.0000' }])
    expect(await rows('select visits, rework_visits from tangram.flow_cycle where instance = $1', [instance.id])).toEqual([
      { visits: 1, rework_visits: 0 },
    ])
  })
})

describe('a call of another process', () => {
  const call = (key: string) => ({
    type: 'call' as const,
    key,
    element: key,
    process: 'repair',
    record: null,
    values: {},
    variables: { a: 1 },
  })
  const child = async (parent: BareInstance, element: string) => {
    const instance = new BareInstance(storage)
    await instance.begin(mia, { state: { parent: { instance: parent.id, element } } })
    return instance
  }

  it('is known by the element that waits, ends with its outcome and goes back to whoever called', async () => {
    const parent = await begin({ effects: [call('call 1')] })
    expect((await jobOf('call 1')).payload).toMatchObject({
      instance: parent.id,
      element: 'call 1',
      process: 'repair',
      variables: { a: 1 },
      record: null,
    })
    const called = await child(parent, 'call 1')
    expect(await storage.flows.call(system, parent.id, 'call 1')).toMatchObject({ child: called.id, status: 'running' })
    expect((await storage.flows.details(mia, parent.id)).children).toMatchObject([{ instance: called.id, element: 'call 1' }])
    await called.save({
      state: { status: 'ended', outcome: 'fine', endedAt: new Date().toISOString() },
      effects: [
        {
          type: 'instance.end',
          outcome: 'fine',
          totalMs: 1,
          status: 'ended',
          variables: { b: 2 },
          parent: { instance: parent.id, element: 'call 1' },
        },
      ],
    })
    expect((await jobOf(`child-ended:${called.id}`)).payload).toMatchObject({
      instance: parent.id,
      element: 'call 1',
      child: called.id,
      outcome: 'fine',
      variables: { b: 2 },
    })
    expect(await storage.flows.call(system, parent.id, 'call 1')).toMatchObject({ status: 'ended' })
  })

  it('that is called off does not start, and ends what it has started', async () => {
    const parent = await begin({ effects: [call('call 2'), call('call 3')] })
    const started = await child(parent, 'call 3')
    await parent.save({
      effects: [
        { type: 'call.cancel', key: 'call 2', element: 'call 2' },
        { type: 'call.cancel', key: 'call 3', element: 'call 3' },
      ],
    })
    await expect(child(parent, 'call 2')).rejects.toThrow('called-off')
    expect(await jobOf('call 2')).toBeUndefined()
    expect((await jobOf(`cancel-child:${started.id}`)).payload).toEqual({ instance: started.id })
  })
})

describe('an incident of a step', () => {
  it('stands among the failed jobs, holds the instance, is tried again by a command and closed by the instance', async () => {
    const instance = await begin({
      effects: [{ type: 'incident.open', key: 'trouble', element: 'e1', node: 'work', code: 'E42', message: 'no luck' }],
    })
    const found = (await storage.incidents.list(system)).incidents.find((each) => each.instance === instance.id)
    expect(found).toMatchObject({
      kind: 'flow.step',
      node: 'work',
      code: 'E42',
      error: 'no luck',
      record: instance.record,
      process: 'repair',
    })
    expect((await storage.flows.details(mia, instance.id)).incidents).toMatchObject([{ element: 'e1', code: 'E42', message: 'no luck' }])
    expect((await storage.flows.list(mia, 'desk', { incident: true })).items.map(({ id }) => id)).toEqual([instance.id])
    await expect(storage.incidents.dismiss(system, found?.id ?? '', 'never mind')).rejects.toMatchObject({
      code: 'storage.incident.of-step',
    })
    expect(await storage.incidents.retry(system, [found?.id ?? ''])).toBe(1)
    expect(await jobOf(`retry:${found?.id}`)).toMatchObject({ kind: 'flow.retry', payload: { instance: instance.id, element: 'e1' } })
    await instance.save({ effects: [{ type: 'incident.close', key: 'trouble' }] })
    expect((await storage.incidents.list(system)).incidents.some((each) => each.instance === instance.id)).toBe(false)
  })
})

describe('a copy', () => {
  it('reaches each person once for an instance, until they read it', async () => {
    const copy = {
      type: 'copy' as const,
      element: 'e',
      node: 'cc',
      label: { en: 'For information' },
      people: [cast.ids.ann, cast.ids.ann],
      by: cast.ids.mia,
      text: 'Look',
    }
    const instance = await begin({ effects: [copy] }, { team: cast.red })
    await instance.save({ effects: [{ ...copy, text: 'Again' }] })
    const { copies } = await storage.tasks(ann).copies({ unread: true })
    expect(copies).toMatchObject([
      { instance: instance.id, text: 'Look', by: { name: 'Mia' }, label: { en: 'For information' }, recordTitle: 'Broken', readAt: null },
    ])
    expect(await storage.tasks(ann).counts()).toMatchObject({ copies: 1 })
    expect(await storage.tasks(cast.bob).readCopies(copies.map(({ id }) => id))).toBe(0)
    expect(await storage.tasks(ann).readCopies(copies.map(({ id }) => id))).toBe(1)
    expect(await storage.tasks(ann).counts()).toMatchObject({ copies: 0 })
    expect((await storage.tasks(ann).copies()).copies).toHaveLength(1)
  })
})

it('a copy lets one read what it is about, without what roles hide, and nothing more', async () => {
  const instance = await begin({}, { team: cast.red, cost: '9.00' })
  const bobs = () => storage.records(cast.bob).get('desk', 'ticket', instance.record)
  await expect(bobs()).rejects.toMatchObject({ status: 404 })
  await instance.save({ effects: [{ type: 'copy', element: 'e', node: 'cc', label: {}, people: [cast.ids.bob], by: null }] })
  expect((await bobs()).values).toMatchObject({ subject: 'Broken' })
  expect((await bobs()).values).not.toHaveProperty('cost')
  expect((await storage.tasks(cast.bob).copies()).copies[0]).toMatchObject({ recordTitle: 'Broken' })
  await expect(storage.records(cast.bob).update('desk', 'ticket', instance.record, { subject: 'x' }, {})).rejects.toMatchObject({
    status: 403,
  })
})

it('what a step writes last stands, also where a person had typed the same', async () => {
  const instance = await begin()
  await instance.save({
    principal: mia,
    values: { minutes: 5 },
    effects: [
      { type: 'record.update', values: { minutes: 1, subject: 'Half done' } },
      { type: 'record.update', values: { minutes: 5 } },
    ],
  })
  expect((await storage.records(mia).get('desk', 'ticket', instance.record)).values).toMatchObject({ minutes: 5, subject: 'Half done' })
})

it('an archived record can only be read, except by its process', async () => {
  const instance = await begin({ effects: [{ type: 'record.archive' }] })
  await expect(storage.records(mia).update('desk', 'ticket', instance.record, { subject: 'x' }, {})).rejects.toMatchObject({
    code: 'storage.record.archived',
  })
  await expect(storage.records(mia).remove('desk', 'ticket', instance.record)).rejects.toMatchObject({ code: 'storage.record.archived' })
  expect(await instance.save({ effects: [{ type: 'record.update', values: { minutes: 3 } }] })).toMatchObject({ saved: true })
  expect((await storage.records(mia).get('desk', 'ticket', instance.record)).values).toMatchObject({ subject: 'Broken', minutes: 3 })
})

it('names a start by webhook in an address that nobody can make up', () => {
  const hook = { app: 'desk', process: 'repair', start: 'start', round: 1 }
  const token = storage.flows.hookToken(system, hook)
  expect(storage.flows.openHook(token)).toEqual(hook)
  expect(storage.flows.openHook(token.replace('.1.', '.2.'))).toBeNull()
  expect(storage.flows.openHook(`${token}x`)).toBeNull()
})

describe('an instance with nothing to wait for', () => {
  it('is found; whatever it may wait for keeps it out', async () => {
    const broken = await begin()
    const talking = await begin({
      effects: [
        { type: 'publish', key: 'stuck p', kind: 'signal', name: 'n', payload: {} },
        { type: 'action', key: 'stuck away', action: 'x', input: {} },
      ],
    })
    const element = 'e'
    const waits = openTask(new Date().toISOString(), { candidates: [cast.ids.ann] })
    const waiting = await Promise.all([
      begin({ effects: [timer('stuck timer')] }),
      begin({ events: waits.events, effects: waits.effects }),
      begin({ effects: [{ type: 'subscribe', key: 'stuck s', element, kind: 'signal', name: 'never' }] }),
      begin({ effects: [{ type: 'action', key: 'stuck a', action: 'x', input: {}, element, awaits: true }] }),
      begin({ effects: [{ type: 'incident.open', key: 'stuck i', element, node: 'n', code: null, message: 'm' }] }),
      begin({
        effects: [
          { type: 'link.issue', key: 'stuck l', purpose: 'confirm', element, outcomes: [], sendTo: { field: 'code' }, message: {} },
        ],
      }),
      begin({ effects: [{ type: 'call', key: 'stuck c', element, process: 'repair', record: null, values: {}, variables: {} }] }),
      begin({ state: { suspendedAt: new Date().toISOString(), elements: { e: waitingElement('e') } } }),
    ])
    const stuck = await storage.flows.stuck(system)
    expect(stuck).toContain(broken.id)
    expect(stuck).toContain(talking.id)
    for (const { id } of waiting) expect(stuck).not.toContain(id)
  })
})
