import { boolean, integer, isJsonObject, type JsonValue, text } from '@tangram/data-model'
import { joinText } from '../join.ts'
import { type Evaluate, type OperatorDefinition, param } from '../operator.ts'

const subject = param('text', 'text', '文本')
const words = param('words', 'value', '值')
const count = param('integer', 'characters', '字符数')

/** What `trim` takes off both ends; PostgreSQL is given the same characters. */
export const blanks = ' \t\n\r\u00a0\u3000'

export const textOperators: readonly OperatorDefinition[] = [
  {
    op: 'cat',
    names: ['CONCAT', 'CONCATENATE', '连接', '合并文本'],
    group: 'text',
    label: { en: 'The values one after another as text', 'zh-CN': '把多个值连接成文本' },
    params: [words],
    rest: words,
    result: text(),
    core: true,
    join: joinText(written),
  },
  {
    op: 'len',
    names: ['LEN', '长度'],
    group: 'text',
    label: { en: 'How many characters the text has', 'zh-CN': '文本的字符数' },
    params: [subject],
    result: integer(),
    evaluate: ([value]) => (typeof value === 'string' ? [...value].length : null),
  },
  {
    op: 'left',
    names: ['LEFT', '左截取'],
    group: 'text',
    label: { en: 'The first characters', 'zh-CN': '文本开头的若干字符' },
    params: [subject, count],
    result: text(),
    evaluate: onCharacters((characters, n) => characters.slice(0, n)),
  },
  {
    op: 'right',
    names: ['RIGHT', '右截取'],
    group: 'text',
    label: { en: 'The last characters', 'zh-CN': '文本末尾的若干字符' },
    params: [subject, count],
    result: text(),
    evaluate: onCharacters((characters, n) => (n === 0 ? [] : characters.slice(-n))),
  },
  {
    op: 'mid',
    names: ['MID', '截取'],
    group: 'text',
    label: { en: 'Characters from a position on, the first being 1', 'zh-CN': '从某个位置（第一个为 1）开始的若干字符' },
    params: [subject, param('integer', 'start', '起始位置'), count],
    result: text(),
    evaluate: ([value, start, length]) => {
      if (typeof value !== 'string') return null
      const from = Math.max(characters(start), 1) - 1
      return [...value].slice(from, from + characters(length)).join('')
    },
  },
  {
    op: 'upper',
    names: ['UPPER', '大写'],
    group: 'text',
    label: { en: 'In capitals', 'zh-CN': '转为大写' },
    params: [subject],
    result: text(),
    evaluate: ([value]) => (typeof value === 'string' ? value.toUpperCase() : null),
  },
  {
    op: 'lower',
    names: ['LOWER', '小写'],
    group: 'text',
    label: { en: 'In small letters', 'zh-CN': '转为小写' },
    params: [subject],
    result: text(),
    evaluate: ([value]) => (typeof value === 'string' ? value.toLowerCase() : null),
  },
  {
    op: 'contains',
    names: ['CONTAINS', '包含'],
    variants: { list: 'list_contains' },
    group: 'text',
    label: { en: 'The text has the other one in it', 'zh-CN': '文本中包含另一段文本' },
    params: [subject, param('text', 'part', '部分')],
    result: boolean,
    evaluate: onTexts((value, part) => value.includes(part)),
  },
  {
    op: 'starts_with',
    names: ['STARTS_WITH', 'STARTSWITH', '开头是'],
    group: 'text',
    label: { en: 'The text begins with the other one', 'zh-CN': '文本以另一段文本开头' },
    params: [subject, param('text', 'beginning', '开头')],
    result: boolean,
    evaluate: onTexts((value, part) => value.startsWith(part)),
  },
  {
    op: 'ends_with',
    names: ['ENDS_WITH', 'ENDSWITH', '结尾是'],
    group: 'text',
    label: { en: 'The text ends with the other one', 'zh-CN': '文本以另一段文本结尾' },
    params: [subject, param('text', 'end', '结尾')],
    result: boolean,
    evaluate: onTexts((value, part) => value.endsWith(part)),
  },
  {
    op: 'trim',
    names: ['TRIM', '去空格'],
    group: 'text',
    label: { en: 'Without blanks at both ends', 'zh-CN': '去掉首尾空白' },
    params: [subject],
    result: text(),
    evaluate: ([value]) => (typeof value === 'string' ? trimmed(value) : null),
  },
  {
    op: 'replace',
    names: ['REPLACE', 'SUBSTITUTE', '替换'],
    group: 'text',
    label: { en: 'With every occurrence of a part replaced', 'zh-CN': '把文本中的某一部分全部替换' },
    params: [subject, param('text', 'part', '原文'), param('text', 'replacement', '新文')],
    result: text(),
    evaluate: ([value, part, by]) => {
      if (typeof value !== 'string' || typeof part !== 'string' || typeof by !== 'string') return null
      // PostgreSQL leaves the text alone when there is nothing to look for; JavaScript would insert between all characters.
      return part === '' ? value : value.replaceAll(part, () => by)
    },
  },
]

export function written(value: JsonValue): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map(written).join(',')
  // What JavaScript writes of an object, without asking the object: it may name a `toString` of its own.
  return isJsonObject(value) ? '[object Object]' : String(value)
}

function trimmed(value: string): string {
  let [start, end] = [0, value.length]
  while (start < end && blanks.includes(value[start] ?? '')) start++
  while (end > start && blanks.includes(value[end - 1] ?? '')) end--
  return value.slice(start, end)
}

/** On code points, so that 😀 is one character as in PostgreSQL. */
function onCharacters(part: (characters: string[], n: number) => string[]): Evaluate {
  return ([value, n]) => (typeof value === 'string' ? part([...value], characters(n)).join('') : null)
}

/** A number of characters: blank and less than nothing are 0. */
export function characters(value: JsonValue | undefined): number {
  return typeof value === 'number' ? Math.min(Math.max(Math.trunc(value), 0), 1_000_000_000) : 0
}

export function onTexts(test: (value: string, part: string) => boolean): Evaluate {
  return ([value, part]) => typeof value === 'string' && typeof part === 'string' && test(value, part)
}
