import { isJsonObject, type JsonValue, type Locale, locales } from '@tangram/data-model'
import {
  type ChartContext,
  type ChartSpec,
  type ChartType,
  chartSpecOf,
  chartTypes,
  describeResult,
  isOthers,
  type Mark,
  type ReportResult,
  readyOption,
} from '@tangram/report-engine'
import { describe, expect, it } from 'vitest'
import { chartPalette } from '../tokens.ts'
import { svgOfOption } from './svg-of-option.ts'

const size = { width: 560, height: 320 }
const contextOf = (locale: Locale, dark: boolean): ChartContext => ({
  locale,
  dark,
  palette: chartPalette[dark ? 'dark' : 'light'],
  title: 'x',
  size,
})

/** Every mark of a spec, wherever it stands. */
function marksIn(value: unknown, found: Mark[] = []): Mark[] {
  if (Array.isArray(value)) for (const one of value) marksIn(one, found)
  else if (value !== null && typeof value === 'object') {
    for (const [name, part] of Object.entries(value)) {
      if (name === 'mark') found.push(part as Mark)
      else marksIn(part, found)
    }
  }
  return found
}

/** Whether a mark names values that stand together in a row of the result; beside others, one that is not listed. */
function leadsToRow({ cell, measure }: Mark, { columns, rows }: ReportResult): boolean {
  if (measure !== undefined && !columns.some(({ id, role }) => id === measure && role === 'measure')) return false
  const places = Object.entries(cell).map(
    ([id, value]) => [columns.findIndex((column) => column.id === id && column.role === 'dimension'), value] as const,
  )
  return rows.some((row) => places.every(([at, value]) => at >= 0 && agrees(value, row[at] ?? null)))
}

const agrees = (asked: JsonValue, found: JsonValue) => {
  const same = (a: JsonValue, b: JsonValue) => JSON.stringify(a) === JSON.stringify(b)
  return same(asked, found) || (isOthers(asked) && !asked.others.some((key) => same(key, found)))
}

/** Data items of the series of an option, whatever the chart calls them. */
function itemsIn(spec: ChartSpec): JsonValue[] {
  if (spec.kind !== 'echarts' || !Array.isArray(spec.option.series)) return []
  return spec.option.series.flatMap((one) =>
    isJsonObject(one) ? [one.data, one.links].flatMap((items) => (Array.isArray(items) ? items : [])) : [],
  )
}

async function draw(
  chart: ChartType,
  result: ReportResult,
  config: ChartType['examples'][number]['config'],
  locale: Locale,
  dark: boolean,
): Promise<ChartSpec> {
  const spec = chart.toSpec(result, config, contextOf(locale, dark))
  if (spec.kind === 'echarts') {
    const svg = await svgOfOption(readyOption(spec.option, locale), size)
    expect(svg).toMatch(/^<svg/)
    expect(/.{0,60}(NaN|undefined|\[object).{0,60}/s.exec(svg.replace(/<style.*?<\/style>/gs, ''))?.[0]).toBeUndefined()
  }
  return spec
}

// A map with its shapes and a thousand slices take a while on a busy machine.
describe.each(chartTypes)('$type', { timeout: 30_000 }, (chart) => {
  it('draws its examples in both languages and on both themes, and every mark leads to a cell', async () => {
    for (const { config, result } of chart.examples) {
      for (const locale of locales) {
        for (const dark of [false, true]) {
          const spec = await draw(chart, result, config, locale, dark)
          for (const item of itemsIn(spec)) if (isJsonObject(item)) expect(item).toHaveProperty('mark.cell')
          for (const mark of marksIn(spec)) expect(leadsToRow(mark, result), JSON.stringify(mark)).toBe(true)
        }
      }
    }
  })

  it('has its figures as a table, where each row leads to its cell, and says them in words', () => {
    for (const { result } of chart.examples) {
      for (const locale of locales) {
        const data = chartSpecOf({ chart: { type: 'table' } }, result, contextOf(locale, false))
        if (data.kind !== 'table') throw new Error('the data is no table')
        const own = data.rows.filter(({ total }) => !total)
        expect(own).toHaveLength(result.rows.length)
        for (const [at, { mark }] of own.entries()) expect(mark.cell).toEqual(cellOf(result, at))
        expect(describeResult(result, locale)).toMatch(/\S/)
      }
    }
  })

  it.each(['one row', 'a thousand rows', 'zeros', 'below zero', 'without values', 'others', 'no rows'])('draws %s', async (kind) => {
    const [example] = chart.examples
    if (!example) return
    const result = strained(example.result, kind)
    const spec = await draw(chart, result, example.config, 'zh-CN', false)
    for (const mark of marksIn(spec)) if (result.rows.length > 0) expect(leadsToRow(mark, result), JSON.stringify(mark)).toBe(true)
  })
})

const cellOf = ({ columns, rows }: ReportResult, at: number) =>
  Object.fromEntries(columns.flatMap(({ id, role }, place) => (role === 'dimension' ? [[id, rows[at]?.[place] ?? null]] : [])))

/** The columns of an example with rows that charts stumble over. */
function strained(result: ReportResult, kind: string): ReportResult {
  const count = kind === 'no rows' ? 0 : kind === 'one row' ? 1 : kind === 'a thousand rows' ? 1000 : 5
  const first = new Date(Date.UTC(2024, 0, 1))
  const dateOf = (at: number) => new Date(first.getTime() + at * 86_400_000).toISOString()
  const rows = Array.from({ length: count }, (_, at) =>
    result.columns.map(({ role, valueType, by }, place): JsonValue => {
      const isTime = valueType.kind === 'timestamp' || valueType.kind === 'date'
      if (role === 'dimension') {
        if (kind === 'without values') return null
        if (kind === 'others' && at === count - 1) return { others: ['g0', 'g1', null] }
        if (by?.includes('-of-')) return 1 + (at % 7)
        if (isTime || by) return dateOf(at).slice(0, 10)
        return valueType.kind === 'decimal' || valueType.kind === 'integer' ? at * 5 : place === 0 ? `g${at}` : `p${at % 6}`
      }
      if (kind === 'without values') return null
      if (isTime) return dateOf(at + place)
      if (kind === 'zeros') return 0
      return kind === 'below zero' ? String(-at * 3.5 + 2) : String((at * 37) % 101)
    }),
  )
  return { ...result, columns: result.columns, rows, truncated: kind === 'a thousand rows' }
}
