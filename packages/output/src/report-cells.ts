import { type JsonValue, type Locale, textIn } from '@tangram/data-model'
import { type ColumnMeta, formatValue, isOthers, type ReportResult, type TableSpec } from '@tangram/report-engine'
import type { CellToWrite } from '@tangram/workbook'

/** Pages of rows as they are read, with the labels of the keys in them. */
type Pages = AsyncIterable<{ rows: JsonValue[][]; labels: { [id: string]: string } }>

/**
 * The rows of a report as a sheet, written while they are read: numbers and dates are numbers and dates, whatever else is what people read.
 * Dates and times are those of the report's zone.
 */
export async function* reportCells(
  { columns, timezone, pages }: { columns: readonly ColumnMeta[]; timezone: string; pages: Pages },
  locale: Locale,
): AsyncGenerator<CellToWrite[]> {
  yield columns.map((column) => headingOf(column, locale))
  for await (const { rows, labels } of pages) {
    for (const row of rows) yield columns.map((column, at) => cellOf(row[at] ?? null, column, { locale, timezone, labels }))
  }
}

/** A table as it is shown, totals and both axes of a pivot included. */
export function* tableCells(
  { headers = [], columns, rows }: TableSpec,
  { columns: metas, timezone, labels }: Pick<ReportResult, 'columns' | 'timezone' | 'labels'>,
  locale: Locale,
): Generator<CellToWrite[]> {
  const measures = metas.filter(({ role }) => role === 'measure')
  const down = columns.filter(({ role }) => role === 'dimension').length
  for (const head of headers) yield head.flatMap(({ text, span }) => Array.from({ length: span }, () => text))
  yield columns.map(({ label }) => label)
  for (const { texts, values } of rows) {
    yield columns.map(({ id, role }, at) => {
      // Columns of a pivot are the measures over and over.
      const column = metas.find((one) => one.id === id) ?? (role === 'measure' ? measures[(at - down) % measures.length] : undefined)
      const value = values[at] ?? null
      // A total has a name where other rows have their group.
      if (!column || role === 'dimension')
        return texts[at] === '' || !column || value === null ? (texts[at] ?? '') : cellOf(value, column, { locale, timezone, labels })
      return texts[at] === '' ? null : cellOf(value, column, { locale, timezone, labels })
    })
  }
}

/** Hours are counted in hours: the heading says so, as the number does not. */
function headingOf(column: ColumnMeta, locale: Locale): string {
  const label = textIn(column.label, locale, column.id)
  if (column.format !== 'duration') return label
  return locale === 'zh-CN' ? `${label}（小时）` : `${label} (h)`
}

type Context = { locale: Locale; timezone: string; labels: ReportResult['labels'] }

/** @returns an exact number, or a text: a double holds 15 digits for certain, and a figure with more stays as it is */
function cellOf(value: JsonValue, column: ColumnMeta, context: Context): CellToWrite {
  const { valueType, by, role } = column
  if (value === null) return role === 'measure' ? null : formatValue(value, column, context)
  if (isOthers(value) || column.bins || typeof value === 'object' || typeof value === 'boolean') return formatValue(value, column, context)
  if (typeof value === 'string' && (by === 'day' || by === 'month' || by === 'week'))
    return dateCell(value, by === 'month' ? 'yyyy-mm' : dateFormat) ?? formatValue(value, column, context)
  if (by) return formatValue(value, column, context)
  if (valueType.kind === 'date') return dateCell(String(value), dateFormat) ?? String(value)
  if (valueType.kind === 'timestamp') return instantCell(String(value), context.timezone) ?? String(value)
  if (valueType.kind !== 'integer' && valueType.kind !== 'decimal') return formatValue(value, column, context)
  const text = String(value)
  const isExact = text.replace(/^-?0*\.?0*|\.|-/g, '').length <= 15 && Number.isFinite(Number(text))
  return isExact ? { value: Number(text), format: formatOf(column) } : text
}

const dateFormat = 'yyyy-mm-dd'

function formatOf({ format, valueType }: ColumnMeta): string {
  if (format === 'percent') return '0.0%'
  if (format === 'money') return '#,##0.00'
  if (format === 'duration') return '#,##0.0'
  return valueType.kind === 'integer' ? '#,##0' : '#,##0.##########'
}

/** Excel counts days from 1899-12-30; before March 1900 it counts one that never was. */
function dateCell(date: string, format: string): CellToWrite | undefined {
  const days = Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569
  return days >= 61 ? { value: days, format } : undefined
}

function instantCell(instant: string, timezone: string): CellToWrite | undefined {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) return undefined
  const [date, time] = clockIn(timezone).format(ms).split(' ')
  const local = Date.parse(`${date}T${time}Z`) / 86_400_000 + 25_569
  return local >= 61 ? { value: local, format: 'yyyy-mm-dd hh:mm' } : undefined
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const made = clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(timeZone, made)
  return made
}
