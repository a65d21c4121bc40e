import type { Tile } from '@tangram/report-engine'
import { expect, it } from 'vitest'
import { inReadingOrder, layTiles } from './lay-tiles.ts'

const tile = (id: string, w: number, h: number, x = 0, y = 0): Tile => ({ id, report: id, x, y, w, h })
const places = (tiles: Tile[]) => layTiles(tiles).map(({ id, x, y }) => `${id} ${x},${y}`)

it('lays tiles side by side and begins a row where one no longer fits', () => {
  expect(places([tile('a', 6, 4), tile('b', 6, 5), tile('c', 8, 4), tile('d', 6, 2)])).toEqual(['a 0,0', 'b 6,0', 'c 0,5', 'd 0,9'])
})

it('reads tiles row by row', () => {
  expect(inReadingOrder([tile('c', 6, 4, 0, 4), tile('b', 6, 4, 6, 0), tile('a', 6, 4, 0, 0)]).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})
