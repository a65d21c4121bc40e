import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem } from './system-principal.ts'
import { node, openLab, process } from './testing/lab-app.ts'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

let desk: Desk
let lead: Caller
let tech: Caller
let clerk: Caller
let reader: Caller
let builder: Caller
/** Somebody who does not work in the app at all. */
let stranger: Caller

beforeAll(async () => {
  desk = await openDesk({ sampleSize: { tickets: 4, customers: 2 } })
  const byHand = node('start', 'start', { trigger: 'manual' })
  const end = node('end', 'end', { outcome: 'done' })
  const looking = (id: string, login: string) =>
    process(
      id,
      [
        byHand,
        node('look', 'handle', {
          assignees: { kind: 'people', people: [login] },
          fields: { title: 'hidden', secret: 'read', amount: 'write' },
        }),
        end,
      ],
      ['start > look', 'look.done > end'],
    )
  const outside = (await desk.server.storage.people.find(asSystem('test'), { limit: 200 }))
    .map(({ login }) => login ?? '')
    .find((login) => !['lin_yue', 'chen_mo', 'song_lan', 'he_qing', 'zhou_ran', 'admin'].includes(login))
  await openLab(desk, undefined, [
    process(
      'cases',
      [
        byHand,
        node('choose', 'ad-hoc', { assignees: { kind: 'initiator' } }),
        node('visit', 'handle', { assignees: { kind: 'initiator' } }, { parent: 'choose' }),
        end,
      ],
      ['start > choose', 'choose > end'],
    ),
    looking('looking_in', outside ?? ''),
    looking('looking', 'lin_yue'),
  ])
  ;[lead, tech, clerk, reader, builder, stranger] = await Promise.all([
    desk.as('lin_yue'),
    desk.as('chen_mo'),
    desk.as('song_lan'),
    desk.as('he_qing'),
    desk.as('zhou_ran'),
    desk.as(outside ?? ''),
  ])
})
afterAll(() => desk.close())

const records = '/api/v1/apps/lab/entities/expense/records'
let count = 0

async function started(of: string, by = clerk, values: Json = {}): Promise<{ instance: string; record: string; title: string }> {
  const title = `Case ${++count}`
  const { id: record } = await by.post(records, { values: { title, amount: 1, ...values } })
  const { instance } = await by.post(`/api/v1/apps/lab/processes/${of}/start`, { requestId: `s${count}`, record })
  return { instance, record, title }
}
const taskOf = async (person: Caller, instance: string): Promise<Json> => {
  const { tasks } = await person.get('/api/v1/tasks?limit=200')
  for (const { id } of tasks) {
    const { task } = await person.get(`/api/v1/tasks/${id}`)
    if (task.instance === instance) return task
  }
  throw new Error('there is no such task')
}
const operate = (person: Caller, task: Json, name: string, body: object = {}) =>
  person.send('POST', `/api/v1/tasks/${task.id}/${name}`, { requestId: `o${++count}`, ...body })
const administer = (instance: string, name: string, body: object) =>
  builder.send('POST', `/api/v1/instances/${instance}/${name}`, { requestId: `a${++count}`, ...body })
const elementAt = async (instance: string, at: string): Promise<string> =>
  (await builder.get(`/api/v1/instances/${instance}`)).visits.find((visit: Json) => visit.node === at && visit.status === 'active').element
async function inReview(): Promise<{ instance: string; ofLead: Json; ofTech: Json }> {
  const { instance } = await started('approval')
  await operate(lead, await taskOf(lead, instance), 'complete', { outcome: 'approved' })
  return { instance, ofLead: await taskOf(lead, instance), ofTech: await taskOf(tech, instance) }
}

