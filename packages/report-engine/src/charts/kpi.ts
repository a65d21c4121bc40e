import { decimal, type JsonObject, numberFormat, text, textIn } from '@tangram/data-model'
import type { KpiSpec } from '../chart-type.ts'
import { defineChartType } from '../chart-type.ts'
import { formatValue, noValue } from '../format-value.ts'
import { amount, count, figure, hours, overMonths, rate, resultOf } from './examples.ts'
import { type Place, plain, type Reading, type Row, read } from './reading.ts'
import { say } from './words.ts'

/** One figure, large; with periods the last one, its change and its course; with a target the part reached. */
export const kpi = defineChartType({
  type: 'kpi',
  label: { en: 'Figure', 'zh-CN': '指标卡' },
  icon: 'number',
  dimensions: { min: 0, max: 1 },
  measures: { min: 1, max: 3 },
  tile: { w: 3, h: 2 },
  config: {
    trend: {
      valueType: text(),
      label: { en: 'Compared with', 'zh-CN': '对比指标' },
      help: {
        en: 'A measure of the time before, or one that is the change in percent already.',
        'zh-CN': '上一时期的指标，或已是变化百分比的指标。',
      },
      editor: 'measure',
    },
    target: { valueType: text(), label: { en: 'Target measure', 'zh-CN': '目标指标' }, editor: 'measure' },
    aim: { valueType: decimal(18, 4), label: { en: 'Target number', 'zh-CN': '目标值' } },
    better: {
      valueType: text(),
      label: { en: 'Good is', 'zh-CN': '向好方向' },
      options: [
        { id: 'more', label: { en: 'More', 'zh-CN': '越高越好' } },
        { id: 'less', label: { en: 'Less', 'zh-CN': '越低越好' } },
        { id: 'neither', label: { en: 'Neither', 'zh-CN': '不作判断' } },
      ],
      default: 'neither',
    },
  },
  toSpec(result, config, context) {
    const reading = read(result, context)
    const { locale } = context
    const [measure] = reading.measures
      .filter(({ column }) => column.id !== config.trend && column.id !== config.target)
      .concat(reading.measures)
    const periods = reading.dimensions.length > 0
    const row: Row = (periods ? reading.rows.at(-1) : reading.rows[0]) ?? []
    const column = measure?.column
    const value = (measure && row[measure.at]) ?? null
    const trend = trendOf(reading, row, measure, config, locale)
    const target = targetOf(reading, row, measure, config, locale)
    return {
      kind: 'kpi',
      label: column ? textIn(column.label, locale, column.id) : '',
      text: column ? formatValue(value, column, { locale, timezone: result.timezone }) : noValue,
      value,
      mark: periods && row.length > 0 ? reading.mark(row, measure) : { cell: {}, ...(column ? { measure: column.id } : {}) },
      ...(trend ? { trend } : {}),
      ...(target ? { target } : {}),
      ...(periods && reading.rows.length > 1 ? { history: reading.rows.map((each) => reading.figure(each, measure)) } : {}),
    }
  },
  examples: [
    { config: {}, result: resultOf([count], [[12]]) },
    { config: {}, result: resultOf([hours], [['2.25']]) },
    { config: {}, result: resultOf([hours], [[null]]) },
    { config: { better: 'less' }, result: overMonths },
    {
      config: { trend: 'before', target: 'plan', better: 'more' },
      result: resultOf(
        [amount, { ...figure('before', 'Last month', '上月'), format: 'money' }, { ...figure('plan', 'Plan', '计划'), format: 'money' }],
        [['182300.5', '164000', '200000']],
      ),
    },
    { config: { aim: '0.9', better: 'more' }, result: resultOf([rate], [['0.724']]) },
  ],
})

/** Against the measure it is compared with, else against the period before. */
function trendOf(reading: Reading, row: Row, measure: Place | undefined, config: JsonObject, locale: 'en' | 'zh-CN'): KpiSpec['trend'] {
  const own = reading.figure(row, measure)
  const other = reading.measures.find(({ column }) => column.id === config.trend)
  const earlier = reading.dimensions.length > 0 ? reading.rows.at(-2) : undefined
  if (own === null || (!other && !earlier)) return undefined
  const before = other ? reading.figure(row, other) : earlier ? reading.figure(earlier, measure) : null
  if (before === null) return undefined
  // A measure in percent beside one that is not is the change itself.
  const isChange = other?.column.format === 'percent' && measure?.column.format !== 'percent'
  const difference = isChange ? before : own - before
  const isShare = measure?.column.format === 'percent'
  const share = isChange ? before : isShare ? difference : before === 0 ? null : difference / Math.abs(before)
  const direction = difference === 0 ? 'flat' : difference > 0 ? 'up' : 'down'
  const better = config.better === 'more' ? 'up' : config.better === 'less' ? 'down' : undefined
  const name = other ? other.label : earlier ? reading.name(earlier) : ''
  return {
    text: share === null ? noValue : signed(share, locale),
    direction,
    meaning: !better || direction === 'flat' ? 'neutral' : direction === better ? 'good' : 'bad',
    label: isChange ? name : say('before', locale, { name: plain(name) }),
  }
}

function targetOf(reading: Reading, row: Row, measure: Place | undefined, config: JsonObject, locale: 'en' | 'zh-CN'): KpiSpec['target'] {
  const own = reading.figure(row, measure)
  const other = reading.measures.find(({ column }) => column.id === config.target)
  const aim = other ? reading.figure(row, other) : config.aim === undefined || config.aim === null ? null : Number(config.aim)
  if (!measure || own === null || aim === null || aim === 0) return undefined
  const asRow: Row = Object.assign([], { [measure.at]: String(config.aim) })
  return {
    text: other ? reading.text(row, other) : reading.text(asRow, measure),
    share: own / aim,
    label: other ? other.label : say('target', locale),
  }
}

const signed = (share: number, locale: 'en' | 'zh-CN') =>
  numberFormat(locale, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(share)
