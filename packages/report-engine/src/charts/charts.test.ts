import { locales } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import type { ChartContext, EChartsSpec, TableSpec } from '../chart-type.ts'
import type { ReportResult } from '../result.ts'
import { bar } from './bar.ts'
import { channel, count, hours, month, problem, resultOf } from './examples.ts'
import { chartTypes } from './index.ts'
import { kpi } from './kpi.ts'
import { line } from './line.ts'
import { pie } from './pie.ts'
import { pivot } from './pivot.ts'
import { sankey } from './sankey.ts'
import { table } from './table.ts'
import { treemap } from './treemap.ts'

const context: ChartContext = { locale: 'en', palette: ['#111111', '#222222'], dark: false }
type Item = { name?: string; value: number | null; mark: { cell: unknown; measure?: string } } | null
type Option = {
  xAxis: { data?: string[] }
  yAxis: { data?: string[] } & { length?: number }
  series: { name: string; data: Item[]; yAxisIndex?: number }[]
  color: string[]
}
const drawn = (spec: unknown) => (spec as EChartsSpec).option as unknown as Option

describe.each(chartTypes)('$type', (chart) => {
  it('has a name in both languages and an icon', () => {
    for (const locale of locales) expect(chart.label[locale]).toBeTruthy()
    expect(chart.icon).toMatch(/^[a-z0-9-]+$/)
  })

  it('draws its examples as plain JSON in both languages and on both themes', () => {
    for (const { config, result } of chart.examples) {
      for (const locale of locales) {
        for (const dark of [true, false]) {
          const spec = chart.toSpec(result, config, { ...context, locale, dark })
          expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
        }
      }
    }
  })

  it('takes the columns that its examples have', () => {
    for (const { result } of chart.examples) {
      const of = (role: string) => result.columns.filter((column) => column.role === role).length
      expect(of('dimension')).toBeGreaterThanOrEqual(chart.dimensions.min)
      expect(of('dimension')).toBeLessThanOrEqual(chart.dimensions.max)
      expect(of('measure')).toBeGreaterThanOrEqual(chart.measures.min)
      expect(of('measure')).toBeLessThanOrEqual(chart.measures.max)
    }
  })

  it('draws nothing, without failing, when there are no rows', () => {
    const [example] = chart.examples
    expect(() => chart.toSpec({ ...resultOf(example?.result.columns ?? [], []) }, {}, context)).not.toThrow()
  })
})

describe('what a click sends back', () => {
  it('is the cell and the measure of the mark', () => {
    const option = drawn(line.toSpec(resultOf([month, problem, count], [['2026-11-01', null, 9]]), {}, context))
    expect(option.series[0]?.data[0]?.mark).toEqual({ cell: { month: '2026-11-01', problem: null }, measure: 'count' })
    const others = { others: ['malfunction'] }
    const slices = drawn(pie.toSpec(resultOf([problem, count], [[others, 7]]), {}, context))
    expect(slices.series[0]?.data[0]).toMatchObject({ name: 'Others', mark: { cell: { problem: others }, measure: 'count' } })
    expect(table.toSpec(resultOf([problem, count], [['delivery', 3]]), {}, context)).toMatchObject({
      rows: [{ mark: { cell: { problem: 'delivery' } } }],
    })
    expect(kpi.toSpec(resultOf([count], [[3]]), {}, context)).toMatchObject({ mark: { cell: {}, measure: 'count' } })
  })
})

