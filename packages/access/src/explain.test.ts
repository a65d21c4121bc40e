import { type Entity, reference, text } from '@tangram/data-model'
import { entityScope, type Logic } from '@tangram/expression'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AccessDocument,
  type Condition,
  conditionsAbout,
  type EntityGrant,
  explainField,
  explainRights,
  fieldInWords,
  holdsFor,
  type LinkPrincipal,
  type PersonPrincipal,
  type RightsQuestion,
  rightsInWords,
  rightsOn,
  testsOf,
} from './index.ts'

const both = (zh: string, en: string) => ({ 'zh-CN': zh, en })
const attribute = (
  id: string,
  label: { 'zh-CN': string; en: string },
  valueType: Entity['attributes'][string]['valueType'],
  more = {},
) => ({
  ...{ id, label, valueType, required: false, unique: false, fieldType: 'text' },
  ...more,
})
const entity = (id: string, attributes: ReturnType<typeof attribute>[], more: Partial<Entity> = {}): Entity => ({
  ...{ app: 'desk', id, label: both(id, id), title: 'title', unique: [], indexes: [] },
  attributes: Object.fromEntries(attributes.map((each) => [each.id, each])),
  order: attributes.map((each) => each.id),
  ...more,
})
const product = entity('product', [attribute('line', both('产品线', 'Line'), text())])
const status = { options: [{ id: 'closed', label: both('已关闭', 'Closed') }] }
const ticket = entity('ticket', [
  attribute('title', both('标题', 'Title'), text()),
  attribute('status', both('状态', 'Status'), text(), status),
  attribute('team', both('团队', 'Team'), reference('team')),
  attribute('cost', both('成本', 'Cost'), text()),
  attribute('product', both('产品', 'Product'), reference('product')),
])
const scope = entityScope(ticket, (id) => (id === 'product' ? product : undefined))

const ownTeams: Logic = { in: [{ var: 'team' }, { var: '$user.teams' }] }
const open: Logic = { '!=': [{ var: 'status' }, 'closed'] }
const grantsOf = (grant: EntityGrant | undefined): { [entity: string]: EntityGrant } => (grant ? { ticket: grant } : {})
const documentOf = (grants: { [role: string]: EntityGrant | undefined }): AccessDocument => ({
  roles: {
    order: Object.keys(grants),
    items: Object.fromEntries(
      Object.entries(grants).map(([id, grant]) => [id, { id, label: both(`角色${id}`, `Role ${id}`), grants: grantsOf(grant) }]),
    ),
  },
})
const personWith = (...roles: string[]): PersonPrincipal => ({
  ...{ kind: 'person', id: 'p1', name: 'Chen Mo', roles: { desk: roles }, teams: ['t1'], departments: [], admin: false },
  ...({ locale: 'en', zone: 'UTC' } as const),
})
const given = { now: '2026-11-22T00:00:00.000Z', zone: 'UTC', user: { id: 'p1', teams: ['t1'], departments: [], roles: [] } }
const holdsIn = (values: { [field: string]: string }) => (condition: Logic) => holdsFor(condition, values, given)

describe('an explanation', () => {
  const access = documentOf({
    agent: { read: { or: [ownTeams, open] }, update: ownTeams },
    manager: { read: true, update: true },
    guest: undefined,
  })
  const ask = (roles: string[], values?: { [field: string]: string }): RightsQuestion => ({
    access,
    principal: personWith(...roles),
    entity: ticket,
    ...(values ? { holds: holdsIn(values) } : {}),
  })
  const said = (question: RightsQuestion, action: 'read' | 'update' | 'create') =>
    rightsInWords(explainRights(question, action), { access, scope, ofRecord: question.holds !== undefined })

  it('names the role, and which part of its condition the record fails', () => {
    const answer = explainRights(ask(['agent'], { team: 't2', status: 'closed' }), 'read')
    expect(answer).toMatchObject({ verdict: 'no', basis: 'roles', needsRead: false })
    const [agent] = answer.held
    expect(agent?.condition).toMatchObject({ kind: 'any', holds: false })
    expect(agent?.condition && testsOf(agent.condition).map(({ names, holds }) => ({ names, holds }))).toEqual([
      { names: [['team'], ['$user', 'teams']], holds: false },
      { names: [['status']], holds: false },
    ])
    expect(answer.wouldHelp.map(({ role }) => role)).toEqual(['manager'])
  })

  it('says it in words of both languages, with labels', () => {
    expect(said(ask(['agent'], { team: 't2', status: 'closed' }), 'read')).toEqual([
      both(
        '角色“角色agent”只能查看满足条件的记录：团队 属于 本人的团队，或者 状态 不是 “已关闭”。这条记录不满足。',
        'The role “Role agent” may see only records where Team is among their teams or Status is not “Closed”; this one is not.',
      ),
      both('对这条记录，以下角色可以查看：“角色manager”。', 'For this record these roles would give it: “Role manager”.'),
    ])
    expect(said(ask([]), 'read')[0]).toEqual(both('在这个应用中没有任何角色。', 'They hold no role in this app.'))
    expect(said(ask(['guest']), 'create')).toEqual([
      both('角色“角色guest”没有新建权限。', 'The role “Role guest” may not create records here.'),
    ])
  })

  it('keeps a change from whoever does not see the record, whatever a role says of changing', () => {
    const blind = documentOf({ agent: { read: false, update: true } })
    const question = { access: blind, principal: personWith('agent'), entity: ticket, holds: () => true }
    expect(explainRights(question, 'update')).toMatchObject({ verdict: 'no', needsRead: true })
    expect(explainRights({ ...question, shownBy: 'task' }, 'update')).toMatchObject({ verdict: 'yes', needsRead: false })
  })

  it('tells of a task that shows one record what no role shows', () => {
    const question = { ...ask(['guest'], {}), shownBy: 'task' as const }
    expect(explainRights(question, 'read')).toMatchObject({ verdict: 'yes', basis: 'task' })
    expect(rightsInWords(explainRights(question, 'read'), { access, scope, ofRecord: true })[0]?.en).toContain('open to-do')
  })

  it('says who hides a field, and where it is seen', () => {
    const hiding = documentOf({ agent: { read: ownTeams, fields: { cost: 'hidden' } }, lead: { read: open, update: open } })
    const of = (roles: string[], values?: { [field: string]: string }) => {
      const question = { access: hiding, principal: personWith(...roles), entity: ticket, ...(values ? { holds: holdsIn(values) } : {}) }
      return explainField(question, 'cost')
    }
    expect(of(['agent'])).toMatchObject({ sees: 'no', basis: 'roles' })
    expect(fieldInWords(of(['agent']), { access: hiding })).toEqual([both('被角色“角色agent”隐藏。', 'Hidden by the role “Role agent”.')])
    expect(of(['agent', 'lead'])).toMatchObject({ sees: 'some', changes: 'yes' })
    expect(of(['agent', 'lead'], { team: 't1', status: 'closed' })).toMatchObject({ sees: 'no' })
    expect(of(['agent', 'lead'], { team: 't1', status: 'new' })).toMatchObject({ sees: 'yes', changes: 'yes' })
    expect(of(['agent'], { team: 't2' })).toMatchObject({ sees: 'no', basis: 'record' })
  })

  it('of a link says what it was made for', () => {
    const link: LinkPrincipal = {
      ...{ kind: 'link', id: 'l', app: 'desk', purpose: 'survey', form: null, entity: 'ticket', record: 'r1', zone: 'UTC', locale: 'en' },
    }
    const question = { access, principal: link, entity: ticket }
    expect(explainRights({ ...question, holds: holdsIn({ id: 'r1' }) }, 'update').verdict).toBe('yes')
    expect(explainRights({ ...question, holds: holdsIn({ id: 'r2' }) }, 'read').verdict).toBe('no')
    expect(explainRights(question, 'delete')).toMatchObject({ verdict: 'no', basis: 'link' })
  })
})

