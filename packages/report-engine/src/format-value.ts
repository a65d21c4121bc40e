import { type JsonValue, type Locale, textIn } from '@tangram/data-model'
import { type ColumnMeta, isOthers, type ReportResult } from './result.ts'

export type FormatContext = { locale: Locale; timezone: string; labels?: ReportResult['labels'] }

/** What stands where there is no value to show. */
export const noValue = '—'

const words = {
  empty: { 'zh-CN': '（未填）', en: '(empty)' },
  others: { 'zh-CN': '其他', en: 'Others' },
  yes: { 'zh-CN': '是', en: 'Yes' },
  no: { 'zh-CN': '否', en: 'No' },
}

/** A value of a result as people read it: an option by its label, a period by its name, hours as `2 h 15 min`. */
export function formatValue(value: JsonValue | undefined, column: ColumnMeta, context: FormatContext): string {
  return column.role === 'measure' ? formatMeasure(value, column, context) : formatDimension(value, column, context)
}

function formatDimension(value: JsonValue | undefined, column: ColumnMeta, { locale, timezone, labels }: FormatContext): string {
  if (value === null || value === undefined) return textIn(column.empty, locale, words.empty[locale])
  if (isOthers(value)) return textIn(column.others, locale, words.others[locale])
  if (typeof value === 'boolean') return words[value ? 'yes' : 'no'][locale]
  if (typeof value !== 'string') return typeof value === 'number' ? grouped(value, locale) : JSON.stringify(value)
  if (column.by) return periodName(value, column.by, locale)
  if (column.valueType.kind === 'timestamp') return instantText(value, locale, timezone)
  if (column.valueType.kind === 'reference') return labels && Object.hasOwn(labels, value) ? (labels[value] as string) : value
  const option = column.options?.find((one) => one.id === value)
  return option ? textIn(option.label, locale, value) : value
}

function formatMeasure(value: JsonValue | undefined, column: ColumnMeta, { locale, timezone }: FormatContext): string {
  if (value === null || value === undefined || value === '') return noValue
  if (column.valueType.kind === 'timestamp') return instantText(String(value), locale, timezone)
  const number = Number(value)
  if (!Number.isFinite(number)) return String(value)
  switch (column.format) {
    case 'duration':
      return durationText(number, locale)
    case 'percent':
      return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(number)
    case 'money':
      return new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' }).format(number)
    default:
      // A mean that happens to be whole still is a mean: 4.0.
      return grouped(number, locale, column.valueType.kind === 'decimal' ? 1 : 0)
  }
}

/** Hours as days, hours and minutes: the two largest units that are not zero. */
export function durationText(hours: number, locale: Locale): string {
  const minutes = Math.round(Math.abs(hours) * 60)
  const units = locale === 'zh-CN' ? [' 天', ' 小时', ' 分'] : [' d', ' h', ' min']
  const amounts = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  const first = amounts.findIndex((amount) => amount > 0)
  if (first < 0) return `0${units[2]}`
  const shown = [first, first + 1].flatMap((i) => (amounts[i] ? [`${amounts[i]}${units[i]}`] : []))
  return (hours < 0 ? '-' : '') + shown.join(' ')
}

function periodName(start: string, by: NonNullable<ColumnMeta['by']>, locale: Locale): string {
  const [year = '', month = ''] = start.split('-')
  switch (by) {
    case 'year':
      return locale === 'zh-CN' ? `${year}年` : year
    case 'quarter': {
      const quarter = Math.ceil(Number(month) / 3)
      return locale === 'zh-CN' ? `${year}年${quarter}季度` : `Q${quarter} ${year}`
    }
    case 'month':
      return locale === 'zh-CN' ? `${year}年${Number(month)}月` : monthName(start)
    case 'week':
      return locale === 'zh-CN' ? `${start} 当周` : `Week of ${start}`
    case 'day':
      return start
  }
}

const monthName = (date: string) =>
  new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`))

function instantText(instant: string, locale: Locale, timezone: string): string {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) return instant
  const format = new Intl.DateTimeFormat(locale === 'zh-CN' ? 'zh-CN' : 'en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const part: { [type: string]: string } = {}
  for (const { type, value } of format.formatToParts(ms)) part[type] = value
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`
}

const grouped = (value: number, locale: Locale, minimumFractionDigits = 0) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits, maximumFractionDigits: 2 }).format(value)
