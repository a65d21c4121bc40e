import { boolean, integer, type JsonValue, list, text } from '@tangram/data-model'
import { type Evaluate, optional, param } from '../operator.ts'
import { operatorsOf } from './define.ts'
import { blanks, characters, onTexts, written } from './text.ts'

const define = operatorsOf('text')
const subject = param('text', 'text', '文本')
const part = param('text', 'part', '部分')
const separator = param('text', 'separator', '分隔符')
const count = param('integer', 'characters', '字符数')
const words = param('words', 'value', '值')

/** How long a repeated or filled-up text may become. */
export const mostRepeated = 10_000
export const mostPadded = 1_000

/** Finding, cutting, filling up and joining. Positions count from 1; what is not found has none. */
export const textPartOperators = [
  define(
    'find',
    ['FIND', '查找位置'],
    ['Where a part begins in the text, the first character being 1', '某段文字在文本中的起始位置，第一个字符为 1'],
    [part, subject],
    integer(),
    ([needle, hay]) => positionOf(hay, needle),
  ),
  define(
    'search',
    ['SEARCH', '查找位置不分大小写'],
    ['As FIND, capitals or not', '同 FIND，不区分大小写'],
    [part, subject],
    integer(),
    ([needle, hay]) => positionOf(lower(hay), lower(needle)),
  ),
  define(
    'text_before',
    ['TEXTBEFORE', '取之前文本'],
    ['What stands before the first separator', '第一个分隔符之前的文本'],
    [subject, separator],
    text(),
    onBoth((value, by) => {
      const at = value.indexOf(by)
      return at < 0 ? null : value.slice(0, at)
    }),
  ),
  define(
    'text_after',
    ['TEXTAFTER', '取之后文本'],
    ['What stands after the first separator', '第一个分隔符之后的文本'],
    [subject, separator],
    text(),
    onBoth((value, by) => {
      const at = value.indexOf(by)
      return at < 0 ? null : value.slice(at + by.length)
    }),
  ),
  define(
    'count_text',
    ['COUNT_TEXT', '出现次数'],
    ['How often a part occurs in the text', '某段文字在文本中出现的次数'],
    [subject, part],
    integer(),
    onBoth((value, by) => (by === '' ? 0 : value.split(by).length - 1)),
  ),
  define(
    'replace_at',
    ['REPLACE_AT', '按位置替换'],
    ['With so many characters from a position on replaced', '从某个位置起替换若干字符'],
    [subject, param('integer', 'start', '起始位置'), count, param('text', 'replacement', '新文')],
    text(),
    ([value, start, length, by]) => {
      if (typeof value !== 'string' || typeof by !== 'string') return null
      const all = [...value]
      const from = Math.max(characters(start), 1) - 1
      return all.slice(0, from).join('') + by + all.slice(from + characters(length)).join('')
    },
  ),
  define(
    'repeat',
    ['REPT', '重复文本'],
    ['The text so many times; blank when that is more than 10,000 characters', '把文本重复若干次；超过 10000 个字符时为空'],
    [subject, param('integer', 'times', '次数')],
    text(),
    ([value, times]) => {
      if (typeof value !== 'string') return null
      return [...value].length * characters(times) > mostRepeated ? null : value === '' ? '' : value.repeat(characters(times))
    },
  ),
  define(
    'pad_left',
    ['PADLEFT', 'LPAD', '左补齐'],
    ['Filled up at the beginning to so many characters, at most 1,000', '在开头补齐到指定字符数，最多 1000'],
    [subject, count, optional('text', 'with', '补齐字符')],
    text(),
    padded((value, filling) => filling + value),
  ),
  define(
    'pad_right',
    ['PADRIGHT', 'RPAD', '右补齐'],
    ['Filled up at the end to so many characters, at most 1,000', '在末尾补齐到指定字符数，最多 1000'],
    [subject, count, optional('text', 'with', '补齐字符')],
    text(),
    padded((value, filling) => value + filling),
  ),
  define(
    'reverse',
    ['REVERSE', '反转'],
    ['The characters in reverse order', '把文本的字符倒序排列'],
    [subject],
    text(),
    ([value]) => (typeof value === 'string' ? [...value].reverse().join('') : null),
    { variants: { list: 'list_reverse' } },
  ),
  define('trim_left', ['LTRIM', '去左空格'], ['Without blanks at the beginning', '去掉开头的空白'], [subject], text(), ([value]) => {
    if (typeof value !== 'string') return null
    let start = 0
    while (start < value.length && blanks.includes(value[start] ?? '')) start++
    return value.slice(start)
  }),
  define('trim_right', ['RTRIM', '去右空格'], ['Without blanks at the end', '去掉末尾的空白'], [subject], text(), ([value]) => {
    if (typeof value !== 'string') return null
    let end = value.length
    while (end > 0 && blanks.includes(value[end - 1] ?? '')) end--
    return value.slice(0, end)
  }),
  define(
    'like',
    ['LIKE', '通配匹配'],
    ['The whole text is of a form: * stands for anything, ? for one character', '整个文本符合通配模式：* 代表任意内容，? 代表一个字符'],
    [subject, param('text', 'pattern', '模式')],
    boolean,
    onTexts((value, pattern) => isLike([...value], [...pattern])),
  ),
  define(
    'same_text',
    ['SAME_TEXT', '忽略大小写相等'],
    ['Both texts are the same, capitals or not', '两段文本相同，不区分大小写'],
    [subject, subject],
    boolean,
    onTexts((a, b) => a.toLowerCase() === b.toLowerCase()),
  ),
  define(
    'split',
    ['SPLIT', 'TEXTSPLIT', '拆分', '拆分文本'],
    ['The parts between separators as a list', '按分隔符拆分成列表'],
    [subject, separator],
    list(text()),
    onBoth((value, by) => (value === '' ? [] : by === '' ? [value] : value.split(by))),
  ),
  define(
    'join',
    ['JOIN', '合并列表', '拼接'],
    ['The items of a list with a separator between', '用分隔符把列表条目连接成文本'],
    [param('plains', 'list', '列表'), separator],
    text(),
    ([items, by]) =>
      Array.isArray(items) && typeof by === 'string'
        ? items
            .filter((item) => item !== null)
            .map(written)
            .join(by)
        : null,
  ),
  define(
    'text_join',
    ['TEXTJOIN', '分隔连接'],
    ['The values that are there with a separator between', '用分隔符连接所有非空的值'],
    [separator, words],
    text(),
    ([by, ...values]) =>
      typeof by === 'string'
        ? values
            .map(written)
            .filter((each) => each !== '')
            .join(by)
        : null,
    { rest: words },
  ),
]

