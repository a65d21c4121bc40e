import { type Entity, text } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import type { AccessDocument, EntityGrant } from './document.ts'
import type { LinkPrincipal, PersonPrincipal } from './principal.ts'
import { redact } from './redact.ts'
import { rightsOn } from './rights-on.ts'

const attribute = (id: string, more: object = {}) => ({
  id,
  label: { en: id },
  valueType: text(),
  required: false,
  unique: false,
  fieldType: 'text',
  ...more,
})
const customer: Entity = {
  app: 'shop',
  id: 'customer',
  label: { en: 'Customer' },
  title: 'name',
  attributes: { name: attribute('name'), phone: attribute('phone', { mask: 'phone' }), kind: attribute('kind', { options: [] }) },
  order: ['name', 'phone', 'kind'],
  unique: [],
  indexes: [],
}
const access = (...grants: EntityGrant[]): AccessDocument => ({
  roles: {
    order: grants.map((_, n) => `r${n}`),
    items: Object.fromEntries(grants.map((grant, n) => [`r${n}`, { id: `r${n}`, label: {}, grants: { customer: grant } }])),
  },
})
const person = (...roles: string[]): PersonPrincipal => ({
  kind: 'person',
  id: 'p',
  name: 'P',
  roles: { shop: roles },
  teams: [],
  departments: [],
  admin: false,
  locale: 'en',
  zone: 'UTC',
})
const given = { now: '2026-11-23T00:00:00.000Z', zone: 'UTC' }
const mine = { '==': [{ var: 'name' }, 'mine'] }
const phone = '+8613812345678'

describe('masks of roles', () => {
  it('go by the type of the field, and close it to changes', () => {
    const rights = rightsOn(access({ read: true, update: true, fields: { phone: 'masked' } }), person('r0'), customer)
    expect(rights.masked.get('phone')).toEqual({ mask: { kind: 'phone' }, clearWhere: false })
    expect(rights.readOnly.has('phone')).toBe(true)
    expect(redact(rights, { name: 'a', phone }, given)).toEqual({ name: 'a', phone: '138****5678' })
  })

  it('end where another role shows the record whole', () => {
    const roles = access({ read: true, update: true, fields: { phone: 'masked' } }, { read: mine, update: mine })
    const rights = rightsOn(roles, person('r0', 'r1'), customer)
    expect(rights.masked.get('phone')?.clearWhere).toEqual(mine)
    expect(rights.writableWhere.get('phone')).toEqual(mine)
    expect(redact(rights, { name: 'mine', phone }, given).phone).toBe(phone)
    expect(redact(rights, { name: 'other', phone }, given).phone).toBe('138****5678')
  })

  it('leave nothing where two differ, so that neither gives away what the other keeps', () => {
    const roles = access(
      { read: true, fields: { phone: { mask: 'ends', first: 3, last: 0 } } },
      { read: true, fields: { phone: { mask: 'ends', first: 0, last: 4 } } },
    )
    expect(redact(rightsOn(roles, person('r0', 'r1'), customer), { phone }, given)).toEqual({ phone: '****' })
  })

  it('hide what cannot be masked', () => {
    expect(rightsOn(access({ read: true, fields: { kind: 'masked' } }), person('r0'), customer).hidden.has('kind')).toBe(true)
  })

  it('do not open a field to a role that may change records it sees masked', () => {
    const roles = access({ read: true, fields: { phone: 'masked' } }, { update: true })
    expect(rightsOn(roles, person('r0', 'r1'), customer).readOnly.has('phone')).toBe(true)
  })

  it('hold for links to a record, not for what a public form takes', () => {
    const link = (purpose: 'form' | 'record') =>
      ({ kind: 'link', id: 'l', app: 'shop', entity: 'customer', purpose, record: 'x' }) as unknown as LinkPrincipal
    const roles = access({ read: true, fields: { phone: 'masked' } })
    expect(rightsOn(roles, link('record'), customer).masked.get('phone')?.clearWhere).toBe(false)
    expect(rightsOn(roles, link('form'), customer).readOnlyOnCreate.has('phone')).toBe(false)
  })
})
