import { integer, textIn } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { isOthers } from '../result.ts'
import { amount, byProblem, person, rate, resultOf } from './examples.ts'
import { type Row, read } from './reading.ts'

/** Who comes first: places, names and bars. Further measures stand beside. */
export const ranking = defineChartType({
  type: 'ranking',
  label: { en: 'Ranking list', 'zh-CN': '排行榜' },
  icon: 'list-numbers',
  dimensions: { min: 1, max: 2 },
  measures: { min: 1, max: 3 },
  config: {
    order: {
      valueType: { kind: 'text' },
      label: { en: 'First is', 'zh-CN': '排在首位的是' },
      options: [
        { id: 'largest', label: { en: 'The largest', 'zh-CN': '最大值' } },
        { id: 'smallest', label: { en: 'The smallest', 'zh-CN': '最小值' } },
      ],
      default: 'largest',
    },
    places: { valueType: integer({ min: 1, max: 1000 }), label: { en: 'Places shown', 'zh-CN': '显示名次' } },
  },
  toSpec(result, { order, places }, context) {
    const reading = read(result, context)
    const [measure, ...beside] = reading.measures
    const up = order === 'smallest'
    const figure = (row: Row) => reading.figure(row, measure)
    const isRest = (row: Row) => row.some((value) => isOthers(value))
    // Groups without a figure come after those with one, whatever the order; what is left over is no rival and comes last.
    const ranked = [...reading.rows].sort((a, b) => {
      if (isRest(a) || isRest(b)) return Number(isRest(a)) - Number(isRest(b))
      const [x, y] = [figure(a), figure(b)]
      if (x === null || y === null) return Number(x === null) - Number(y === null)
      return up ? x - y : y - x
    })
    const largest = Math.max(0, ...reading.rows.map((row) => (isRest(row) ? 0 : Math.abs(figure(row) ?? 0))))
    const shown = typeof places === 'number' ? ranked.slice(0, places) : ranked
    let place = 0
    const items = shown.map((row, at) => {
      const own = figure(row)
      if (at === 0 || own !== figure(ranked[at - 1] ?? [])) place = at + 1
      const detail = beside.map((other) => `${other.label} ${reading.text(row, other)}`).join(' · ')
      return {
        ...(own === null || isRest(row) ? {} : { place }),
        name: reading.name(row),
        text: reading.text(row, measure),
        ...(detail ? { detail } : {}),
        share: largest === 0 ? 0 : Math.min(1, Math.abs(own ?? 0) / largest),
        mark: reading.mark(row, measure),
      }
    })
    return {
      kind: 'list',
      label: measure ? textIn(measure.column.label, context.locale, measure.column.id) : '',
      items,
      truncated: result.truncated || shown.length < ranked.length,
    }
  },
  examples: [
    { config: {}, result: byProblem },
    {
      config: { places: 3 },
      result: resultOf(
        [person, amount, rate],
        [
          ['李雷', '182000.5', '0.61'],
          ['韩梅梅', '214000', '0.58'],
          ['Hannah Meyer', '214000', null],
          [null, '-40', '0.2'],
          ['王芳', null, null],
        ],
      ),
    },
  ],
})
