import { boolean, date, text } from '@tangram/data-model'
import { exactOf } from '../exact.ts'
import { exactly, rounded } from '../number.ts'
import { type Evaluate, param } from '../operator.ts'
import { isDateText } from '../zone.ts'
import { operatorsOf } from './define.ts'

const define = operatorsOf('text')
const card = param('text', 'ID number', '身份证号')

/** Amounts as cheques write them, and what the 18 digits of a citizen's ID number say. */
export const chinaOperators = [
  define(
    'rmb_capital',
    ['RMBCAP', '人民币大写', '金额大写'],
    ['An amount in Chinese capitals, as on a cheque; blank from ten quadrillion on', '人民币大写金额；达到一亿亿时为空'],
    [param('number', 'amount', '金额')],
    text(),
    ([amount]) => {
      const value = exactly(amount)
      const cents = value && rounded(value.absoluteValue(), 2).times(exactOf(100)).floor().toText()
      if (!value || cents === undefined || cents.length > 18) return null
      if (/^0+$/.test(cents)) return '零元整'
      return (
        (value.units < 0n ? '负' : '') +
        capitalSteps.reduce((words, [find, by]) => words.replaceAll(new RegExp(find, 'g'), by), spelled(cents))
      )
    },
  ),
  define(
    'id_birthday',
    ['ID_BIRTHDAY', '身份证生日', '身份证出生日期'],
    ['The date of birth within an ID number', '从身份证号中取出生日期'],
    [card],
    date,
    onCard((number) => birthdayOf(number)),
  ),
  define(
    'id_gender',
    ['ID_GENDER', '身份证性别'],
    ['男 or 女, as the ID number says', '从身份证号中取性别：男或女'],
    [card],
    text(),
    onCard((number) => (Number(number[16]) % 2 === 1 ? '男' : '女')),
  ),
  define(
    'id_valid',
    ['ID_VALID', '身份证校验'],
    ['The ID number has a date that exists and the right check digit', '身份证号的日期与校验码正确'],
    [card],
    boolean,
    ([value]) => {
      if (typeof value !== 'string' || !cardPattern.test(value) || birthdayOf(value) === null) return false
      const sum = cardWeights.reduce((total, weight, index) => total + weight * Number(value[index]), 0)
      return cardChecks[sum % 11] === value[17]?.toUpperCase()
    },
  ),
]

export const capitalDigits = '零壹贰叁肆伍陆柒捌玖'
/** The place of each of 18 digits, the last two being tenths and hundredths. */
export const capitalPlaces = '仟佰拾万仟佰拾亿仟佰拾万仟佰拾元角分'

/** From `零仟壹佰零拾零元零角零分` to `壹佰元整`: the same replacements in JavaScript and in PostgreSQL. */
export const capitalSteps: readonly (readonly [find: string, by: string])[] = [
  ['零角零分$', '整'],
  ['零分$', ''],
  ['零[仟佰拾角]', '零'],
  ['零+', '零'],
  ['零万', '万'],
  ['零亿', '亿'],
  ['零元', '元'],
  ['亿万', '亿'],
  ['^[零万亿元]+', ''],
]

export const cardPattern = /^[0-9]{17}[0-9Xx]$/
export const cardWeights: readonly number[] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
export const cardChecks = '10X98765432'

function spelled(cents: string): string {
  return [...cents.padStart(18, '0')].map((digit, index) => (capitalDigits[Number(digit)] ?? '') + (capitalPlaces[index] ?? '')).join('')
}

function onCard(read: (number: string) => string | null): Evaluate {
  return ([value]) => (typeof value === 'string' && cardPattern.test(value) ? read(value) : null)
}

function birthdayOf(number: string): string | null {
  const birthday = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  return isDateText(birthday) ? birthday : null
}
