import { type Attribute, date, decimal, list, type RecordValues, range, reference, rows, text, type ValueType } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { checkExpression } from './check-expression.ts'
import { compileEvaluator } from './compile-evaluator.ts'
import { entityScope } from './entity-scope.ts'
import type { Logic, ReadValue, Scope } from './logic.ts'
import { parseFormula } from './parse-formula.ts'
import { printFormula } from './print-formula.ts'
import { recordReader, rowReader, valueAt } from './read-name.ts'
import { rowScope } from './row-scope.ts'
import { makeAttribute, makeEntity } from './testing/make-entity.ts'

const attribute = (id: string, en: string, zh: string, valueType: ValueType, more: Partial<Attribute> = {}) =>
  makeAttribute(id, { en, 'zh-CN': zh }, valueType, more)
const kinds = [
  { id: 'part', label: { en: 'Part', 'zh-CN': '零件' } },
  { id: 'work', label: { en: 'Work', 'zh-CN': '工时' } },
]
const columns = [
  attribute('amount', 'Amount', '金额', decimal(18, 2)),
  attribute('kind', 'Kind', '类别', text(), { options: kinds }),
  attribute('tags', 'Tags', '标签', list(text())),
  attribute('product', 'Product', '产品', reference('product')),
]
const items = attribute('items', 'Items', '明细', rows(Object.fromEntries(columns.map(({ id, valueType }) => [id, valueType]))), {
  rows: { order: columns.map(({ id }) => id), attributes: Object.fromEntries(columns.map((column) => [column.id, column])) },
})
const product = makeEntity('product', [attribute('line', 'Line', '产品线', text()), items])
const order = makeEntity('order', [
  items,
  attribute('period', 'Period', '周期', range(date)),
  attribute('discount', 'Discount', '折扣', decimal(18, 2)),
  attribute('product', 'Product', '产品', reference('product')),
])
const entities = (id: string) => (id === 'product' ? product : undefined)
const scope = entityScope(order, entities)
const row = rowScope(order, items, entities)
const given = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }
const record: RecordValues = {
  items: [
    { id: 'r1', amount: '12.50', kind: 'part', product: 'p1' },
    { id: 'r2', amount: null, kind: 'work' },
    { id: 'r3', amount: '3.00', kind: 'part' },
  ],
  period: { start: '2026-11-01', end: '2026-11-30' },
  discount: '0.5',
  product: 'p1',
}
const related = (id: string) => (id === 'p1' ? { line: 'medical' } : undefined)

function logicOf(formula: string, names: Scope): Logic {
  const parsed = parseFormula(formula, names)
  if ('diagnostics' in parsed) throw new Error(JSON.stringify(parsed.diagnostics))
  return parsed.logic
}
const answer = (formula: string, names: Scope, read: ReadValue) => compileEvaluator(logicOf(formula, names))(read, given)

describe('a sub-form in a formula of the record', () => {
  it('is the list of a column, and its rows can be counted', () => {
    expect(scope.typeOf(['items', 'amount'])).toEqual(list(decimal(18, 2)))
    expect(scope.typeOf(['items'])?.kind).toBe('rows')
    expect(checkExpression({ count: [{ var: 'items' }] }, scope)).toMatchObject({ type: { kind: 'integer' }, diagnostics: [] })
    expect(answer('COUNT(明细)', scope, recordReader(record))).toBe(3)
    expect(answer('ISEMPTY(明细)', scope, recordReader({ items: [] }))).toBe(true)
    expect(answer('SUM(明细.金额) * 2', scope, recordReader(record))).toBe('31')
  })

  it('knows the options of a column', () => {
    expect(logicOf('"零件" IN 明细.类别', scope)).toEqual({ in: ['part', { var: 'items.kind' }] })
    expect(answer('"零件" IN 明细.类别', scope, recordReader(record))).toBe(true)
  })

  it('has no lists of lists, no rows of other records and nothing below a column', () => {
    for (const path of [
      ['items', 'tags'],
      ['items', 'none'],
      ['items', 'product', 'line'],
      ['items', 'constructor'],
      ['product', 'items'],
    ]) {
      expect(scope.typeOf(path), path.join('.')).toBeUndefined()
    }
    expect(checkExpression({ '==': [{ var: 'items' }, 1] }, scope).diagnostics).toHaveLength(1)
  })

  it('is listed and printed by labels', () => {
    expect(scope.names?.()).toContainEqual({ path: ['items', 'amount'], label: '明细.金额' })
    expect(scope.names?.().map(({ label }) => label)).not.toContain('明细.标签')
    expect(scope.names?.().map(({ label }) => label)).not.toContain('产品.明细')
    expect(printFormula({ sum: [{ var: 'items.amount' }] }, scope, 'zh-CN')).toContain('明细.金额')
  })
})

