import type { ChartType } from '../chart-type.ts'
import { area } from './area.ts'
import { autoAmong } from './auto.ts'
import { bar } from './bar.ts'
import { boxPlot } from './box-plot.ts'
import { bubble } from './bubble.ts'
import { calendar } from './calendar.ts'
import { combo } from './combo.ts'
import { donut } from './donut.ts'
import { funnel } from './funnel.ts'
import { gantt } from './gantt.ts'
import { gauge } from './gauge.ts'
import { heatMap } from './heat-map.ts'
import { histogram } from './histogram.ts'
import { horizontalBar } from './horizontal-bar.ts'
import { kpi } from './kpi.ts'
import { line } from './line.ts'
import { map } from './map.ts'
import { percentBar } from './percent-bar.ts'
import { pie } from './pie.ts'
import { pivot } from './pivot.ts'
import { radar } from './radar.ts'
import { ranking } from './ranking.ts'
import { rose } from './rose.ts'
import { sankey } from './sankey.ts'
import { scatter } from './scatter.ts'
import { stackedArea } from './stacked-area.ts'
import { stackedBar } from './stacked-bar.ts'
import { sunburst } from './sunburst.ts'
import { table } from './table.ts'
import { treemap } from './treemap.ts'
import { warnings } from './warnings.ts'
import { waterfall } from './waterfall.ts'
import { wordCloud } from './word-cloud.ts'

const kinds: readonly ChartType[] = [
  kpi,
  line,
  area,
  stackedArea,
  bar,
  stackedBar,
  percentBar,
  horizontalBar,
  combo,
  pie,
  donut,
  rose,
  funnel,
  gauge,
  radar,
  scatter,
  bubble,
  heatMap,
  calendar,
  treemap,
  sunburst,
  sankey,
  boxPlot,
  histogram,
  waterfall,
  wordCloud,
  map,
  gantt,
  ranking,
  warnings,
  table,
  pivot,
]

/** Chart types in palette order. */
export const chartTypes: readonly ChartType[] = [autoAmong(kinds), ...kinds]
