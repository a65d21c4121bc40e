import { date, decimal, integer, type Option, range, reference, rows, text } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entityScope } from './entity-scope.ts'
import { fromJsonLogic } from './from-json-logic.ts'
import type { Logic, Scope } from './logic.ts'
import { parseFormula } from './parse-formula.ts'
import { printFormula } from './print-formula.ts'
import { rowScope } from './row-scope.ts'
import { anyLogic, sampleScope, sampleTypes } from './testing/arbitrary-logic.ts'
import { makeAttribute, makeEntity } from './testing/make-entity.ts'
import { toJsonLogic } from './to-json-logic.ts'

/** Labels people do write, and those that look like parts of the language. */
const awkward = [
  '联系 电话',
  '金额（元）',
  'a.b',
  'A "quoted" name',
  '“引号”',
  "it's",
  '2026年预算',
  '1',
  '😀',
  'SUM',
  'AND',
  '且',
  'NOT',
  'TRUE',
  '空',
  'NOW',
  '金额 + 税',
  '{braces}',
  'a}b',
  '$user.id',
  '$old',
  '$row',
  'total',
  'name',
  'status',
  ' blank ',
  '',
  '同名',
  '同名',
  'x'.repeat(60),
]
const anyLabel = fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: 'grapheme', maxLength: 6 }))
const anyOption: fc.Arbitrary<Option[]> = fc
  .uniqueArray(fc.constantFrom('new', 'done', 'a b', 'x"y', '新建', 'status'), { minLength: 1, maxLength: 4 })
  .chain((ids) => fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), label: fc.record({ en: anyLabel, 'zh-CN': anyLabel }) }))))

/** The sample attributes under labels made at random, one of them a choice field. */
const anyScope: fc.Arbitrary<Scope> = fc
  .record({
    labels: fc.array(fc.record({ en: anyLabel, 'zh-CN': anyLabel }), { minLength: 40, maxLength: 40 }),
    options: anyOption,
    isRow: fc.boolean(),
  })
  .map(({ labels, options, isRow }) => {
    const label = (index: number) => labels[index % labels.length] ?? { en: 'x' }
    const own = Object.entries(sampleTypes).map(([id, type], index) =>
      makeAttribute(id, label(index), type, id === 'name' || id === 'tags' ? { options } : {}),
    )
    const column = [makeAttribute('amount', label(30), decimal(18, 2)), makeAttribute('kind', label(31), text(), { options })]
    const items = makeAttribute('items', label(32), rows({ amount: decimal(18, 2), kind: text() }), {
      rows: { order: ['amount', 'kind'], attributes: Object.fromEntries(column.map((each) => [each.id, each])) },
    })
    const all = [...own, items, makeAttribute('period', label(33), range(date)), makeAttribute('product', label(34), reference('product'))]
    const product = makeEntity('product', [
      makeAttribute('line', label(35), text(), { options }),
      makeAttribute('stock', label(36), integer()),
    ])
    const entities = (id: string) => (id === 'product' ? product : undefined)
    const main = makeEntity('main', all)
    if (!isRow) return entityScope(main, entities, { old: true })
    // In a row of a sub-form that has the sample attributes as its columns.
    const wide = { ...items, rows: { order: own.map(({ id }) => id), attributes: Object.fromEntries(own.map((each) => [each.id, each])) } }
    return rowScope(main, wide, entities)
  })

const anyName = fc.constantFrom(
  'items.amount',
  'period.start',
  'product.line',
  'product.stock',
  '$old.total',
  '$row.total',
  '$parent.items.amount',
  '$form.total',
)
const withFarNames: fc.Arbitrary<Logic> = fc.oneof(
  { weight: 4, arbitrary: anyLogic },
  { weight: 1, arbitrary: anyName.map((name): Logic => ({ sum: [{ var: name }, 1] })) },
  { weight: 1, arbitrary: anyName.map((name): Logic => ({ '==': [{ var: name }, { var: name }] })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('name', 'product.line'), fc.constantFrom('new', 'done', 'a b', 'x"y', '新建', 'status'))
      .map(([name, id]): Logic => ({ '==': [{ var: name }, id] })),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }).map((words): Logic => ({ cat: [{ var: 'note' }, words] })) },
)

describe('a formula printed and read back', () => {
  it('is the same tree, and printing it again the same text, whatever fields and options are called', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(withFarNames, anyScope, fc.constantFrom('zh-CN' as const, 'en' as const), (logic, scope, locale) => {
        const { tree, diagnostics } = fromJsonLogic(logic, scope)
        // A text that is no option of the field it is compared with may be the label of one: it is read as that one.
        fc.pre(tree !== undefined && diagnostics.length === 0)
        const formula = printFormula(toJsonLogic(tree), scope, locale)
        const parsed = parseFormula(formula, scope, locale)
        expect(parsed, formula).toEqual({ logic: toJsonLogic(tree) })
        expect('logic' in parsed && fromJsonLogic(parsed.logic, scope).tree).toEqual(tree)
        expect('logic' in parsed && printFormula(parsed.logic, scope, locale)).toBe(formula)
      }),
      { numRuns: process.env.LONG ? 50_000 : 2_000, maxSkipsPerRun: 500 },
    )
  })

  it('goes from the tree to JSON Logic and back', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyLogic, (logic) => {
        const { tree } = fromJsonLogic(logic, sampleScope)
        fc.pre(tree !== undefined)
        expect(fromJsonLogic(toJsonLogic(tree), sampleScope).tree).toEqual(tree)
      }),
      { numRuns: 1_000, maxSkipsPerRun: 200 },
    )
    expect(toJsonLogic(fromJsonLogic({ '!': { var: 'name' } }, sampleScope).tree as never)).toEqual({ '!': [{ var: 'name' }] })
  })
})
