import type { JsonObject } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { compactValue } from '../format-value.ts'
import { byProblemAndChannel, channel, count, problem, region, resultOf } from './examples.ts'
import { frame, ink, itemTooltip, sizeOf } from './frame.ts'
import { keyOf, type Place, plain, type Row, read, totalOf } from './reading.ts'
import { listing } from './words.ts'

/** Where things go from group to group, from the first dimension to the last. */
export const sankey = defineChartType({
  type: 'sankey',
  label: { en: 'Sankey', 'zh-CN': '桑基图' },
  icon: 'chart-sankey',
  dimensions: { min: 2, max: 4 },
  measures: { min: 1, max: 1 },
  config: {},
  toSpec(result, _config, context) {
    const reading = read(result, context)
    const [measure] = reading.measures
    const colors = ink(context.dark)
    const { width } = sizeOf(context)
    const isPart = (row: Row) => (reading.figure(row, measure) ?? 0) > 0
    const rows = reading.rows.filter(isPart)
    // The place of the dimension is part of the name: the same value may stand on both sides.
    const nameOf = (row: Row, place: Place) => `${place.column.id} ${keyOf(row[place.at])}`
    const text = (figure: number) => compactValue(figure, measure?.column.format, context.locale)
    const exactly = (row: Row, kept: readonly Place[]) => {
      const total = totalOf(result, reading, row, kept)
      return total && reading.text(total, measure)
    }
    const nodes = new Map<string, { row: Row; place: Place; sum: number }>()
    const links = new Map<string, { row: Row; from: Place; to: Place; sum: number; rows: number }>()
    for (const row of rows) {
      const figure = reading.figure(row, measure) ?? 0
      for (const [at, place] of reading.dimensions.entries()) {
        const name = nameOf(row, place)
        const node = nodes.get(name)
        nodes.set(name, { row, place, ...node, sum: (node?.sum ?? 0) + figure })
        const to = reading.dimensions[at + 1]
        if (!to) continue
        const id = `${name} ${nameOf(row, to)}`
        const link = links.get(id)
        links.set(id, { row, from: place, to, ...link, sum: (link?.sum ?? 0) + figure, rows: (link?.rows ?? 0) + 1 })
      }
    }
    const option: JsonObject = {
      ...frame(context),
      tooltip: itemTooltip,
      series: [
        {
          type: 'sankey',
          left: 8,
          right: Math.round(Math.min(120, width * 0.25)),
          top: 8,
          bottom: 8,
          nodeGap: 10,
          nodeWidth: 14,
          draggable: false,
          emphasis: { focus: 'adjacency' },
          label: { color: colors.text, width: Math.round(Math.min(110, width * 0.24)), overflow: 'truncate' },
          lineStyle: { color: 'source', opacity: 0.32, curveness: 0.5 },
          data: [...nodes].map(([name, { row, place, sum }], at) => ({
            name,
            depth: reading.dimensions.indexOf(place),
            itemStyle: { color: context.palette[at % Math.max(1, context.palette.length)] ?? colors.text },
            label: { formatter: plain(reading.text(row, place)) },
            mark: reading.mark(row, measure, [place]),
            tooltip: reading.tip(reading.text(row, place), [[measure?.label ?? '', exactly(row, [place]) ?? text(sum)]]),
          })),
          links: [...links.values()].map(({ row, from, to, sum, rows: count }) => ({
            source: nameOf(row, from),
            target: nameOf(row, to),
            value: sum,
            mark: reading.mark(row, measure, [from, to]),
            tooltip: reading.tip(`${reading.text(row, from)} → ${reading.text(row, to)}`, [
              [measure?.label ?? '', exactly(row, [from, to]) ?? (count === 1 ? reading.text(row, measure) : text(sum))],
            ]),
          })),
        },
      ],
    }
    return {
      kind: 'echarts',
      option,
      notes: listing(
        'notPositive',
        reading.rows.filter((row) => !isPart(row)).map((row) => reading.name(row)),
        context.locale,
      ),
    }
  },
  examples: [
    { config: {}, result: byProblemAndChannel },
    {
      config: {},
      result: resultOf(
        [channel, problem, region, count],
        [
          ['phone', 'malfunction', '上海', 30],
          ['phone', 'delivery', '北京', 14],
          ['form', 'malfunction', '北京', 22],
          ['form', null, '上海', 5],
          ['shop', 'delivery', '上海', 0],
        ],
      ),
    },
  ],
})
