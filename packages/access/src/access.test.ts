import { type Entity, type RecordValues, reference, text } from '@tangram/data-model'
import { entityScope } from '@tangram/expression'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AccessDocument,
  all,
  any,
  type Condition,
  canDesign,
  canSeeDashboard,
  checkAccess,
  type EmbedPrincipal,
  type EntityGrant,
  holdsFor,
  type LinkPrincipal,
  mayPick,
  type PersonPrincipal,
  type RoleDocument,
  redact,
  rightsOn,
} from './index.ts'

const attribute = (id: string, valueType: Entity['attributes'][string]['valueType']) => ({
  id,
  label: { en: id },
  valueType,
  required: false,
  unique: false,
  fieldType: 'text',
})
const make = (id: string, attributes: ReturnType<typeof attribute>[], more: Partial<Entity> = {}): Entity => ({
  app: 'desk',
  id,
  label: { en: id },
  title: 'title',
  attributes: Object.fromEntries(attributes.map((each) => [each.id, each])),
  order: attributes.map((each) => each.id),
  unique: [],
  indexes: [],
  ...more,
})
const product = make('product', [attribute('title', text())])
const person = make('person', [attribute('name', text())], { system: true })
const ticket = make('ticket', [
  attribute('title', text()),
  attribute('status', text()),
  attribute('team', reference('team')),
  attribute('cost', text()),
  attribute('product', reference('product')),
  attribute('assignee', reference('person')),
])

const ownTeams: Condition = { in: [{ var: 'team' }, { var: '$user.teams' }] }
const open: Condition = { '!=': [{ var: 'status' }, 'closed'] }
const role = (id: string, ticketGrant: EntityGrant | undefined, more = {}) => ({
  id,
  label: { en: id },
  grants: (ticketGrant ? { ticket: ticketGrant } : {}) as RoleDocument['grants'],
  ...more,
})
const documentOf = (...roles: ReturnType<typeof role>[]): AccessDocument => ({
  roles: { order: roles.map(({ id }) => id), items: Object.fromEntries(roles.map((each) => [each.id, each])) },
})
const access = documentOf(
  role(
    'agent',
    { read: ownTeams, update: ownTeams, create: true, fields: { cost: 'hidden', status: 'read' } },
    { dashboards: ['overview'] },
  ),
  role('manager', { read: true, update: open, delete: true, export: true }, { dashboards: 'all' }),
  role('builder', undefined, { designs: true }),
  role('intake', { create: true }),
)
const personWith = (...roles: string[]): PersonPrincipal => ({
  kind: 'person',
  id: 'p1',
  name: 'Chen Mo',
  roles: { desk: roles },
  teams: ['t1'],
  departments: [],
  admin: false,
  locale: 'zh-CN',
  zone: 'Asia/Shanghai',
})
const link = (more: Partial<LinkPrincipal>): LinkPrincipal => ({
  kind: 'link',
  id: 'l1',
  app: 'desk',
  purpose: 'form',
  form: 'complaint',
  entity: 'ticket',
  record: null,
  locale: 'zh-CN',
  zone: 'Asia/Shanghai',
  ...more,
})
const given = { now: '2026-11-22T00:00:00.000Z', zone: 'UTC', user: { id: 'p1', teams: ['t1'], departments: [], roles: [] } }
const system = { kind: 'system', cause: 'rule', zone: 'UTC', locale: 'en' } as const
const none = { read: false, create: false, update: false, delete: false, export: false }

