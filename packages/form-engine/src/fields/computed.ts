import { boolean, date, decimal, integer, text, time, timestamp, type ValueType } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { formatDecimal } from '../format-number.ts'

type Config = { result?: keyof typeof results; decimals: number }

const results = {
  text: () => text(),
  integer: () => integer(),
  decimal: (decimals) => decimal(20 + decimals, decimals),
  boolean: () => boolean,
  date: () => date,
  time: () => time,
  timestamp: () => timestamp,
} satisfies { [kind: string]: (decimals: number) => ValueType }

/**
 * What a formula gives; nobody writes it. The formula is the field's `computed`, and its type that of the field; `result` says the same
 * to whoever shows a value without the scope of the formula.
 */
export const computed = defineFieldType<string | number | boolean, Config>({
  type: 'computed',
  label: { en: 'Formula', 'zh-CN': '公式' },
  help: { en: 'A value worked out from other fields.', 'zh-CN': '由其他字段计算得出的值。' },
  icon: 'math-function',
  group: 'data',
  valueType: ({ result, decimals }) => (result && Object.hasOwn(results, result) ? results[result] : results.text)(decimals),
  // As many decimal places as its author wants to see; calculations keep more.
  typeOfFormula: (given, { decimals }) => (given.kind === 'decimal' ? results.decimal(decimals) : given),
  widget: 'readonly',
  config: {
    result: {
      valueType: text(20),
      label: { en: 'Kind of result', 'zh-CN': '结果类型' },
      help: { en: 'Follows from the formula', 'zh-CN': '随公式确定' },
      options: [
        { id: 'text', label: { en: 'Text', 'zh-CN': '文本' } },
        { id: 'integer', label: { en: 'Whole number', 'zh-CN': '整数' } },
        { id: 'decimal', label: { en: 'Number', 'zh-CN': '数字' } },
        { id: 'boolean', label: { en: 'Yes or no', 'zh-CN': '是或否' } },
        { id: 'date', label: { en: 'Date', 'zh-CN': '日期' } },
        { id: 'time', label: { en: 'Time', 'zh-CN': '时间' } },
        { id: 'timestamp', label: { en: 'Date and time', 'zh-CN': '日期时间' } },
      ],
    },
    decimals: {
      valueType: integer({ min: 0, max: 10 }),
      label: { en: 'Decimal places of a number', 'zh-CN': '数字的小数位数' },
      default: 2,
    },
  },
  format: (value, { result }, locale) => {
    if (typeof value === 'boolean') return (value ? yes : no)[locale]
    return result === 'integer' || result === 'decimal' ? formatDecimal(String(value), locale) : String(value)
  },
  examples: { valid: ['12.50', '-3'], invalid: ['twelve', true, '1.234'], config: { result: 'decimal', decimals: 2 } },
  messages: {},
})

const yes = { en: 'Yes', 'zh-CN': '是' }
const no = { en: 'No', 'zh-CN': '否' }
