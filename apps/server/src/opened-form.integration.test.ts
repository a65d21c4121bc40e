import { serviceDesk } from '@tangram/example-service-desk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, type Desk, type Json, openDesk, until } from './testing/open-desk.ts'
import { upload } from './testing/upload.ts'

const tickets = '/api/v1/apps/service_desk/entities/ticket/records'
const serviceDeskApp = '/api/v1/apps/service_desk'

let desk: Desk
let builder: Caller
let manager: Caller
let customer: Caller
let token: string
/** Version of the app with a field `floor` and photos of the door on its public form. */
let opened: number
let byForm: { 'x-app-version': string }

beforeAll(async () => {
  // The process of a complaint would change the record between two requests.
  desk = await openDesk({ workers: false })
  builder = await desk.as('zhou_ran')
  manager = await desk.as('lin_yue')
  customer = desk.nobody()
  token = (await manager.get(serviceDeskApp)).publicForms.complaint.split('/f/')[1]
})
afterAll(() => desk.close())
beforeEach(async () => {
  opened = await publish(withFloor)
  byForm = { 'x-app-version': String(opened) }
})

/** Publishes the service desk with a change, by the builder. */
async function publish(change: (document: Json) => void = () => {}): Promise<number> {
  const { revision } = await builder.get(`${serviceDeskApp}/draft`)
  const document = structuredClone(serviceDesk)
  change(document)
  const saved = await builder.send('PUT', `${serviceDeskApp}/draft`, { document }, { 'if-match': `"${revision}"` })
  expect(saved.statusCode).toBe(200)
  return (await builder.post(`${serviceDeskApp}/publish`)).version
}

function withFloor(document: Json): void {
  const { fields } = document.entities.items.ticket
  const { elements } = document.forms.items.complaint
  for (const [id, type] of [
    ['floor', 'text'],
    ['door', 'image'],
  ] as const) {
    fields.order.push(id)
    fields.items[id] = { id, type, label: { 'zh-CN': '楼层', en: 'Floor' } }
    elements.order.push(id)
    elements.items[id] = { id, kind: 'field', field: id }
  }
  document.processes.items.complaint_handling.nodes.items.handle.config.fields.floor = 'write'
}

const typed = (more: Json = {}) => desk.complaint({ floor: '3rd, on the left', ...more })
const submit = async (values: Json, headers: { [name: string]: string }) =>
  customer.send('POST', `/api/v1/public/forms/${token}/submissions`, { values, requestId: crypto.randomUUID() }, headers)
const newest = async () =>
  (await desk.query<Json>('select id, number, floor, door, solution from service_desk.ticket order by created_at desc, id desc limit 1'))
    .rows[0]

describe('a form that was opened before a publish', () => {
  it('is taken from a customer, with a file that goes up after the field is gone', async () => {
    const form = await customer.get(`/api/v1/public/forms/${token}`)
    expect(form.version).toBe(opened)
    await publish()
    const values = await typed()
    expect(await submit(values, {})).toMatchObject({ statusCode: 400 })

    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
    const up = (headers: { [name: string]: string }) =>
      upload(desk.server, `/api/v1/public/forms/${token}/files?field=door`, png, { name: 'door.png', type: 'image/png', headers })
    expect((await up({})).statusCode).toBe(404)
    const file = await up(byForm)
    expect(file.statusCode).toBe(201)

    const answer = await submit({ ...values, door: [file.json()] }, byForm)
    expect(answer.statusCode).toBe(201)
    const row = await newest()
    expect(row).toMatchObject({ number: answer.json().number, floor: '3rd, on the left', door: [{ name: 'door.png' }] })
    expect((await manager.get(`${tickets}/${row.id}`)).values).not.toHaveProperty('floor')
    await publish(withFloor)
    expect((await manager.get(`${tickets}/${row.id}`)).values.floor).toBe('3rd, on the left')
  })

  it('is taken when the form itself is gone; one that was closed stays closed', async () => {
    const without = (document: Json) => {
      document.forms.order = document.forms.order.filter((id: string) => id !== 'complaint')
      delete document.forms.items.complaint
    }
    await publish(without)
    expect((await submit(await typed(), byForm)).statusCode).toBe(201)
    expect((await customer.send('GET', `/api/v1/public/forms/${token}`)).statusCode).toBe(404)
    await publish((document) => {
      document.forms.items.complaint.public.enabled = false
    })
    expect((await submit(await typed(), byForm)).statusCode).toBe(404)
    await publish(without)
    expect((await submit(await typed(), byForm)).statusCode).toBe(404)
  })

  it('is taken from somebody signed in, for a new record and for one that is there', async () => {
    await publish()
    const values = await typed()
    expect((await manager.send('POST', tickets, { values })).statusCode).toBe(400)
    const record = await manager.post(tickets, { values }, byForm)
    const patch = (headers: { [name: string]: string }) =>
      manager.send('PATCH', `${tickets}/${record.id}`, { values: { floor: '4th' } }, { 'if-match': `"${record.version}"`, ...headers })
    expect((await patch({})).statusCode).toBe(400)
    expect((await patch(byForm)).statusCode).toBe(200)
    expect(await newest()).toMatchObject({ id: record.id, floor: '4th' })
  })

  it('is taken with a to-do', async () => {
    await desk.another({ workers: true })
    const { number } = (await submit(await typed(), byForm)).json()
    const task = await until(async () => {
      const { rows } = await desk.query<Json>(
        `select k.id, p.login, t.version from tangram.task k join service_desk.ticket t on t.id = k.record join tangram.person p on p.id = k.assignee
         where t.number = $1 and k.status = 'open'`,
        [number],
      )
      return rows[0]
    })
    await publish()
    const agent = await desk.as(task.login)
    const body = { requestId: 'once', outcome: 'done', version: task.version, values: { solution: 'Mended', floor: 'cellar' } }
    const complete = (headers: { [name: string]: string }) => agent.send('POST', `/api/v1/tasks/${task.id}/complete`, body, headers)
    expect((await complete({})).statusCode).toBe(400)
    expect((await complete(byForm)).statusCode).toBe(200)
    expect(await newest()).toMatchObject({ number, floor: 'cellar', solution: 'Mended' })
  })

  it('names a version that was published', async () => {
    const values = await typed()
    for (const [version, status] of [
      ['999999', 404],
      ['one', 400],
    ] as const) {
      const answer = await submit(values, { 'x-app-version': version })
      expect([version, answer.statusCode]).toEqual([version, status])
    }
    expect((await submit(values, { 'x-app-version': '999999' })).json().code).toBe('storage.version.unknown')
  })

  it('is never refused while versions come and go, and nothing of it is lost', async () => {
    const sent: string[] = []
    let goesOn = true
    const hand = async (person: Caller) => {
      while (goesOn) {
        const floor = `busy ${crypto.randomUUID()}`
        const answer = await person.send('POST', tickets, { values: await typed({ floor }) }, byForm)
        expect([answer.statusCode, answer.statusCode === 201 ? '' : answer.body]).toEqual([201, ''])
        sent.push(floor)
      }
    }
    const people = [hand(manager), hand(await desk.as('admin'))]
    for (const change of [undefined, withFloor, undefined]) await publish(change)
    goesOn = false
    await Promise.all(people)
    const { rows } = await desk.query<{ floor: string }>(`select floor from service_desk.ticket where floor like 'busy %'`)
    expect(rows.map(({ floor }) => floor).sort()).toEqual(sent.sort())
    expect(sent.length).toBeGreaterThan(5)
  })
})
