import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Tile } from './document.ts'
import { inReadingOrder, stackTiles } from './stack-tiles.ts'

const tile = (id: string, x: number, y: number): Tile => ({ id, report: id, x, y, w: 3, h: 2 })
/** Reports are named after their charts here: `kpi-1` is a figure. */
const chartOf = ({ report }: Tile) => report.split('-')[0]
const stacked = (...tiles: Tile[]) =>
  stackTiles(tiles, chartOf).map(({ tile: { id }, columns, heightPx }) => `${id} ${columns} ${heightPx}`)

it('reads tiles row by row', () => {
  expect(inReadingOrder([tile('c', 0, 4), tile('b', 6, 0), tile('a', 0, 0)]).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})

it('puts figures two abreast and everything else across the width', () => {
  expect(stacked(tile('line', 0, 2), tile('kpi-2', 3, 0), tile('kpi-1', 0, 0), tile('table', 0, 7))).toEqual([
    'kpi-1 1 96',
    'kpi-2 1 96',
    'line 2 320',
    'table 2 400',
  ])
})

it('gives a figure that is left alone the whole width', () => {
  expect(stacked(tile('kpi-1', 0, 0), tile('kpi-2', 3, 0), tile('kpi-3', 6, 0), tile('bar', 0, 2), tile('kpi-4', 0, 9))).toEqual([
    'kpi-1 1 96',
    'kpi-2 1 96',
    'kpi-3 2 96',
    'bar 2 320',
    'kpi-4 2 96',
  ])
})

it('leaves no hole and no tile out, whatever stands where', () => {
  const place = fc.record({ chart: fc.constantFrom('kpi', 'line', 'table'), x: fc.integer({ min: 0, max: 11 }), y: fc.nat(40) })
  fc.assert(
    fc.property(fc.array(place, { maxLength: 30 }), (places) => {
      const all = stackTiles(
        places.map(({ chart, x, y }, at) => tile(`${chart}-${at}`, x, y)),
        chartOf,
      )
      expect(all).toHaveLength(places.length)
      let column = 0
      for (const { columns } of all) {
        expect(column + columns).toBeLessThanOrEqual(2)
        column = (column + columns) % 2
      }
      expect(column).toBe(0)
    }),
  )
})
