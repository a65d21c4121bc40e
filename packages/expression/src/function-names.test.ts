import { describe, expect, it } from 'vitest'
import { checkExpression } from './check-expression.ts'
import { evaluateLogic } from './compile-evaluator.ts'
import type { Logic } from './logic.ts'
import { parseFormula } from './parse-formula.ts'
import { printFormula } from './print-formula.ts'
import { sampleScope } from './testing/arbitrary-logic.ts'
import { given } from './testing/case-files.ts'

const logicOf = (formula: string): Logic => {
  const parsed = parseFormula(formula, sampleScope)
  if ('diagnostics' in parsed) throw new Error(JSON.stringify(parsed.diagnostics))
  return parsed.logic
}

describe('a name', () => {
  it.each<[string, Logic]>([
    ['TEXT(price, "0.00")', { text_of_number: [{ var: 'price' }, '0.00'] }],
    ['TEXT(due, "yyyy年M月")', { text_of_date: [{ var: 'due' }, 'yyyy年M月'] }],
    ['MAX(due, born)', { latest: [{ var: 'due' }, { var: 'born' }] }],
    ['MIN(days)', { earliest: [{ var: 'days' }] }],
    ['MIN(total, 3)', { min: [{ var: 'total' }, 3] }],
    ['CONTAINS(name, "a")', { contains: [{ var: 'name' }, 'a'] }],
    ['CONTAINS(tags, "a")', { list_contains: [{ var: 'tags' }, 'a'] }],
    ['包含(amounts, 1.5)', { dec_list_contains: [{ var: 'amounts' }, 1.5] }],
    ['REVERSE(tags)', { list_reverse: [{ var: 'tags' }] }],
    ['SORT(counts)', { sort: [{ var: 'counts' }] }],
    ['SORT(amounts)', { dec_sort: [{ var: 'amounts' }] }],
    ['SUMIF(tags, "=", "a", amounts)', { sum_if: [{ var: 'tags' }, '=', 'a', { var: 'amounts' }] }],
    ['COUNTIF(amounts, ">", 100)', { dec_count_if: [{ var: 'amounts' }, '>', 100] }],
  ])('means in %s what its arguments make of it', (formula, logic) => {
    expect(logicOf(formula)).toEqual(logic)
    expect(logicOf(printFormula(logic, sampleScope, 'en'))).toEqual(logic)
  })
})

describe('formulas people bring along', () => {
  const values = {
    name: '11010519491231002X',
    price: '1680.32',
    due: '2026-09-30',
    born: '2000-11-23',
    amounts: ['10.00', null, '2.50'],
    tags: ['新', '旧', '新'],
    total: 3,
  }

  it.each<[string, Logic]>([
    ['人民币大写(price)', '壹仟陆佰捌拾元叁角贰分'],
    ['RMBCAP(SUM(amounts))', '壹拾贰元伍角'],
    ['身份证性别(name) & " " & 文本格式(身份证生日(name), "yyyy/MM/dd")', '女 1949/12/31'],
    ['工作日天数(due, DATE(2026,10,8), ["2026-10-01","2026-10-02","2026-10-05","2026-10-06","2026-10-07"])', 2],
    ['WORKDAY(due, 1, ["2026-10-01", "2026-10-02"])', '2026-10-05'],
    ['IF(年龄(born) >= 18, "成年", "未成年")', '成年'],
    ['SWITCH(WEEKDAY(due), 6, "周末", 7, "周末", "工作日")', '工作日'],
    ['IFS(total > 5, "高", total > 2, "中", TRUE, "低")', '中'],
    ['ROUNDUP(price / 100, 0) * 100', '1700'],
    ['条件求和(tags, "=", "新", amounts)', '12.5'],
    ['JOIN(去重(tags), "、")', '新、旧'],
    ['AVERAGE(amounts) > MEDIAN(2, 3, 4)', true],
    ['START_OF(due, "quarter")', '2026-07-01'],
    ['DATEDIF(born, due, "Y")', 25],
    ['IFERROR(1 / 0, 0)', '0'],
    ['MASK("13812345678")', '138****5678'],
    ['HAS_ROLE("agent") AND ISBLANK(note)', true],
  ])('%s gives %j', (formula, expected) => {
    const answer = evaluateLogic(logicOf(formula), values, given)
    expect(typeof expected === 'string' && typeof answer === 'number' ? String(answer) : answer).toEqual(expected)
  })

  it.each([
    ['TEXT(price, "abc0x0")', 'expression.literal-needed'],
    ['POWER(total, 21)', 'expression.literal-needed'],
    ['COUNTIF(tags, "~", "a")', 'expression.literal-needed'],
    ['COUNTIF(tags, "=", 1)', 'expression.types-differ'],
    ['REGEXMATCH(name, "(")', 'expression.literal-needed'],
    ['SWITCH(price, 1, 2)', 'expression.type'],
    ['NETWORKDAYS(due, due, ["x"])', 'expression.value.invalid'],
  ])('%s says what is wrong', (formula, code) => {
    expect(parseFormula(formula, sampleScope)).toMatchObject({ diagnostics: [{ code }] })
  })

  it('are refused where the database is to compute what it cannot', () => {
    const logic = logicOf('REGEXMATCH(name, "^a")')
    expect(checkExpression(logic, sampleScope).diagnostics).toEqual([])
    expect(checkExpression(logic, { ...sampleScope, inDatabase: true }).diagnostics).toMatchObject([
      { code: 'expression.database', path: '' },
    ])
  })
})

describe('days of work', () => {
  it('are counted from the last day of 1 BC, which the first instant is in the west', () => {
    const logic = { networkdays: [{ var: 'created' }, { var: 'due' }] }
    const values = { created: '0001-01-01T00:00:00.000Z', due: '0001-01-02' }
    expect(evaluateLogic(logic, values, { ...given, zone: 'America/St_Johns' })).toBe(2)
  })
})
