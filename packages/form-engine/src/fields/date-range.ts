import { date, dateFormat, integer, isJsonObject, range } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { readDateTime, textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { bySample } from '../import/recognise.ts'
import { afterProblem } from '../period.ts'

type Period = { start: string | null; end: string | null }
type Config = { min?: string; max?: string; maxDays?: number }

const dayMs = 86_400_000

/** Two days of the calendar, both included. */
export const dateRange = defineFieldType<Period, Config>({
  type: 'dateRange',
  label: { en: 'Date range', 'zh-CN': '日期区间' },
  help: { en: 'A first and a last day, such as a holiday.', 'zh-CN': '开始和结束日期，例如请假时间。' },
  icon: 'calendar-due',
  group: 'time',
  valueType: range(date),
  widget: 'dateRange',
  config: {
    min: { valueType: date, label: { en: 'Earliest', 'zh-CN': '最早' } },
    max: { valueType: date, label: { en: 'Latest', 'zh-CN': '最晚' } },
    maxDays: { valueType: integer({ min: 1, max: 36_600 }), label: { en: 'Most days', 'zh-CN': '最多天数' } },
  },
  // Nothing at both ends is no value.
  normalize: (value) => (isPeriod(value) && !value.start && !value.end ? null : value),
  validate: ({ start, end }, { min, max, maxDays }) => {
    if (!start || !end) return { code: 'dateRange.half' }
    if (start > end) return { code: 'dateRange.backwards' }
    if (min !== undefined && start < min) return { code: 'dateRange.too-early', params: { min } }
    if (max !== undefined && end > max) return { code: 'dateRange.too-late', params: { max } }
    return maxDays !== undefined && daysIn(start, end) > maxDays ? { code: 'dateRange.too-long', params: { maxDays } } : undefined
  },
  checkConfig: ({ min, max }) => afterProblem(min, max),
  format: ({ start, end }, _config, locale) => {
    const words = dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
    return [start, end].map((day) => (day ? words.format(new Date(`${day}T00:00:00Z`)) : '…')).join(' – ')
  },
  examples: {
    valid: [
      { start: '2026-11-02', end: '2026-11-22' },
      { start: '2026-02-28', end: '2026-02-28' },
    ],
    invalid: [
      { start: '2026-11-22', end: '2026-11-02' },
      { start: '2026-11-02', end: null },
      { start: '2026-01-01', end: '2026-12-31' },
      ['2026-11-02', '2026-11-22'],
      '2026-11-02',
    ],
    config: { maxDays: 31 },
  },
  messages: {
    'dateRange.half': { text: { en: 'Please give the first and the last day', 'zh-CN': '请填写开始和结束日期' } },
    'dateRange.backwards': { text: { en: 'The last day is before the first', 'zh-CN': '结束日期早于开始日期' } },
    'dateRange.too-early': { text: { en: 'The earliest date is {min}', 'zh-CN': '不能早于 {min}' } },
    'dateRange.too-late': { text: { en: 'The latest date is {max}', 'zh-CN': '不能晚于 {max}' } },
    'dateRange.too-long': { text: { en: 'Please choose at most {maxDays} days', 'zh-CN': '最多 {maxDays} 天' } },
  },
})

const daysIn = (start: string, end: string): number => (Date.parse(end) - Date.parse(start)) / dayMs + 1

const isPeriod = (value: unknown): value is Period => isJsonObject(value) && 'start' in value

/** The two days of `2026-11-02 ~ 2026-11-22`, whatever stands between them. */
function periodOf(cell: string): Period | undefined {
  const parts = /^(\d{4}.{4,7}?)\s*(?:~|～|至|到|—+|–|\bto\b|\s-\s)\s*(\d{4}.{4,7})$/i.exec(cell.trim())
  const [start, end] = [parts?.[1], parts?.[2]].map((part) => readDateTime(part ?? null)?.slice(0, 10))
  return start && end ? { start, end } : undefined
}

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const dateRangeImporter: Importer = {
  recognise: (column) => bySample(column, (cell) => periodOf(cell) !== undefined, 0.96, 'import.reason.date-range'),
  read: (cell) => periodOf(textOf(cell)),
}
