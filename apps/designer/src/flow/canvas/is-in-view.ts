import type { Box } from '../places.ts'

/** What is seen of a canvas: how far it is moved and scaled, and how large its window is, in pixels. */
type CanvasWindow = { left: number; top: number; zoom: number; width: number; height: number }

/** Whether all of a box on the canvas is seen. */
export function isInView(box: Box, { left, top, zoom, width, height }: CanvasWindow): boolean {
  const [x, y] = [box.x * zoom + left, box.y * zoom + top]
  return x >= 0 && y >= 0 && x + box.width * zoom <= width && y + box.height * zoom <= height
}
