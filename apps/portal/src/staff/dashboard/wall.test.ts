import { expect, it } from 'vitest'
import { fittingScale, nextTop } from './wall.ts'

it.each([
  ['takes the height there is', { width: 1920, height: 1000 }, 12, 1000 / 816],
  ['grows no further than twice', { width: 3840, height: 2000 }, 4, 2],
  ['keeps the tiles beside each other', { width: 1290, height: 800 }, 4, 1.5],
  ['stays readable', { width: 1440, height: 800 }, 30, 0.75],
  ['leaves a telephone alone', { width: 360, height: 700 }, 30, 1],
])('%s', (_name, box, rows, scale) => {
  expect(fittingScale(box, rows)).toBeCloseTo(scale)
})

it('goes on leaf by leaf to the end, then from the top', () => {
  const box = { clientHeight: 1000, scrollHeight: 1800 }
  expect(nextTop({ ...box, scrollTop: 0 })).toBe(900)
  expect(nextTop({ ...box, scrollTop: 800 })).toBe(0)
  expect(nextTop({ clientHeight: 1000, scrollHeight: 1000, scrollTop: 0 })).toBe(0)
})
