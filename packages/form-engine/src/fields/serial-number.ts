import { integer, text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'

type Config = { prefix: string; date: 'none' | 'year' | 'month' | 'day'; digits: number }

/** A number the server gives each new record, such as `TS-20261122-0001`; nobody can write it. */
export const serialNumber = defineFieldType<string, Config>({
  type: 'serialNumber',
  label: { en: 'Serial number', 'zh-CN': '流水号' },
  help: { en: 'A number each new record gets by itself.', 'zh-CN': '新记录自动获得的编号。' },
  icon: 'hash',
  group: 'data',
  valueType: text(60),
  widget: 'readonly',
  config: {
    prefix: { valueType: text(20), label: { en: 'Prefix', 'zh-CN': '前缀' }, default: '' },
    date: {
      valueType: text(10),
      label: { en: 'Date in the number', 'zh-CN': '编号中的日期' },
      help: { en: 'Counting starts again with each date', 'zh-CN': '日期变化时重新计数' },
      default: 'none',
      options: [
        { id: 'none', label: { en: 'None', 'zh-CN': '无' } },
        { id: 'year', label: { en: 'Year', 'zh-CN': '年' } },
        { id: 'month', label: { en: 'Year and month', 'zh-CN': '年月' } },
        { id: 'day', label: { en: 'Year, month and day', 'zh-CN': '年月日' } },
      ],
    },
    digits: { valueType: integer({ min: 1, max: 12 }), label: { en: 'Digits', 'zh-CN': '位数' }, default: 4 },
  },
  serial: ({ prefix, date, digits }) => ({ prefix, date, digits }),
  examples: { valid: ['TS-20261122-0001'], invalid: [1, true], config: { prefix: 'TS', date: 'day' } },
  messages: {},
})
