import { type Id, inOrder, itemOf } from '@tangram/data-model'
import type { DashboardDocument, Tile } from '@tangram/report-engine'
import { useTranslation } from '@tangram/ui'
import { type CSSProperties, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react'
import { useDragDropManager, useDrop } from 'react-dnd'
import { useDraft } from '../draft/draft-context.tsx'
import classes from './dashboard-canvas.module.css'
import { type DraggedTile, tileDragType } from './drag.ts'
import { resizeTile } from './move-tiles.ts'
import { bottomOf, gridColumns, placeTile } from './settle-tiles.ts'
import { gapPx, TileCard } from './tile-card.tsx'
import type { TileEditing } from './use-tile-edits.ts'

/** A row of the grid with the gap below it, as the style has it. */
const rowPx = 68

/** The tiles as they would be if what is held were let go now. */
type Shown = { tiles: readonly Tile[]; held: Tile }

type CanvasProps = { dashboard: DashboardDocument; editing: TileEditing; empty: ReactNode }

/** The dashboard as readers will see it on a wide screen. While something is held, everything stands where it would land. */
export function DashboardCanvas({ dashboard, editing: { edits, announcement, touched }, empty }: CanvasProps) {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const helpId = useId()
  const grid = useRef<HTMLUListElement>(null)
  const [shown, setShown] = useState<Shown | null>(null)
  // Letting go comes right after the last move, before anything is drawn.
  const latest = useRef<Shown | null>(null)
  const show = useCallback((next: Shown | null) => {
    latest.current = next
    setShown(next)
  }, [])
  const monitor = useDragDropManager().getMonitor()

  /** Shows what would be where the pointer is; draws nothing while it stays in the same cell. */
  const follow = useCallback(() => {
    const dragged = monitor.getItem() as DraggedTile | null
    const box = grid.current?.getBoundingClientRect()
    const corner = monitor.getSourceClientOffset()
    const pointer = monitor.getClientOffset()
    if (!dragged || !box || !pointer) return
    const columnPx = (box.width + gapPx) / gridColumns
    const tile =
      dragged.from === 'palette' ? edits.tileFor(dragged.report, { x: 0, y: 0 }) : edits.tiles().find(({ id }) => id === dragged.tile)
    if (!tile) return
    // A new tile hangs at the pointer by the middle of its head, one that is there already where it was taken.
    const left = dragged.from === 'palette' || !corner ? pointer.x - (tile.w * columnPx) / 2 : corner.x
    const top = dragged.from === 'palette' || !corner ? pointer.y - 20 : corner.y
    const x = Math.min(gridColumns - tile.w, Math.max(0, Math.round((left - box.left) / columnPx)))
    const y = Math.max(0, Math.round((top - box.top) / rowPx))
    const { held } = latest.current ?? {}
    if (held?.id === tile.id && held.x === x && held.y === y) return
    const wanted = { ...tile, x, y }
    show({ held: wanted, tiles: placeTile(edits.tiles(), wanted) })
  }, [edits, monitor, show])

  const [{ isOver, isDragging }, drop] = useDrop(
    () => ({
      accept: tileDragType,
      hover: follow,
      drop: () => {
        const { held } = latest.current ?? {}
        if (held) edits.place(held)
        show(null)
      },
      collect: (one) => ({ isOver: one.isOver(), isDragging: one.getItem() !== null }),
    }),
    [edits, follow, show],
  )
  // What is let go elsewhere, or taken back by Escape, leaves everything as it was.
  useEffect(() => {
    if (!isOver) show(null)
  }, [isOver, show])
  useScrollAtEdges(isDragging, follow)

  const resize = useCallback(
    (id: Id, size: { w: number; h: number } | null, isKept = false) => {
      const { held } = latest.current ?? {}
      if (size === null) {
        if (isKept && held) edits.place(held)
        show(null)
        return
      }
      const all = edits.tiles()
      const tile = all.find((one) => one.id === id)
      if (!tile || (held && held.w === size.w && held.h === size.h)) return
      const tiles = resizeTile(all, tile, size)
      show({ tiles, held: tiles.find((one) => one.id === id) ?? tile })
    },
    [edits, show],
  )

  // Tiles change their order in the page as they move: the focus goes with the one that was moved.
  useEffect(() => {
    if (touched) grid.current?.querySelector<HTMLElement>(`[data-tile="${touched.tile}"]`)?.focus()
  }, [touched])

  const tiles = inOrder(dashboard.tiles)
  const placeOf = new Map(shown?.tiles.map((tile) => [tile.id, tile]))
  const arriving = shown && !itemOf(dashboard.tiles, shown.held.id) ? placeOf.get(shown.held.id) : undefined
  const rows = Math.max(isDragging ? 6 : 0, ...[...tiles, ...(shown?.tiles ?? [])].map(bottomOf)) + (isDragging ? 2 : 0)
  return (
    <div
      ref={(node) => {
        drop(node)
      }}
      className={classes.sheet}
      data-sheet
      data-over={isOver || undefined}
    >
      <p id={helpId} className={classes.spoken}>
        {t('canvas-help')}
      </p>
      {tiles.length === 0 && !isDragging && empty}
      <ul
        ref={grid}
        className={classes.grid}
        data-moving={isDragging || shown !== null || undefined}
        aria-label={t('tiles')}
        aria-describedby={helpId}
        style={{ '--rows': rows } as CSSProperties}
      >
        {tiles.map((tile) => (
          <TileCard
            key={tile.id}
            tile={placeOf.get(tile.id) ?? tile}
            report={itemOf(document.reports, tile.report)}
            isHeld={shown?.held.id === tile.id}
            edits={edits}
            onResize={resize}
          />
        ))}
        {arriving && (
          <li
            className={classes.arriving}
            data-arriving
            aria-hidden
            style={{ '--x': arriving.x, '--y': arriving.y, '--w': arriving.w, '--h': arriving.h } as CSSProperties}
          >
            {arriving.w} × {arriving.h}
          </li>
        )}
      </ul>
      <div role="status" className={classes.spoken}>
        {announcement}
      </div>
    </div>
  )
}

const edgePx = 72
const mostPx = 18

/** While something is dragged near the top or the bottom, the page moves below it. */
function useScrollAtEdges(isDragging: boolean, follow: () => void): void {
  const monitor = useDragDropManager().getMonitor()
  useEffect(() => {
    if (!isDragging) return
    let frame = 0
    const step = () => {
      const y = monitor.getClientOffset()?.y
      if (y !== undefined) {
        const by = y < edgePx ? y - edgePx : y > window.innerHeight - edgePx ? y - window.innerHeight + edgePx : 0
        // Away from the edges nothing is asked of the page: it would be laid out for the answer, at every frame.
        if (by !== 0) {
          const before = window.scrollY
          window.scrollBy(0, Math.max(-mostPx, Math.min(mostPx, by / 4)))
          if (window.scrollY !== before) follow()
        }
      }
      frame = requestAnimationFrame(step)
    }
    frame = requestAnimationFrame(step)
    return () => cancelAnimationFrame(frame)
  }, [isDragging, monitor, follow])
}
