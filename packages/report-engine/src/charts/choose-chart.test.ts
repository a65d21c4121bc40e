import type { JsonValue } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import type { ColumnMeta } from '../result.ts'
import { chooseChart } from './choose-chart.ts'
import {
  amount,
  byCohort,
  byMonthAndProblem,
  byProblem,
  byProblemAndChannel,
  byStage,
  channel,
  count,
  gains,
  hours,
  instant,
  month,
  overMonths,
  problem,
  rate,
  region,
  resultOf,
  task,
} from './examples.ts'
import { chartTypes } from './index.ts'

const groups = (many: number): JsonValue[][] => Array.from({ length: many }, (_, at) => [`g${at}`, at])
const bins: ColumnMeta = { ...task, id: 'days', valueType: { kind: 'integer' }, bins: { width: 5 } }
const [start, end] = [instant('start', 'Start', '开始'), instant('end', 'End', '结束')]

describe('the automatic chart', () => {
  it.each([
    ['kpi', 'one figure', resultOf([count], [[3]])],
    ['table', 'several figures of no group', resultOf([count, hours], [[3, '1']])],
    ['table', 'groups without a figure', resultOf([problem], [['delivery']])],
    ['line', 'months', overMonths],
    ['line', 'months by a few groups', byMonthAndProblem],
    ['line', 'gains and losses over months', gains],
    ['combo', 'figures of two formats', resultOf([month, amount, rate], [['2026-11-01', '1', '0.5']])],
    ['donut', 'a few counts of groups', byProblem],
    [
      'bar',
      'means, which are no parts of a whole',
      resultOf(
        [problem, hours],
        [
          ['delivery', '2'],
          ['invoice', '3'],
        ],
      ),
    ],
    [
      'bar',
      'counts that overlap',
      resultOf(
        [problem, { ...count, overlaps: true }],
        [
          ['delivery', 2],
          ['invoice', 3],
        ],
      ),
    ],
    ['horizontal-bar', 'a score of groups', resultOf([task, count], groups(20))],
    ['table', 'hundreds of groups', resultOf([task, count], groups(200))],
    [
      'histogram',
      'groups of numbers',
      resultOf(
        [bins, count],
        [
          [0, 3],
          [5, 9],
        ],
      ),
    ],
    [
      'map',
      'provinces',
      resultOf(
        [region, count],
        [
          ['广东省', 3],
          ['Zhejiang', 9],
        ],
      ),
    ],
    ['stacked-bar', 'counts by two groups', byProblemAndChannel],
    ['funnel', 'the stages of a funnel', byStage],
    ['heat-map', 'cohorts by the periods after', byCohort],
    [
      'heat-map',
      'many by many',
      resultOf(
        [task, channel, count],
        groups(30).map(([name, figure], at) => [name ?? null, `c${at % 12}`, figure ?? null]),
      ),
    ],
    ['pivot', 'three dimensions', resultOf([task, problem, channel, count], [])],
    ['gantt', 'a start and an end', resultOf([task, start, end], [])],
    ['warnings', 'a date of each', resultOf([task, end], [])],
  ] as const)('is %s for %s', (type, _what, result) => {
    expect(chooseChart(result)).toBe(type)
  })

  it('is one that can draw as many columns as there are', () => {
    for (const { result } of chartTypes.flatMap(({ examples }) => examples)) {
      const kind = chartTypes.find(({ type }) => type === chooseChart(result))
      const of = (role: string) => result.columns.filter((column) => column.role === role).length
      expect(of('dimension')).toBeLessThanOrEqual(kind?.dimensions.max ?? -1)
      expect(of('measure')).toBeGreaterThanOrEqual(kind?.measures.min ?? 99)
      expect(of('measure')).toBeLessThanOrEqual(kind?.measures.max ?? -1)
    }
  })
})
