import type { PersonPrincipal } from '@tangram/access'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem } from './system-principal.ts'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

let desk: Desk
let accountant: Caller
let task: Json
beforeAll(async () => {
  desk = await openDesk({ workers: false })
  const { people } = desk.server.storage
  const [finance] = await people.teams(asSystem('test')).then((teams) => teams.filter(({ key }) => key === 'finance'))
  await people.revoke(asSystem('test'), 'service_desk', 'agent', { team: finance?.id ?? '' })
  await people.revoke(asSystem('test'), 'service_desk', 'initiator', 'everyone')
  accountant = await desk.as('song_lan')
  ;[task] = (await accountant.get('/api/v1/tasks')).tasks
})
afterAll(() => desk.close())

describe('somebody with a task and no role in its app', () => {
  it('has no app', async () => {
    const principal: PersonPrincipal = await desk.server.storage.people.principalOf(accountant.id)
    expect(principal.roles.service_desk).toBe(undefined)
    expect((await accountant.send('GET', '/api/v1/apps/service_desk')).statusCode).toBe(404)
  })

  it('gets what the task needs of it, and nothing more', async () => {
    const { document, rights, ...rest } = await accountant.get(`/api/v1/tasks/${task.id}/app`)
    expect(rest).toEqual({ version: 1, canDesign: false, publicForms: {} })
    expect(document.entities.order).toEqual(['ticket'])
    expect(document.entities.items.ticket.fields.order).toEqual(expect.arrayContaining(['number', 'description', 'internal_cost']))
    for (const part of ['views', 'processes', 'rules', 'reports', 'dashboards']) expect(document[part].order, part).toEqual([])
    expect(document.access.roles.order).toEqual([])
    expect(rights).toEqual({
      ticket: {
        create: false,
        update: true,
        delete: false,
        export: false,
        readOnly: expect.any(Array),
        readOnlyOnCreate: expect.any(Array),
      },
    })
    expect(rights.ticket.readOnly).not.toContain('internal_cost')
    expect(rights.ticket.readOnly).toContain('description')
    const { record } = await accountant.get(`/api/v1/tasks/${task.id}`)
    expect(Object.keys(record.values).sort()).toEqual([...document.entities.items.ticket.fields.order].sort())
  })

  it('is the only one who does', async () => {
    const other = await desk.as('chen_mo')
    const [foreign] = (await other.get('/api/v1/tasks')).tasks
    expect((await other.send('GET', `/api/v1/tasks/${foreign.id}/app`)).statusCode).toBe(200)
    expect((await accountant.send('GET', `/api/v1/tasks/${foreign.id}/app`)).statusCode).toBe(404)
    expect((await desk.nobody().send('GET', `/api/v1/tasks/${task.id}/app`)).statusCode).toBe(401)
  })
})