describe('names that every object has', () => {
  it('are no steps of an instance: refused, with nothing done', async () => {
    const { instance } = await started('cases')
    const element = await elementAt(instance, 'choose')
    const { visits } = await builder.get(`/api/v1/instances/${instance}`)
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      const answers = [
        await administer(instance, 'jump', { elements: [name], to: 'end', reason: 'x' }),
        await administer(instance, 'retry', { element: name }),
        await administer(instance, 'skip', { element: name, reason: 'x' }),
        await administer(instance, 'add-instance', { element: name, node: 'visit' }),
        await administer(instance, 'add-instance', { element: name }),
        await administer(instance, 'complete-ad-hoc', { element: name }),
      ]
      expect(answers.map((answer) => [answer.statusCode, answer.json().code])).toEqual(answers.map(() => [409, 'flow.element.unknown']))
    }
    for (const to of ['constructor', 'nowhere'])
      expect((await administer(instance, 'jump', { elements: [element], to, reason: 'x' })).json().code).toBe('flow.jump.unknown')
    for (const at of ['constructor', 'choose'])
      expect((await administer(instance, 'add-instance', { element, node: at })).json().code).toBe('flow.ad-hoc.unknown')
    expect((await administer(instance, 'add-instance', { element, item: 1 })).json()).toMatchObject({
      status: 409,
      code: 'flow.loop.closed',
    })
    expect((await builder.get(`/api/v1/instances/${instance}`)).visits).toHaveLength(visits.length)
  })
})

describe('variables', () => {
  it('take values of their type only', async () => {
    const { instance } = await started('asking')
    const patch = (note: unknown) => administer(instance, 'patch', { variables: { note }, reason: 'x' })
    for (const wrong of [7, true, ['a'], { a: 1 }])
      expect((await patch(wrong)).json()).toMatchObject({ status: 422, code: 'flow.variable.unfit' })
    for (const right of ['a', null]) expect((await patch(right)).statusCode).toBe(200)
    expect((await patch('a\u0000b')).statusCode).toBe(400)
  })
})

describe('the task of somebody else', () => {
  const acts = (): [string, object][] => [
    ['complete', { outcome: 'approved' }],
    ['claim', {}],
    ['release', {}],
    ['transfer', { to: reader.id }],
    ['delegate', { to: reader.id }],
    ['add-signers', { where: 'before', people: [reader.id] }],
    ['remove-signers', { people: [lead.id] }],
    ['return', { to: 'lead', resubmit: 'replay', opinion: 'no', values: { title: 'mine' }, version: 1 }],
    ['withdraw', {}],
    ['copy', { people: [reader.id] }],
  ]

  it('is nobody’s to act on: not for readers, nor strangers, nor those who have not signed in', async () => {
    const { instance, ofTech } = await inReview()
    const told = async (who: Caller) => (await who.get('/api/v1/notifications?limit=200')).length
    const before = [(await builder.get(`/api/v1/instances/${instance}`)).visits, await told(reader)]
    for (const [name, body] of acts()) {
      const bySeeing = await operate(reader, ofTech, name, body)
      expect([403, 409, 422], `${name} ${bySeeing.body}`).toContain(bySeeing.statusCode)
      expect((await operate(stranger, ofTech, name, body)).statusCode, name).toBe(404)
      expect((await operate(desk.nobody(), ofTech, name, body)).statusCode, name).toBe(401)
    }
    const { results } = await reader.post('/api/v1/tasks/complete', { requestId: 'b', tasks: [ofTech.id], outcome: 'approved' })
    expect(results).toMatchObject([{ ok: false, problem: { code: 'flow.task.not-yours' } }])
    expect([
      (await builder.get(`/api/v1/instances/${instance}`)).visits.map(({ element, status }: Json) => [element, status]),
      await told(reader),
    ]).toEqual([before[0].map(({ element, status }: Json) => [element, status]), before[1]])
  })

  it('does not name fields that are hidden from who looks at it', async () => {
    const { instance } = await started('looking', builder, { secret: 'gold' })
    const mine = await taskOf(lead, instance)
    expect(mine.fields).toEqual({ title: 'hidden', secret: 'read', amount: 'write' })
    const { task, record } = await clerk.get(`/api/v1/tasks/${mine.id}`)
    expect(task.fields).toEqual({ amount: 'write' })
    expect(Object.keys(record.values)).not.toContain('secret')
    expect((await clerk.send('GET', `/api/v1/tasks/${mine.id}`)).body).not.toMatch(/secret|gold/)
  })
})

