import type { Tile } from '@tangram/report-engine'
import { expect, it } from 'vitest'
import { duplicateTile, growTile, newTile, nudgeTile, removeTile } from './move-tiles.ts'

const tile = (id: string, x: number, y: number, w: number, h: number): Tile => ({ id, report: id, x, y, w, h })
const boxes = (tiles: readonly Tile[]) => tiles.map(({ id, x, y, w, h }) => `${id} ${x},${y} ${w}×${h}`)
const figures = [tile('a', 0, 0, 3, 2), tile('b', 3, 0, 3, 2)] as const
const [a, b] = figures

it('gives a new tile the size its chart asks for, where there is room first', () => {
  expect(newTile(figures, { id: 'a', chart: { type: 'kpi' } })).toEqual({ id: 'a_2', report: 'a', x: 6, y: 0, w: 3, h: 2 })
  expect(newTile(figures, { id: 'list', chart: { type: 'table' } })).toEqual({ id: 'list', report: 'list', x: 0, y: 2, w: 12, h: 6 })
  expect(newTile(figures, { id: 'c', chart: { type: 'line' } }, { x: 4, y: 9 })).toMatchObject({ x: 4, y: 9, w: 6, h: 5 })
})

it('passes a neighbour of the same size in one step, and goes by columns where there is none', () => {
  expect(boxes(nudgeTile(figures, a, 'right'))).toEqual(['a 3,0 3×2', 'b 0,0 3×2'])
  expect(boxes(nudgeTile(figures, b, 'right'))).toEqual(['a 0,0 3×2', 'b 4,0 3×2'])
})

it('goes down and up to the next place that is another one', () => {
  const column = [tile('low', 0, 0, 12, 2), tile('high', 0, 2, 12, 6)] as const
  const below = nudgeTile(column, column[0], 'down')
  expect(boxes(below)).toEqual(['low 0,6 12×2', 'high 0,0 12×6'])
  expect(boxes(nudgeTile(below, tile('low', 0, 6, 12, 2), 'up'))).toEqual(['low 0,0 12×2', 'high 0,2 12×6'])
})

it('says by giving the same tiles that there is no further', () => {
  expect(nudgeTile(figures, a, 'left')).toBe(figures)
  expect(nudgeTile(figures, a, 'up')).toBe(figures)
  expect(nudgeTile([a], a, 'down')).toEqual([a])
  expect(growTile([tile('wide', 0, 0, 12, 1)], tile('wide', 0, 0, 12, 1), 'right')).toHaveLength(1)
})

it('grows to the right edge and shrinks to one column, and moves nothing but what is in the way', () => {
  expect(boxes(growTile(figures, a, 'right'))).toEqual(['a 0,0 4×2', 'b 3,2 3×2'])
  expect(boxes(growTile(figures, b, 'down'))).toEqual(['a 0,0 3×2', 'b 3,0 3×3'])
  const atEdge = [tile('c', 9, 0, 3, 2)] as const
  expect(growTile(atEdge, atEdge[0], 'right')).toBe(atEdge)
  const least = [tile('d', 0, 0, 1, 1)] as const
  expect(growTile(least, least[0], 'left')).toBe(least)
  expect(growTile(least, least[0], 'up')).toBe(least)
})

it('copies a tile beside it where there is room, else below', () => {
  expect(boxes(duplicateTile([{ ...a, click: 'none' }], { ...a, click: 'none' }).tiles)).toEqual(['a 0,0 3×2', 'a_2 3,0 3×2'])
  expect(duplicateTile([{ ...a, click: 'none' }], { ...a, click: 'none' }).copy.click).toBe('none')
  const wide = tile('w', 0, 0, 8, 4)
  expect(boxes(duplicateTile([wide], wide).tiles)).toEqual(['w 0,0 8×4', 'w_2 0,4 8×4'])
})

it('closes the gap a tile leaves', () => {
  expect(boxes(removeTile([tile('top', 0, 0, 12, 4), tile('next', 0, 4, 6, 4)], 'top'))).toEqual(['next 0,0 6×4'])
})
