import type { Tile } from './document.ts'

/** Where a tile stands on a phone: across one or both of two columns, and so many pixels high; a figure takes at least that. */
export type StackedTile = { tile: Tile; columns: 1 | 2; heightPx: number }

/**
 * A dashboard on a screen too narrow for its grid: tile after tile in reading order, figures two abreast.
 *
 *     stackTiles(inOrder(dashboard.tiles), ({ report }) => itemOf(app.reports, report)?.chart.type)
 *
 * @param chartOf the chart of a tile's report
 */
export function stackTiles(tiles: readonly Tile[], chartOf: (tile: Tile) => string | undefined): StackedTile[] {
  const isFigure = (tile: Tile | undefined) => tile !== undefined && chartOf(tile) === 'kpi'
  let isSecond = false
  return inReadingOrder(tiles).map((tile, index, all) => {
    if (!isFigure(tile)) {
      isSecond = false
      return { tile, columns: 2, heightPx: chartOf(tile) === 'table' ? 400 : 320 }
    }
    // A figure with none beside it takes the whole width: no hole is left.
    const columns = isSecond || isFigure(all[index + 1]) ? 1 : 2
    isSecond = columns === 1 && !isSecond
    return { tile, columns, heightPx: 96 }
  })
}

/** The tiles as people read them: row by row, from left to right. */
export function inReadingOrder(tiles: readonly Tile[]): Tile[] {
  return [...tiles].sort((a, b) => a.y - b.y || a.x - b.x)
}