describe('totals and inner nodes', () => {
  const result = (measures = [count]) =>
    resultOf(
      [problem, channel, ...measures],
      [
        ['delivery', 'phone', 4, '1'],
        ['delivery', 'form', 5, '2'],
      ].map((row) => row.slice(0, 2 + measures.length)),
    )
  const withTotals = {
    ...result(),
    totals: [
      { over: ['channel'], rows: [['delivery', null, 8]] },
      { over: ['problem'], rows: [[null, 'phone', 4]] },
      { over: ['problem', 'channel'], rows: [[null, null, 80]] },
    ],
  }

  it('name the dimensions they are of, and the figure where there is but one', () => {
    const { rows } = table.toSpec(withTotals, {}, context) as TableSpec
    expect(rows.map(({ mark }) => mark)).toEqual([
      { cell: { problem: 'delivery', channel: 'phone' }, measure: 'count' },
      { cell: { problem: 'delivery', channel: 'form' }, measure: 'count' },
      { cell: { problem: 'delivery' }, measure: 'count' },
      { cell: {}, measure: 'count' },
    ])
    const [first] = (table.toSpec(result([count, hours]), {}, context) as TableSpec).rows
    const cell = { problem: 'delivery', channel: 'phone' }
    expect(first?.marks).toEqual([{ cell }, { cell }, { cell, measure: 'count' }, { cell, measure: 'hours' }])
  })

  it('head the rows and columns of a pivot table, each over all that it spans', () => {
    const spec = pivot.toSpec(withTotals, {}, { ...context, across: ['channel'] }) as TableSpec
    expect(spec.columns.map(({ mark }) => mark?.cell)).toEqual([undefined, { channel: 'phone' }, { channel: 'form' }, {}])
    expect(spec.rows.map(({ marks }) => marks?.[0]?.cell)).toEqual([{ problem: 'delivery' }, {}])
    const two = pivot.toSpec(result([count, hours]), {}, { ...context, across: ['problem', 'channel'] }) as TableSpec
    expect(two.headers?.map((cells) => cells.slice(1).map(({ mark }) => mark?.cell))).toEqual([
      [{ problem: 'delivery' }],
      [
        { problem: 'delivery', channel: 'phone' },
        { problem: 'delivery', channel: 'form' },
      ],
    ])
  })

  it('say the total that the report has, not the sum of what is drawn', () => {
    const tipOf = (chart: typeof treemap, of: ReportResult) => JSON.stringify(drawn(chart.toSpec(of, {}, context)).series[0]?.data[0])
    for (const chart of [treemap, sankey]) {
      expect(tipOf(chart, withTotals)).toContain('<b>8</b>')
      expect(tipOf(chart, result())).toContain('<b>9</b>')
    }
  })
})

describe('lines and bars', () => {
  it('give each value of the second dimension a series, with gaps where it has no row', () => {
    const result = resultOf(
      [month, problem, count],
      [
        ['2026-10-01', 'malfunction', 20],
        ['2026-11-01', 'malfunction', 21],
        ['2026-11-01', 'delivery', 9],
      ],
    )
    const option = drawn(line.toSpec(result, {}, context))
    expect(option.xAxis.data).toEqual(['Oct 2026', 'Nov 2026'])
    expect(option.series.map(({ name, data }) => [name, data.map((item) => item?.value ?? null)])).toEqual([
      ['Malfunction', [20, 21]],
      ['Delivery', [null, 9]],
    ])
  })

  it('use the palette they are given', () => {
    expect(drawn(bar.toSpec(resultOf([problem, count], [['delivery', 1]]), {}, context)).color).toEqual(['#111111', '#222222'])
  })

  it('lie down as a ranking, drawing only the measures asked for', () => {
    const result = resultOf([problem, hours, count], [['delivery', '30.5', 9]])
    const option = drawn(bar.toSpec(result, { horizontal: true, measures: ['hours'] }, context))
    expect(option.yAxis.data).toEqual(['Delivery'])
    expect(option.series.map(({ name, data }) => [name, data[0]?.value])).toEqual([['Resolution', 30.5]])
  })

  it('give measures of two formats an axis each', () => {
    const option = drawn(bar.toSpec(resultOf([problem, hours, count], [['delivery', '30.5', 9]]), {}, context))
    expect(option.yAxis.length).toBe(2)
  })

  it('give measures of a third format a scale of their own, not that of another', () => {
    const share = { ...count, id: 'share', format: 'percent' as const }
    const option = drawn(bar.toSpec(resultOf([problem, hours, count, share], [['delivery', '30.5', 9, '0.2']]), {}, context))
    expect(option.series.map((one) => one.yAxisIndex)).toEqual([0, 1, 2])
    expect((option.yAxis as { show?: boolean }[]).map((axis) => axis.show)).toEqual([true, true, false])
  })

  it('let no value act as a template or as HTML in a tooltip', () => {
    const odd = { ...count, label: { en: 'n' }, format: undefined }
    const spec = bar.toSpec(resultOf([problem, odd], [['delivery', '<b>{a}</b>']]), {}, context)
    expect(JSON.stringify(spec)).not.toContain('<b>{a}')
  })
})

describe('one figure', () => {
  it('reads in the words of its language', () => {
    const text = (locale: 'en' | 'zh-CN', value: string | null) => kpi.toSpec(resultOf([hours], [[value]]), {}, { ...context, locale })
    expect(text('en', '2.25')).toMatchObject({ label: 'Resolution', text: '2 h 15 min', value: '2.25' })
    expect(text('zh-CN', '2.25')).toMatchObject({ label: '解决时长', text: '2 小时 15 分' })
    expect(text('en', null)).toMatchObject({ text: '—' })
  })
})