const condition = fc.constantFrom<Condition>(
  ...([true, false, ownTeams, open, { and: [ownTeams, { '!': [open] }] }, { '==': [{ var: 'cost' }, '1'] }] as Condition[]),
)
const grant = fc.record({
  ...{ read: condition, create: condition, update: condition, delete: condition, export: fc.boolean() },
  fields: fc.dictionary(fc.constantFrom('title', 'cost', 'status'), fc.constantFrom('hidden' as const, 'read' as const)),
})
const values = fc.record({
  ...{ team: fc.constantFrom('t1', 't2'), status: fc.constantFrom('new', 'closed'), cost: fc.constantFrom('1', '2') },
})
const worlds = fc.record({
  grants: fc.array(fc.option(grant, { nil: undefined }), { minLength: 1, maxLength: 4 }),
  held: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  values,
})

describe('explanations and enforcement', () => {
  it('agree on every action and field, for all records and for one', () => {
    const seen = { yes: 0, no: 0, some: 0 }
    fc.assert(
      fc.property(worlds, ({ grants, held, values }) => {
        const access = documentOf(Object.fromEntries(grants.map((each, index) => [`r${index}`, each])))
        const principal = personWith(...access.roles.order.filter((_, index) => held[index]))
        const rights = rightsOn(access, principal, ticket)
        const ofAll = { access, principal, entity: ticket }
        const known = conditionsAbout(ofAll)
        const holds = (each: Logic) => {
          expect(known.has(JSON.stringify(each))).toBe(true)
          return holdsIn(values)(each)
        }
        const ofOne = { ...ofAll, holds }
        const can = (right: 'read' | 'update' | 'delete') => holdsFor(rights[right], values, given)
        expect(explainRights(ofOne, 'read').verdict).toBe(can('read') ? 'yes' : 'no')
        expect(explainRights(ofOne, 'update').verdict).toBe(can('read') && can('update') ? 'yes' : 'no')
        expect(explainRights(ofOne, 'delete').verdict).toBe(can('read') && can('delete') ? 'yes' : 'no')
        expect(explainRights(ofOne, 'export').verdict).toBe(can('read') && rights.export ? 'yes' : 'no')
        for (const right of ['read', 'create'] as const) {
          const { verdict } = explainRights(ofAll, right)
          expect(verdict).toBe(rights[right] === true ? 'yes' : rights[right] === false ? 'no' : 'some')
          seen[verdict]++
        }
        const isOpen = (nowhere: ReadonlySet<string>, where: ReadonlyMap<string, Condition>, field: string) =>
          !nowhere.has(field) && holdsFor(where.get(field) ?? true, values, given)
        for (const field of rights.read === false ? [] : ['title', 'cost', 'status']) {
          const [all, one] = [explainField(ofAll, field), explainField(ofOne, field)]
          expect(all.sees === 'no').toBe(rights.hidden.has(field))
          const sees = can('read') && isOpen(rights.hidden, rights.shownWhere, field)
          expect(one.sees).toBe(sees ? 'yes' : 'no')
          expect(one.changes).toBe(sees && can('update') && isOpen(rights.readOnly, rights.writableWhere, field) ? 'yes' : 'no')
          if (rights.update !== false && !rights.hidden.has(field)) expect(all.changes === 'no').toBe(rights.readOnly.has(field))
        }
      }),
      { numRuns: 500 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50)
  })
})
