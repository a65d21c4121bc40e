import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { node, openLab, process } from './testing/lab-app.ts'
import { type Caller, type Desk, type Json, openDesk, until } from './testing/open-desk.ts'

let desk: Desk
let lead: Caller
let clerk: Caller
let admin: Caller
let builder: Caller
let people: { [login: string]: string }

const said = (en: string) => ({ en, 'zh-CN': en })
const tell = (to: object, title: string, more: object = {}) =>
  node('tell', 'run-action', { action: 'notify', input: { to, title: said(title) }, ...more })

beforeAll(async () => {
  desk = await openDesk({ sampleSize: { tickets: 4, customers: 2 } })
  const byHand = node('start', 'start', { trigger: 'manual' })
  const end = node('end', 'end', { outcome: 'done' })
  const telling = (id: string, step: object) => process(id, [byHand, step, end], ['start > tell', 'tell > end'])
  const work = node('work', 'handle', { assignees: { kind: 'role', role: 'staff' } })
  const opened = await openLab(desk, undefined, [
    process(
      'thanking',
      [byHand, work, tell({ kind: 'previous', node: 'work' }, 'Thanks for {{title}}'), end],
      ['start > work', 'work.done > tell', 'tell > end'],
    ),
    telling('calling_starter', tell({ kind: 'initiator' }, 'You began {{title}}', { waits: false })),
    telling('calling_team', tell({ kind: 'team', team: 'no_such_team', pick: 'all' }, 'Secret of {{secret}}')),
    telling('calling_nobody', tell({ kind: 'leader', levels: 1 }, 'Dear leader', { waits: false })),
    telling(
      'texting',
      node('tell', 'run-action', { action: 'send-message', input: { channel: 'sms', to: 'account', message: said('Hello {{title}}') } }),
    ),
    process(
      'confirming',
      [byHand, node('ask', 'confirm', { sendTo: 'account', message: said('All well? {{link}}') }), end],
      ['start > ask', 'ask.confirmed > end', 'ask.rejected > end'],
    ),
  ])
  people = opened.people
  ;[lead, clerk, admin, builder] = await Promise.all([desk.as('lin_yue'), desk.as('song_lan'), desk.as('admin'), desk.as('zhou_ran')])
})
afterAll(() => desk.close())

const records = '/api/v1/apps/lab/entities/expense/records'
let count = 0

async function started(of: string, values: Json = {}, by = clerk): Promise<{ instance: string; record: string; title: string }> {
  const title = `Trip ${++count}`
  const { id: record } = await by.post(records, { values: { title, ...values } })
  const { instance } = await by.post(`/api/v1/apps/lab/processes/${of}/start`, { requestId: `n${count}`, record })
  return { instance, record, title }
}
const told = async (person: Caller, text: string): Promise<boolean> =>
  (await person.get('/api/v1/notifications?limit=200')).some((each: Json) => each.text.en === text)
const unsentAbout = (record: string): Promise<Json> =>
  until(async () => (await admin.get('/api/v1/messages')).find((each: Json) => each.record === record && each.status === 'failed'))
const timelineOf = async (record: string): Promise<Json[]> =>
  (await lead.get(`${records}/${record}/timeline`)).filter(({ kind }: Json) => kind === 'message')

describe('a notice of a process', () => {
  it('reaches who completed a step before', async () => {
    const { instance, title } = await started('thanking')
    const { tasks } = await lead.get('/api/v1/tasks?app=lab&process=thanking')
    await lead.post(`/api/v1/tasks/${tasks[0].id}/complete`, { requestId: 'x', outcome: 'done' })
    await until(() => told(lead, `Thanks for ${title}`))
    expect(await told(clerk, `Thanks for ${title}`)).toBe(false)
    expect(await builder.get(`/api/v1/instances/${instance}`)).toMatchObject({ status: 'ended' })
  })

  it('reaches who started it, who need not be who made the record', async () => {
    const { id: record } = await lead.post(records, { values: { title: 'Of the lead' } })
    await clerk.post('/api/v1/apps/lab/processes/calling_starter/start', { requestId: 'i', record })
    await until(() => told(clerk, 'You began Of the lead'))
    expect(await told(lead, 'You began Of the lead')).toBe(false)
    expect(people.song_lan).toBe(clerk.id)
  })
})

describe('what reaches nobody', () => {
  it.each(['calling_team', 'calling_nobody'])('is seen where messages are, and on its record without its words (%s)', async (of) => {
    const { instance, record } = await started(of, { secret: 'gold' }, builder)
    const title = of === 'calling_team' ? 'Secret of gold' : 'Dear leader'
    expect(await unsentAbout(record)).toMatchObject({ channel: 'app', to: '', subject: title, text: '没有可通知的人员。' })
    const [entry, ...others] = await timelineOf(record)
    expect(others).toEqual([])
    expect(entry.text).toEqual({ en: 'Notification not sent: 没有可通知的人员。', 'zh-CN': '通知未送达：没有可通知的人员。' })
    expect(JSON.stringify(entry)).not.toContain('gold')
    await until(async () => (await builder.get(`/api/v1/instances/${instance}`)).status === 'ended')
  })

  it('is a text message without a number, too', async () => {
    const { record, title } = await started('texting')
    expect(await unsentAbout(record)).toMatchObject({ channel: 'sms', to: '', subject: `Hello ${title}` })
    expect((await timelineOf(record)).map(({ text }) => text.en)).toEqual([expect.stringMatching(/^Text message not sent: /)])
  })

  it('is a question to a customer whom nobody can ask', async () => {
    const { record } = await started('confirming')
    expect(await unsentAbout(record)).toMatchObject({ to: '', subject: 'All well? …', text: '无人可确认：记录中没有手机或邮箱。' })
    expect((await desk.query("select 1 from tangram.job where kind = 'flow.send-link'")).rows).toEqual([])
  })

  it('is the step of a rule, too, and those that reach somebody are not noted', async () => {
    const { document, revision } = await builder.get('/api/v1/apps/lab/draft')
    const step = (id: string, to: object) => ({ id, action: 'notify', input: { to, title: said(`${id} of {{title}}`) } })
    const rule = {
      id: 'news',
      label: said('News'),
      entity: 'expense',
      enabled: true,
      trigger: { type: 'record-created', config: {} },
      do: [step('head', { kind: 'leader', levels: 1 }), step('owner', { kind: 'initiator' })],
    }
    document.rules = { order: ['news'], items: { news: rule } }
    await builder.send('PUT', '/api/v1/apps/lab/draft', { document }, { 'if-match': `"${revision}"` })
    await builder.post('/api/v1/apps/lab/publish', {})
    const { id: record } = await clerk.post(records, { values: { title: 'By rule' } })
    expect(await unsentAbout(record)).toMatchObject({ channel: 'app', subject: 'head of By rule' })
    await until(() => told(clerk, 'owner of By rule'))
    expect(await timelineOf(record)).toHaveLength(1)
  })
})
