import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromJsonLogic } from './from-json-logic.ts'
import { functions } from './functions.ts'
import type { Logic } from './logic.ts'
import { parseFormula } from './parse-formula.ts'
import { printFormula } from './print-formula.ts'
import { anyLogic, sampleScope } from './testing/arbitrary-logic.ts'
import { deskScope } from './testing/desk-scope.ts'

const scope = deskScope

const logicOf = (formula: string): Logic => {
  const parsed = parseFormula(formula, scope)
  if ('diagnostics' in parsed) throw new Error(JSON.stringify(parsed.diagnostics))
  return parsed.logic
}
const problemOf = (formula: string) => {
  const parsed = parseFormula(formula, scope)
  if ('logic' in parsed) throw new Error(`accepted: ${JSON.stringify(parsed.logic)}`)
  return parsed.diagnostics[0]
}

describe('a formula', () => {
  const status = { var: 'status' }
  it.each<[string, Logic]>([
    ['IF(状态="已解决",1,0)', { if: [{ '==': [status, 'resolved'] }, 1, 0] }],
    ['＝如果（状态＝“已解决”，1，0）', { if: [{ '==': [status, 'resolved'] }, 1, 0] }],
    ["if(Status = 'New', 1, 0)", { if: [{ '==': [status, 'new'] }, 1, 0] }],
    ['status in ["新建", "Resolved"]', { in: [status, ['new', 'resolved']] }],
    ['HAS_ANY(标签, ["新建"])', { has_any: [{ var: 'tags' }, ['new']] }],
    ['SUM(数量, 3)', { sum: [{ var: 'count' }, 3] }],
    ['求和(金额, 成本) * 1.13', { 'dec*': [{ dec_sum: [{ var: 'amount' }, { var: 'cost' }] }, 1.13] }],
    ['金额*1.13', { 'dec*': [{ var: 'amount' }, 1.13] }],
    ['数量 + 2 * 3', { '+': [{ var: 'count' }, { '*': [2, 3] }] }],
    ['(数量 + 2) × 3', { '*': [{ '+': [{ var: 'count' }, 2] }, 3] }],
    ['1 - 2 - 3', { '-': [{ '-': [1, 2] }, 3] }],
    ['数量 / 3', { 'dec/': [{ var: 'count' }, 3] }],
    ['金额 > 成本', { 'dec>': [{ var: 'amount' }, { var: 'cost' }] }],
    ['数量 <> 3', { '!=': [{ var: 'count' }, 3] }],
    ['数量 ≥ 3 且 数量 ≤ 5 AND TRUE', { and: [{ '>=': [{ var: 'count' }, 3] }, { '<=': [{ var: 'count' }, 5] }, true] }],
    ['NOT 数量 > 3 OR 空 = 数量', { or: [{ '!': [{ '>': [{ var: 'count' }, 3] }] }, { '==': [null, { var: 'count' }] }] }],
    ['产品.产品线 = "x"', { '==': [{ var: 'product.line' }, 'x'] }],
    ['{联系 电话} & "-" & 金额', { cat: [{ cat: [{ var: 'phone' }, '-'] }, { dec: [{ var: 'amount' }] }] }],
    ['$old.状态 <> 状态', { '!=': [{ var: '$old.status' }, status] }],
    ['HOURS_BETWEEN($now, 截止时间)', { hours_between: [{ var: '$now' }, { var: 'due_at' }] }],
    ['YEAR(NOW()) - year(今天（）)', { '-': [{ year: [{ var: '$now' }] }, { year: [{ var: '$today' }] }] }],
    ['13%', 0.13],
    ['数量 % 3', { '%': [{ var: 'count' }, 3] }],
    ['-5', -5],
    ['-数量', { '-': [{ var: 'count' }] }],
    ['{且} + 1', { '+': [{ var: 'and' }, 1] }],
    ['"他说""好"""', '他说"好"'],
    ['DEC("12345678901234567890.5")', { dec: ['12345678901234567890.5'] }],
    ['12345678901234567890.5', { dec: ['12345678901234567890.5'] }],
    ['截止时间 < "2026-11-22T00:00:00.000Z"', { '<': [{ var: 'due_at' }, '2026-11-22T00:00:00.000Z'] }],
  ])('%s', (formula, logic) => {
    expect(logicOf(formula)).toEqual(logic)
    // What is printed in either language means the same.
    expect(logicOf(printFormula(logic, scope, 'zh-CN'))).toEqual(logic)
    expect(logicOf(printFormula(logic, scope, 'en'))).toEqual(logic)
  })

  it('is printed in the language of the reader', () => {
    const logic = logicOf('IF(AND(status = "resolved", {联系 电话} <> ""), amount * (count + 1), 0)')
    expect(printFormula(logic, scope, 'zh-CN')).toBe('IF(AND(状态 = "已解决", {联系 电话} <> ""), 金额 * (数量 + 1), 0)')
    expect(printFormula(logic, scope, 'en')).toBe('IF(AND(Status = "Resolved", {Phone number} <> ""), Amount * (Count + 1), 0)')
  })

  it('can call every function that editors list', () => {
    for (const { name, aliases, params } of functions) {
      for (const each of [name, ...aliases]) {
        const parsed = parseFormula(
          `${each}(${params
            .filter((param) => !param.optional)
            .map(() => 'NULL')
            .join(', ')})`,
          scope,
        )
        const codes = 'diagnostics' in parsed ? parsed.diagnostics.map(({ code }) => code) : []
        // Scale and unit must be written out; a list of nothing is no list.
        expect(codes.filter((code) => code !== 'expression.literal-needed' && code !== 'expression.type')).toEqual([])
      }
    }
  })

  it('made at random comes back as it was printed', () => {
    fc.assert(
      fc.property(anyLogic, (logic) => {
        fc.pre(fromJsonLogic(logic, sampleScope).tree !== undefined)
        const formula = printFormula(logic, sampleScope, 'en')
        expect(parseFormula(formula, sampleScope)).toEqual({ logic })
      }),
      { numRuns: process.env.LONG ? 20_000 : 500, maxSkipsPerRun: 200 },
    )
  })

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'状态IF()（）"“,，1.+-*/%<>=[]{}$且或 数量') }), (typed) => {
        const parsed = parseFormula(typed, scope)
        expect('logic' in parsed || parsed.diagnostics.length > 0).toBe(true)
      }),
      { numRuns: 2_000 },
    )
    expect(problemOf('('.repeat(100_000))?.code).toBe('expression.too-large')
  })
})