describe('the rights of a person', () => {
  it('let everybody see who colleagues are, and only administrators how to reach them', () => {
    expect([...rightsOn(access, personWith(), person).hidden].sort()).toEqual(['email', 'login', 'phone'])
    expect(rightsOn(access, { ...personWith(), admin: true }, person).hidden.size).toBe(0)
  })

  it('are nothing without a role in the app that grants the entity', () => {
    expect(rightsOn(access, personWith(), ticket)).toMatchObject(none)
    expect(rightsOn(access, personWith('builder'), ticket)).toMatchObject(none)
    expect(rightsOn(access, personWith('constructor'), ticket)).toMatchObject(none)
    expect(rightsOn(access, personWith('manager'), product)).toMatchObject(none)
    expect(rightsOn(access, { ...personWith(), roles: { other: ['manager'] } }, ticket)).toMatchObject(none)
  })

  it('are what the role grants', () => {
    const rights = rightsOn(access, personWith('agent'), ticket)
    expect(rights).toMatchObject({ read: ownTeams, update: ownTeams, create: true, delete: false, export: false })
    expect([...rights.hidden]).toEqual(['cost'])
    expect([...rights.readOnly].sort()).toEqual(['cost', 'status'])
  })

  it('are the union over several roles', () => {
    const rights = rightsOn(access, personWith('agent', 'manager'), ticket)
    expect(rights).toMatchObject({ read: true, update: { or: [ownTeams, open] }, delete: true, export: true })
    expect(rights.hidden.size + rights.readOnly.size).toBe(0)
  })

  it('show and open a field only where a role that reaches the record does', () => {
    const own = rightsOn(
      documentOf(role('a', { read: open, update: open, fields: { cost: 'hidden' } }), role('b', { read: ownTeams, update: ownTeams })),
      personWith('a', 'b'),
      ticket,
    )
    expect(own.read).toEqual({ or: [open, ownTeams] })
    expect(own.hidden.size + own.readOnly.size).toBe(0)
    expect([...own.shownWhere]).toEqual([['cost', ownTeams]])
    expect([...own.writableWhere]).toEqual([['cost', ownTeams]])
    expect(redact(own, { team: 't2', status: 'new', cost: '9' }, given)).toEqual({ team: 't2', status: 'new' })
    expect(redact(own, { team: 't1', status: 'new', cost: '9' }, given)).toEqual({ team: 't1', status: 'new', cost: '9' })
  })

  it('say nothing of single records where every record that is read shows the field', () => {
    const rights = rightsOn(
      documentOf(role('a', { read: open, fields: { cost: 'hidden' } }), role('b', { read: true }), role('c', { create: true })),
      personWith('a', 'b', 'c'),
      ticket,
    )
    expect(rights.shownWhere.size + rights.hidden.size).toBe(0)
  })

  it('are, record by record and field by field, what one of the roles gives', () => {
    const condition = fc.constantFrom<Condition>(true, false, ownTeams, open, { '==': [{ var: 'cost' }, '1'] })
    const fields = fc.dictionary(fc.constantFrom('title', 'cost', 'status'), fc.constantFrom('hidden' as const, 'read' as const))
    const grant = fc.record({ read: condition, create: condition, update: condition, fields })
    const values = fc.record({
      team: fc.constantFrom('t1', 't2'),
      status: fc.constantFrom('new', 'closed'),
      cost: fc.constantFrom('1', '2'),
    })
    fc.assert(
      fc.property(fc.array(grant, { minLength: 1, maxLength: 4 }), values, (grants, record) => {
        const ids = grants.map((_, index) => `r${index}`)
        const rights = rightsOn(documentOf(...grants.map((each, index) => role(`r${index}`, each))), personWith(...ids), ticket)
        const reaching = (right: 'read' | 'create' | 'update') => grants.filter((each) => holdsFor(each[right], record, given))
        const isOpen = (nowhere: ReadonlySet<string>, where: ReadonlyMap<string, Condition>, field: string) =>
          !nowhere.has(field) && holdsFor(where.get(field) ?? true, record, given)
        for (const field of ['title', 'cost', 'status']) {
          if (reaching('read').length > 0)
            expect(isOpen(rights.hidden, rights.shownWhere, field)).toBe(reaching('read').some((each) => each.fields[field] !== 'hidden'))
          if (reaching('update').length > 0)
            expect(isOpen(rights.readOnly, rights.writableWhere, field)).toBe(reaching('update').some((each) => !each.fields[field]))
          if (reaching('create').length > 0)
            expect(isOpen(rights.readOnlyOnCreate, rights.writableWhereOnCreate, field)).toBe(
              reaching('create').some((each) => !each.fields[field]),
            )
        }
      }),
    )
  })

  it('do not let a field of a record that is there be changed because of a role that only creates', () => {
    const rights = rightsOn(access, personWith('agent', 'intake'), ticket)
    expect([...rights.readOnly].sort()).toEqual(['cost', 'status'])
    expect(rights.readOnlyOnCreate.size + rights.writableWhereOnCreate.size).toBe(0)
  })

  it('do not show a hidden field because of a role that reads nothing', () => {
    expect([...rightsOn(access, personWith('agent', 'intake'), ticket).hidden]).toEqual(['cost'])
  })

  it('read people, teams and departments without changing them', () => {
    expect(rightsOn(access, personWith(), person)).toMatchObject({ ...none, read: true })
  })

  it('are everything for an administrator and for the server itself', () => {
    const everything = { read: true, create: true, update: true, delete: true, export: true }
    expect(rightsOn(access, { ...personWith(), admin: true }, ticket)).toMatchObject(everything)
    expect(rightsOn(access, system, ticket)).toMatchObject(everything)
  })

  it('only grow with more roles', () => {
    const condition = fc.constantFrom<Condition>(true, false, ownTeams, open, { '==': [{ var: 'cost' }, '1'] })
    const grant = fc.record({
      read: condition,
      create: condition,
      update: condition,
      delete: condition,
      export: fc.boolean(),
      fields: fc.dictionary(fc.constantFrom('title', 'cost', 'status'), fc.constantFrom('hidden' as const, 'read' as const)),
    })
    const values = fc.record({
      team: fc.constantFrom('t1', 't2'),
      status: fc.constantFrom('new', 'closed'),
      cost: fc.constantFrom('1', '2'),
    })
    fc.assert(
      fc.property(fc.array(grant, { minLength: 2, maxLength: 4 }), values, (grants, record) => {
        const document = documentOf(...grants.map((each, index) => role(`r${index}`, each)))
        const ids = document.roles.order
        const fewer = rightsOn(document, personWith(...ids.slice(1)), ticket)
        const more = rightsOn(document, personWith(...ids), ticket)
        for (const right of ['read', 'create', 'update', 'delete'] as const) {
          if (holdsFor(fewer[right], record, given)) expect(holdsFor(more[right], record, given)).toBe(true)
        }
        if (fewer.export) expect(more.export).toBe(true)
        for (const field of ['title', 'cost', 'status']) {
          if (fewer.read !== false && !fewer.hidden.has(field)) expect(more.hidden.has(field)).toBe(false)
          if (fewer.update !== false && !fewer.readOnly.has(field)) expect(more.readOnly.has(field)).toBe(false)
          if (fewer.create !== false && !fewer.readOnlyOnCreate.has(field)) expect(more.readOnlyOnCreate.has(field)).toBe(false)
        }
      }),
    )
  })
})

