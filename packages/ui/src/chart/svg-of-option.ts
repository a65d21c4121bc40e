import type { ReadyOption } from '@tangram/report-engine'
import { AriaComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { fontFamily } from '../tokens.ts'
import { loadParts } from './load-parts.ts'

/** An option as an SVG document, without a screen: for files, mails and tests. */
export async function svgOfOption(option: ReadyOption, size: { width: number; height: number }): Promise<string> {
  use([TooltipComponent, LegendComponent, AriaComponent, LabelLayout, SVGRenderer])
  await loadParts(option)
  const chart = init(null, { line: { symbol: 'circle' } }, { renderer: 'svg', ssr: true, ...size })
  try {
    // A quote would end the attribute that the name stands in.
    const textStyle = { ...(option.textStyle as object), fontFamily: fontFamily.replaceAll(/["']/g, '') }
    chart.setOption({ ...option, animation: false, textStyle })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
