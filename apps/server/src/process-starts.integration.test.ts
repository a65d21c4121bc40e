import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createScheduler } from './jobs/schedule.ts'
import { asSystem } from './system-principal.ts'
import { openLab } from './testing/lab-app.ts'
import { type Caller, type Desk, type Json, openDesk, until } from './testing/open-desk.ts'

let desk: Desk
let clerk: Caller
let lead: Caller
let builder: Caller
let admin: Caller
/** What the other system has heard, and what it answers. */
let heard: { key: string | undefined; body: string }[]
let answers: number[]
const peer = createServer((request: IncomingMessage, response) => {
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    heard.push({ key: request.headers['idempotency-key'] as string | undefined, body })
    response.writeHead(answers.shift() ?? 200, { 'content-type': 'application/json' }).end('{"account":"4711"}')
  })
})
const system = asSystem('test')

beforeAll(async () => {
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve))
  desk = await openDesk({ sampleSize: { tickets: 4, customers: 2 }, outgoingNetworks: ['127.0.0.0/8'] })
  await openLab(desk, `http://127.0.0.1:${(peer.address() as AddressInfo).port}/`)
  ;[clerk, lead, builder, admin] = await Promise.all([desk.as('song_lan'), desk.as('lin_yue'), desk.as('zhou_ran'), desk.as('admin')])
})
afterAll(async () => {
  peer.closeAllConnections()
  peer.close()
  await desk.close()
})
beforeEach(() => {
  heard = []
  answers = []
})

const records = '/api/v1/apps/lab/entities/expense/records'
let count = 0

async function started(process: string, values: Json = {}): Promise<{ instance: string; record: string }> {
  const { id: record } = await clerk.post(records, { values: { title: `Order ${++count}`, amount: 1, ...values } })
  const { instance } = await clerk.post(`/api/v1/apps/lab/processes/${process}/start`, { requestId: `s${count}`, record })
  return { instance, record }
}
const instanceOf = (id: string): Promise<Json> => builder.get(`/api/v1/instances/${id}`)
const ended = (id: string): Promise<Json> =>
  until(async () => {
    const seen = await instanceOf(id)
    return seen.status !== 'running' && seen
  })
const titled = async (title: string): Promise<Json[]> => {
  const where = encodeURIComponent(JSON.stringify({ '==': [{ var: 'title' }, title] }))
  return (await builder.get(`${records}?where=${where}`)).records
}
const processesOn = (record: string): Promise<Json[]> => builder.get(`${records}/${record}/process`)

describe('a step that asks another system', () => {
  it('waits for its answer and keeps it', async () => {
    const { instance, record } = await started('asking')
    expect(await ended(instance)).toMatchObject({ status: 'ended', outcome: 'done' })
    expect((await clerk.get(`${records}/${record}`)).values.account).toBe('4711')
    expect(heard.map(({ body }) => JSON.parse(body))).toEqual([{ title: expect.stringMatching(/^Order/) }])
  })

  it('tries again under the same key when the other system is out of order', async () => {
    answers = [503, 200]
    const { instance } = await started('asking')
    expect(await ended(instance)).toMatchObject({ outcome: 'done' })
    expect(heard).toHaveLength(2)
    expect(heard[0]?.key).toBe(heard[1]?.key)
    expect(heard[0]?.key).toBeTruthy()
  })

  it('takes the way of an error that an event on its border catches, without trying again', async () => {
    answers = [404]
    const { instance } = await started('asking')
    expect(await ended(instance)).toMatchObject({ outcome: 'missing' })
    expect(heard).toHaveLength(1)
  })

  it('stops as an incident that an administrator retries from the list of failed jobs', async () => {
    answers = [500, 500]
    const { instance } = await started('asking')
    const incident = await until(async () =>
      (await admin.get('/api/v1/incidents')).incidents.find((one: Json) => one.instance === instance),
    )
    expect(incident).toMatchObject({ kind: 'flow.step', node: 'ask', code: 'http.500', app: 'lab' })
    expect((await instanceOf(instance)).operations).toContain('retry')
    expect(await desk.server.storage.flows.stuck(system)).toEqual([])
    await admin.post('/api/v1/incidents/retry', { ids: [incident.id] })
    expect(await ended(instance)).toMatchObject({ outcome: 'done' })
    expect((await admin.get('/api/v1/incidents')).incidents.some((one: Json) => one.instance === instance)).toBe(false)
  })

  it('is passed when an administrator leaves it undone', async () => {
    answers = [500, 500]
    const { instance } = await started('asking')
    const incident = await until(async () =>
      (await admin.get('/api/v1/incidents')).incidents.find((one: Json) => one.instance === instance),
    )
    await admin.post(`/api/v1/incidents/${incident.id}/dismiss`, { reason: 'told them by phone' })
    expect(await ended(instance)).toMatchObject({ outcome: 'done' })
    expect(heard).toHaveLength(2)
  })

  it('is retried on the page of its instance by whoever runs the process, nobody else', async () => {
    answers = [500, 500]
    const { instance } = await started('asking')
    const { incidents } = await until(async () => {
      const seen = await instanceOf(instance)
      return seen.incidents.length > 0 && seen
    })
    const body = { requestId: 'again', element: incidents[0].element }
    expect((await clerk.send('POST', `/api/v1/instances/${instance}/retry`, body)).statusCode).toBe(403)
    await builder.post(`/api/v1/instances/${instance}/retry`, body)
    expect(await ended(instance)).toMatchObject({ outcome: 'done' })
  })
})

