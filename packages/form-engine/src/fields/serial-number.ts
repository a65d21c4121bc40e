import { integer, text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { headed } from '../import/recognise.ts'

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

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const serialNumberImporter: Importer = {
  recognise: (column) => {
    const parts = column.sample.map((cell) => /^(?:([A-Za-z]{1,20})-)?(?:(\d{4}|\d{6}|\d{8})-)?(\d{2,12})$/.exec(textOf(cell).trim()))
    const [first] = parts
    if (!first || !column.isUnique || column.filled < column.rows || (!first[1] && !first[2])) return undefined
    const isAlike = (index: 1 | 2 | 3) => parts.every((each) => each?.[index]?.length === first[index]?.length)
    if (!isAlike(2) || !isAlike(3) || parts.some((each) => each?.[1] !== first[1])) return undefined
    const date = ({ 0: 'none', 4: 'year', 6: 'month', 8: 'day' } as const)[(first[2]?.length ?? 0) as 0 | 4 | 6 | 8]
    const config = { prefix: first[1] ?? '', date, digits: first[3]?.length ?? 4 }
    return { confidence: headed(column, /号|no\.?$|number|code|id/i) ? 0.93 : 0.8, reason: 'import.reason.serial', config }
  },
}
