import type { JsonObject } from '@tangram/data-model'
import type { Mark } from '../chart-type.ts'
import { defineChartType } from '../chart-type.ts'
import { byProblem, byProblemAndChannel, figure, person, resultOf } from './examples.ts'
import { frame, ink, itemTooltip, legend, sizeOf } from './frame.ts'
import { uniqueNames } from './pie-chart.ts'
import { distinct, keyOf, type Place, plain, type Row, read } from './reading.ts'
import { say } from './words.ts'

type Shape = { name: string; cells: { figure: number | null; text: string; mark: Mark | null }[]; mark: Mark }

/**
 * Several figures of the same things. With three figures or more each is a spoke and each group a shape; else the first
 * groups are spokes, and the shapes are those of the second dimension or the figures.
 */
export const radar = defineChartType({
  type: 'radar',
  label: { en: 'Radar', 'zh-CN': '雷达图' },
  icon: 'chart-radar',
  dimensions: { min: 1, max: 2 },
  measures: { min: 1, max: 8 },
  config: {},
  toSpec(result, _config, context) {
    const reading = read(result, context)
    const [first, second] = reading.dimensions
    const byMeasure = !second && reading.measures.length >= 3
    const allSpokes = [...distinct(reading.rows, first).values()]
    const spokeRows = byMeasure ? allSpokes : allSpokes.slice(0, mostSpokes)
    const spokes = byMeasure ? reading.measures.map(({ label }) => label) : spokeRows.map((row) => reading.text(row, first))
    const cell = (row: Row | undefined, measure: Place) => ({
      figure: row ? reading.figure(row, measure) : null,
      text: row ? reading.text(row, measure) : '',
      mark: row ? reading.mark(row, measure) : null,
    })
    const shapes: Shape[] = byMeasure
      ? spokeRows.map((row) => shapeOfRow(row))
      : second
        ? shapesOfSecond(second)
        : reading.measures.map(shapeOfMeasure)
    const names = uniqueNames(shapes.map(({ name }) => name))
    const colors = ink(context.dark)
    const rangeOf = (cells: readonly (number | null | undefined)[]) => ({
      min: Math.min(0, ...cells.map((one) => one ?? 0)),
      max: Math.max(0, ...cells.map((one) => one ?? 0)) || 1,
    })
    // Spokes of one figure share a scale; those of several have one each.
    const shared = rangeOf(byMeasure ? [] : shapes.flatMap(({ cells }) => cells.map((one) => one.figure)))
    const { width, height } = sizeOf(context)
    const top = shapes.length > 1 ? 28 : 0
    return {
      kind: 'echarts',
      option: {
        ...frame(context),
        tooltip: itemTooltip,
        legend: legend(context, names),
        radar: {
          center: ['50%', Math.round(top + (height - top) / 2)],
          radius: Math.round(Math.max(30, Math.min(width / 2 - 70, (height - top) / 2 - 34))),
          indicator: spokes.map((name, at) => ({
            name: shortened(plain(name), Math.max(60, width / 4)),
            ...(byMeasure ? rangeOf(shapes.map(({ cells }) => cells[at]?.figure)) : shared),
          })),
          axisName: { color: colors.text },
          axisLine: { lineStyle: { color: colors.line } },
          splitLine: { lineStyle: { color: colors.line } },
          splitArea: { show: false },
        },
        series: [
          {
            type: 'radar',
            symbol: 'circle',
            symbolSize: 7,
            areaStyle: { opacity: 0.1 },
            data: shapes.map((shape, at) => ({
              name: names[at] ?? '',
              value: shape.cells.map(({ figure }) => figure),
              mark: shape.mark,
              marks: shape.cells.map(({ mark }) => mark as JsonObject | null),
              tooltip: reading.tip(
                shape.name,
                shape.cells.map(({ text }, spoke) => [spokes[spoke] ?? '', text] as const),
              ),
            })),
          },
        ],
      },
      notes: spokeRows.length < allSpokes.length ? [say('firstOnly', context.locale, { count: mostSpokes })] : [],
    }

    function shapeOfRow(row: Row): Shape {
      return { name: reading.text(row, first), cells: reading.measures.map((measure) => cell(row, measure)), mark: reading.mark(row) }
    }

    function shapeOfMeasure(measure: Place): Shape {
      return { name: measure.label, cells: spokeRows.map((row) => cell(row, measure)), mark: { cell: {}, measure: measure.column.id } }
    }

    function shapesOfSecond(by: Place): Shape[] {
      const found = new Map(reading.rows.map((row) => [keyOf([first ? (row[first.at] ?? null) : null, row[by.at] ?? null]), row]))
      return [...distinct(reading.rows, by).values()].flatMap((example) =>
        reading.measures.map((measure) => ({
          name: reading.text(example, by) + (reading.measures.length > 1 ? ` · ${measure.label}` : ''),
          cells: spokeRows.map((spoke) =>
            cell(found.get(keyOf([first ? (spoke[first.at] ?? null) : null, example[by.at] ?? null])), measure),
          ),
          mark: reading.mark(example, measure, [by]),
        })),
      )
    }
  },
  examples: [
    { config: {}, result: byProblemAndChannel },
    {
      config: {},
      result: resultOf(
        [
          person,
          figure('speed', 'Speed', '速度'),
          figure('care', 'Care', '细致'),
          figure('calm', 'Calm', '耐心'),
          figure('skill', 'Skill', '技能'),
          figure('reach', 'Reach', '响应'),
        ],
        [
          ['李雷', '80', '92', '71', '88', '64'],
          ['Hannah Meyer', '91', '70', '85', null, '90'],
        ],
      ),
    },
    { config: {}, result: byProblem },
  ],
})

/** More spokes than this are a disc. */
const mostSpokes = 60

const shortened = (text: string, room: number) =>
  text.length * 7 > room * 1.6 ? `${[...text].slice(0, Math.max(4, Math.floor(room / 9))).join('')}…` : text
