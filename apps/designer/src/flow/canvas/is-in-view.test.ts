import { describe, expect, it } from 'vitest'
import { isInView } from './is-in-view.ts'

const step = { x: 500, y: 100, width: 100, height: 80 }
const shown = { left: 0, top: 0, zoom: 1, width: 600, height: 400 }

describe('a step', () => {
  it('is in view when all of it is', () => {
    expect(isInView(step, shown)).toBe(true)
  })

  it('is not when a part lies beyond an edge', () => {
    expect(isInView(step, { ...shown, width: 599 })).toBe(false)
    expect(isInView(step, { ...shown, left: -501 })).toBe(false)
    expect(isInView(step, { ...shown, height: 179 })).toBe(false)
    expect(isInView(step, { ...shown, top: -101 })).toBe(false)
  })

  it('is looked for at the scale of the canvas', () => {
    expect(isInView(step, { ...shown, width: 300, zoom: 0.5 })).toBe(true)
    expect(isInView(step, { ...shown, zoom: 1.1 })).toBe(false)
  })
})
