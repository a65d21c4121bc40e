import { textIn } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { formatValue } from '../format-value.ts'
import { cellOf } from '../result.ts'
import { count, hours, problem, resultOf } from './examples.ts'

/** Every group and figure, row by row. */
export const table = defineChartType({
  type: 'table',
  label: { en: 'Table', 'zh-CN': '表格' },
  icon: 'table',
  dimensions: { min: 0, max: 12 },
  measures: { min: 0, max: 24 },
  config: {},
  toSpec(result, _config, { locale }) {
    const reader = { locale, timezone: result.timezone, labels: result.labels }
    return {
      kind: 'table',
      columns: result.columns.map(({ id, label, role }) => ({
        id,
        label: textIn(label, locale, id),
        align: role === 'measure' ? 'end' : 'start',
        role,
      })),
      rows: result.rows.map((row) => ({
        texts: result.columns.map((column, i) => formatValue(row[i], column, reader)),
        values: row,
        mark: { cell: cellOf(result.columns, row) },
      })),
      truncated: result.truncated,
    }
  },
  examples: [
    { config: {}, result: resultOf([problem, count, hours], [['delivery', 1204, '49.5']]) },
    { config: {}, result: resultOf([problem], []) },
  ],
})
