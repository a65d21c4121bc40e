import type { Tile } from '@tangram/report-engine'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freePlace, gridColumns, placeTile, sameLayout, settleTiles } from './settle-tiles.ts'

const tile = (id: string, x: number, y: number, w: number, h: number): Tile => ({ id, report: id, x, y, w, h })
const places = (tiles: readonly Tile[]) => tiles.map(({ id, x, y }) => `${id} ${x},${y}`)
/** Two figures beside each other, and two charts below. */
const board = [tile('a', 0, 0, 6, 4), tile('b', 6, 0, 6, 4), tile('c', 0, 4, 6, 4), tile('d', 6, 4, 6, 4)]
const moved = (id: string, x: number, y: number) => {
  const before = board.find((one) => one.id === id) ?? expect.fail(`no tile ${id}`)
  return places(placeTile(board, { ...before, x, y }))
}

describe('placing a tile', () => {
  it('changes places with one of its own size', () => {
    expect(moved('a', 6, 0)).toEqual(['a 6,0', 'b 0,0', 'c 0,4', 'd 6,4'])
    expect(moved('a', 0, 3)).toEqual(['a 0,4', 'b 6,0', 'c 0,0', 'd 6,4'])
  })

  it('pushes down what is in its way', () => {
    expect(places(placeTile(board, tile('new', 0, 0, 12, 3)))).toEqual(['a 0,3', 'b 6,3', 'c 0,7', 'd 6,7', 'new 0,0'])
  })

  it('passes a tile of another size only past its middle', () => {
    const two = [tile('low', 0, 0, 12, 2), tile('high', 0, 2, 12, 6)]
    const lowAt = (y: number) => places(placeTile(two, tile('low', 0, y, 12, 2)))
    expect(lowAt(3)).toEqual(['low 0,0', 'high 0,2'])
    expect(lowAt(4)).toEqual(['low 0,6', 'high 0,0'])
    const highAt = (y: number) => places(placeTile(two, tile('high', 0, y, 12, 6)))
    expect(highAt(1)).toEqual(['low 0,0', 'high 0,2'])
    expect(highAt(0)).toEqual(['low 0,6', 'high 0,0'])
  })

  it('makes room for one that grows, and takes it back', () => {
    const grown = placeTile(board, tile('a', 0, 0, 8, 5))
    expect(places(grown)).toEqual(['a 0,0', 'b 6,5', 'c 0,5', 'd 6,9'])
    expect(places(placeTile(grown, tile('a', 0, 0, 6, 4)))).toEqual(['a 0,0', 'b 6,0', 'c 0,4', 'd 6,4'])
  })

  it('keeps it inside the columns', () => {
    expect(places(placeTile([], tile('a', 9, 0, 6, 4)))).toEqual(['a 6,0'])
  })
})

it('finds the first free place from the top', () => {
  const tiles = [tile('a', 0, 0, 3, 2), tile('b', 6, 0, 6, 4)]
  expect(freePlace(tiles, { w: 3, h: 2 })).toEqual({ x: 3, y: 0 })
  expect(freePlace(tiles, { w: 4, h: 2 })).toEqual({ x: 0, y: 2 })
  expect(freePlace(tiles, { w: 12, h: 4 })).toEqual({ x: 0, y: 4 })
})

describe('whatever is laid', () => {
  const box = fc.record({
    x: fc.integer({ min: -3, max: 15 }),
    y: fc.integer({ min: -2, max: 30 }),
    w: fc.integer({ min: 0, max: 14 }),
    h: fc.integer({ min: 0, max: 8 }),
  })
  const tiles = fc.array(box, { maxLength: 16 }).map((boxes) => boxes.map((one, at) => ({ id: `t${at}`, report: 'r', ...one })))
  const isSound = (all: readonly Tile[]) => {
    for (const one of all) {
      expect(one.w).toBeGreaterThanOrEqual(1)
      expect(one.h).toBeGreaterThanOrEqual(1)
      expect(one.x).toBeGreaterThanOrEqual(0)
      expect(one.x + one.w).toBeLessThanOrEqual(gridColumns)
      expect(one.y).toBeGreaterThanOrEqual(0)
      for (const other of all) {
        const isApart = one.x + one.w <= other.x || other.x + other.w <= one.x || one.y + one.h <= other.y || other.y + other.h <= one.y
        expect(one === other || isApart).toBe(true)
      }
    }
  }

  it('overlaps nowhere, stays inside the columns and is the same once more', () => {
    fc.assert(
      fc.property(tiles, (all) => {
        const settled = settleTiles(all)
        isSound(settled)
        expect(settled.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
        expect(settleTiles(settled)).toEqual(settled)
      }),
    )
  })

  it('so it is after any tile was put anywhere, in any size', () => {
    fc.assert(
      fc.property(tiles, box, fc.nat(20), (all, to, which) => {
        const settled = settleTiles(all)
        const placed = placeTile(settled, { id: `t${which}`, report: 'r', ...to })
        isSound(placed)
        expect(placed).toHaveLength(settled.some(({ id }) => id === `t${which}`) ? settled.length : settled.length + 1)
        expect(settleTiles(placed)).toEqual(placed)
      }),
    )
  })

  it('stays as it is when a tile is put where it is', () => {
    fc.assert(
      fc.property(tiles, (all) => {
        const settled = settleTiles(all)
        for (const one of settled) expect(placeTile(settled, one).every((next, at) => next === settled[at])).toBe(true)
      }),
    )
  })

  it('gives a free place that is free', () => {
    fc.assert(
      fc.property(tiles, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 6 }), (all, w, h) => {
        const settled = settleTiles(all)
        const next = [...settled, { id: 'new', report: 'r', w, h, ...freePlace(settled, { w, h }) }]
        isSound(next)
        expect(sameLayout(settleTiles(next).slice(0, -1), settled)).toBe(true)
      }),
    )
  })
})