function lower(value: JsonValue | undefined): JsonValue {
  return typeof value === 'string' ? value.toLowerCase() : null
}

function positionOf(hay: JsonValue | undefined, needle: JsonValue | undefined): number | null {
  if (typeof hay !== 'string' || typeof needle !== 'string') return null
  const at = hay.indexOf(needle)
  return at < 0 ? null : [...hay.slice(0, at)].length + 1
}

function onBoth(compute: (value: string, by: string) => JsonValue): Evaluate {
  return ([value, by]) => (typeof value === 'string' && typeof by === 'string' ? compute(value, by) : null)
}

function padded(join: (value: string, filling: string) => string): Evaluate {
  return ([value, count, by = ' ']) => {
    if (typeof value !== 'string' || typeof by !== 'string') return null
    const missing = Math.min(characters(count), mostPadded) - [...value].length
    const filler = [...by]
    return join(
      value,
      filler.length === 0 ? '' : Array.from({ length: Math.max(missing, 0) }, (_, index) => filler[index % filler.length]).join(''),
    )
  }
}

/** Goes back only to the last `*`, so that the time stays within the two lengths multiplied. */
function isLike(value: readonly string[], pattern: readonly string[]): boolean {
  let [at, place, star, from] = [0, 0, -1, 0]
  while (at < value.length) {
    if (place < pattern.length && pattern[place] === '*') {
      star = place++
      from = at
    } else if (place < pattern.length && (pattern[place] === '?' || pattern[place] === value[at])) {
      place++
      at++
    } else if (star >= 0) {
      place = star + 1
      at = ++from
    } else return false
  }
  while (pattern[place] === '*') place++
  return place === pattern.length
}
