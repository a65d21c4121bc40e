import { type Attribute, integer, recordAttributes, reference, text, timestamp, type ValueType } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { checkExpression } from './check-expression.ts'
import { entityScope } from './entity-scope.ts'
import type { Logic } from './logic.ts'
import { namesIn, renameIn } from './names.ts'
import { sampleScope } from './testing/arbitrary-logic.ts'
import { makeAttribute, makeEntity } from './testing/make-entity.ts'

describe('checkExpression', () => {
  it('gives the type of the value', () => {
    expect(checkExpression({ '>': [{ var: 'total' }, 3] }, sampleScope)).toEqual({ type: { kind: 'boolean' }, diagnostics: [] })
    expect(checkExpression({ coalesce: [null, { var: 'created' }] }, sampleScope).type).toEqual(timestamp)
    expect(checkExpression({ sum: [{ var: 'total' }, 2] }, sampleScope).type).toEqual(integer())
    expect(checkExpression(null, sampleScope)).toEqual({ type: undefined, diagnostics: [] })
  })

  it.each([
    [{ nonsense: [1] }, 'expression.operator.unknown', '/where'],
    [{ and: [true, { len: [3] }] }, 'expression.type', '/where/and/1/len/0'],
    [{ '==': [{ var: 'nmae' }, 'x'] }, 'expression.name.misspelt', '/where/==/0'],
    [{ 'dec/': [{ var: 'zzz' }, 1] }, 'expression.name.unknown', '/where/dec~1/0'],
    [{ '<': [{ var: 'price' }, { var: 'cost' }] }, 'expression.decimal.exact', '/where'],
    [{ '+': [{ var: 'price' }, 1] }, 'expression.type', '/where/+/0'],
    [{ if: [{ var: 'price' }, 1, 2] }, 'expression.decimal.condition', '/where/if/0'],
    [{ cat: ['x', { var: 'price' }] }, 'expression.decimal.words', '/where/cat/1'],
    [{ '==': [{ var: 'due' }, '2026-02-30'] }, 'expression.value.invalid', '/where/==/1'],
    [{ in: [{ var: 'team' }, ['medical']] }, 'expression.value.invalid', '/where/in/1/0'],
    [{ '==': [{ var: 'team' }, { var: 'owner' }] }, 'expression.types-differ', '/where'],
    [{ '==': [{ var: 'due' }, { var: 'created' }] }, 'expression.types-differ', '/where'],
    [{ date_add: [{ var: 'due' }, 1, 'hour'] }, 'expression.type', '/where'],
    [{ '==': [{ var: 'name' }, 'a\u0000b'] }, 'expression.text.invalid', '/where/==/1'],
    [{ '==': [{ var: 'name' }, '\ud800'] }, 'expression.text.invalid', '/where/==/1'],
    [{ in: [{ var: 'tags' }, []] }, 'expression.type', '/where'],
    [{ '!': [1, 2] }, 'expression.arity', '/where'],
  ])('%j: %s', (logic, code, path) => {
    const { type, diagnostics } = checkExpression(logic, sampleScope, '/where')
    expect(type).toBeUndefined()
    expect(diagnostics[0]).toMatchObject({ code, path, severity: 'error' })
    expect(diagnostics[0]?.message.en).not.toMatch(/[{}]/)
    expect(diagnostics[0]?.message['zh-CN']).not.toMatch(/[{}]/)
  })

  it('reports a tree that is too deep instead of following it', () => {
    let deep: unknown = true
    for (let level = 0; level < 5_000; level++) deep = { '!': [deep] }
    expect(checkExpression(deep as never, sampleScope).diagnostics[0]?.code).toBe('expression.too-large')
  })
})

