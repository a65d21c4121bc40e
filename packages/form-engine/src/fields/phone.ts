import { text } from '@tangram/data-model'
import { type CountryCode, isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { defineFieldType } from '../field-type.ts'
import { textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { bySample, headed } from '../import/recognise.ts'

/** Reads a number. The last answer is kept: after normalising a number, checking it asks for the same one again. */
function parse(value: string, country: string): PhoneNumber | undefined {
  if (latest?.country === country && (latest.value === value || latest.number?.number === value)) return latest.number
  const number = parsePhoneNumberFromString(value, isSupportedCountry(country) ? (country as CountryCode) : undefined)
  latest = { value, country, number }
  return number
}
let latest: { value: string; country: string; number: PhoneNumber | undefined } | undefined

/** A telephone number, stored as E.164: `+8613800138000`. */
export const phone = defineFieldType<string, { country: string }>({
  type: 'phone',
  label: { en: 'Phone', 'zh-CN': '电话' },
  help: { en: 'A mobile or landline number.', 'zh-CN': '手机或座机号码。' },
  icon: 'phone',
  group: 'text',
  valueType: text(32),
  widget: 'phone',
  mask: 'phone',
  config: {
    country: {
      valueType: text(2),
      label: { en: 'Country of numbers without prefix', 'zh-CN': '无区号时的国家或地区' },
      help: { en: 'Two letters, such as CN', 'zh-CN': '两位字母代码，例如 CN' },
      default: 'CN',
    },
  },
  normalize: (value, { country }) => {
    if (typeof value !== 'string') return value
    const number = parse(value, country)
    return number?.isValid() ? number.number : value.trim()
  },
  validate: (value, { country }) => (parse(value, country)?.isValid() ? undefined : { code: 'phone.not-a-number' }),
  checkConfig: ({ country }) =>
    isSupportedCountry(country) ? [] : [{ setting: 'country', code: 'phone.unknown-country', params: { country } }],
  format: (value, { country }) => {
    const number = parse(value, country)
    if (!number) return value
    return number.country === country ? number.formatNational() : number.formatInternational()
  },
  examples: { valid: ['+8613800138000', '+862161234567', '+14155552671'], invalid: ['123', 'call me', 13800138000] },
  messages: {
    'phone.not-a-number': { text: { en: 'This is not a phone number', 'zh-CN': '电话号码不正确' } },
    'phone.unknown-country': {
      text: { en: '“{country}” is not a country code', 'zh-CN': '“{country}”不是国家或地区代码' },
      fix: { en: 'Use two capital letters, such as CN', 'zh-CN': '请使用两位大写字母，例如 CN' },
    },
  },
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const phoneImporter: Importer = {
  recognise: (column) => {
    const isNamed = headed(column, /电话|手机|联系方式|座机|phone|mobile|tel/i)
    // Of the right length at least, or every column of numbers would be parsed.
    if (column.longest < 7 || column.longest > 20 || (column.shapes.text ?? 0) > column.filled * 0.3) return undefined
    const isNumber = (text: string) => /^[+\d()\s-]{7,20}$/.test(text) && parse(text, 'CN')?.isValid() === true
    return bySample(column, isNumber, isNamed ? 0.97 : 0.9, 'import.reason.phone')
  },
  read: (cell) => textOf(cell),
}
