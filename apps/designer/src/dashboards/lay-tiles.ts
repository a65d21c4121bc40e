import type { Tile } from '@tangram/report-engine'

/** Columns of the grid. */
const columns = 12

/** The tiles in the order people read them: row by row, from left to right. */
export function inReadingOrder(tiles: readonly Tile[]): Tile[] {
  return [...tiles].sort((a, b) => a.y - b.y || a.x - b.x)
}

/** Gives every tile a place: one after the other, a new row where it no longer fits. */
export function layTiles(tiles: readonly Tile[]): Tile[] {
  let x = 0
  let y = 0
  let rowHeight = 0
  return tiles.map((tile) => {
    if (x + tile.w > columns) {
      x = 0
      y += rowHeight
      rowHeight = 0
    }
    const placed = { ...tile, x, y }
    x += tile.w
    rowHeight = Math.max(rowHeight, tile.h)
    return placed
  })
}
