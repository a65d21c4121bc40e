import { type Id, inOrder, itemOf, textIn } from '@tangram/data-model'
import { type DashboardDocument, inReadingOrder, type Tile } from '@tangram/report-engine'
import { useLocale, useTranslation } from '@tangram/ui'
import { useMemo, useState } from 'react'
import { useDraftActions } from '../draft/draft-context.tsx'
import { type Direction, duplicateTile, growTile, newTile, nudgeTile, removeTile } from './move-tiles.ts'
import { setTiles } from './set-tiles.ts'
import { placeTile } from './settle-tiles.ts'

/** What one can do to the tiles. Mouse, keyboard and menus all come through here; each is one step to undo. Stable: using it renders nothing. */
export type TileEdits = {
  dashboard: Id
  /** The tiles at this very moment, for handlers. */
  tiles(): Tile[]
  /** The tile a report would get. */
  tileFor(report: Id, at?: { x: number; y: number }): Tile | undefined
  add(report: Id): void
  /** A tile, new or not, put somewhere in some size. */
  place(tile: Tile): void
  nudge(tile: Id, to: Direction): void
  grow(tile: Id, to: Direction): void
  duplicate(tile: Id): void
  remove(tile: Id): void
  change(tile: Id, patch: { report: Id } | { click: Tile['click'] }): void
}

export type TileEditing = {
  edits: TileEdits
  /** What was done last, in words. */
  announcement: string
  /** The tile that was last done something to: it has the focus. */
  touched: { tile: Id } | null
}

export function useTileEdits(dashboardId: Id): TileEditing {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const { run, current } = useDraftActions()
  const [{ announcement, touched }, tell] = useState<Omit<TileEditing, 'edits'>>({ announcement: '', touched: null })

  const edits = useMemo((): TileEdits => {
    const dashboard = () => current().dashboards.items[dashboardId] as DashboardDocument
    const tiles = () => inOrder(dashboard().tiles)
    const tileOf = (id: Id) => itemOf(dashboard().tiles, id)
    const nameOf = (report: Id) => textIn(itemOf(current().reports, report)?.label, locale, report)
    const lay = (next: readonly Tile[]) => run(setTiles(dashboardId, next))
    const say = (announcement: string, tile: Id | null) => tell({ announcement, touched: tile === null ? null : { tile } })
    const placed = (next: readonly Tile[], id: Id) => {
      const tile = next.find((one) => one.id === id)
      if (tile) say(t('tile-placed', { name: nameOf(tile.report), column: tile.x + 1, row: tile.y + 1, w: tile.w, h: tile.h }), id)
    }
    const step = (id: Id, change: (all: readonly Tile[], tile: Tile) => readonly Tile[]) => {
      const tile = tileOf(id)
      if (!tile) return
      const before = tiles()
      const next = change(before, tile)
      if (next === before) return say(t('tile-stays', { name: nameOf(tile.report) }), id)
      lay(next)
      placed(next, id)
    }
    const tileFor = (report: Id, at?: { x: number; y: number }) => {
      const found = itemOf(current().reports, report)
      return found && newTile(tiles(), found, at)
    }
    const place = (tile: Tile) => {
      const next = placeTile(tiles(), tile)
      lay(next)
      placed(next, tile.id)
    }
    return {
      dashboard: dashboardId,
      tiles,
      tileFor,
      place,
      add: (report) => {
        const tile = tileFor(report)
        if (tile) place(tile)
      },
      nudge: (id, to) => step(id, (all, tile) => nudgeTile(all, tile, to)),
      grow: (id, to) => step(id, (all, tile) => growTile(all, tile, to)),
      duplicate: (id) => {
        const tile = tileOf(id)
        if (!tile) return
        const { tiles: next, copy } = duplicateTile(tiles(), tile)
        lay(next)
        placed(next, copy.id)
      },
      remove: (id) => {
        const tile = tileOf(id)
        if (!tile) return
        const order = inReadingOrder(tiles())
        const at = order.findIndex((one) => one.id === id)
        lay(removeTile(tiles(), id))
        say(t('tile-removed', { name: nameOf(tile.report) }), (order[at + 1] ?? order[at - 1])?.id ?? null)
      },
      change: (id, patch) =>
        step(id, (all, tile) => {
          const { click: _before, ...rest } = { ...tile, ...patch }
          const { click = tile.click } = patch as { click?: Tile['click'] }
          return all.map((one) => (one.id !== id ? one : click === undefined || click === 'drill' ? rest : { ...rest, click }))
        }),
    }
  }, [dashboardId, current, run, locale, t])

  return { edits, announcement, touched }
}
