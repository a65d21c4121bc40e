import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem } from '../system-principal.ts'
import { type Caller, type Desk, type Json, openDesk, until } from '../testing/open-desk.ts'
import { createHttpCall } from './call-http.ts'
import { capabilitiesFor } from './capabilities.ts'

const tickets = '/api/v1/apps/service_desk/entities/ticket/records'
const system = asSystem('test')

let desk: Desk
let manager: Caller
let admin: Caller
let record: Json
let capabilities: ReturnType<typeof capabilitiesFor>
beforeAll(async () => {
  desk = await openDesk()
  ;[manager, admin] = await Promise.all([desk.as('lin_yue'), desk.as('admin')])
  record = await manager.post(tickets, { values: await desk.complaint() })
  const { storage } = desk.server
  const config = { organisation: { name: 'T', zone: 'Asia/Shanghai', locale: 'zh-CN' as const } }
  const app = await storage.apps.get(system, 'service_desk')
  // No job holds these calls: there is nothing to be fenced off from.
  capabilities = capabilitiesFor(
    { storage, config, baseUrl: () => 'https://desk.example.com', callHttp: createHttpCall([]) },
    app,
    { entity: 'ticket', id: record.id },
    'rule:test',
    undefined,
  )
})
afterAll(() => desk.close())

const about = () => ({ entity: 'ticket', id: record.id as string })

describe('what actions can reach, used twice with one key', () => {
  it('sends one message, in the language of the organisation', async () => {
    const send = () =>
      capabilities.messages.send({ channel: 'sms', to: '13700137000', text: { 'zh-CN': '您好', en: 'Hello' } }, { key: 'k1' })
    await send()
    await send()
    const sent = await until(async () => {
      const found = (await admin.get('/api/v1/messages')).filter(({ to }: Json) => to === '13700137000')
      return found[0]?.status === 'sent' && found
    })
    expect(sent).toMatchObject([{ text: '您好' }])
  })

  it('issues one link, under the configured address', async () => {
    const issue = () => capabilities.links.issue({ purpose: 'survey', form: 'satisfaction', record: about() }, { key: 'k2' })
    const [first, second] = [await issue(), await issue()]
    expect(first.url).toMatch(/^https:\/\/desk\.example\.com\/l\/[\w-]{32}$/)
    expect(second).toEqual(first)
  })

  it('tells each person once', async () => {
    const notice = {
      people: [manager.id],
      title: { 'zh-CN': '超时', en: 'Overdue' },
      text: { 'zh-CN': '请处理', en: 'Please act' },
      record: about(),
      mail: true,
    }
    await capabilities.notifications.notify(notice, { key: 'k3' })
    await capabilities.notifications.notify(notice, { key: 'k3' })
    const found: Json[] = await manager.get('/api/v1/notifications')
    const mine = (all: Json[]) => all.filter(({ text }) => text.en === 'Overdue: Please act')
    expect(mine(found)).toMatchObject([{ read: false, record: record.id }])
    await manager.post('/api/v1/notifications/read', {})
    expect(mine(await manager.get('/api/v1/notifications'))).toMatchObject([{ read: true }])
  })

  it('makes and changes one record', async () => {
    const create = () => capabilities.records.create('product', { model: 'NEW-1', name: '新品', line: 'medical' }, { key: 'k4' })
    const [first, second] = [await create(), await create()]
    expect(second).toBe(first)
    const update = () => capabilities.records.update({ entity: 'product', id: first }, { name: '新品 2' }, { key: 'k5' })
    await update()
    await update()
    expect(await manager.get(`/api/v1/apps/service_desk/entities/product/records/${first}`)).toMatchObject({
      version: 2,
      values: { name: '新品 2' },
    })
  })
})

describe('the people a setting means', () => {
  it.each([
    ['the members of a team', { kind: 'team', team: 'finance', pick: 'all' }, 4],
    ['who holds a role', { kind: 'role', role: 'manager' }, 1],
    ['who made the record', { kind: 'initiator' }, 1],
    ['people by login', { kind: 'people', people: ['chen_mo', 'nobody'] }, 1],
    ['nobody, for an unknown team', { kind: 'team', team: 'no_such_team' }, 0],
    ['nobody, for an empty field', { kind: 'field', field: 'customer' }, 0],
    ['nobody, for something else', { kind: 'everybody' }, 0],
  ])('are %s', async (_, who, count) => {
    expect(await capabilities.people.find(who, { ...about(), values: async () => record.values })).toHaveLength(count)
  })
})
