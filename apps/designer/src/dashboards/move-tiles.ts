import type { Id } from '@tangram/data-model'
import type { ReportDocument, Tile } from '@tangram/report-engine'
import { idFrom } from '../form/new-element.ts'
import { platform } from '../platform.ts'
import { bottomOf, freePlace, gridColumns, placeTile, sameLayout, settleTiles } from './settle-tiles.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The room a report's chart asks for. */
function sizeFor({ chart }: Pick<ReportDocument, 'chart'>): { w: number; h: number } {
  return platform.charts.find(({ type }) => type === chart.type)?.tile ?? { w: 6, h: 5 }
}

/** A tile for a report, under an id of its own; at a place, or where there is room first. */
export function newTile(tiles: readonly Tile[], report: Pick<ReportDocument, 'id' | 'chart'>, at?: { x: number; y: number }): Tile {
  const size = sizeFor(report)
  return { id: newTileId(tiles, report.id), report: report.id, ...size, ...(at ?? freePlace(tiles, size)) }
}

/** The same tile once more: beside it when there is room, else below. */
export function duplicateTile(tiles: readonly Tile[], tile: Tile): { tiles: Tile[]; copy: Tile } {
  const beside = tile.x + 2 * tile.w <= gridColumns
  const copy = { ...tile, id: newTileId(tiles, tile.report), ...(beside ? { x: tile.x + tile.w } : { y: bottomOf(tile) }) }
  return { tiles: placeTile(tiles, copy), copy }
}

/**
 * One step by keyboard: to the side by a column or past a neighbour of the same size; up and down to the next place that is another one.
 * The same tiles when it goes no further that way.
 */
export function nudgeTile(tiles: readonly Tile[], tile: Tile, to: Direction): readonly Tile[] {
  if (to === 'left' || to === 'right') {
    const edge = to === 'left' ? tile.x : tile.x + tile.w
    const twin = tiles.find(
      ({ id, x, y, w, h }) => id !== tile.id && y === tile.y && w === tile.w && h === tile.h && (to === 'left' ? x + w : x) === edge,
    )
    return unlessSame(tiles, placeTile(tiles, { ...tile, x: twin?.x ?? tile.x + (to === 'left' ? -1 : 1) }))
  }
  const step = to === 'up' ? -1 : 1
  const bottom = Math.max(...tiles.map(bottomOf))
  for (let y = tile.y + step; y >= 0 && y <= bottom; y += step) {
    const next = placeTile(tiles, { ...tile, y })
    if (!sameLayout(next, tiles)) return next
  }
  return tiles
}

/** One column or row more or less; the same tiles where it cannot be. */
export function growTile(tiles: readonly Tile[], tile: Tile, to: Direction): readonly Tile[] {
  const w = tile.w + (to === 'right' ? 1 : to === 'left' ? -1 : 0)
  const h = tile.h + (to === 'down' ? 1 : to === 'up' ? -1 : 0)
  return resizeTile(tiles, tile, { w, h })
}

/** A tile in another size, at its place, as wide as there is room to the right. */
export function resizeTile(tiles: readonly Tile[], tile: Tile, { w, h }: { w: number; h: number }): readonly Tile[] {
  return unlessSame(tiles, placeTile(tiles, { ...tile, w: Math.min(w, gridColumns - tile.x), h }))
}

export function removeTile(tiles: readonly Tile[], id: Id): Tile[] {
  return settleTiles(tiles.filter((tile) => tile.id !== id))
}

const unlessSame = (before: readonly Tile[], next: Tile[]) => (sameLayout(before, next) ? before : next)

const newTileId = (tiles: readonly Tile[], report: Id) => idFrom(report, (id) => tiles.some((tile) => tile.id === id))
