import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

export type Size = { width: number; height: number }

/** The size of an element in steps of eight pixels, so that a drag of a border does not draw anew at every pixel; undefined without a screen. */
export function useSize(): [ref: RefObject<HTMLDivElement | null>, size: Size | undefined] {
  const ref = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<Size>()
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => {
      const [width, height] = [Math.floor(element.clientWidth / 8) * 8, Math.floor(element.clientHeight / 8) * 8]
      if (width > 0 && height > 0) setSize((old) => (old?.width === width && old.height === height ? old : { width, height }))
    }
    measure()
    const watcher = new ResizeObserver(measure)
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [])
  return [ref, size]
}