describe('the scope of an entity', () => {
  const attribute = (id: string, valueType: ValueType, more: Partial<Attribute> = {}) =>
    makeAttribute(id, { en: id.toUpperCase() }, valueType, more)
  const options = [{ id: 'new', label: { en: 'New' } }]
  const ticket = makeEntity('ticket', [
    attribute('status', text(), { options }),
    attribute('product', reference('product')),
    attribute('watchers', reference('person', true)),
  ])
  const product = makeEntity('product', [attribute('name', text())])
  const entities = (id: string) => ({ ticket, product })[id]
  const scope = entityScope(ticket, entities)

  it('knows attributes, those of every record, and through references', () => {
    expect(scope.typeOf(['product', 'name'])).toEqual(text())
    expect(scope.typeOf(['created_at'])).toEqual(recordAttributes.created_at.valueType)
    expect(scope.typeOf(['id'])).toEqual(reference('ticket'))
    expect(scope.typeOf(['$user', 'teams'])).toMatchObject({ kind: 'list' })
    expect(scope.typeOf(['watchers', 'name'])).toBeUndefined()
    expect(scope.typeOf(['constructor'])).toBeUndefined()
  })

  it('has old values and further names only where they are given', () => {
    expect(scope.typeOf(['$old', 'status'])).toBeUndefined()
    const more = entityScope(ticket, entities, { old: true, names: { amount: { valueType: integer() } } })
    expect(more.typeOf(['$old', 'status'])).toEqual(text())
    expect(more.typeOf(['amount'])).toEqual(integer())
  })

  it('warns of a text that is no option', () => {
    const { type, diagnostics } = checkExpression({ '==': [{ var: 'status' }, 'gone'] }, scope)
    expect(type).toEqual({ kind: 'boolean' })
    expect(diagnostics).toMatchObject([{ code: 'expression.option.unknown', severity: 'warning' }])
    expect(checkExpression({ in: [{ var: 'status' }, ['new']] }, scope).diagnostics).toEqual([])
  })
})

describe('names', () => {
  const logic: Logic = {
    and: [{ '==': [{ var: 'product.line' }, 'x'] }, { in: [{ var: 'team' }, { var: '$user.teams' }] }, { '!': [{ var: 'team' }] }],
  }

  it('reads by itself what its functions read', () => {
    expect(namesIn({ and: [{ '>': [{ age: [{ var: 'born' }] }, 18] }, { has_role: ['agent'] }] })).toEqual([
      ['$today'],
      ['born'],
      ['$user', 'roles'],
    ])
  })

  it('are found once each', () => {
    expect(namesIn(logic)).toEqual([['product', 'line'], ['team'], ['$user', 'teams']])
  })

  it('are renamed with all that goes through them', () => {
    expect(namesIn(renameIn(logic, ['product'], ['article']))).toEqual([['article', 'line'], ['team'], ['$user', 'teams']])
    expect(renameIn({ var: 'productive' }, ['product'], ['article'])).toEqual({ var: 'productive' })
    expect(renameIn({ var: '$old.product.line' }, ['product'], ['article'])).toEqual({ var: '$old.article.line' })
  })
})

describe('renaming where there are rows', () => {
  const logic = { '+': [{ var: 'amount' }, { var: '$row.amount' }, { var: '$parent.amount' }, { var: '$form.items.amount' }] }

  it('tells a column from a field of the record that is called the same', () => {
    expect(renameIn(logic, ['items', 'amount'], ['items', 'total'], 'items')).toEqual({
      '+': [{ var: 'total' }, { var: '$row.total' }, { var: '$parent.amount' }, { var: '$form.items.total' }],
    })
    expect(renameIn(logic, ['amount'], ['total'], 'items')).toEqual({
      '+': [{ var: 'amount' }, { var: '$row.amount' }, { var: '$parent.total' }, { var: '$form.items.amount' }],
    })
  })

  it('follows the sub-form itself', () => {
    expect(renameIn(logic, ['items'], ['lines'], 'items')).toEqual({
      '+': [{ var: 'amount' }, { var: '$row.amount' }, { var: '$parent.amount' }, { var: '$form.lines.amount' }],
    })
    expect(renameIn({ sum: [{ var: 'items.amount' }] }, ['items', 'amount'], ['items', 'total'])).toEqual({ sum: [{ var: 'items.total' }] })
  })
})
