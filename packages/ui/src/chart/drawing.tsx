import { isJsonObject } from '@tangram/data-model'
import type { Mark, ReadyOption } from '@tangram/report-engine'
import { AriaComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef, useState } from 'react'
import { fontFamily } from '../tokens.ts'
import classes from './chart.module.css'
import { loadParts } from './load-parts.ts'

use([TooltipComponent, LegendComponent, AriaComponent, LabelLayout, CanvasRenderer, SVGRenderer])

type DrawingProps = {
  option: ReadyOption
  /** Name and summary, read aloud instead of the drawing. */
  title: string
  onMark: ((mark: Mark) => void) | undefined
}

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
  const [failure, setFailure] = useState<unknown>()

  useEffect(() => {
    const element = box.current
    if (!element) return
    const drawn = init(element, lines, { renderer })
    chart.current = drawn
    drawn.on('click', (event) => {
      const mark = markOf(event.data, event.event?.target)
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
    let isWanted = true
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    loadParts(option)
      .then(() => {
        if (!isWanted) return
        chart.current?.setOption(
          { ...option, textStyle: { ...(option.textStyle as object), fontFamily }, ...(still ? { animation: false } : {}) },
          true,
        )
      })
      .catch((cause: unknown) => isWanted && setFailure(cause))
    return () => {
      isWanted = false
    }
  }, [option, renderer])

  // The nearest error boundary says so and offers to try again.
  if (failure) throw failure
  return <div ref={box} className={classes.drawing} role="img" aria-label={title} />
}

/** What a click on a data item means; a shape of several points has a mark for each. */
function markOf(data: unknown, target: unknown): Mark | undefined {
  if (data === null || typeof data !== 'object' || !('mark' in data)) return undefined
  const point = target !== null && typeof target === 'object' && '__dimIdx' in target ? Number(target.__dimIdx) : undefined
  const marks = 'marks' in data && Array.isArray(data.marks) ? data.marks : []
  return (point === undefined ? undefined : (marks[point] as Mark | undefined)) ?? (data.mark as Mark)
}

function pointsIn(option: ReadyOption): number {
  const series = Array.isArray(option.series) ? option.series : []
  return series.reduce<number>((sum, one) => sum + (isJsonObject(one) && Array.isArray(one.data) ? one.data.length : 0), 0)
}