describe('a field that a step hides', () => {
  it('is hidden everywhere from whoever meets the record only by its task', async () => {
    const { instance, record, title } = await started('looking_in')
    const task = await taskOf(stranger, instance)
    expect(task.recordTitle).toBe('')
    const urls = [
      '/api/v1/tasks',
      `/api/v1/tasks/${task.id}`,
      `${records}/${record}`,
      `${records}/${record}/history`,
      `${records}/${record}/timeline`,
      `${records}/${record}/process`,
      `/api/v1/instances/${instance}`,
      records,
      '/api/v1/apps/lab/entities/expense/options?limit=50',
    ]
    for (const url of urls) expect((await stranger.send('GET', url)).body, url).not.toContain(title)
    const where = encodeURIComponent(JSON.stringify({ '==': [{ var: 'title' }, title] }))
    for (const url of [`${records}?where=${where}`, `${records}/count?where=${where}`, `${records}?sort=title`, `${records}?select=title`])
      expect((await stranger.send('GET', url)).statusCode, url).toBe(400)
    const written = { outcome: 'done', values: { title: 'mine' }, version: 1 }
    expect((await operate(stranger, task, 'complete', written)).statusCode).toBeGreaterThanOrEqual(400)
    expect((await clerk.get(`${records}/${record}`)).values.title).toBe(title)
  })
})

describe('a duration that somebody typed', () => {
  it.each(['P9999999Y', 'P9000Y', 'PT99999999999999H', 'soon', '__proto__'])(
    '%s is refused where no calendar holds it',
    async (account) => {
      const { id: record } = await clerk.post(records, { values: { title: 'Late', account } })
      const answer = await clerk.send('POST', '/api/v1/apps/lab/processes/timing/start', { requestId: 'late', record })
      expect(answer.json()).toMatchObject({ status: 409, code: 'flow.timer.unreadable' })
      expect(await clerk.get(`${records}/${record}/process`)).toEqual([])
    },
  )
})

describe('a request that comes several times at once', () => {
  const thrice = (send: () => ReturnType<Caller['send']>) => Promise.all([send(), send(), send()])
  const statuses = (answers: { statusCode: number }[]) => answers.map(({ statusCode }) => statusCode)

  it('starts one instance, hands on once, adds a signer once, takes back once', async () => {
    const { id: record } = await clerk.post(records, { values: { title: 'Thrice' } })
    const begun = await thrice(() => clerk.send('POST', '/api/v1/apps/lab/processes/approval/start', { requestId: 'same', record }))
    expect(new Set(begun.map((answer) => answer.body)).size).toBe(1)
    const { instance } = begun[0]?.json() ?? {}
    const same = (who: Caller, task: Json, name: string, body: object) =>
      thrice(() => who.send('POST', `/api/v1/tasks/${task.id}/${name}`, { requestId: 'same', ...body }))
    await operate(lead, await taskOf(lead, instance), 'complete', { outcome: 'approved' })
    const [ofLead, ofTech] = [await taskOf(lead, instance), await taskOf(tech, instance)]
    expect(statuses(await same(lead, ofLead, 'add-signers', { where: 'beside', people: [reader.id] }))).toEqual([200, 200, 200])
    expect(Math.max(...statuses(await same(tech, ofTech, 'transfer', { to: clerk.id })))).toBeLessThan(500)
    const { signers } = await taskOf(lead, instance)
    const open = signers.filter(({ status }: Json) => status === 'open').map(({ person }: Json) => person.name)
    expect(open.sort()).toEqual(['何清', '宋岚', '林悦'].sort())
    const other = await started('approval')
    const revoked = await thrice(() => clerk.send('POST', `/api/v1/instances/${other.instance}/revoke`, { requestId: 'same' }))
    expect(statuses(revoked)).toContain(200)
    expect(Math.max(...statuses(revoked))).toBeLessThan(500)
  })
})

describe('two who act at once', () => {
  const activeAt = async (instance: string): Promise<string[]> =>
    (await builder.get(`/api/v1/instances/${instance}`)).visits
      .filter(({ status }: Json) => status === 'active')
      .map((visit: Json) => visit.node)

  it('send back to two steps: one of them does, and there is one visit', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { instance, ofLead, ofTech } = await inReview()
      const answers = await Promise.all([
        operate(lead, ofLead, 'return', { to: 'lead', resubmit: 'replay', opinion: 'no' }),
        operate(tech, ofTech, 'return', { to: 'start', resubmit: 'replay', opinion: 'no' }),
      ])
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
      expect(await activeAt(instance)).toHaveLength(1)
    }
    expect(await desk.server.storage.flows.stuck(asSystem('test'))).toEqual([])
  })

  it('move an instance twice while somebody approves: it stands in one place, with one task for each', async () => {
    const { instance, ofTech } = await inReview()
    const elements = [await elementAt(instance, 'review')]
    const jump = (of: string[]) => administer(instance, 'jump', { elements: of, to: 'book', reason: 'x' })
    const answers = await Promise.all([jump(elements), jump([]), operate(tech, ofTech, 'complete', { outcome: 'approved' })])
    expect(Math.max(...answers.map(({ statusCode }) => statusCode))).toBeLessThan(500)
    expect(await activeAt(instance)).toEqual(['book'])
    expect((await taskOf(clerk, instance)).node).toBe('book')
  })
})