describe('a wrong formula', () => {
  it.each([
    ['', 'formula.empty', 0, 0],
    ['数量 +', 'formula.unexpected', 4, 4],
    ['数量 数量', 'formula.unexpected', 3, 5],
    ['IF(数量', 'formula.unexpected', 5, 5],
    ['"abc', 'formula.unclosed', 0, 4],
    ['数里 + 1', 'expression.name.misspelt', 0, 2],
    ['库存 + 1', 'expression.name.unknown', 0, 2],
    ['Statis = 1', 'expression.name.misspelt', 0, 6],
    ['ROUMD(1)', 'formula.function.misspelt', 0, 5],
    ['1 + LEN(数量)', 'expression.type', 8, 10],
    ['ROUND(1, 2, 3)', 'expression.arity', 0, 14],
    ['数量 = "x"', 'expression.types-differ', 0, 8],
    ['IF(金额, 1, 0)', 'expression.decimal.condition', 3, 5],
    ['DATE_ADD(TODAY(), 1, "year ")', 'expression.literal-needed', 21, 28],
    ['截止时间 < "22.11.2026"', 'expression.value.invalid', 7, 19],
    ['TRUE AND 1 > 0 AND LEN(3) = 1', 'expression.type', 23, 24],
    ['截止时间 < TODAY()', 'expression.types-differ', 0, 14],
  ])('%s: %s', (formula, code, start, end) => {
    expect(problemOf(formula)).toMatchObject({ code, start, end })
  })

  it('says what was found, what was expected and what was probably meant', () => {
    expect(problemOf('数量 +')?.message).toEqual({ en: 'Found the end, expected a value.', 'zh-CN': '得到结尾，应为值。' })
    expect(problemOf('Statis = 1')?.fix).toEqual({ en: 'Did you mean “状态”?', 'zh-CN': '是否想写“状态”？' })
    expect(problemOf('LEN(数量)')?.message.en).toBe('LEN was given an integer; here it takes text.')
  })
})
