import type { JsonObject } from '@tangram/data-model'
import type { ChartContext, EChartsSpec } from '../chart-type.ts'
import type { ReportResult } from '../result.ts'
import { frame, ink, itemTooltip, legend, sizeOf } from './frame.ts'
import { plain, read } from './reading.ts'
import { listing, say } from './words.ts'

/** Slices of a circle. What is not above zero is no part of a whole; the notes name it. */
export function pieChart(result: ReportResult, context: ChartContext, shape: { hole: boolean; rose?: boolean }): EChartsSpec {
  const reading = read(result, context)
  const [measure] = reading.measures
  const colors = ink(context.dark)
  const { width, height } = sizeOf(context)
  const isPart = (row: (typeof reading.rows)[number]) => (reading.figure(row, measure) ?? 0) > 0
  const drawn = reading.rows.filter(isPart)
  const left = reading.rows.filter((row) => !isPart(row))
  const sum = drawn.reduce((all, row) => all + (reading.figure(row, measure) ?? 0), 0)
  const names = uniqueNames(drawn.map((row) => reading.name(row)))
  const data = drawn.map((row, at) => {
    const figure = reading.figure(row, measure) ?? 0
    const percent = `${((figure / sum) * 100).toFixed(1)}%`
    return {
      name: names[at] ?? '',
      value: figure,
      mark: reading.mark(row, measure),
      label: { formatter: percent },
      tooltip: reading.tip(reading.name(row), [
        [measure?.label ?? '', reading.text(row, measure)],
        [say('share', context.locale), percent],
      ]),
    }
  })
  // Placing labels takes longer the more there are, and nobody reads hundreds.
  const isLabelled = data.length <= 60
  const isWide = width > height * 1.5
  // Percentages stand around the circle: 48 pixels for them on each side.
  const outer = Math.round(Math.max(24, isWide ? Math.min(height * 0.39, width * 0.29 - 48) : Math.min(height * 0.29, width * 0.5 - 48)))
  const option: JsonObject = {
    ...frame(context, data.length),
    tooltip: itemTooltip,
    legend: isWide
      ? legend(context, names, {
          show: true,
          orient: 'vertical',
          left: '58%',
          top: 'middle',
          align: 'left',
          textStyle: textAt(width * 0.4 - 40),
        })
      : legend(context, names, { show: true, top: 'auto', bottom: 0 }),
    series: [
      {
        type: 'pie',
        radius: shape.hole ? [Math.round(outer * 0.64), outer] : [shape.rose ? Math.round(outer * 0.12) : 0, outer],
        center: isWide ? ['29%', '50%'] : ['50%', '42%'],
        ...(shape.rose ? { roseType: 'radius' } : {}),
        itemStyle: { borderColor: colors.surface, borderWidth: data.length > 40 ? 0 : 2 },
        // A narrow tile would cut them to "…".
        label: { show: isLabelled, color: colors.text, overflow: 'none', bleedMargin: 0, distanceToLabelLine: 2, minMargin: 4 },
        labelLine: { show: isLabelled, length: 8, length2: 6, lineStyle: { color: colors.line } },
        labelLayout: { hideOverlap: true },
        avoidLabelOverlap: true,
        data,
      },
    ],
  }
  return {
    kind: 'echarts',
    option,
    notes: listing(
      'notPositive',
      left.map((row) => reading.name(row)),
      context.locale,
    ),
  }

  function textAt(room: number): JsonObject {
    return { color: colors.text, width: Math.max(60, Math.round(room)), overflow: 'truncate' }
  }
}

/** Slices of one name would share their place in the legend. */
export function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((raw) => {
    const name = plain(raw)
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times > 1 ? `${name} (${times})` : name
  })
}
