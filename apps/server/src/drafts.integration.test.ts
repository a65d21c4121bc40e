import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'
import { upload } from './testing/upload.ts'

const app = 'service_desk'
const base = `/api/v1/apps/${app}/entities/ticket/drafts`
let desk: Desk
let agent: Caller
let manager: Caller
let builder: Caller
beforeAll(async () => {
  desk = await openDesk()
  ;[agent, manager, builder] = await Promise.all([desk.as('chen_mo'), desk.as('lin_yue'), desk.as('zhou_ran')])
})
afterAll(() => desk.close())

const content = (more: Json = {}) => ({
  title: '王小明',
  values: { customer_name: '王小明', phone: '13800138000' },
  fields: { customer_name: { id: 'customer_name', type: 'text', label: { en: 'Name' } } },
  appVersion: 1,
  ...more,
})

async function stage(by: Caller): Promise<Json> {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const answer = await upload(desk.server, '/api/v1/files', png, { name: 'a.png', type: 'image/png', by })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json()
}

describe('a draft of a form', () => {
  it('is kept on the server, so that another device goes on with it', async () => {
    const { id } = await agent.post(`${base}?form=complaint`, content())
    const elsewhere = await desk.as('chen_mo', await desk.another())
    expect(await elsewhere.get(base)).toMatchObject([{ id, title: '王小明', form: 'complaint' }])
    expect((await elsewhere.send('PUT', `${base}/${id}`, content({ title: '王大明' }))).statusCode).toBe(200)
    expect(await agent.get(`${base}/${id}`)).toMatchObject({ title: '王大明', values: { phone: '13800138000' }, appVersion: 1 })
    expect((await agent.send('DELETE', `${base}/${id}`)).json()).toEqual({ ok: true })
    expect(await agent.get(base)).toEqual([])
  })

  it('is nobody else’s, and asks for a sign-in and the token of its page', async () => {
    const { id } = await agent.post(base, content())
    expect(await manager.get(base)).toEqual([])
    expect((await manager.send('GET', `${base}/${id}`)).statusCode).toBe(404)
    expect((await manager.send('PUT', `${base}/${id}`, content())).statusCode).toBe(404)
    await manager.send('DELETE', `${base}/${id}`)
    expect((await desk.nobody().send('GET', base)).statusCode).toBe(401)
    expect((await agent.send('DELETE', `${base}/${id}`, undefined, { 'x-csrf-token': 'wrong' })).statusCode).toBe(403)
    expect(await agent.get(`${base}/${id}`)).toMatchObject({ title: '王小明' })
    await agent.send('DELETE', `${base}/${id}`)
  })

  it('goes with the record that is made of it, together with its files', async () => {
    const file = await stage(agent)
    const { id } = await agent.post(base, content({ values: { pictures: [file] } }))
    const values = await desk.complaint({ pictures: [file] })
    const record = await agent.post(
      `/api/v1/apps/${app}/entities/ticket/records?draft=${id}`,
      { values },
      { 'idempotency-key': crypto.randomUUID() },
    )
    expect(record.values.pictures).toMatchObject([{ id: file.id }])
    expect((await agent.send('GET', `${base}/${id}`)).statusCode).toBe(404)
  })

  it('outlives a publish that takes one of its fields away, and still names that field', async () => {
    const { version } = await agent.get(`/api/v1/apps/${app}`)
    const { id } = await agent.post(base, content({ appVersion: version }))
    const { document, revision } = await builder.get(`/api/v1/apps/${app}/draft`)
    const { complaint } = document.forms.items
    const drop = (order: string[]) => order.filter((element) => element !== 'customer_name')
    complaint.elements.order = drop(complaint.elements.order)
    for (const element of Object.values<Json>(complaint.elements.items)) if (element.order) element.order = drop(element.order)
    delete complaint.elements.items.customer_name
    complaint.public.enabled = false
    const saved = await builder.send('PUT', `/api/v1/apps/${app}/draft`, { document }, { 'if-match': String(revision) })
    expect(saved.statusCode, saved.body).toBe(200)
    await builder.post(`/api/v1/apps/${app}/publish`)
    expect(await agent.get(`${base}/${id}`)).toMatchObject({
      values: { customer_name: '王小明' },
      fields: { customer_name: { label: { en: 'Name' } } },
      appVersion: version,
    })
  })
})
