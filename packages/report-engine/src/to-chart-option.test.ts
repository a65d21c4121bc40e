import { describe, expect, it } from 'vitest'
import { amount, byCohort, byProblem, byProblemAndChannel, byStage, count, gains, problem, region, resultOf } from './charts/examples.ts'
import { describeResult } from './describe-result.ts'
import { chartSpecOf, toChartOption } from './to-chart-option.ts'

const context = { locale: 'en', palette: ['#111111', '#222222'], dark: false } as const
type Axis = { axisLabel: { formatter: (value: number) => string } }

describe('toChartOption', () => {
  it('writes axes as each language does', () => {
    const label = (locale: 'en' | 'zh-CN', value: number) => {
      const option = toChartOption({ chart: { type: 'bar' } }, gains, { ...context, locale })
      return (option?.yAxis as Axis[] | undefined)?.[0]?.axisLabel.formatter(value)
    }
    expect([label('en', 120_000), label('zh-CN', 120_000), label('zh-CN', 340_000_000)]).toEqual(['¥120K', '¥12万', '¥3.4亿'])
  })

  it('gives none for what is no drawing', () => {
    for (const type of ['kpi', 'table', 'pivot', 'ranking', 'warnings'])
      expect(toChartOption({ chart: { type } }, byProblem, context)).toBeUndefined()
  })
})

describe('chartSpecOf', () => {
  it('draws an unknown type as a table', () => {
    expect(chartSpecOf({ chart: { type: 'gone' } }, byProblem, context).kind).toBe('table')
  })

  it('lays the columns of the report across, and totals lead to what they are over', () => {
    const cols = [{ field: 'problem', as: 'problem' }]
    const totals = [
      { over: ['channel'], rows: [['malfunction', null, 108]] },
      { over: ['problem', 'channel'], rows: [[null, null, 354]] },
      { over: ['problem'], rows: [[null, 'phone', 168]] },
    ]
    const spec = chartSpecOf({ chart: { type: 'pivot' }, cols }, { ...byProblemAndChannel, totals }, context)
    if (spec.kind !== 'table') throw new Error('a pivot is a table')
    expect(spec.columns.map(({ label }) => label)).toEqual(['Channel', 'Malfunction', 'Delivery', 'Invoice', 'Attitude', 'Total'])
    expect(spec.rows.map(({ texts }) => texts[0])).toEqual(['Phone', 'Form', 'Shop', 'Total'])
    expect(spec.rows[0]?.marks?.at(-1)).toEqual({ cell: { channel: 'phone' }, measure: 'count' })
    const last = spec.rows.at(-1)
    expect([last?.texts.at(-1), last?.marks?.at(-1)]).toEqual(['354', { cell: {}, measure: 'count' }])
    expect(last?.marks?.[1]).toEqual({ cell: { problem: 'malfunction' }, measure: 'count' })
  })

  it('names on a note what a map or a pie cannot draw', () => {
    const map = chartSpecOf(
      { chart: { type: 'map' } },
      resultOf(
        [region, count],
        [
          ['广东', 1],
          ['Atlantis', 2],
          [null, 3],
          ['广东省', 4],
        ],
      ),
      context,
    )
    expect(map).toMatchObject({ notes: ['Not on the map: Atlantis, (empty)', 'Same region as one that is drawn, see the data: 广东省'] })
    const pie = chartSpecOf(
      { chart: { type: 'pie' } },
      resultOf(
        [problem, amount],
        [
          ['delivery', '-1'],
          ['invoice', '5'],
        ],
      ),
      context,
    )
    expect(pie).toMatchObject({ notes: ['Zero and negative figures cannot be drawn, see the data: Delivery'] })
  })

  it('takes sentences apart into words, each standing for the groups that hold it', () => {
    const texts = resultOf(
      [region, count],
      [
        ['空调不制冷', 3],
        ['空调噪音大', 2],
        ['退款', 1],
      ],
    )
    const spec = chartSpecOf({ chart: { type: 'word-cloud', config: { split: true } } }, texts, context)
    const [series] = (spec.kind === 'echarts' ? spec.option.series : []) as { data: { name: string; mark: unknown }[] }[]
    const words = new Map(series?.data.map(({ name, mark }) => [name, mark]))
    expect(words.get('空调')).toEqual({ cell: { region: { others: ['退款'] } }, measure: 'count' })
    expect(words.get('退款')).toEqual({ cell: { region: '退款' }, measure: 'count' })
  })

  it('ranks equal figures the same, and holds deadlines against the moment of the answer', () => {
    const ranked = chartSpecOf(
      { chart: { type: 'ranking' } },
      resultOf(
        [region, count],
        [
          ['a', 3],
          ['b', 9],
          ['c', 9],
          ['d', null],
          ['e', 1],
        ],
      ),
      context,
    )
    expect(ranked).toMatchObject({ items: [{ place: 1 }, { place: 1 }, { place: 3, name: 'a' }, { place: 4 }, { name: 'd' }] })
    const due = { ...count, id: 'due', valueType: { kind: 'timestamp' } as const }
    const late = chartSpecOf(
      { chart: { type: 'warnings' } },
      resultOf(
        [region, due],
        [
          ['later', '2026-12-01T08:00:00.000Z'],
          ['late', '2026-11-22T06:00:00.000Z'],
        ],
      ),
      context,
    )
    expect(late).toMatchObject({
      items: [
        { name: 'late', level: 'danger', text: '2 h overdue' },
        { name: 'later', level: 'calm' },
      ],
    })
  })
})

describe('describeResult', () => {
  it('says how many groups there are and where the figure is highest and lowest', () => {
    expect(describeResult(byProblem, 'en')).toBe('6 groups by Problem. Complaints: highest Malfunction (128), lowest Others (9).')
    expect(describeResult(byProblem, 'zh-CN')).toBe('按问题分组，共 6 组。投诉数最高：故障（128），最低：其他（9）。')
    expect(describeResult(resultOf([count], [[3]]), 'en')).toBe('Complaints: 3.')
  })

  it('goes through a funnel stage by stage, and leaves out of what came back that all were there at first', () => {
    expect(describeResult(byStage, 'en')).toContain('Leads from stage to stage: Asked for an offer 1,284, Offer sent to the customer 911,')
    expect(describeResult(byStage, 'zh-CN')).toContain('线索数逐阶段为：询价 1,284、已向客户报价 911、谈判中 402、成交 0。')
    expect(describeResult(byCohort, 'en')).toMatch(/Retention: highest .* · 1 \(\d\d/)
  })
})