describe('a webhook', () => {
  const hooks = '/api/v1/apps/lab/processes/intake/hook'
  const post = (url: string, body: unknown, headers: { [name: string]: string } = {}) =>
    desk.nobody().send('POST', new URL(url).pathname, body, headers)

  it('starts a process with what another system sends, once for a key', async () => {
    const { hooks: shown } = await builder.get(hooks)
    expect(shown).toMatchObject([{ start: 'hook', url: expect.stringContaining('/api/v1/public/hooks/lab.intake.hook.0.') }])
    const send = () => post(shown[0].url, { title: 'From outside', more: { deep: [1] } }, { 'idempotency-key': 'k1' })
    expect((await send()).json()).toEqual({ ok: true })
    expect((await send()).statusCode).toBe(200)
    const [record, ...others] = await titled('From outside')
    expect(others).toEqual([])
    expect((await processesOn(record.id)).map(({ process }) => process)).toEqual(['intake'])
  })

  it('is shown to designers only, and stops working when its address is renewed', async () => {
    expect((await clerk.send('GET', hooks)).statusCode).toBe(403)
    expect((await clerk.send('POST', hooks, { start: 'hook' })).statusCode).toBe(403)
    const [old] = (await builder.get(hooks)).hooks
    const [renewed] = (await builder.post(hooks, { start: 'hook' })).hooks
    expect(renewed.url).not.toBe(old.url)
    expect((await post(old.url, { title: 'Too late' })).statusCode).toBe(404)
    expect((await post(renewed.url, { title: 'In time' })).statusCode).toBe(200)
    expect(await titled('Too late')).toEqual([])
    expect(
      (
        await post(
          renewed.url.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A')),
          {},
        )
      ).statusCode,
    ).toBe(404)
    expect((await builder.send('POST', hooks, { start: 'paid' })).statusCode).toBe(404)
  })

  it('says what is wrong with what it was sent, and starts nothing', async () => {
    const [hook] = (await builder.get(hooks)).hooks
    const answer = await post(hook.url, { nothing: 1 })
    expect(answer.json()).toMatchObject({ status: 422 })
    expect((await post(hook.url, [1])).statusCode).toBe(400)
  })
})

describe('a message', () => {
  const send = (name: string, body: object) =>
    builder.send('POST', `/api/v1/apps/lab/messages/${name}`, { requestId: `m${++count}`, ...body })

  it('goes to the instance that waits for it, with what it carries', async () => {
    const { instance, record } = await started('waiting', { title: 'P-1' })
    const other = await started('waiting', { title: 'P-2' })
    expect((await send('goods_came', { correlation: 'P-1', payload: { account: 'A1' } })).json()).toMatchObject({
      delivered: 1,
      started: 0,
    })
    expect(await ended(instance)).toMatchObject({ outcome: 'done' })
    expect((await clerk.get(`${records}/${record}`)).values.account).toBe('A1')
    expect((await instanceOf(other.instance)).status).toBe('running')
  })

  it('that comes too early is kept for whoever waits later', async () => {
    expect((await send('goods_came', { correlation: 'P-3', payload: { account: 'A3' } })).json()).toMatchObject({
      delivered: 0,
      kept: true,
    })
    const { instance } = await started('waiting', { title: 'P-3' })
    expect(await ended(instance)).toMatchObject({ outcome: 'done' })
  })

  it('starts the process that begins with it, once for a request', async () => {
    const body = { requestId: 'the same', payload: { title: 'Paid' } }
    expect((await send('order_paid', body)).json()).toMatchObject({ started: 1, delivered: 0 })
    expect((await send('order_paid', body)).statusCode).toBe(200)
    expect(await titled('Paid')).toHaveLength(1)
  })

  it('for nobody is refused, and so is one from somebody who does not run the processes', async () => {
    expect((await send('no_such_message', {})).json()).toMatchObject({ status: 404, code: 'server.message.nobody' })
    expect((await send('goods_came', { correlation: 'P-9', keepMinutes: 0 })).statusCode).toBe(404)
    const answer = await clerk.send('POST', '/api/v1/apps/lab/messages/goods_came', { requestId: 'x' })
    expect(answer.statusCode).toBe(403)
  })
})

describe('a change of a record', () => {
  it('starts a process when it meets the condition, and what the process writes itself starts none', async () => {
    const { id, version } = await clerk.post(records, { values: { title: 'Watched', amount: 5 } })
    const change = (amount: number, of: number) =>
      clerk.send('PATCH', `${records}/${id}`, { values: { amount } }, { 'if-match': `"${of}"` })
    const first = await change(50, version)
    expect(first.statusCode, first.body).toBe(200)
    expect((await change(500, first.json().version)).statusCode).toBe(200)
    await until(async () => (await processesOn(id)).some(({ process }) => process === 'watching'))
    await until(async () => (await clerk.get(`${records}/${id}`)).values.amount === 501)
    await until(async () => (await desk.query("select 1 from tangram.job where kind = 'change.follow'")).rows.length === 0)
    expect(await processesOn(id)).toHaveLength(1)
  })
})

