import { dateFormat, date as dateType } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import type { Importer } from '../import/importer.ts'
import { byShape, countOf, headed } from '../import/recognise.ts'
import { afterProblem } from '../period.ts'

type Config = { min?: string; max?: string }

/** A day of the calendar without a zone. */
export const date = defineFieldType<string, Config>({
  type: 'date',
  label: { en: 'Date', 'zh-CN': '日期' },
  help: { en: 'A day of the calendar.', 'zh-CN': '日历中的某一天。' },
  icon: 'calendar',
  group: 'time',
  valueType: dateType,
  widget: 'date',
  config: {
    min: { valueType: dateType, label: { en: 'Earliest', 'zh-CN': '最早' } },
    max: { valueType: dateType, label: { en: 'Latest', 'zh-CN': '最晚' } },
  },
  validate: (value, { min, max }) => {
    if (min !== undefined && value < min) return { code: 'date.too-early', params: { min } }
    return max !== undefined && value > max ? { code: 'date.too-late', params: { max } } : undefined
  },
  checkConfig: ({ min, max }) => afterProblem(min, max),
  format: (value, _config, locale) => dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`)),
  examples: {
    valid: ['2026-11-22', '2024-02-29'],
    invalid: ['2026-02-29', '22.11.2026', '2026-11-22T00:00:00Z', 20261122, '1999-12-31'],
    config: { min: '2000-01-01' },
  },
  messages: {
    'date.too-early': { text: { en: 'The earliest date is {min}', 'zh-CN': '不能早于 {min}' } },
    'date.too-late': { text: { en: 'The latest date is {max}', 'zh-CN': '不能晚于 {max}' } },
  },
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const dateImporter: Importer = {
  recognise: (column) => {
    // Eight digits are a date only under a heading that says so.
    const isPacked = headed(column, /日期|时间|生日|date|day$|birth/i) && column.min >= 19_000_101 && column.max <= 21_001_231
    if (isPacked && countOf(column, 'integer') > 0) return byShape(column, ['date', 'integer'], 0.92, 'import.reason.date')
    return byShape(column, ['date'], 0.96, 'import.reason.date')
  },
}
