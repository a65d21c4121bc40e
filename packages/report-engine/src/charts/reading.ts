import { type JsonObject, type JsonValue, textIn } from '@tangram/data-model'
import type { ChartContext, Mark } from '../chart-type.ts'
import { formatValue } from '../format-value.ts'
import type { ColumnMeta, ReportResult } from '../result.ts'

/** A column and its place in a row. */
export type Place = { column: ColumnMeta; at: number; label: string }
export type Row = readonly JsonValue[]

/** A result as charts read it. */
export type Reading = {
  dimensions: Place[]
  measures: Place[]
  rows: readonly Row[]
  /** The value of a column as people read it. */
  text(row: Row, place: Place | undefined): string
  /** The value of a measure as a number to draw; null where there is none. Instants and dates are milliseconds. */
  figure(row: Row, place: Place | undefined): number | null
  /** All dimensions of the row joined: `North · Phones`. */
  name(row: Row): string
  /** The cell of a row, of all its dimensions or of the ones given. */
  mark(row: Row, measure?: Place, dimensions?: readonly Place[]): Mark
  /** What a pointer over the item reads: a heading and lines of label and text. Escaped for ECharts, which fills `{a}` and reads HTML. */
  tip(title: string, lines: readonly (readonly [label: string, text: string])[]): JsonObject
}

export function read(result: ReportResult, context: ChartContext): Reading {
  const reader = { locale: context.locale, timezone: result.timezone, ...(result.labels ? { labels: result.labels } : {}) }
  const places = result.columns.map((column, at) => ({ column, at, label: textIn(column.label, context.locale, column.id) }))
  const dimensions = places.filter(({ column }) => column.role === 'dimension')
  const text = (row: Row, place: Place | undefined) => (place ? formatValue(row[place.at], place.column, reader) : '')
  return {
    dimensions,
    measures: places.filter(({ column }) => column.role === 'measure'),
    rows: result.rows,
    text,
    figure: (row, place) => figureOf(place ? row[place.at] : null, place?.column),
    name: (row) => dimensions.map((dimension) => text(row, dimension)).join(' · '),
    mark: (row, measure, of = dimensions) => ({
      cell: Object.fromEntries(of.map(({ column, at }) => [column.id, row[at] ?? null])),
      ...(measure ? { measure: measure.column.id } : {}),
    }),
    tip: (title, lines) => ({
      formatter: [
        ...(title ? [escaped(title)] : []),
        ...lines.map(([label, value]) => `${escaped(label)}${label ? ': ' : ''}<b>${escaped(value)}</b>`),
      ].join('<br/>'),
    }),
  }
}

function figureOf(value: JsonValue | undefined, column: ColumnMeta | undefined): number | null {
  if (value === null || value === undefined || value === '' || typeof value === 'object') return null
  const isTime = column?.valueType.kind === 'timestamp' || column?.valueType.kind === 'date'
  const number = isTime ? Date.parse(String(value)) : Number(value)
  return Number.isFinite(number) ? number : null
}

const entities: { [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '{': '&#123;', '}': '&#125;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>{}"]/g, (sign) => entities[sign] ?? sign)

/** A text that ECharts takes as it is, where it would fill `{a}` or read `{style|…}`. */
export const plain = (text: string) => text.replace(/[{}]/g, (sign) => (sign === '{' ? '｛' : '｝'))

/** Roughly how wide a text is; CJK signs are square. */
export function textWidth(text: string, fontSize = 12): number {
  let ems = 0
  for (const sign of text) ems += (sign.codePointAt(0) ?? 0) > 0x2e7f ? 1 : /[A-Z0-9%@MW]/.test(sign) ? 0.64 : 0.53
  return ems * fontSize
}

/** The only figure there is: what leads to a group leads to its rows. */
export const loneOf = ({ measures }: Reading): Place | undefined => (measures.length === 1 ? measures[0] : undefined)

/** The figure that the report itself has for some dimensions alone, where it has such totals. */
export function totalOf({ totals = [] }: ReportResult, reading: Reading, row: Row, kept: readonly Place[]): Row | undefined {
  const over = reading.dimensions.filter((place) => !kept.includes(place))
  const total = totals.find((one) => one.over.length === over.length && over.every(({ column }) => one.over.includes(column.id)))
  return total?.rows.find((one) => kept.every(({ at }) => keyOf(one[at]) === keyOf(row[at])))
}

/** A key for values that are equal. */
export const keyOf = (value: JsonValue | undefined) => JSON.stringify(value ?? null)

/** Distinct values of a dimension in the order of the rows, with the first row of each. */
export function distinct(rows: readonly Row[], place: Place | undefined): Map<string, Row> {
  const found = new Map<string, Row>()
  for (const row of rows) {
    const key = keyOf(place ? row[place.at] : null)
    if (!found.has(key)) found.set(key, row)
  }
  return found
}
