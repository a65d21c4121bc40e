import { afterAll, beforeAll, expect, it } from 'vitest'
import { asSystem } from './system-principal.ts'
import { type Caller, type Desk, openDesk, until } from './testing/open-desk.ts'

let desk: Desk
let admin: Caller
let record: { id: string; number: string }
const system = asSystem('test')
let kinds = 0

beforeAll(async () => {
  desk = await openDesk({ workers: false })
  admin = await desk.as('admin')
  const { id, values } = await desk.server.storage.records(system).create('service_desk', 'ticket', await desk.complaint())
  record = { id, number: String(values.number) }
})
afterAll(() => desk.close())

/** Lets one job fail for good. */
async function failing(payload: object, error: Error = new Error('connect ECONNREFUSED 127.0.0.1:25')): Promise<void> {
  const { jobs, incidents } = desk.server.storage
  const before = (await incidents.list(system)).open
  // One kind each, so that one queued again stays in the queue.
  const kind = `test.fails.${++kinds}`
  await jobs.enqueue(system, { kind, payload: payload as never })
  const stop = new AbortController()
  const fails = async () => {
    throw error
  }
  const running = jobs.run({ [kind]: fails }, { workerId: 'test', signal: stop.signal, maxAttempts: 1, pollMs: 20 })
  await until(async () => (await incidents.list(system)).open > before)
  stop.abort()
  await running
}
const waiting = async () => (await admin.get('/api/v1/incidents')).incidents

it('tells an administrator what failed, for which record, when, how often and why', async () => {
  const [change] = await desk.server.storage.records(system).history('service_desk', 'ticket', record.id)
  await failing({ change: change?.id })
  expect(await waiting()).toEqual([
    expect.objectContaining({
      kind: 'test.fails.1',
      attempts: 1,
      app: 'service_desk',
      entity: 'ticket',
      record: record.id,
      title: record.number,
      why: expect.objectContaining({ en: expect.stringContaining('could not be reached') }),
      error: 'Error: connect ECONNREFUSED 127.0.0.1:25',
    }),
  ])
})

it('says what a foreseen failure says, in both languages', async () => {
  const foreseen = await desk.server.storage.apps.get(system, 'nothing').catch((error: Error) => error)
  await failing({ change: 'no uuid' }, foreseen as Error)
  const [incident] = await waiting()
  expect(incident).toMatchObject({ record: null, title: null })
  expect(incident.why.en).not.toEqual(incident.why['zh-CN'])
  expect(incident.why.en).not.toMatch(/foresee/)
})

it('queues a job again once, however often it is asked for', async () => {
  const [{ id }] = await waiting()
  const retry = () => admin.send('POST', '/api/v1/incidents/retry', { ids: [id] })
  const answers = await Promise.all([retry(), retry()])
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404])
  expect((await waiting()).map((incident: { id: string }) => incident.id)).not.toContain(id)
  const [entry] = await desk.server.storage.audit.list(system)
  expect(entry).toMatchObject({ action: 'incident.retry', object: id, actor: admin.id, details: { retried: 1 } })
})

it('comes of an action only after as many attempts as the action asks for', async () => {
  const { jobs, incidents } = desk.server.storage
  const before = (await incidents.list(system)).open
  let attempts = 0
  await jobs.enqueue(system, { kind: 'test.retries', payload: { retries: 1 } })
  const stop = new AbortController()
  const fails = async () => {
    attempts++
    throw new Error('not yet')
  }
  const running = jobs.run({ 'test.retries': fails }, { workerId: 'test', signal: stop.signal, maxAttempts: 1, pollMs: 20 })
  const { incidents: open } = await until(async () => {
    const found = await incidents.list(system)
    return found.open > before && found
  })
  stop.abort()
  await running
  expect(attempts).toBe(2)
  await admin.post(`/api/v1/incidents/${open[0]?.id}/dismiss`, { reason: 'a test' })
})

it('dismisses one for a reason that the audit keeps', async () => {
  const [{ id }] = await waiting()
  expect((await admin.send('POST', `/api/v1/incidents/${id}/dismiss`, { reason: '  ' })).statusCode).toBe(400)
  await admin.post(`/api/v1/incidents/${id}/dismiss`, { reason: 'The customer was called instead' })
  expect(await waiting()).toEqual([])
  const [entry] = await desk.server.storage.audit.list(system)
  expect(entry).toMatchObject({ action: 'incident.dismiss', object: id, actor: admin.id })
  expect(entry?.details).toEqual({ kind: expect.stringContaining('test.fails'), reason: 'The customer was called instead' })
  expect((await admin.send('POST', `/api/v1/incidents/${id}/dismiss`, { reason: 'again' })).statusCode).toBe(404)
})

it('queues all of them at once', async () => {
  await failing({ n: 1 })
  await failing({ n: 2 })
  expect(await admin.post('/api/v1/incidents/retry')).toEqual({ retried: 2 })
  expect(await admin.post('/api/v1/incidents/retry')).toEqual({ retried: 0 })
})

it('has a page with an address of its own', async () => {
  const open = (url: string) => desk.nobody().send('GET', url, undefined, { accept: 'text/html' })
  expect((await open('/no-such-page')).statusCode).toBe(404)
  expect((await open('/jobs')).statusCode).not.toBe(404)
})

it('is nobody else’s business', async () => {
  await failing({ n: 3 })
  const agent = await desk.as('chen_mo')
  expect((await agent.send('GET', '/api/v1/incidents')).statusCode).toBe(403)
  expect((await agent.send('POST', '/api/v1/incidents/retry', {})).statusCode).toBe(403)
  const [{ id }] = await waiting()
  expect((await agent.send('POST', `/api/v1/incidents/${id}/dismiss`, { reason: 'x' })).statusCode).toBe(403)
})