describe('a link', () => {
  it('to a form creates records of its entity and reads none', () => {
    expect(rightsOn(access, link({}), ticket)).toMatchObject({ ...none, create: true })
    expect(rightsOn(access, link({}), product)).toMatchObject(none)
    expect(rightsOn(access, link({}), person)).toMatchObject(none)
    expect(rightsOn(access, link({ app: 'other' }), ticket)).toMatchObject(none)
  })

  it('offers the labels its form refers to, but never people', () => {
    expect(mayPick(access, link({}), product, ticket)).toBe(true)
    expect(mayPick(access, link({}), person, ticket)).toBe(false)
    expect(mayPick(access, link({}), ticket, product)).toBe(false)
    expect(mayPick(access, link({ purpose: 'survey', record: 'x' }), product, ticket)).toBe(false)
    expect(mayPick(access, personWith('agent'), ticket, ticket)).toEqual(ownTeams)
  })

  it('about a record concerns that record alone', () => {
    const its = { '==': [{ var: 'id' }, 'r1'] }
    expect(rightsOn(access, link({ purpose: 'survey', record: 'r1' }), ticket)).toMatchObject({ ...none, read: its, update: its })
    expect(rightsOn(access, link({ purpose: 'confirm', record: 'r1' }), ticket)).toMatchObject({ ...none, read: its, update: its })
    expect(rightsOn(access, link({ purpose: 'progress', record: 'r1' }), ticket)).toMatchObject({ ...none, read: its })
    expect(rightsOn(access, link({ purpose: 'survey', record: null }), ticket)).toMatchObject(none)
  })

  it('shows no field that is hidden from a role', () => {
    const rights = rightsOn(access, link({ purpose: 'survey', record: 'r1' }), ticket)
    expect(redact(rights, { title: 'x', cost: '9' }, given)).toEqual({ title: 'x' })
    expect(rights.readOnly.has('cost')).toBe(true)
  })

  it('neither designs nor opens dashboards', () => {
    expect(canDesign(access, link({}), 'desk')).toBe(false)
    expect(canSeeDashboard(access, link({}), 'desk', 'overview')).toBe(false)
  })
})

describe('an app', () => {
  it('is designed by the roles that say so, and by administrators', () => {
    expect(canDesign(access, personWith('builder'), 'desk')).toBe(true)
    expect(canDesign(access, personWith('manager'), 'desk')).toBe(false)
    expect(canDesign(access, personWith('builder'), 'other')).toBe(false)
    expect(canDesign(access, { ...personWith(), admin: true }, 'desk')).toBe(true)
  })

  it('shows each role its dashboards', () => {
    expect(canSeeDashboard(access, personWith('agent'), 'desk', 'overview')).toBe(true)
    expect(canSeeDashboard(access, personWith('agent'), 'desk', 'money')).toBe(false)
    expect(canSeeDashboard(access, personWith('manager'), 'desk', 'money')).toBe(true)
    expect(canSeeDashboard(access, personWith('builder'), 'desk', 'overview')).toBe(false)
  })
})

