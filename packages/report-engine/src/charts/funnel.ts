import type { JsonObject } from '@tangram/data-model'
import type { Mark } from '../chart-type.ts'
import { defineChartType } from '../chart-type.ts'
import { byProblem, count, figure, resultOf } from './examples.ts'
import { frame, ink, itemTooltip, sizeOf } from './frame.ts'
import { uniqueNames } from './pie-chart.ts'
import { plain, read, textWidth } from './reading.ts'
import { listing, say } from './words.ts'

type Stage = { name: string; figure: number | null; text: string; mark: Mark }

/** How many reach each step. The steps are the groups in their order, or several figures of no group. */
export const funnel = defineChartType({
  type: 'funnel',
  label: { en: 'Funnel', 'zh-CN': '漏斗图' },
  icon: 'chart-funnel',
  dimensions: { min: 0, max: 1 },
  measures: { min: 1, max: 12 },
  config: {},
  toSpec(result, _config, context) {
    const reading = read(result, context)
    const { locale } = context
    const [only] = reading.measures
    const stages: Stage[] = reading.rows.flatMap((row) =>
      (reading.dimensions.length > 0 ? reading.measures.slice(0, 1) : reading.measures).map((measure) => ({
        name: reading.dimensions.length > 0 ? reading.name(row) : measure.label,
        figure: reading.figure(row, measure),
        text: reading.text(row, measure),
        mark: reading.mark(row, measure),
      })),
    )
    const shown = stages.filter((stage) => stage.figure !== null && stage.figure >= 0)
    const first = shown[0]?.figure ?? 0
    const names = uniqueNames(shown.map(({ name }) => name))
    const colors = ink(context.dark)
    const { width } = sizeOf(context)
    const percent = (part: number, whole: number) => (whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)}%`)
    const data = shown.map((stage, at) => {
      const value = stage.figure ?? 0
      const before = shown[at - 1]?.figure ?? 0
      const label = `${names[at]}  ${plain(stage.text)}${at > 0 ? `  ${percent(value, first)}` : ''}`
      return {
        name: names[at] ?? '',
        value,
        mark: stage.mark,
        label: { formatter: label },
        tooltip: reading.tip(stage.name, [
          [reading.dimensions.length > 0 ? (only?.label ?? '') : '', stage.text],
          ...(at > 0
            ? ([
                [say('fromFirst', locale), percent(value, first)],
                [say('fromBefore', locale), percent(value, before)],
              ] as const)
            : []),
        ]),
      }
    })
    const words = Math.min(width * 0.5, Math.max(0, ...data.map(({ label }) => textWidth(label.formatter))) + 24)
    const option: JsonObject = {
      ...frame(context, data.length),
      tooltip: itemTooltip,
      series: [
        {
          type: 'funnel',
          sort: 'none',
          left: 8,
          top: 8,
          bottom: 8,
          width: Math.max(80, Math.round(width - words - 16)),
          min: 0,
          minSize: '2%',
          gap: 2,
          itemStyle: { borderColor: colors.surface, borderWidth: 1 },
          label: { position: 'right', color: colors.text, width: Math.round(words - 16), overflow: 'truncate' },
          labelLine: { length: 8, lineStyle: { color: colors.line } },
          data,
        },
      ],
    }
    const left = stages.filter((stage) => !shown.includes(stage)).map(({ name }) => name)
    return { kind: 'echarts', option, notes: listing('without', left, locale) }
  },
  examples: [
    { config: {}, result: byProblem },
    {
      config: {},
      result: resultOf(
        [figure('visits', 'Visits', '访问'), figure('asked', 'Asked for an offer', '询价'), figure('ordered', 'Ordered', '下单'), count],
        [['12840', '3110', '905', 312]],
      ),
    },
  ],
})