describe('a new record', () => {
  it('starts a process that begins with its form, and not one made another way', async () => {
    const made = await Promise.all(
      ['?form=claim', '?form=other', ''].map((by) => clerk.post(`${records}${by}`, { values: { title: `By ${by}` } })),
    )
    const [claimed, other, plain] = made.map(({ id }: Json) => id as string)
    await until(async () => (await processesOn(claimed ?? '')).length > 0)
    await until(async () => (await desk.query("select 1 from tangram.job where kind = 'change.follow'")).rows.length === 0)
    expect([(await processesOn(other ?? '')).length, (await processesOn(plain ?? '')).length]).toEqual([0, 0])
  })
})

describe('the clock', () => {
  it('starts a process once for each occurrence, and those that were missed once together', async () => {
    const { storage, flows, compiled } = desk.server
    let now = '2026-11-20T03:00:00.000Z'
    const scheduler = createScheduler({ storage, flows, compiled, zone: 'Asia/Shanghai', now: () => now, log: { warn: () => {} } })
    const queued = async (): Promise<Json[]> =>
      (
        await desk.query(
          "select payload, due_at from tangram.job where kind = 'flow.schedule' and payload ->> 'at' < '2026-11-22' order by due_at",
        )
      ).rows
    await scheduler.plan('lab')
    await scheduler.plan('lab')
    const [first, ...more] = await queued()
    expect(more).toEqual([])
    expect(first.payload.at).toBe('2026-11-21T01:00:00.000Z')
    // The server was away for days.
    now = '2026-11-25T05:00:00.000Z'
    await Promise.all([scheduler.occur(first.payload), scheduler.occur(first.payload)])
    expect(await titled('Morning')).toHaveLength(1)
    const { rows } = await desk.query(
      "select payload from tangram.job where kind = 'flow.schedule' and payload ->> 'at' = '2026-11-26T01:00:00.000Z'",
    )
    expect(rows).toHaveLength(1)
    await scheduler.occur({ ...first.payload, schedule: '* * * * *' })
    expect(await titled('Morning')).toHaveLength(1)
  })

  it('is planned by publishing', async () => {
    await until(async () => (await desk.query("select 1 from tangram.job where kind = 'flow.schedule'")).rows.length > 0)
  })
})

describe('a timer on the border of a task', () => {
  it('takes the task away when its time is up', async () => {
    const { instance, record } = await started('timing', { account: 'PT0.2S' })
    expect(await ended(instance)).toMatchObject({ outcome: 'expired' })
    const { tasks } = await lead.get('/api/v1/tasks?app=lab&limit=200')
    expect(tasks.some((task: Json) => task.record === record)).toBe(false)
  })

  it('has nothing to do when somebody was faster', async () => {
    const { instance, record } = await started('timing', { account: 'PT1H' })
    const { tasks } = await lead.get('/api/v1/tasks?app=lab&process=timing&limit=200')
    const task = tasks.find((one: Json) => one.record === record)
    await lead.post(`/api/v1/tasks/${task.id}/complete`, { requestId: 't', outcome: 'done' })
    expect(await ended(instance)).toMatchObject({ outcome: 'done' })
    expect((await desk.query('select 1 from tangram.job where payload ->> $1 = $2', ['instance', instance])).rows).toEqual([])
  })
})

describe('a process that calls another one', () => {
  const workOn = async (process: string, record: string): Promise<Json> =>
    until(async () => {
      const { tasks } = await lead.get('/api/v1/tasks?app=lab&limit=200')
      return tasks.find((task: Json) => task.record === record && task.process.en === process)
    })

  it('goes on with its result', async () => {
    const { instance, record } = await started('calling')
    const task = await workOn('called', record)
    await lead.post(`/api/v1/tasks/${task.id}/complete`, { requestId: 'c', outcome: 'done' })
    expect(await ended(instance)).toMatchObject({ outcome: 'done' })
    expect((await clerk.get(`${records}/${record}`)).values.account).toBe('well')
  })

  it('takes it along when it is called off, and hears of it when that one is', async () => {
    const first = await started('calling')
    await workOn('called', first.record)
    await builder.post(`/api/v1/instances/${first.instance}/cancel`, { requestId: 'x', reason: 'not needed' })
    await until(async () => (await processesOn(first.record)).every(({ status }) => status === 'cancelled'))

    const second = await started('calling')
    await workOn('called', second.record)
    const child = (await processesOn(second.record)).find(({ process }) => process === 'called')
    await builder.post(`/api/v1/instances/${child.instance}/cancel`, { requestId: 'x', reason: 'not needed' })
    expect(await ended(second.instance)).toMatchObject({ outcome: 'lost' })
    expect(await desk.server.storage.flows.stuck(system)).toEqual([])
  })
})
