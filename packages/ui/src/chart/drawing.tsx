import { isJsonObject } from '@tangram/data-model'
import type { Mark, ReadyOption } from '@tangram/report-engine'
import { AriaComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef, useState } from 'react'
import { fontFamily } from '../tokens.ts'
import classes from './chart.module.css'
import { loadParts, partsOf } from './load-parts.ts'
import { nearestMark, reachPx } from './nearest-mark.ts'

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

/**
 * An ECharts option, drawn to fit its box. Without a size (or a screen) it draws nothing and waits. The box bears `data-drawn` while
 * the picture of its present option stands still: its marks are then where they stay.
 */
export default function Drawing({ option, title, onMark }: DrawingProps) {
  const box = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<EChartsType>()
  const [failure, setFailure] = useState<unknown>()
  const latest = useRef({ option, onMark })
  latest.current = { option, onMark }
  const renderer = pointsIn(option) > svgLimit ? 'canvas' : 'svg'
  const parts = partsOf(option).join(' ')

  // A chart knows the parts that were there when it was made, and none that come later.
  useEffect(() => {
    const element = box.current
    if (!element) return
    let drawn: EChartsType | undefined
    let isWanted = true
    const watcher = new ResizeObserver(() => {
      element.removeAttribute('data-drawn')
      drawn?.resize()
    })
    loadParts(latest.current.option)
      .then(() => {
        if (!isWanted) return
        drawn = init(element, lines, { renderer })
        drawn.on('finished', () => element.setAttribute('data-drawn', ''))
        drawn.on('click', (event) => {
          const mark = markOf(event.data, event.event?.target)
          if (!mark) return
          staysTouch(event.event?.event)
          latest.current.onMark?.(mark)
        })
        // The second button, or a long press: whoever hears of it knows what was pressed.
        drawn.on('contextmenu', (event) => {
          const mark = markOf(event.data, event.event?.target)
          if (mark) latest.current.onMark?.(mark)
        })
        // Whoever comes down beside a point means it, and on a line its closest one.
        drawn.getZr().on('click', ({ target, offsetX, offsetY, event }) => {
          const isLine = target?.type.startsWith('ec-poly')
          if ((target && !isLine) || !latest.current.onMark) return
          const mark = nearestMark(
            latest.current.option,
            [offsetX, offsetY],
            (series, value) => {
              const pixel = drawn?.convertToPixel({ seriesIndex: series }, value)
              return Array.isArray(pixel) ? pixel : undefined
            },
            isLine ? Number.POSITIVE_INFINITY : reachPx,
          )
          if (!mark) return
          staysTouch(event)
          latest.current.onMark(mark)
        })
        watcher.observe(element)
        setChart(drawn)
      })
      .catch((cause: unknown) => isWanted && setFailure(cause))
    return () => {
      isWanted = false
      watcher.disconnect()
      element.removeAttribute('data-drawn')
      drawn?.dispose()
      setChart(undefined)
    }
  }, [renderer, parts])

  useEffect(() => {
    if (!chart || chart.isDisposed()) return
    box.current?.removeAttribute('data-drawn')
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    chart.setOption({ ...option, textStyle: { ...(option.textStyle as object), fontFamily }, ...(still ? { animation: false } : {}) }, true)
  }, [option, chart])

  // The nearest error boundary says so and offers to try again.
  if (failure) throw failure
  return <div ref={box} className={classes.drawing} role="img" aria-label={title} />
}

/**
 * A tap is heard when the finger leaves; the browser then makes up a mouse that presses the same place, which would close at once whatever
 * the tap opened.
 */
function staysTouch(event: unknown): void {
  if (event instanceof Event && event.type === 'touchend' && event.cancelable) event.preventDefault()
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
