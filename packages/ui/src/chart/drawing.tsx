import type { JsonObject } from '@tangram/data-model'
import type { Mark } from '@tangram/report-engine'
import { BarChart, LineChart, PieChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { fontFamily } from '../tokens.ts'
import classes from './chart.module.css'

use([
  LineChart,
  BarChart,
  PieChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  AriaComponent,
  LabelLayout,
  CanvasRenderer,
  SVGRenderer,
])

type DrawingProps = { option: JsonObject; title: string; onMark: ((mark: Mark) => void) | undefined }

/** More points than this are drawn on a canvas, fewer as SVG: sharp in print and light to keep. */
const svgLimit = 400

/** ECharts fills the points of a line with white, whatever the page is like. */
const lines = { line: { symbol: 'circle', symbolSize: 6 } }

/** An ECharts option, drawn to fit its box. Without a size (or a screen) it draws nothing and waits. */
export default function Drawing({ option, title, onMark }: DrawingProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  const latest = useRef(onMark)
  latest.current = onMark
  const renderer = pointsIn(option) > svgLimit ? 'canvas' : 'svg'

  useEffect(() => {
    const element = box.current
    if (!element) return
    const drawn = init(element, lines, { renderer })
    chart.current = drawn
    drawn.on('click', (event) => {
      const mark = markOf(event.data)
      if (mark) latest.current?.(mark)
    })
    const watcher = new ResizeObserver(() => drawn.resize())
    watcher.observe(element)
    return () => {
      watcher.disconnect()
      drawn.dispose()
      chart.current = null
    }
  }, [renderer])

  useEffect(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    chart.current?.setOption(
      { ...option, textStyle: { ...(option.textStyle as JsonObject), fontFamily }, ...(still ? { animation: false } : {}) },
      true,
    )
  }, [option, renderer])

  return <div ref={box} className={classes.drawing} role="img" aria-label={title} />
}

function markOf(data: unknown): Mark | undefined {
  if (data === null || typeof data !== 'object' || !('mark' in data)) return undefined
  return data.mark as Mark
}

function pointsIn(option: JsonObject): number {
  const series = Array.isArray(option.series) ? option.series : []
  return series.reduce<number>(
    (sum, one) => sum + (one !== null && typeof one === 'object' && 'data' in one && Array.isArray(one.data) ? one.data.length : 0),
    0,
  )
}
