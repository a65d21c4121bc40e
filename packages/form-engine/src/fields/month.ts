import { dateFormat, text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { bySample } from '../import/recognise.ts'
import { afterProblem } from '../period.ts'

type Config = { min?: string; max?: string }

const pattern = /^(?!0000)\d{4}-(0[1-9]|1[0-2])$/
const spelling = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$/

/** `2026-11` of `2026/11`, `2026年1月`; anything else stays as it is. */
function monthOf(cell: string): string {
  const parts = spelling.exec(cell.trim())
  return parts ? `${parts[1]}-${parts[2]?.padStart(2, '0')}` : cell.trim()
}

/** A month of a year, `YYYY-MM`. */
export const month = defineFieldType<string, Config>({
  type: 'month',
  label: { en: 'Month', 'zh-CN': '年月' },
  help: { en: 'A month of a year, such as a billing period.', 'zh-CN': '某年某月，例如账期。' },
  icon: 'calendar-month',
  group: 'time',
  valueType: text(7),
  widget: 'month',
  config: {
    min: { valueType: text(7), label: { en: 'Earliest', 'zh-CN': '最早' }, editor: 'month' },
    max: { valueType: text(7), label: { en: 'Latest', 'zh-CN': '最晚' }, editor: 'month' },
  },
  normalize: (value) => (typeof value === 'string' ? monthOf(value) : value),
  validate: (value, { min, max }) => {
    if (!pattern.test(value)) return { code: 'month.not-a-month' }
    if (min !== undefined && value < min) return { code: 'month.too-early', params: { min } }
    return max !== undefined && value > max ? { code: 'month.too-late', params: { max } } : undefined
  },
  checkConfig: ({ min, max }) => [
    ...Object.entries({ min, max }).flatMap(([setting, value]) =>
      value === undefined || pattern.test(value) ? [] : [{ setting, code: 'month.bad-setting' }],
    ),
    ...afterProblem(min, max),
  ],
  schema: () => ({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' }),
  format: (value, _config, locale) => {
    const [year, number] = value.split('-')
    if (locale === 'zh-CN') return `${year}年${Number(number)}月`
    return dateFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${value}-01T00:00:00Z`))
  },
  examples: {
    valid: ['2026-11', '2020-01'],
    invalid: ['2026-13', '2026-11-01', 'November', 202611, '1999-12'],
    config: { min: '2000-01' },
  },
  messages: {
    'month.not-a-month': { text: { en: 'Please choose a month', 'zh-CN': '请选择年月' } },
    'month.too-early': { text: { en: 'The earliest month is {min}', 'zh-CN': '不能早于 {min}' } },
    'month.too-late': { text: { en: 'The latest month is {max}', 'zh-CN': '不能晚于 {max}' } },
    'month.bad-setting': {
      text: { en: 'This is not a month', 'zh-CN': '这不是年月' },
      fix: { en: 'Write it as 2026-11', 'zh-CN': '请写成 2026-11 的形式' },
    },
  },
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const monthImporter: Importer = {
  recognise: (column) => bySample(column, (cell) => pattern.test(monthOf(cell)), 0.96, 'import.reason.month'),
  read: (cell) => monthOf(textOf(cell)),
}
