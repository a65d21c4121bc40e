import { boolean, integer } from '@tangram/data-model'
import { isEqual } from '../compare.ts'
import { exactly } from '../number.ts'
import { param } from '../operator.ts'
import { isTruthy } from '../truth.ts'
import { isDateText } from '../zone.ts'
import { operatorsOf } from './define.ts'
import { isBlank } from './list.ts'

const define = operatorsOf('logic')
const condition = param('condition', 'condition', '条件')
const value = param('any', 'value', '值')
const result = param('alike', 'result', '结果')

export const moreLogicOperators = [
  define(
    'switch',
    ['SWITCH', '匹配', '多值匹配'],
    ['The result beside the first value that is the same, else the last result', '返回第一个相同的值之后的结果，否则返回最后一个结果'],
    [param('plain', 'value', '值'), param('plain', 'is', '等于'), result],
    'alike',
    ([subject = null, ...others]) => {
      for (let index = 0; index + 1 < others.length; index += 2) {
        if (isEqual(subject, others[index] ?? null)) return others[index + 1] ?? null
      }
      return others.length % 2 === 1 ? (others.at(-1) ?? null) : null
    },
    { rest: result, cases: true },
  ),
  define(
    'xor',
    ['XOR', '异或'],
    ['An odd number of conditions holds', '成立的条件为奇数个'],
    [condition],
    boolean,
    (values) => values.filter(isTruthy).length % 2 === 1,
    {
      rest: condition,
    },
  ),
  define(
    'count_true',
    ['COUNT_TRUE', '成立个数'],
    ['How many conditions hold', '成立的条件个数'],
    [condition],
    integer(),
    (values) => values.filter(isTruthy).length,
    {
      rest: condition,
    },
  ),
  define(
    'if_empty',
    ['IFBLANK', 'IFEMPTY', '为空则'],
    ['The value, or another one when it is empty', '有值时取该值，为空时取另一个值'],
    [param('alike', 'value', '值'), param('alike', 'otherwise', '为空时')],
    'alike',
    ([x = null, otherwise = null]) => (isBlank(x) ? otherwise : x),
  ),
  define(
    'choose',
    ['CHOOSE', '按序号选择'],
    ['The first value, the second, …, by number', '按序号取第一个、第二个……值'],
    [param('integer', 'number', '序号'), result],
    'alike',
    ([n, ...values]) => (typeof n === 'number' ? (values[n - 1] ?? null) : null),
    { rest: result },
  ),
  define(
    'not_empty',
    ['ISNOTEMPTY', 'ISNOTBLANK', '不为空'],
    ['Something is there', '有值、有文字或有条目'],
    [value],
    boolean,
    ([x = null]) => !isBlank(x),
  ),
  define(
    'is_number',
    ['ISNUMBER', '是数字'],
    ['The value is a number, or a text that writes one', '是数字，或写成数字的文本'],
    [value],
    boolean,
    ([x]) => exactly(x) !== undefined,
  ),
  define(
    'is_date',
    ['ISDATE', '是日期'],
    ['The text writes a date as 2026-11-22', '文本是形如 2026-11-22 的日期'],
    [param('text', 'text', '文本')],
    boolean,
    ([x]) => isDateText(x),
  ),
]
