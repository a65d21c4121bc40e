import { dateFormat, type JsonValue, type Locale, labelIn, numberFormat, textIn } from '@tangram/data-model'
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
  if (column.bins) return binName(value, column.bins.width, locale)
  if (column.by && (typeof value === 'string' || typeof value === 'number')) return periodName(value, column.by, locale)
  if (typeof value !== 'string') return typeof value === 'number' ? grouped(value, locale) : JSON.stringify(value)
  if (column.valueType.kind === 'timestamp') return instantText(value, locale, timezone)
  if (column.valueType.kind === 'reference') return labelIn(labels, column.valueType, value) ?? value
  const option = column.options?.find((one) => one.id === value)
  return option ? textIn(option.label, locale, value) : value
}

function formatMeasure(value: JsonValue | undefined, column: ColumnMeta, { locale, timezone }: FormatContext): string {
  if (value === null || value === undefined || value === '') return noValue
  if (column.valueType.kind === 'timestamp') return instantText(String(value), locale, timezone)
  if (column.valueType.kind === 'date') return String(value)
  const number = Number(value)
  if (typeof value === 'object' || !Number.isFinite(number)) return typeof value === 'object' ? JSON.stringify(value) : String(value)
  // A decimal that comes as text is written digit by digit, however long.
  const exact = value as number
  switch (column.format) {
    case 'duration':
      return durationText(number, locale)
    case 'percent':
      return numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(exact)
    case 'money':
      return numberFormat(locale, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' }).format(exact)
    default:
      // A mean that happens to be whole still is a mean: 4.0.
      return grouped(exact, locale, column.valueType.kind === 'decimal' && column.valueType.scale > 0 ? 1 : 0)
  }
}

/** A figure short enough for an axis: 1.2万 and 3.4亿 in Chinese, 12K and 3.4M in English. */
export function compactValue(value: number, format: ColumnMeta['format'], locale: Locale): string {
  switch (format) {
    case 'duration':
      return `${compact(value, locale)} ${locale === 'zh-CN' ? '小时' : 'h'}`
    case 'percent':
      return numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value)
    case 'money':
      return numberFormat(locale, {
        style: 'currency',
        currency: 'CNY',
        currencyDisplay: 'narrowSymbol',
        notation: 'compact',
        minimumFractionDigits: 0,
        maximumFractionDigits: 1,
      }).format(value)
    default:
      return compact(value, locale)
  }
}

const compact = (value: number, locale: Locale) =>
  numberFormat(locale, Math.abs(value) < 1 ? { maximumSignificantDigits: 3 } : { notation: 'compact', maximumFractionDigits: 1 }).format(
    value,
  )

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

/** `[10, 20)` reads `10 – 20`. */
function binName(value: JsonValue, width: number, locale: Locale): string {
  const from = Number(value)
  if (!Number.isFinite(from)) return String(value)
  // 0.1 + 0.2 is 0.3 to people.
  const to = Number((from + width).toPrecision(12))
  return `${grouped(from, locale)} – ${grouped(to, locale)}`
}

function periodName(start: string | number, by: NonNullable<ColumnMeta['by']>, locale: Locale): string {
  const zh = locale === 'zh-CN'
  const [year = '', month = ''] = String(start).split('-')
  const number = Number(start)
  switch (by) {
    case 'year':
      return zh ? `${year}年` : year
    case 'fiscal-year':
      return zh ? `${fiscalYear(year, month)}财年` : `FY ${fiscalYear(year, month)}`
    case 'quarter':
    case 'fiscal-quarter': {
      if (by === 'fiscal-quarter' && Number(month) % 3 !== 1) {
        return zh ? `${year}年${Number(month)}月起季度` : `Quarter of ${monthName(String(start))}`
      }
      const quarter = Math.ceil(Number(month) / 3)
      return zh ? `${year}年${quarter}季度` : `Q${quarter} ${year}`
    }
    case 'month':
      return zh ? `${year}年${Number(month)}月` : monthName(String(start))
    case 'week':
      return zh ? `${start} 当周` : `Week of ${start}`
    case 'day':
      return String(start)
    case 'hour-of-day':
      return `${String(start).padStart(2, '0')}:00`
    case 'day-of-week':
      // 1 January 2024 was a Monday.
      return named({ weekday: 'short' }, Date.UTC(2024, 0, number), locale)
    case 'day-of-month':
      return zh ? `${start}日` : String(start)
    case 'week-of-year':
      return zh ? `第${start}周` : `W${String(start).padStart(2, '0')}`
    case 'month-of-year':
      return named({ month: 'short' }, Date.UTC(2024, number - 1, 1), locale)
    case 'quarter-of-year':
      return zh ? `${start}季度` : `Q${start}`
  }
}

/** One that begins in January is a year; another reaches into the next: 2026/27. */
const fiscalYear = (year: string, month: string) =>
  Number(month) === 1 ? year : `${year}/${String((Number(year) + 1) % 100).padStart(2, '0')}`

const monthName = (date: string) => named({ month: 'short', year: 'numeric' }, Date.parse(`${date}T00:00:00Z`), 'en')

function named(options: Intl.DateTimeFormatOptions, ms: number, locale: Locale): string {
  return Number.isFinite(ms) ? dateFormat(locale, { ...options, timeZone: 'UTC' }).format(ms) : noValue
}

function instantText(instant: string, locale: Locale, timezone: string): string {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) return instant
  const format = dateFormat(locale === 'zh-CN' ? 'zh-CN' : 'en-CA', {
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
  numberFormat(locale, { minimumFractionDigits, maximumFractionDigits: 2 }).format(value)
