import type { Locator } from 'playwright-core'

export type Point = { x: number; y: number }

/** Points of a drawing where something can be clicked, as the pointer says, at most one for each place of a grid. */
export async function marksOf(chart: Locator): Promise<Point[]> {
  const drawing = chart.locator('[role="img"]:has(svg, canvas)').first()
  await drawing.locator('svg, canvas').first().waitFor()
  await drawing.scrollIntoViewIfNeeded()
  return drawing.evaluate(lookForMarks)
}

/** Runs in the page: where the pointer becomes a hand. */
function lookForMarks(element: unknown): Point[] {
  const { MouseEvent, getComputedStyle } = globalThis as unknown as {
    MouseEvent: new (type: string, at: object) => object
    getComputedStyle(of: object): { cursor: string }
  }
  const box = element as {
    firstElementChild: { dispatchEvent(event: object): void }
    getBoundingClientRect(): { left: number; top: number; width: number; height: number }
  }
  const root = box.firstElementChild
  const { left, top, width, height } = box.getBoundingClientRect()
  const found: Point[] = []
  const step = 4
  for (let y = top + 3; y < top + height; y += step) {
    for (let x = left + 3; x < left + width; x += step) {
      root.dispatchEvent(new MouseEvent('mousemove', { clientX: x, clientY: y, bubbles: true }))
      if (getComputedStyle(root).cursor === 'pointer') found.push({ x, y })
    }
  }
  return found
}