describe('a stand-in', () => {
  const [from, until] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString())
  const add = (by: Caller, body: object) => by.send('POST', '/api/v1/stand-ins', { from, until, mode: 'replace', ...body })
  const remove = async (by: Caller) => {
    for (const { id, person } of await by.get('/api/v1/stand-ins'))
      if (person.id === by.id) expect((await by.send('DELETE', `/api/v1/stand-ins/${id}`)).statusCode).toBe(200)
  }

  it('is for what there is: a known app, a process of it', async () => {
    expect((await add(lead, { to: tech.id, app: 'no_such_app' })).statusCode).toBe(404)
    expect((await add(stranger, { to: tech.id, app: 'lab' })).statusCode).toBe(404)
    expect((await add(lead, { to: tech.id, app: 'lab', process: 'constructor' })).statusCode).toBe(404)
    expect((await add(lead, { to: tech.id, process: 'approval' })).statusCode).toBe(400)
  })

  it('in a circle ends with the first of them', async () => {
    expect((await add(lead, { to: tech.id, app: 'lab' })).statusCode).toBe(201)
    expect((await add(tech, { to: lead.id, app: 'lab', process: 'approval' })).statusCode).toBe(201)
    const { instance } = await started('approval')
    expect(await taskOf(tech, instance)).toMatchObject({ node: 'lead', insteadOf: { name: '林悦' }, candidates: 1 })
    await Promise.all([remove(lead), remove(tech)])
  })
})

describe('a webhook', () => {
  const post = async (payload: string, headers: { [name: string]: string } = {}) => {
    const [hook] = (await builder.get('/api/v1/apps/lab/processes/intake/hook')).hooks
    const { pathname: url } = new URL(hook.url)
    return desk.server.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } })
  }
  const recordCount = async () => Number((await desk.query('select count(*) as n from lab.expense')).rows[0]?.n)

  it.each([
    ['a NUL', '{"title":"a\\u0000b"}', 422],
    ['half a character', '{"title":"\\ud800"}', 422],
    ['a list', '{"title":["a"]}', 422],
    ['more than the field holds', JSON.stringify({ title: 'x'.repeat(200_000) }), 422],
    ['more than is taken at all', JSON.stringify({ title: 'x'.repeat(300_000) }), 413],
    ['depths without end', `{"title":"a","x":${'['.repeat(60_000)}${']'.repeat(60_000)}}`, 400],
    ['a poisoned key', '{"title":"a","x":{"__proto__":{"admin":true}}}', 400],
    ['no JSON', '{"title":', 400],
  ])('with %s is refused and starts nothing', async (_, payload, status) => {
    const before = await recordCount()
    expect((await post(payload)).statusCode).toBe(status)
    expect(await recordCount()).toBe(before)
  })

  it('tells long keys apart to their end', async () => {
    const before = await recordCount()
    const key = 'k'.repeat(300)
    for (const each of [`${key}1`, `${key}2`, `${key}1`])
      expect((await post('{"title":"Long"}', { 'idempotency-key': each })).statusCode).toBe(200)
    expect(await recordCount()).toBe(before + 2)
  })
})

describe('a message', () => {
  it('with what no database keeps is refused', async () => {
    const send = (body: object) => builder.send('POST', '/api/v1/apps/lab/messages/goods_came', { requestId: `m${++count}`, ...body })
    for (const body of [{ payload: { a: 'a\u0000b' } }, { payload: { 'a\u0000b': 1 } }, { correlation: 'a\u0000b' }])
      expect((await send(body)).statusCode, JSON.stringify(body)).toBe(400)
    expect((await builder.send('POST', '/api/v1/apps/lab/messages/constructor', { requestId: 'c' })).statusCode).toBe(404)
  })
})
