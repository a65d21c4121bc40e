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
    { storage, config, baseUrl: () => 'https://desk.example.com', callHttp: createHttpCall([]), now: () => new Date().toISOString() },
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
  let sellers: Json
  const find = (who: Json) => capabilities.people.find(who, { entity: 'ticket', id: sellers.id, values: async () => sellers.values })
  const loginsOf = async (people: string[]) =>
    (await desk.server.storage.people.find(system, { ids: people, limit: 50 })).map(({ login }) => login).sort()

  beforeAll(async () => {
    const { people } = desk.server.storage
    const office = await people.createDepartment(system, { key: 'office', name: '总部' })
    await people.createDepartment(system, { key: 'shop', name: '门店', parent: office.id })
    const made: { [login: string]: string } = {}
    for (const [login, department, skills] of [
      ['boss', 'office', []],
      ['chief', 'shop', []],
      ['fitter', 'shop', ['lathe']],
      ['seller', 'shop', []],
    ] as const)
      made[login] = (await people.create(system, { login, name: login, sample: true, departments: [department], skills })).id
    await people.setHead(system, 'office', made.boss ?? '')
    await people.setHead(system, 'shop', made.chief ?? '')
    await people.grant(system, 'service_desk', 'manager', { person: made.seller ?? '' })
    sellers = await (await desk.as('seller')).post(tickets, { values: await desk.complaint() })
  })

  it.each<[string, Json, string[]]>([
    ['everybody of a department', { kind: 'department', department: 'shop' }, ['chief', 'fitter', 'seller']],
    ['those of the ones under it too', { kind: 'department', department: 'office', below: true }, ['boss', 'chief', 'fitter', 'seller']],
    ['the leader of who made the record', { kind: 'leader', levels: 1 }, ['chief']],
    ['all leaders up to a level', { kind: 'leader', levels: 2, chain: true }, ['boss', 'chief']],
    ['those who know how', { kind: 'skill', skills: ['lathe'], from: { kind: 'department', department: 'shop' } }, ['fitter']],
    ['whom a formula names', { kind: 'expression', logic: { if: [{ '==': [{ var: 'urgency' }, 'low'] }, 'fitter', 'boss'] } }, ['fitter']],
    ['whom a formula finds in what every record has', { kind: 'expression', logic: { var: 'created_by' } }, ['seller']],
    ['one of several', { kind: 'people', people: ['boss', 'chief'], pick: 'least-loaded' }, ['boss']],
    ['who made the record', { kind: 'initiator' }, ['seller']],
    ['nobody who completed a step: there was none', { kind: 'previous', node: 'handle' }, []],
  ])('are %s', async (_, who, logins) => {
    expect(await loginsOf(await find(who))).toEqual(logins)
  })

  it.each([
    ['the members of a team', { kind: 'team', team: 'finance', pick: 'all' }, 4],
    ['who holds a role', { kind: 'role', role: 'manager' }, 2],
    ['people by login', { kind: 'people', people: ['chen_mo', 'nobody'] }, 1],
    ['nobody, for an unknown team', { kind: 'team', team: 'no_such_team' }, 0],
    ['nobody, for an empty field', { kind: 'field', field: 'customer' }, 0],
    ['nobody, for something else', { kind: 'everybody' }, 0],
  ])('are %s', async (_, who, count) => {
    expect(await capabilities.people.find(who, { ...about(), values: async () => record.values })).toHaveLength(count)
  })
})
