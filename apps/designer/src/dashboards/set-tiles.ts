import type { Command } from '@tangram/app-model'
import type { Id } from '@tangram/data-model'
import { inReadingOrder, type Tile } from '@tangram/report-engine'
import { patchAt } from '../draft/edits.ts'

/** The dashboard with these tiles, in the order people read them. */
export function setTiles(dashboard: Id, tiles: readonly Tile[]): Command {
  const ordered = inReadingOrder(tiles)
  return patchAt(['dashboards', 'items', dashboard], {
    tiles: { order: ordered.map(({ id }) => id), items: Object.fromEntries(ordered.map((tile) => [tile.id, tile])) },
  })
}
