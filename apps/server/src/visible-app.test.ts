import type { PersonPrincipal } from '@tangram/access'
import { defaultPlatform, resolveApp } from '@tangram/app-model'
import { serviceDesk } from '@tangram/example-service-desk'
import { describe, expect, it } from 'vitest'
import { entityOfForm, visibleApp } from './visible-app.ts'

const app = { document: serviceDesk, resolved: resolveApp(serviceDesk, defaultPlatform) }
const person = (...roles: string[]): PersonPrincipal => ({
  kind: 'person',
  id: '01920000-0000-7000-8000-000000000001',
  name: 'X',
  roles: { service_desk: roles },
  teams: [],
  departments: [],
  admin: false,
  locale: 'en',
  zone: 'UTC',
})

describe('the app as an agent sees it', () => {
  const seen = visibleApp(app, person('agent'))

  it('names the hidden cost nowhere', () => {
    expect(JSON.stringify(seen.document)).not.toContain('internal_cost')
    expect(JSON.stringify(seen.rights)).not.toContain('internal_cost')
  })

  it('does not tell how the app works inside', () => {
    expect(seen.document.processes.order).toEqual([])
    expect(seen.document.rules.order).toEqual([])
    expect(seen.document).not.toHaveProperty('slas')
    expect(seen.document).not.toHaveProperty('calendars')
    expect(seen.document.access.roles.order).toEqual([])
  })

  it('names the processes and says whether somebody may start them, and none to whom may not read their records', () => {
    const names = [
      { id: 'complaint_handling', label: serviceDesk.processes.items.complaint_handling?.label, entity: 'ticket', startsByHand: false },
    ]
    expect(seen.processes).toEqual(names)
    expect(visibleApp(app, person()).processes).toEqual([])
  })

  it('has no dashboards, and no reports without them', () => {
    expect(seen.document.dashboards.order).toEqual([])
    expect(seen.document.reports.order).toEqual([])
  })

  it('says what may be done', () => {
    expect(seen.rights.ticket).toMatchObject({ create: true, update: true, delete: false, export: false })
    expect(seen.rights.product).toMatchObject({ create: false })
  })
})

it('is whole for a manager, as far as data goes', () => {
  const seen = visibleApp(app, person('manager'))
  expect(seen.document.entities).toEqual(serviceDesk.entities)
  expect(seen.document.dashboards.order).toContain('service_efficiency')
})

it('is empty for somebody without a role', () => {
  expect(visibleApp(app, person()).document.entities.order).toEqual([])
})

it('gives a public form just the fields it shows', () => {
  const form = serviceDesk.forms.items.complaint
  const ticket = serviceDesk.entities.items.ticket
  if (!form || !ticket) throw new Error('the service desk has both')
  expect(entityOfForm(ticket, form).fields.order).toEqual([
    'customer_name',
    'phone',
    'product',
    'problem_type',
    'urgency',
    'description',
    'pictures',
  ])
})

it('tells of a linked table what its reader sees: no name or type of a column whose field is hidden, nor of one left out', () => {
  const field = (id: string, column: string) => ({ id, type: 'text', label: { en: id }, column })
  const linked = {
    schema: 'erp',
    table: 'staff',
    key: ['staff_no'],
    types: { staff_no: 'integer', 姓名: 'text', secret_salary: 'text', secret_face: 'bytea' },
  }
  const document = structuredClone(serviceDesk)
  const staff = { name: field('name', '姓名'), pay: field('pay', 'secret_salary') }
  document.entities.order.push('staff')
  document.entities.items.staff = {
    id: 'staff',
    label: { en: 'Staff' },
    title: 'name',
    fields: { order: ['name', 'pay'], items: staff },
    linked,
  }
  const { agent } = document.access.roles.items
  if (agent) agent.grants.staff = { read: true, fields: { pay: 'hidden' } }
  const seen = visibleApp({ document, resolved: resolveApp(document, defaultPlatform) }, person('agent'))
  expect(seen.document.entities.items.staff?.linked).toEqual({ ...linked, types: { staff_no: 'integer', 姓名: 'text' } })
  expect(JSON.stringify(seen.document)).not.toContain('secret')
  expect(seen.rights.staff).toMatchObject({ create: false, update: false, delete: false })
})
