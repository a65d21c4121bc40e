import type { ReadyOption } from '@tangram/report-engine'
import { registerMap, use } from 'echarts/core'

type Part = Parameters<typeof use>[0]
type Load = () => Promise<{ default: Part }>

/** What draws a series of each type. A chart loads its own and no others. */
const loads: { [type: string]: Load } = {
  bar: () => import('./parts/bar.ts'),
  boxplot: () => import('./parts/boxplot.ts'),
  candlestick: () => import('./parts/candlestick.ts'),
  funnel: () => import('./parts/funnel.ts'),
  gauge: () => import('./parts/gauge.ts'),
  heatmap: () => import('./parts/heatmap.ts'),
  line: () => import('./parts/line.ts'),
  map: () => import('./parts/map.ts'),
  pie: () => import('./parts/pie.ts'),
  radar: () => import('./parts/radar.ts'),
  sankey: () => import('./parts/sankey.ts'),
  scatter: () => import('./parts/scatter.ts'),
  sunburst: () => import('./parts/sunburst.ts'),
  treemap: () => import('./parts/treemap.ts'),
}

/** What an option asks for beside its series, by its keys. */
const components: { [key: string]: Load } = {
  xAxis: () => import('./parts/grid.ts'),
  calendar: () => import('./parts/calendar.ts'),
  visualMap: () => import('./parts/visual-map.ts'),
  dataZoom: () => import('./parts/data-zoom.ts'),
  markLine: () => import('./parts/mark-line.ts'),
}

const maps: { [name: string]: () => Promise<{ default: unknown }> } = {
  china: () => import('./maps/china.ts'),
  world: () => import('./maps/world.ts'),
}

type Series = { type?: unknown; map?: unknown; markLine?: unknown }

const seriesOf = (option: ReadyOption) => (Array.isArray(option.series) ? option.series : [option.series]) as (Series | undefined)[]

/** Names of what an option is drawn with, maps among them; equal lists are drawn by equal parts. */
export function partsOf(option: ReadyOption): string[] {
  const all = seriesOf(option)
  return [
    ...new Set([
      ...all.flatMap((one) => (one && Object.hasOwn(loads, String(one.type)) ? [String(one.type)] : [])),
      ...Object.keys(components).flatMap((key) => (key in option ? [key] : [])),
      ...(all.some((one) => one?.markLine) ? ['markLine'] : []),
      ...all.flatMap((one) => (typeof one?.map === 'string' ? [`map ${one.map}`] : [])),
    ]),
  ]
}

/** Loads what an option is drawn with: its kinds of series, its axes and scales, the shapes of its map. Each is loaded once. */
export async function loadParts(option: ReadyOption): Promise<void> {
  const names = partsOf(option)
  const mapNames = names.flatMap((name) => (name.startsWith('map ') ? [name.slice(4)] : []))
  const [parts, shapes] = await Promise.all([
    Promise.all(names.flatMap((name) => loads[name] ?? components[name] ?? []).map(async (load) => (await load()).default)),
    Promise.all(mapNames.map(async (name) => (await maps[name]?.())?.default)),
  ])
  use(parts.flat() as Part)
  // Only after the part that draws maps is there do they have a place to be kept.
  for (const [at, name] of mapNames.entries()) registerMap(name, shapes[at] as Parameters<typeof registerMap>[1])
}
