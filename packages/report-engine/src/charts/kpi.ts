import { textIn } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { formatValue, noValue } from '../format-value.ts'
import { count, hours, resultOf } from './examples.ts'

/** One figure, large. */
export const kpi = defineChartType({
  type: 'kpi',
  label: { en: 'Figure', 'zh-CN': '指标卡' },
  icon: 'number',
  dimensions: { min: 0, max: 0 },
  measures: { min: 1, max: 1 },
  config: {},
  toSpec(result, _config, { locale }) {
    const at = result.columns.findIndex((column) => column.role === 'measure')
    const column = result.columns[at]
    const value = result.rows[0]?.[at] ?? null
    return {
      kind: 'kpi',
      label: column ? textIn(column.label, locale, column.id) : '',
      text: column ? formatValue(value, column, { locale, timezone: result.timezone }) : noValue,
      value,
      mark: { cell: {}, ...(column ? { measure: column.id } : {}) },
    }
  },
  examples: [
    { config: {}, result: resultOf([count], [[12]]) },
    { config: {}, result: resultOf([hours], [['2.25']]) },
    { config: {}, result: resultOf([hours], [[null]]) },
  ],
})