describe('a range', () => {
  it('has a start and an end', () => {
    expect(scope.typeOf(['period', 'start'])).toEqual(date)
    expect(scope.typeOf(['period', 'middle'])).toBeUndefined()
    expect(logicOf('周期.开始 < 周期.end', scope)).toEqual({ '<': [{ var: 'period.start' }, { var: 'period.end' }] })
    expect(printFormula({ var: 'period.end' }, scope, 'zh-CN')).toBe('周期.结束')
    expect(answer('周期.开始', scope, recordReader(record))).toBe('2026-11-01')
  })
})

describe('a formula of a row', () => {
  const read = rowReader({ id: 'r1', amount: '12.50', kind: 'part', product: 'p1' }, recordReader(record, related), related)

  it('reads its own row bare or by $row, the record by $parent or $form', () => {
    expect(answer('金额 * (1 - $parent.折扣)', row, read)).toBe('6.25')
    expect(logicOf('$row.金额 + $form.折扣', row)).toEqual({ 'dec+': [{ var: '$row.amount' }, { var: '$form.discount' }] })
    expect(answer('$row.金额 + $form.折扣', row, read)).toBe('13')
    expect(answer('产品.产品线', row, read)).toBe('medical')
    expect(answer('$parent.产品.产品线', row, read)).toBe('medical')
    expect(answer('金额 / SUM($parent.明细.金额) * 100', row, read)).toBe('80.64516129')
    expect(logicOf('类别 = "工时"', row)).toEqual({ '==': [{ var: 'kind' }, 'work'] })
  })

  it('knows nothing of the record under a bare name', () => {
    expect(row.typeOf(['discount'])).toBeUndefined()
    expect(scope.typeOf(['$row', 'amount'])).toBeUndefined()
    expect(scope.typeOf(['$parent', 'discount'])).toBeUndefined()
  })

  it.each(['$row.amount', '$parent.discount', '$form.discount', '$parent.items.amount'])('prints %s so that it is read back', (name) => {
    for (const locale of ['zh-CN', 'en'] as const) expect(logicOf(printFormula({ var: name }, row, locale), row)).toEqual({ var: name })
    expect(printFormula({ var: name }, row, 'zh-CN')).toMatch(/^\$(row|parent|form)\.[\u4e00-\u9fff]/)
  })

  it('lists what it may read', () => {
    const labels = row.names?.().map(({ label }) => label)
    expect(labels).toEqual(expect.arrayContaining(['金额', 'Amount', '产品.产品线', '$parent.折扣', '$parent.明细.金额', '$user.id']))
  })
})

describe('reading a name', () => {
  it('reaches only what values hold themselves', () => {
    const own = (field: string) => (field === 'items' ? [{ amount: 1 }, 'text', null, [1]] : field === 'note' ? 'p1' : null)
    expect(valueAt(['items', 'amount'], own)).toEqual([1, null, null, null])
    expect(valueAt(['items', 'constructor'], own)).toEqual([null, null, null, null])
    expect(valueAt(['note', 'length'], own, related)).toBeNull()
    expect(valueAt(['none', 'start'], own)).toBeNull()
  })

  it('follows a reference where the other record is at hand', () => {
    expect(recordReader(record, related)(['product', 'line'])).toBe('medical')
    expect(recordReader(record)(['product', 'line'])).toBeNull()
    expect(recordReader({ 'product.line': 'industrial', product: 'p1' }, related)(['product', 'line'])).toBe('industrial')
  })
})
