import type { ReadyOption } from '@tangram/report-engine'
import { registerMap, use } from 'echarts/core'

type Part = Parameters<typeof use>[0]
type Load = () => Promise<{ default: Part }>

/** What draws a series of each type. A chart loads its own and no others. */
const series: { [type: string]: Load } = {
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
}

const maps: { [name: string]: () => Promise<{ default: unknown }> } = {
  china: () => import('./maps/china.ts'),
  world: () => import('./maps/world.ts'),
}

type Series = { type?: unknown; map?: unknown; markLine?: unknown }

/** Loads what an option is drawn with: its kinds of series, its axes and scales, the shapes of its map. Each is loaded once. */
export async function loadParts(option: ReadyOption): Promise<void> {
  const all = (Array.isArray(option.series) ? option.series : [option.series]) as (Series | undefined)[]
  const loads = [
    ...all.flatMap((one) => series[String(one?.type)] ?? []),
    ...Object.keys(option).flatMap((key) => components[key] ?? []),
    ...(all.some((one) => one?.markLine) ? [() => import('./parts/mark-line.ts')] : []),
  ]
  const names = [...new Set(all.flatMap((one) => (typeof one?.map === 'string' ? [one.map] : [])))]
  const [parts, shapes] = await Promise.all([
    Promise.all([...new Set(loads)].map(async (load) => (await load()).default)),
    Promise.all(names.map(async (name) => (await maps[name]?.())?.default)),
  ])
  use(parts.flat() as Part)
  // Only after the part that draws maps is there do they have a place to be kept.
  for (const [at, name] of names.entries()) registerMap(name, shapes[at] as Parameters<typeof registerMap>[1])
}
