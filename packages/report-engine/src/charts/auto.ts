import { type ChartType, defineChartType } from '../chart-type.ts'
import { chooseChart } from './choose-chart.ts'
import { byProblem, byProblemAndChannel, count, overMonths, resultOf } from './examples.ts'

/** The kind that suits the answer; it changes when the question does. */
export const autoAmong = (kinds: readonly ChartType[]): ChartType =>
  defineChartType({
    type: 'auto',
    label: { en: 'Automatic', 'zh-CN': '自动' },
    icon: 'sparkles',
    dimensions: { min: 0, max: 12 },
    measures: { min: 0, max: 24 },
    config: {},
    toSpec(result, _config, context) {
      const type = chooseChart(result)
      const kind = kinds.find((one) => one.type === type) ?? kinds.find((one) => one.type === 'table')
      return kind?.toSpec(result, {}, context) ?? { kind: 'table', columns: [], rows: [], truncated: false }
    },
    examples: [
      { config: {}, result: overMonths },
      { config: {}, result: byProblem },
      { config: {}, result: byProblemAndChannel },
      { config: {}, result: resultOf([count], [[12]]) },
    ],
  })
