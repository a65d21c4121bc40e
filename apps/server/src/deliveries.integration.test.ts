import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailPeer } from './testing/mail-peer.ts'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

let desk: Desk
let peer: Awaited<ReturnType<typeof mailPeer>>
let boss: Caller
let agent: Caller
const path = '/api/v1/apps/service_desk/dashboards/service_efficiency/deliveries'
const settings = {
  schedule: '0 8 * * 1-5',
  zone: 'Asia/Shanghai',
  people: [] as string[],
  addresses: [] as string[],
  channel: 'mail',
  format: 'pdf',
  values: {},
}
beforeAll(async () => {
  peer = await mailPeer()
  desk = await openDesk({ smtpUrl: peer.url })
  ;[boss, agent] = await Promise.all([desk.as('lin_yue'), desk.as('chen_mo')])
  await desk.query(`update tangram.person set email = login || '@house.example' where login in ('lin_yue', 'chen_mo')`)
})
afterAll(async () => {
  await desk?.close()
  peer?.close()
})

const jobs = async (where: string) =>
  (await desk.query<Json>(`select kind, key, due_at, payload from tangram.job where kind like 'delivery.%' and ${where}`)).rows

describe('a regular delivery', () => {
  it('queues its next occurrence once, by the clocks of its zone', async () => {
    const made = await boss.post(path, { ...settings, people: [boss.id] })
    const [job, ...more] = await jobs(`payload ->> 'delivery' = '${made.id}'`)
    expect(more).toEqual([])
    expect(job.due_at).toBe(made.nextAt)
    expect(made.nextAt).toMatch(/T00:00:00.000Z$/)
  })

  it('goes out once for an occurrence, however often its jobs run, counted with the rights of each reader', async () => {
    const made = await boss.post(path, { ...settings, people: [boss.id, agent.id], addresses: ['partner@outside.example'] })
    const due = { kind: 'delivery.due', payload: { delivery: made.id, revision: made.revision, at: '2026-11-23T00:00:00.000Z' } }
    const run = async () => {
      await desk.server.storage.jobs.enqueue({ kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' }, due)
      await until(
        async () => (await jobs(`payload ->> 'delivery' = '${made.id}' and (kind = 'delivery.send' or due_at < now())`)).length === 0,
      )
    }
    await run()
    // Others are told by mail of complaints.
    const carried = () => peer.mails.filter(({ data }) => data.includes('application/pdf'))
    const sent = () =>
      carried()
        .map(({ to }) => to)
        .sort()
    // The agent may not open this dashboard.
    await until(() => sent().length >= 2)
    await run()
    expect(sent()).toEqual(['lin_yue@house.example', 'partner@outside.example'])
    expect(carried()[0]?.data).toContain(Buffer.from('%PDF-1.').toString('base64').slice(0, 8))
    const { rows } = await desk.query<{ n: number }>(
      `select count(*)::integer as n from tangram.message where key like 'delivery:${made.id}:2026-11-23%'`,
    )
    expect(rows[0]?.n).toBe(2)
  })

  it('is told in the app with the figures that stand alone', async () => {
    const made = await boss.post(path, { ...settings, people: [boss.id], channel: 'app' })
    await boss.post(`/api/v1/deliveries/${made.id}/send`)
    await boss.post(`/api/v1/deliveries/${made.id}/send`)
    const told = async () => (await boss.get('/api/v1/notifications')).filter(({ text }: Json) => text['zh-CN']?.startsWith('客户服务效率'))
    await until(async () => (await told()).length > 0)
    await until(async () => (await jobs(`payload ->> 'delivery' = '${made.id}' and kind = 'delivery.send'`)).length === 0)
    const all = await told()
    expect(all.length).toBeLessThanOrEqual(2)
    expect(all[0].text['zh-CN']).toMatch(/：.+\d/)
  })

  it('passes over what was queued before it was changed, pauses, and ends', async () => {
    const made = await boss.post(path, { ...settings, people: [boss.id] })
    const changed = (await boss.send('PATCH', `/api/v1/deliveries/${made.id}`, { schedule: '30 9 * * *' })).json()
    expect(changed.revision).toBe(made.revision + 1)
    const paused = (await boss.send('PATCH', `/api/v1/deliveries/${made.id}`, { isPaused: true })).json()
    expect(paused.nextAt).toBeNull()
    expect((await boss.send('DELETE', `/api/v1/deliveries/${made.id}`)).statusCode).toBe(200)
    expect((await boss.send('PATCH', `/api/v1/deliveries/${made.id}`, { isPaused: false })).statusCode).toBe(404)
  })

  it('is its owner’s; administrators see all of them', async () => {
    const made = await boss.post(path, { ...settings, people: [boss.id] })
    const other = await desk.as('he_qing')
    expect(await other.get('/api/v1/deliveries')).toEqual([])
    expect((await other.send('DELETE', `/api/v1/deliveries/${made.id}`)).statusCode).toBe(404)
    expect((await other.send('GET', '/api/v1/deliveries?all=true')).statusCode).toBe(403)
    const admin = await desk.as('admin')
    expect((await admin.get('/api/v1/deliveries?all=true')).map(({ id }: Json) => id)).toContain(made.id)
    expect((await admin.send('PATCH', `/api/v1/deliveries/${made.id}`, { addresses: ['x@outside.example'] })).statusCode).toBe(403)
  })

  it('says what became of the last one for each who gets it, and why somebody did not', async () => {
    const made = await boss.post(path, { ...settings, people: [boss.id, agent.id], channel: 'app' })
    await boss.post(`/api/v1/deliveries/${made.id}/send`)
    const results = async (): Promise<Json[]> => (await boss.get('/api/v1/deliveries')).find(({ id }: Json) => id === made.id).results
    await until(async () => (await results()).length === 2)
    const said = (await results()).map(({ recipient, outcome, reason }) => [recipient, outcome, reason])
    expect(said.sort()).toEqual(
      [
        [boss.id, 'sent', null],
        [agent.id, 'skipped', 'rights'],
      ].sort(),
    )
  })

  it('says what the mail server said when it failed, and goes out once to that one alone when tried again', async () => {
    const made = await boss.post(path, { ...settings, people: [boss.id], addresses: ['late@outside.example'], format: 'xlsx' })
    await boss.post(`/api/v1/deliveries/${made.id}/send`)
    const results = async (): Promise<Json[]> => (await boss.get('/api/v1/deliveries')).find(({ id }: Json) => id === made.id).results
    await until(async () => (await results()).filter(({ outcome }) => outcome === 'sent').length === 2)
    const carried = () => peer.mails.filter(({ to, data }) => to === 'late@outside.example' && data.includes('spreadsheetml')).length
    await until(() => carried() === 1)
    const waiting = `select from tangram.message where key like 'delivery:${made.id}:%' and status not in ('sent', 'failed')`
    await until(async () => (await desk.query(waiting)).rowCount === 0)
    await desk.query(
      `update tangram.message set status = 'failed', error = '451 try later' where key like 'delivery:${made.id}:%:late@outside.example'`,
    )
    expect((await results()).find(({ outcome }) => outcome === 'failed')).toMatchObject({
      recipient: 'late@outside.example',
      reason: '451 try later',
    })
    const own = peer.mails.filter(({ to }) => to === 'lin_yue@house.example').length
    await boss.post(`/api/v1/deliveries/${made.id}/retry`)
    await boss.post(`/api/v1/deliveries/${made.id}/retry`)
    await until(async () => (await results()).every(({ outcome }) => outcome === 'sent'))
    await until(() => carried() === 2)
    expect(peer.mails.filter(({ to }) => to === 'lin_yue@house.example')).toHaveLength(own)
  })

  it.each([
    [{ is: 'above', report: 'overdue', than: 1_000_000 }, 'skipped', 'condition'],
    [{ is: 'above', report: 'trend', than: -1 }, 'sent', null],
    [{ is: 'something' }, 'sent', null],
  ])('goes out only when it holds: %j', async (onlyWhen, outcome, reason) => {
    const made = await boss.post(path, { ...settings, people: [boss.id], channel: 'app', onlyWhen })
    await boss.post(`/api/v1/deliveries/${made.id}/send`)
    const results = async (): Promise<Json[]> => (await boss.get('/api/v1/deliveries')).find(({ id }: Json) => id === made.id).results
    await until(async () => (await results()).length === 1)
    expect((await results())[0]).toMatchObject({ outcome, reason })
  })

  it('passes over days that a calendar of the app has closed', async () => {
    const offered: Json[] = await boss.get('/api/v1/apps/service_desk/calendars')
    const calendar = offered[0]?.id
    const made = await boss.post(path, { ...settings, schedule: '0 8 * * *', people: [boss.id], calendar })
    expect(made.calendar).toBe(calendar)
    const day = new Date(Date.parse(made.nextAt) + 8 * 3_600_000).getUTCDay()
    expect([1, 2, 3, 4, 5]).toContain(day)
  })

  it('is taken over by who designs the app when its owner has left, and goes on', async () => {
    const made = await boss.post(path, { ...settings, people: [agent.id] })
    const admin = await desk.as('admin')
    await desk.query(`update tangram.delivery set ended_reason = 'owner' where id = '${made.id}'`)
    expect((await (await desk.as('he_qing')).send('POST', `/api/v1/deliveries/${made.id}/take-over`)).statusCode).toBe(404)
    const taken = await admin.post(`/api/v1/deliveries/${made.id}/take-over`)
    expect(taken).toMatchObject({ owner: { id: admin.id }, endedReason: null, revision: made.revision + 1 })
    expect((await jobs(`payload ->> 'delivery' = '${made.id}' and payload ->> 'revision' = '${taken.revision}'`))[0]?.due_at).toBe(
      taken.nextAt,
    )
    const designer = await desk.as('zhou_ran')
    const listed: Json[] = await designer.get('/api/v1/deliveries?all=true&app=service_desk')
    expect(listed.map(({ id }) => id)).toContain(made.id)
    expect((await designer.send('GET', '/api/v1/deliveries?all=true')).statusCode).toBe(403)
  })

  it('ends when its owner leaves', async () => {
    const made = await boss.post(path, { ...settings, people: [boss.id] })
    await desk.query(`update tangram.person set active = false where id = '${boss.id}'`)
    const payload = { delivery: made.id, revision: made.revision, at: '2026-11-24T00:00:00.000Z' }
    await desk.server.storage.jobs.enqueue({ kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' }, { kind: 'delivery.due', payload })
    const reason = async () =>
      (await desk.query<{ ended_reason: string | null }>(`select ended_reason from tangram.delivery where id = '${made.id}'`)).rows[0]
        ?.ended_reason
    await until(async () => (await reason()) === 'owner')
    await desk.query(`update tangram.person set active = true where id = '${boss.id}'`)
  })

  it.each([
    [{ people: [] }, 400],
    [{ people: ['00000000-0000-7000-8000-000000000000'] }, 400],
    [{ schedule: '* * * * *' }, 400],
    [{ schedule: '0 8 * * 9' }, 400],
    [{ zone: 'Mars/Base' }, 400],
    [{ calendar: 'gone' }, 400],
    [{ onlyWhen: { is: 'above', report: 'gone', than: 1 } }, 400],
    [{ addresses: ['a@b\nBcc: c@d'] }, 400],
  ])('refuses %j', async (change, status) => {
    const answer = await (await desk.as('admin')).send('POST', path, { ...settings, people: [boss.id], ...change })
    expect(answer.statusCode).toBe(status)
  })
})

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(holds, { timeout: 20_000, interval: 100 }).toBe(true)
}
