import type { JsonValue } from '@tangram/data-model'
import fc from 'fast-check'
import jsonLogic from 'json-logic-js'
import { describe, expect, it } from 'vitest'
import { checkExpression } from '../check-expression.ts'
import { sampleScope } from '../testing/arbitrary-logic.ts'
import { caseFiles } from '../testing/case-files.ts'
import { compileCore } from './compile-core.ts'
import { isCoreOperator } from './core-names.ts'

/** Every operator of json-logic-js but `log`, which would write to the console there. */
const operators = [
  ...['==', '===', '!=', '!==', '>', '>=', '<', '<=', '!!', '!', '%', 'in', 'cat', 'substr', '+', '*', '-', '/', 'min', 'max', 'merge'],
  ...['var', 'missing', 'missing_some', 'if', '?:', 'and', 'or', 'filter', 'map', 'reduce', 'all', 'none', 'some'],
]
const scalar = fc.constantFrom<JsonValue>(null, true, false, 0, 1, -1, 2.5, '', '0', '1', 'a', 'b', ' 3 ', 'x,y', '1.5kg', 7)
const name = fc.constantFrom(
  'a',
  'b',
  'list',
  'list.0',
  'list.length',
  'deep.x',
  'text',
  'text.0',
  'none',
  '',
  'current',
  'accumulator',
  'qty',
)
const anyLogic = fc.letrec<{ logic: JsonValue; call: JsonValue }>((tie) => ({
  logic: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    name.map((each): JsonValue => ({ var: each })),
    tie('call'),
    fc.array(tie('logic'), { maxLength: 3 }),
    fc.constant({ x: 1, y: 2 }),
  ),
  call: fc
    .tuple(fc.constantFrom(...operators), fc.array(tie('logic'), { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([op, args, isBare]): JsonValue => ({ [op]: isBare && args.length === 1 && !Array.isArray(args[0]) ? (args[0] ?? null) : args })),
})).logic
const anyData = fc.record({
  a: scalar,
  b: scalar,
  list: fc.array(scalar, { maxLength: 3 }),
  deep: fc.record({ x: scalar }),
  text: fc.constantFrom('', 'abc'),
})

describe('the core profile', () => {
  it('answers as json-logic-js', () => {
    fc.assert(
      fc.property(anyLogic, anyData, (logic, data) => {
        let expected: unknown
        try {
          expected = jsonLogic.apply(logic as never, data)
        } catch {
          // A list method of something that is no list: there it breaks, here it is read as text or as nothing.
          return
        }
        expect(compileCore(logic)(data)).toEqual(plain(expected))
      }),
      { numRuns: process.env.LONG ? 200_000 : 10_000 },
    )
  })

  const core = caseFiles.flatMap(({ cases }) => cases.filter((each) => each.core && !JSON.stringify(each.logic).includes('$')))
  it.each(core)('gives $logic over $values the answer of json-logic-js', ({ logic, values }) => {
    expect(compileCore(logic)(values)).toEqual(plain(jsonLogic.apply(logic as never, values)))
  })

  it('knows the operators of json-logic-js and no others', () => {
    for (const op of [...operators, 'log']) expect(isCoreOperator(op), op).toBe(true)
    for (const op of ['dec+', 'sum', 'method', 'constructor', '__proto__', 'toString']) {
      expect(isCoreOperator(op), op).toBe(false)
      expect(() => compileCore(JSON.parse(`{"${op}":[1]}`))).toThrowError(expect.objectContaining({ code: 'expression.unknown-operator' }))
    }
  })

  it('refuses other operators with a reason and a place, and nothing else', () => {
    const { type, diagnostics } = checkExpression({ if: [true, { sum: [1] }, { 'a/b': 1 }] }, sampleScope, {
      path: '/where',
      profile: 'core',
    })
    expect(type).toBeUndefined()
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ['expression.core.operator', '/where/if/1'],
      ['expression.core.operator', '/where/if/2'],
    ])
    expect(diagnostics[0]?.message.en).toContain('“sum”')
    expect(checkExpression({ '+': ['1', { var: ['nowhere', 2] }] }, sampleScope, { profile: 'core' }).diagnostics).toEqual([])
    let deep: JsonValue = true
    for (let level = 0; level < 5_000; level++) deep = { '!': deep }
    expect(checkExpression(deep, sampleScope, { profile: 'core' }).diagnostics[0]?.code).toBe('expression.too-large')
  })

  it('reads own properties only', () => {
    for (const each of ['constructor', '__proto__', 'text.constructor', 'list.map', 'toString']) {
      expect(compileCore({ var: each })({ text: 'x', list: [1] }), each).toBeNull()
    }
    expect(compileCore({ cat: [{ var: 'evil' }] })({ evil: { toString: 1 } })).toBe('[object Object]')
  })

  it('ends, however lists are nested', () => {
    const items = Array.from({ length: 2_000 }, (_, index) => index)
    const pairs: JsonValue = { map: [{ var: 'items' }, { map: [{ merge: [[], items] }, 1] }] }
    expect(() => compileCore({ map: [items.slice(0, 900), 1] })({})).not.toThrow()
    expect(() => compileCore({ map: [{ var: 'items' }, { reduce: [{ var: 'items' }, 1, 0] }] })({ items })).not.toThrow()
    expect(() => compileCore(pairs)({ items })).toThrowError(expect.objectContaining({ code: 'expression.too-long' }))
    const nested: JsonValue = { map: [{ var: '' }, { map: [{ var: '' }, 1] }] }
    const squares = Array.from({ length: 1_100 }, () => items.slice(0, 1_000))
    expect(() => compileCore(nested)(squares)).toThrowError(expect.objectContaining({ code: 'expression.too-many-items' }))
  })
})

/** Undefined is null in JSON. */
function plain(value: unknown): unknown {
  if (value === undefined) return null
  return Array.isArray(value) ? value.map(plain) : value
}
