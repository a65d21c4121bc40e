import { boolean, integer, type JsonValue, text } from '@tangram/data-model'
import { exactOf } from '../exact.ts'
import { dateFormatOf, numberFormatOf, textOfNumber, textOfWall } from '../formats.ts'
import { exactly } from '../number.ts'
import { optional, param } from '../operator.ts'
import { patternOf } from '../pattern.ts'
import { isWritable, wallOf } from '../zone.ts'
import { operatorsOf } from './define.ts'
import { blanks, characters } from './text.ts'

const define = operatorsOf('text')
const subject = param('text', 'text', '文本')

/** Characters that print nothing: the first of ASCII and DEL. */
export const controls = Array.from({ length: 31 }, (_, index) => String.fromCodePoint(index + 1)).join('') + String.fromCodePoint(127)
const wideCodes = Array.from({ length: 94 }, (_, index) => 0xff01 + index)
export const wide = `${String.fromCodePoint(...wideCodes)}\u3000`
export const narrow = `${String.fromCodePoint(...wideCodes.map((code) => code - 0xfee0))} `

/** What a web address carries as it is. */
export const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()"

/** Other writings of a text, and texts that write numbers and dates. */
export const textFormOperators = [
  define(
    'proper',
    ['PROPER', '首字母大写'],
    ['Each word of the letters A to Z with a capital', '每个英文单词首字母大写（A–Z）'],
    [subject],
    text(),
    onText((value) =>
      // As PostgreSQL's initcap under collation "C", which leaves other letters alone.
      value.replace(/[A-Za-z0-9]+/g, (word) => ascii(word.slice(0, 1), true) + ascii(word.slice(1), false)),
    ),
  ),
  define(
    'clean',
    ['CLEAN', '清除不可见字符'],
    ['Without characters that print nothing', '去掉不可打印的控制字符'],
    [subject],
    text(),
    onText((value) => [...value].filter((each) => !controls.includes(each)).join('')),
  ),
  define(
    'squeeze',
    ['SQUEEZE', '合并空格'],
    ['Without blanks at both ends, with one for several inside', '去掉首尾空白，并把中间连续的空白合并为一个空格'],
    [subject],
    text(),
    onText((value) =>
      value
        .split(new RegExp(`[${blanks}]+`))
        .filter((word) => word !== '')
        .join(' '),
    ),
  ),
  define(
    'halfwidth',
    ['HALFWIDTH', 'ASC', '转半角'],
    ['Full-width letters, digits and signs as the narrow ones', '全角字母、数字和符号转为半角'],
    [subject],
    text(),
    onText((value) => [...value].map((each) => (wide.includes(each) ? (narrow[wide.indexOf(each)] ?? each) : each)).join('')),
  ),
  define(
    'digits',
    ['DIGITS', '提取数字'],
    ['The digits 0 to 9 of the text', '文本中的数字字符'],
    [subject],
    text(),
    onText((value) => value.replace(/[^0-9]/g, '')),
  ),
  define(
    'mask',
    ['MASK', '脱敏', '掩码'],
    ['All but the first 3 and the last 4 characters as *, or as many as given', '保留开头 3 位和末尾 4 位（或指定位数），其余显示为 *'],
    [subject, optional('integer', 'first', '保留开头'), optional('integer', 'last', '保留末尾')],
    text(),
    ([value, first = 3, last = 4]) => {
      if (typeof value !== 'string') return null
      const all = [...value]
      const [head, tail] = [characters(first), characters(last)]
      if (head + tail >= all.length) return '*'.repeat(all.length)
      return all.map((each, index) => (index < head || index >= all.length - tail ? each : '*')).join('')
    },
  ),
  define(
    'char',
    ['CHAR', 'UNICHAR', '字符'],
    ['The character with a code point', '码点对应的字符'],
    [param('integer', 'code', '码点')],
    text(),
    ([code]) => (typeof code === 'number' && isCode(code) ? String.fromCodePoint(code) : null),
  ),
  define(
    'code',
    ['CODE', 'UNICODE', '字符码'],
    ['The code point of the first character', '第一个字符的码点'],
    [subject],
    integer(),
    ([value]) => (typeof value === 'string' ? (value.codePointAt(0) ?? null) : null),
  ),
  define(
    'encode_url',
    ['ENCODEURL', '网址编码'],
    ['As it is written within a web address', '转换为可放入网址的写法'],
    [subject],
    text(),
    onText((value) => [...value].map((each) => (/^[\ud800-\udfff]$/.test(each) ? '%EF%BF%BD' : encodeURIComponent(each))).join('')),
  ),
  define(
    'matches',
    ['REGEXMATCH', 'MATCHES', '正则匹配'],
    ['A part of the text is of a form: ^[A-Z]{2}-\\d+$', '文本中有符合正则表达式的部分，如 ^[A-Z]{2}-\\d+$'],
    [subject, param('pattern', 'pattern', '正则表达式')],
    boolean,
    ([value, pattern]) => typeof value === 'string' && typeof pattern === 'string' && (patternOf(pattern)?.(value) ?? false),
    {
      closuresOnly: {
        en: 'its own patterns mean other things and may take for ever.',
        'zh-CN': '数据库的正则含义不同，且可能耗时过长。',
      },
    },
  ),
  define(
    'is_mobile',
    ['ISMOBILE', '是手机号'],
    ['The text is a mobile number of mainland China', '是中国大陆手机号'],
    [subject],
    boolean,
    ([value]) => typeof value === 'string' && /^1[3-9][0-9]{9}$/.test(value),
  ),
  define(
    'text_of_number',
    ['TEXT', '文本格式', '数字格式'],
    ['The number written in a format: 0, 0.00, #,##0.00, 0.0%, ¥#,##0', '按格式写出数字：0、0.00、#,##0.00、0.0%、¥#,##0'],
    [param('number', 'number', '数字'), param('numberFormat', 'format', '格式')],
    text(),
    ([value, format]) => {
      const [x, form] = [exactly(value), numberFormatOf(format ?? null)]
      return x && form && x.absoluteValue().lessThan(mostWritten) ? textOfNumber(x, form) : null
    },
    { variants: { date: 'text_of_date', timestamp: 'text_of_date' } },
  ),
  define(
    'text_of_date',
    ['FORMAT_DATE', '日期格式'],
    [
      'The date or time written in a format of yyyy, MM, M, dd, d, HH, H, mm, ss and Q',
      '按格式写出日期或时间，可用 yyyy、MM、M、dd、d、HH、H、mm、ss、Q',
    ],
    [param('moment', 'date or time', '日期或时间'), param('dateFormat', 'format', '格式')],
    text(),
    ([value, format], given) => {
      const [wall, form] = [wallOf(value, given.zone), dateFormatOf(format ?? null)]
      return wall !== undefined && isWritable(wall) && form ? textOfWall(wall, form) : null
    },
  ),
]

/** Greater numbers are not written out. */
export const mostWritten = exactOf('1e28')

function onText(write: (value: string) => JsonValue) {
  return ([value]: JsonValue[]): JsonValue => (typeof value === 'string' ? write(value) : null)
}

function ascii(value: string, isCapital: boolean): string {
  return isCapital ? value.toUpperCase() : value.toLowerCase()
}

function isCode(code: number): boolean {
  return Number.isInteger(code) && code >= 1 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
}
