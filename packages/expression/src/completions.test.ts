import { describe, expect, it } from 'vitest'
import { type CompletionOptions, completionsAt } from './completions.ts'
import { formulaPieces } from './formula-pieces.ts'
import { signatureAt } from './signature.ts'
import { deskScope } from './testing/desk-scope.ts'
import { randomOf } from './testing/random.ts'

/** `|` is the cursor. */
function at(marked: string): [string, number] {
  return [marked.replace('|', ''), marked.indexOf('|')]
}
function lines(marked: string, options: CompletionOptions = {}, locale: 'zh-CN' | 'en' = 'zh-CN') {
  return completionsAt(...at(marked), deskScope, locale, options).items
}
/** The text with the first completion taken, `|` where the cursor is then. */
function taken(marked: string, label?: string, locale: 'zh-CN' | 'en' = 'zh-CN'): string {
  const [text, cursor] = at(marked)
  const { start, end, items } = completionsAt(text, cursor, deskScope, locale)
  const line = items.find((item) => label === undefined || item.label === label)
  if (!line) return 'nothing'
  return `${text.slice(0, start)}${line.insert.slice(0, line.cursor)}|${line.insert.slice(line.cursor)}${text.slice(end)}`
}

describe('completion', () => {
  it.each([
    ['状|', '状态|'],
    ['stat|', '状态|'],
    ['1 + 数|', '1 + 数量|'],
    ['联|', '{联系 电话}|'],
    ['{联系 |', '{联系 电话}|'],
    ['产品.|', '产品.产品线|'],
    ['产品.产| = "x"', '产品.产品线| = "x"'],
    ['su|', 'SUM(|)'],
    ['su|(1, 2)', 'SUM|(1, 2)'],
    ['求|', '求和(|)'],
    ['toda|', 'TODAY()|'],
    ['状态 = |', '状态 = "新建"|'],
    ['状态 = "|', '状态 = "新建"|'],
    ['状态 = "已|', '状态 = "已解决"|'],
    ['状态 <> "resol|', '状态 <> "已解决"|'],
    ['状态 IN ["新建", |', '状态 IN ["新建", "新建"|'],
    ['HAS_ANY(标签, ["|', 'HAS_ANY(标签, ["新建"|'],
    ['$old.状|', '$old.状|'],
    ['数量 > 1 a|', '数量 > 1 AND |'],
    ['IF(NOT 状|', 'IF(NOT 状态|'],
  ])('%s gives %s', (marked, result) => {
    if (marked !== result) expect(taken(marked)).toBe(result)
    else expect(lines(marked)).toEqual([])
  })

  it('is in the language of the reader, with the type of each field', () => {
    expect(lines('amou|', {}, 'en')[0]).toMatchObject({
      kind: 'field',
      label: 'Amount',
      insert: 'Amount',
      detail: { en: 'a decimal', 'zh-CN': '小数' },
    })
    expect(taken('Status = |', undefined, 'en')).toBe('Status = "New"|')
    expect(taken('curr|', 'Current user', 'en')).toBe('$user.id|')
  })

  it('offers fields first and no functions as long as nothing is typed', () => {
    const kinds = new Set(lines('|').map(({ kind }) => kind))
    expect([...kinds]).toEqual(['field'])
    expect(lines('|')[0]?.label).toBe('状态')
    expect(lines('数量 |').map(({ label }) => label)).toEqual(['AND', 'OR', 'IN'])
  })

  it('finds labels by the initials they are typed with', () => {
    const initialsOf = (text: string) => (text === '成本' ? 'cb' : text)
    expect(lines('cb|')[0]?.label).not.toBe('成本')
    expect(lines('cb|', { initialsOf })[0]?.label).toBe('成本')
  })

  it('leaves out functions that formulas choose by themselves', () => {
    expect(lines('dec|').map(({ label }) => label)).not.toContain('DEC_SUM')
    expect(lines('dec|').map(({ label }) => label)).toContain('DEC')
  })

  it('has nothing to offer within a text that is no option and behind a number', () => {
    expect(lines('"状|')).toEqual([])
    expect(lines('12|')).toEqual([])
    expect(lines('状态 = "新建"|')).toEqual([])
  })
})

describe('signature help', () => {
  it.each([
    ['IF(|', 'IF', 0],
    ['IF(状态 = "新建", |', 'IF', 1],
    ['if（数量 > 1，SUM(1, 2)，|', 'IF', 2],
    ['IF(TRUE, SUM(1, 2|', 'SUM', 1],
    ['SUM(1, 2, 3, |)', 'SUM', 1],
    ['HAS_ANY(标签, ["新建", |', 'HAS_ANY', 1],
    ['IF((1 + |', 'IF', 0],
    ['IF(TRUE, "a, b|', 'IF', 1],
    ['LEN("a", |', 'LEN', -1],
  ])('%s is in %s', (marked, name, active) => {
    expect(signatureAt(...at(marked))).toMatchObject({ function: { name }, active })
  })

  it.each(['|IF(1)', 'IF(1)|', '(1 + |', '状态 = |', 'NOTHING(|'])('%s is in none', (marked) => {
    expect(signatureAt(...at(marked))).toBeUndefined()
  })
})

it('a formula has pieces to colour', () => {
  const text = 'IF(状态 = "新建", 1, NOT {联系 电'
  expect(formulaPieces(text).map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`)).toEqual([
    'function IF',
    'sign (',
    'name 状态',
    'sign =',
    'text "新建"',
    'sign ,',
    'number 1',
    'sign ,',
    'word NOT',
    'name {联系 电',
  ])
})

it('completion and signature help take any text', () => {
  const pieces = ['IF(', '{', '"', '“', ')', '[', ',', '.', '状态', ' ', '=', '\u0000', '😀', 'IN', '1', '$old', '}', '产品']
  for (let seed = 0; seed < 1_000; seed++) {
    const random = randomOf(seed)
    const text = Array.from({ length: random.below(12) }, () => random.of(pieces)).join('')
    const cursor = random.below(text.length + 1)
    const { start, end } = completionsAt(text, cursor, deskScope, 'zh-CN')
    expect(start <= cursor && cursor <= Math.max(end, cursor) && end <= text.length, text).toBe(true)
    signatureAt(text, cursor)
  }
})
