import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem } from './system-principal.ts'
import { node, openLab, process } from './testing/lab-app.ts'
import { type Caller, type Desk, type Json, openDesk, until } from './testing/open-desk.ts'

let desk: Desk
let lead: Caller
let clerk: Caller
let builder: Caller

beforeAll(async () => {
  desk = await openDesk({ sampleSize: { tickets: 4, customers: 2 } })
  const byHand = node('start', 'start', { trigger: 'manual' })
  const end = node('end', 'end', { outcome: 'done' })
  const work = (id: string, more: object = {}) => node(id, 'handle', { assignees: { kind: 'role', role: 'staff' } }, more)
  await openLab(desk, undefined, [
    process(
      'recalling',
      [byHand, node('call', 'throw-signal', { signal: 'recall', payload: { account: { var: 'title' } } }), end],
      ['start > call', 'call > end'],
    ),
    process(
      'listening',
      [byHand, node('wait', 'signal-event', { signal: 'recall', set: { account: { var: '$message.account' } } }), end],
      ['start > wait', 'wait > end'],
    ),
    process(
      'working',
      [
        byHand,
        work('work'),
        node('stop', 'boundary-signal', { signal: 'recall' }, { attachedTo: 'work' }),
        end,
        node('stopped', 'end', { outcome: 'stopped' }),
      ],
      ['start > work', 'work.done > end', 'stop > stopped'],
    ),
    process(
      'cases',
      [
        byHand,
        node('choose', 'ad-hoc', { assignees: { kind: 'initiator' } }),
        work('visit', { parent: 'choose' }),
        work('letter', { parent: 'choose' }),
        end,
      ],
      ['start > choose', 'choose > end'],
    ),
  ])
  ;[lead, clerk, builder] = await Promise.all([desk.as('lin_yue'), desk.as('song_lan'), desk.as('zhou_ran')])
})
afterAll(() => desk.close())

const records = '/api/v1/apps/lab/entities/expense/records'
let count = 0

async function started(of: string): Promise<{ instance: string; record: string; title: string }> {
  const title = `Lot ${++count}`
  const { id: record } = await clerk.post(records, { values: { title } })
  const { instance } = await clerk.post(`/api/v1/apps/lab/processes/${of}/start`, { requestId: `g${count}`, record })
  return { instance, record, title }
}
const seen = (instance: string): Promise<Json> => builder.get(`/api/v1/instances/${instance}`)
const ended = (instance: string): Promise<Json> =>
  until(async () => {
    const one = await seen(instance)
    return one.status !== 'running' && one
  })

describe('a signal', () => {
  it('reaches every instance that listens, with what it carries, whatever they do', async () => {
    const [first, second, busy] = [await started('listening'), await started('listening'), await started('working')]
    const { instance, title } = await started('recalling')
    expect(await ended(instance)).toMatchObject({ outcome: 'done' })
    for (const { instance: one, record } of [first, second]) {
      expect(await ended(one)).toMatchObject({ status: 'ended', outcome: 'done' })
      expect((await clerk.get(`${records}/${record}`)).values.account).toBe(title)
    }
    expect(await ended(busy.instance)).toMatchObject({ outcome: 'stopped' })
    const { tasks } = await lead.get('/api/v1/tasks?app=lab&process=working')
    expect(tasks).toEqual([])
  })

  it('is for those who listen now: who comes later waits for the next, and no two get one twice', async () => {
    await ended((await started('recalling')).instance)
    const late = await started('listening')
    expect((await seen(late.instance)).status).toBe('running')
    const both = await Promise.all([started('recalling'), started('recalling')])
    for (const { instance } of both) await ended(instance)
    const { visits } = await ended(late.instance)
    expect(visits.filter(({ node: at }: Json) => at === 'end')).toHaveLength(1)
    expect(await desk.server.storage.flows.stuck(asSystem('test'))).toEqual([])
  })
})

describe('a sub-process in any order', () => {
  const begin = (by: Caller, instance: string, element: string, at: string) =>
    by.send('POST', `/api/v1/instances/${instance}/add-instance`, { requestId: `b${++count}`, element, node: at })
  const chosen = async () => {
    const { instance } = await started('cases')
    const { element } = (await seen(instance)).visits.find(({ node: at }: Json) => at === 'choose')
    return { instance, element }
  }
  const tasksOf = async (by: Caller, instance: string): Promise<Json[]> => {
    const { tasks } = await by.get('/api/v1/tasks?app=lab&process=cases&limit=200')
    const all = await Promise.all(tasks.map(async ({ id }: Json) => (await by.get(`/api/v1/tasks/${id}`)).task))
    return all.filter((task) => task.instance === instance)
  }
  const complete = (by: Caller, task: Json) => by.post(`/api/v1/tasks/${task.id}/complete`, { requestId: `c${++count}`, outcome: 'done' })

  it('begins what is chosen, as often as it is, and ends when it is said to be enough', async () => {
    const { instance, element } = await chosen()
    expect((await seen(instance)).operations).toEqual(expect.arrayContaining(['add-instance', 'complete-ad-hoc']))
    for (const at of ['visit', 'letter', 'visit']) expect((await begin(builder, instance, element, at)).statusCode).toBe(200)
    const open = (await tasksOf(lead, instance)).map(({ node: at }) => at).sort()
    expect(open).toEqual(['letter', 'visit', 'visit'])
    const [done] = await tasksOf(lead, instance)
    await complete(lead, done)
    expect((await seen(instance)).status).toBe('running')
    await builder.post(`/api/v1/instances/${instance}/complete-ad-hoc`, { requestId: 'enough', element })
    expect(await ended(instance)).toMatchObject({ outcome: 'done' })
    expect(await tasksOf(lead, instance)).toEqual([])
  })

  it('ends when whoever has its task says so', async () => {
    const { instance, element } = await chosen()
    await begin(builder, instance, element, 'visit')
    const [mine] = (await tasksOf(clerk, instance)).filter(({ node: at }) => at === 'choose')
    await complete(clerk, mine)
    expect(await ended(instance)).toMatchObject({ outcome: 'done' })
  })

  it('begins nothing that is not in it, nor twice for one request, nor for who does not run the process', async () => {
    const { instance, element } = await chosen()
    expect((await begin(builder, instance, element, 'end')).json()).toMatchObject({ status: 422, code: 'flow.ad-hoc.unknown' })
    expect((await begin(lead, instance, element, 'visit')).statusCode).toBe(403)
    const same = () => builder.send('POST', `/api/v1/instances/${instance}/add-instance`, { requestId: 'one', element, node: 'visit' })
    const answers = await Promise.all([same(), same(), same()])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
    expect((await tasksOf(lead, instance)).map(({ node: at }) => at)).toEqual(['visit'])
    const over = { requestId: 'over', element }
    expect((await lead.send('POST', `/api/v1/instances/${instance}/complete-ad-hoc`, over)).statusCode).toBe(403)
    await builder.post(`/api/v1/instances/${instance}/complete-ad-hoc`, over)
    await ended(instance)
    expect((await begin(builder, instance, element, 'visit')).statusCode).toBe(409)
  })
})
