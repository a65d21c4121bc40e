import { type RefObject, useEffect, useState } from 'react'

/** A row of the grid and the gap below it, as the dashboard's style has them. */
const rowPx = 68
const scales = { least: 0.75, most: 2 }
/** Narrower, tiles stand below each other as on a telephone. */
const wallPx = 860

/** How large a dashboard is to be for its rows to take the height there is, as far as it stays readable. */
export function fittingScale({ width, height }: { width: number; height: number }, rows: number): number {
  return width < wallPx ? 1 : Math.min(scales.most, width / wallPx, Math.max(scales.least, height / (rows * rowPx)))
}

/** The scale for the box as large as it is now. */
export function useFittingScale(box: RefObject<HTMLElement | null>, rows: number): number {
  const [scale, setScale] = useState(1)
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setScale(fittingScale(entry.contentRect, rows))
    })
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [box, rows])
  return scale
}

const leafEveryMs = 10_000

/** What does not fit is shown leaf by leaf, and from the top again. */
export function useLeafing(box: RefObject<HTMLElement | null>, isPaused: boolean): void {
  useEffect(() => {
    if (isPaused) return
    const timer = setInterval(() => {
      if (box.current) box.current.scrollTop = nextTop(box.current)
    }, leafEveryMs)
    return () => clearInterval(timer)
  }, [box, isPaused])
}

/** Where the next leaf begins; a line or two of the last one stay in sight. */
export function nextTop({
  scrollTop,
  clientHeight,
  scrollHeight,
}: Pick<HTMLElement, 'scrollTop' | 'clientHeight' | 'scrollHeight'>): number {
  const isAtEnd = scrollTop + clientHeight >= scrollHeight - 8
  return isAtEnd ? 0 : Math.round(scrollTop + clientHeight * 0.9)
}
