import { type JsonObject, type JsonValue, locales, text } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { formatValue } from '../format-value.ts'
import type { ReportResult } from '../result.ts'
import { amount, count, region, resultOf } from './examples.ts'
import { colorScale, frame, ink, itemTooltip, sizeOf } from './frame.ts'
import { type MapName, type Region, regionOf } from './map/regions.ts'
import { type Row, read } from './reading.ts'
import { listing } from './words.ts'

/** Regions by their figures: the provinces of China or the countries of the world. What is not on the map is listed below it. */
export const map = defineChartType({
  type: 'map',
  label: { en: 'Map', 'zh-CN': '地图' },
  icon: 'map-pin',
  dimensions: { min: 1, max: 1 },
  measures: { min: 1, max: 1 },
  config: {
    map: {
      valueType: text(),
      label: { en: 'Map', 'zh-CN': '地图' },
      options: [
        { id: 'auto', label: { en: 'By the names found', 'zh-CN': '按地名自动选择' } },
        { id: 'china', label: { en: 'China', 'zh-CN': '中国' } },
        { id: 'world', label: { en: 'World', 'zh-CN': '世界' } },
      ],
      default: 'auto',
    },
  },
  toSpec(result, { map: wanted }, context) {
    const reading = read(result, context)
    const [measure] = reading.measures
    const { locale } = context
    const name: MapName = wanted === 'china' || wanted === 'world' ? wanted : (mapFor(result) ?? 'china')
    const colors = ink(context.dark)
    const { width, height } = sizeOf(context)
    const drawn = new Map<string, { row: Row; region: Region }>()
    const unmatched: string[] = []
    const twice: string[] = []
    for (const row of reading.rows) {
      const region = regionOf(name, textsOf(result, row))
      if (!region) unmatched.push(reading.name(row))
      else if (drawn.has(region.id)) twice.push(reading.name(row))
      else drawn.set(region.id, { row, region })
    }
    const isLarge = width > 520 && height > 380 && name === 'china'
    return {
      kind: 'echarts',
      option: {
        ...frame(context),
        tooltip: itemTooltip,
        visualMap: colorScale(
          context,
          [...drawn.values()].flatMap(({ row }) => reading.figure(row, measure) ?? []),
          measure?.column.format,
          { orient: 'vertical', left: 0, bottom: 0, itemWidth: 10, itemHeight: Math.round(Math.min(110, height / 3)) },
        ),
        series: [
          {
            type: 'map',
            map: name,
            nameProperty: name === 'china' ? 'name' : 'iso_a2',
            roam: false,
            selectedMode: false,
            layoutCenter: ['50%', '50%'],
            layoutSize: Math.round(Math.min(width, height * (name === 'china' ? 1.04 : 1.5)) * 0.98),
            itemStyle: { areaColor: colors.faint, borderColor: context.dark ? '#4a5362' : '#b3bbc7', borderWidth: 0.6 },
            emphasis: { label: { show: false }, itemStyle: { areaColor: context.palette[1] ?? colors.line } },
            label: { show: false, color: colors.strong, fontSize: 10 },
            data: [...drawn.values()].map(
              ({ row, region: { id, label } }): JsonObject => ({
                name: id,
                value: reading.figure(row, measure) ?? '-',
                mark: reading.mark(row, measure),
                ...(isLarge ? { label: { show: true, formatter: label[locale] } } : {}),
                tooltip: reading.tip(label[locale], [[measure?.label ?? '', reading.text(row, measure)]]),
              }),
            ),
          },
        ],
      },
      notes: [...listing('unmatched', unmatched, locale), ...listing('sameRegion', twice, locale)],
    }
  },
  examples: [
    {
      config: { map: 'china' },
      result: resultOf(
        [region, count],
        [
          ['广东省', 320],
          ['浙江', 210],
          ['Jiangsu', 260],
          ['上海市', 182],
          ['内蒙古自治区', 41],
          ['新疆维吾尔自治区', 36],
          ['四川', 120],
          ['Hubei Province', 98],
          ['香港特别行政区', 22],
          ['北京', 150],
          ['Atlantis', 3],
          [null, 12],
          ['广东', 1],
        ],
      ),
    },
    {
      config: { map: 'world' },
      result: resultOf(
        [region, amount],
        [
          ['中国', '1820000'],
          ['United States of America', '960000.5'],
          ['德国', '420000'],
          ['Brazil', '-38000'],
          ['日本', '310000'],
          ['South Africa', '54000'],
          [{ others: ['中国'] }, '12'],
        ],
      ),
    },
  ],
})

/** The map that has more of the groups; undefined when neither has most of them. */
export function mapFor(result: ReportResult): MapName | undefined {
  const found = (name: MapName) => result.rows.filter((row) => regionOf(name, textsOf(result, row))).length
  const [china, world] = [found('china'), found('world')]
  if (Math.max(china, world) < 2 || Math.max(china, world) < result.rows.length * 0.6) return undefined
  return china >= world ? 'china' : 'world'
}

/** How the value of a row reads in each language, and the value itself. */
function textsOf(result: ReportResult, row: readonly JsonValue[]): string[] {
  const at = result.columns.findIndex(({ role }) => role === 'dimension')
  const column = result.columns[at]
  const value = row[at]
  if (!column || value === null || value === undefined || typeof value === 'object') return []
  return [
    String(value),
    ...locales.map((locale) =>
      formatValue(value, column, { locale, timezone: result.timezone, ...(result.labels ? { labels: result.labels } : {}) }),
    ),
  ]
}