describe('conditions', () => {
  it('join without what changes nothing', () => {
    expect(any([])).toBe(false)
    expect(all([])).toBe(true)
    expect(any([false, open, open])).toEqual(open)
    expect(any([open, true])).toBe(true)
    expect(all([open, false])).toBe(false)
    expect(all([true, open, { and: [open, ownTeams] }])).toEqual({ and: [open, ownTeams] })
    expect(any([{ and: [open, ownTeams] }, open])).toEqual({ or: [{ and: [open, ownTeams] }, open] })
  })

  it('hold when any, or all, of their parts do', () => {
    const part = fc.constantFrom<Condition>(true, false, ownTeams, open)
    const record: fc.Arbitrary<RecordValues> = fc.record({ team: fc.constantFrom('t1', 't2'), status: fc.constantFrom('new', 'closed') })
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), record, (parts, values) => {
        const each = parts.map((condition) => holdsFor(condition, values, given))
        expect(holdsFor(any(parts), values, given)).toBe(each.some(Boolean))
        expect(holdsFor(all(parts), values, given)).toBe(each.every(Boolean))
      }),
    )
  })
})

describe('checkAccess', () => {
  const entities = (id: string) => ({ ticket, product, person })[id]
  const lookup = {
    entity: entities,
    hasDashboard: (id: string) => id === 'overview',
    scopeOf: (entity: Entity) => entityScope(entity, entities),
  }

  it('finds nothing wrong with a right document', () => {
    expect(checkAccess(access, lookup)).toEqual([])
  })

  it.each<[EntityGrant, object, string, string]>([
    [{ read: { '==': [{ var: 'statsu' }, 'x'] } }, {}, 'expression.name.misspelt', '/roles/items/r/grants/ticket/read/==/0'],
    [{ read: { matches: [{ var: 'status' }, '^a'] } }, {}, 'expression.database', '/roles/items/r/grants/ticket/read'],
    [{ read: { cat: [{ var: 'status' }] } }, {}, 'access.grant.not-a-condition', '/roles/items/r/grants/ticket/read'],
    [{ fields: { gone: 'hidden' } }, {}, 'access.field.unknown', '/roles/items/r/grants/ticket/fields/gone'],
    [{ fields: { cost: 'secret' as 'hidden' } }, {}, 'access.field.unknown-rule', '/roles/items/r/grants/ticket/fields/cost'],
    [{}, { grants: { gone: {} } }, 'access.grant.unknown-entity', '/roles/items/r/grants/gone'],
    [{}, { dashboards: ['overview', 'gone'] }, 'access.dashboard.unknown', '/roles/items/r/dashboards/1'],
  ])('%j %j: %s', (grant, more, code, path) => {
    expect(checkAccess(documentOf(role('r', grant, more)), lookup)).toMatchObject([{ code, path }])
  })
})

describe('a dashboard on another site', () => {
  const roles = (...each: RoleDocument[]): AccessDocument => ({
    roles: { order: each.map(({ id }) => id), items: Object.fromEntries(each.map((role) => [role.id, role])) },
  })
  const reader: RoleDocument = {
    id: 'reader',
    label: {},
    grants: { ticket: { read: true, create: true, update: true, delete: true, export: true, fields: { cost: 'hidden' } } },
    dashboards: ['open'],
    designs: true,
  }
  const access = roles(reader, { ...reader, id: 'other', dashboards: 'all' })
  const embed: EmbedPrincipal = {
    kind: 'link',
    purpose: 'embed',
    id: 'e',
    app: 'desk',
    dashboard: 'open',
    role: 'reader',
    locale: 'en',
    zone: 'UTC',
  }

  it('reads what its role reads and changes, exports and designs nothing', () => {
    const { hidden, ...rights } = rightsOn(access, embed, ticket)
    expect(rights).toMatchObject({ read: true, create: false, update: false, delete: false, export: false })
    expect([...hidden]).toEqual(['cost'])
    expect(canDesign(access, embed, 'desk')).toBe(false)
    expect(rightsOn(access, embed, product).read).toBe(false)
    expect(rightsOn(access, { ...embed, app: 'shop' }, ticket).read).toBe(false)
    expect(rightsOn(access, { ...embed, role: 'gone' }, ticket).read).toBe(false)
    expect(mayPick(access, embed, product, ticket)).toBe(false)
  })

  it('is the one dashboard of the link, as long as its role sees it', () => {
    expect(canSeeDashboard(access, embed, 'desk', 'open')).toBe(true)
    expect(canSeeDashboard(access, { ...embed, role: 'other' }, 'desk', 'closed')).toBe(false)
    expect(canSeeDashboard(access, { ...embed, dashboard: 'closed' }, 'desk', 'closed')).toBe(false)
    expect(canSeeDashboard(access, embed, 'shop', 'open')).toBe(false)
  })
})
