import type { JsonObject } from '@tangram/data-model'
import type { Mark } from '../chart-type.ts'
import { defineChartType } from '../chart-type.ts'
import { byProblem, byStage, count, figure, resultOf } from './examples.ts'
import { frame, ink, itemTooltip, sizeOf } from './frame.ts'
import { uniqueNames } from './pie-chart.ts'
import { plain, read, textWidth } from './reading.ts'
import { listing, say } from './words.ts'

type Stage = {
  name: string
  figure: number | null
  text: string
  mark: Mark
  /** The other figures of the step. */
  more: (readonly [label: string, text: string])[]
}

/** Least width of the drawing beside its words, and height of a step with its figures below its name, in pixels. */
const [narrowest, twoLines] = [80, 36]

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
    // Conversions are what the drawing says of the figure anyway.
    const only = reading.measures.find(({ column }) => !column.conversion) ?? reading.measures[0]
    const beside = reading.measures.filter((measure) => measure !== only && !measure.column.conversion)
    const stages: Stage[] = reading.rows.flatMap((row) =>
      (reading.dimensions.length > 0 && only ? [only] : reading.measures).map((measure) => ({
        name: reading.dimensions.length > 0 ? reading.name(row) : measure.label,
        figure: reading.figure(row, measure),
        text: reading.text(row, measure),
        mark: reading.mark(row, measure),
        more: reading.dimensions.length > 0 ? beside.map((other) => [other.label, reading.text(row, other)] as const) : [],
      })),
    )
    const shown = stages.filter((stage) => stage.figure !== null && stage.figure >= 0)
    const first = shown[0]?.figure ?? 0
    const names = uniqueNames(shown.map(({ name }) => name))
    const colors = ink(context.dark)
    const { width, height } = sizeOf(context)
    const percent = (part: number, whole: number) => (whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)}%`)
    const lines = shown.map((stage, at) => ({
      name: names[at] ?? '',
      figures: `${plain(stage.text)}${at > 0 ? `  ${percent(stage.figure ?? 0, first)}` : ''}`,
    }))
    const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => textWidth(text)))
    const room = width - narrowest - 40
    const isOneLine =
      widest(lines.map(({ name, figures }) => `${name}  ${figures}`)) <= room || (height - 16) / Math.max(1, lines.length) < twoLines
    const labels = lines.map(({ name, figures }) => `${name}${isOneLine ? '  ' : '\n'}${figures}`)
    const data = shown.map((stage, at) => {
      const value = stage.figure ?? 0
      const before = shown[at - 1]?.figure ?? 0
      return {
        name: names[at] ?? '',
        value,
        mark: stage.mark,
        label: { formatter: labels[at] ?? '' },
        tooltip: reading.tip(stage.name, [
          [reading.dimensions.length > 0 ? (only?.label ?? '') : '', stage.text],
          ...(at > 0
            ? ([
                [say('fromFirst', locale), percent(value, first)],
                [say('fromBefore', locale), percent(value, before)],
              ] as const)
            : []),
          ...stage.more,
        ]),
      }
    })
    // Of a name too long for the box its end is left out, of the figures below it nothing.
    const words = Math.min(room, widest(labels.flatMap((label) => label.split('\n')))) + 24
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
          width: Math.max(narrowest, Math.round(width - words - 16)),
          min: 0,
          minSize: '2%',
          gap: 2,
          itemStyle: { borderColor: colors.surface, borderWidth: 1 },
          label: { position: 'right', color: colors.text, lineHeight: 16, width: Math.round(words - 8), overflow: 'truncate' },
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
    { config: {}, result: byStage },
    {
      config: {},
      result: resultOf(
        [figure('visits', 'Visits', '访问'), figure('asked', 'Asked for an offer', '询价'), figure('ordered', 'Ordered', '下单'), count],
        [['12840', '3110', '905', 312]],
      ),
    },
  ],
})
