import { describe, expect, it } from 'vitest'
import { nearestMark } from './nearest-mark.ts'

const point = (id: string, value: unknown) => ({ value, mark: { cell: { id } } })
/** A drawing of ten pixels to the unit. */
const pixelOf = (_: number, [x, y]: [number, number]) => [x * 10, 100 - y * 10]
const at = (option: object, x: number, y: number) => nearestMark(option as never, [x, y], pixelOf)?.cell.id

describe('the mark a finger means', () => {
  const line = { series: [{ type: 'line', data: [point('a', 1), null, point('c', 5)] }] }

  it('is the closest point of a line, though the finger is beside it', () => {
    expect(at(line, 4, 84)).toBe('a')
    expect(at(line, 22, 60)).toBe('c')
  })

  it('is none where no point is within reach', () => {
    expect(at(line, 60, 20)).toBeUndefined()
  })

  it('lies on top of what it is stacked on', () => {
    const stacked = {
      series: [
        { type: 'line', stack: 's', data: [point('low', 2)] },
        { type: 'line', stack: 's', data: [point('high', 5)] },
      ],
    }
    expect(at(stacked, 0, 25)).toBe('high')
    expect(at(stacked, 0, 78)).toBe('low')
  })

  it('is a point of a cloud by its two figures; shapes that are large enough take clicks themselves', () => {
    expect(at({ series: [{ type: 'scatter', data: [point('p', [3, 4])] }] }, 33, 63)).toBe('p')
    expect(at({ series: [{ type: 'bar', data: [point('b', 4)] }] }, 0, 60)).toBeUndefined()
  })
})
