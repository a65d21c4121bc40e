import { ActionIcon } from '@mantine/core'
import type { Id } from '@tangram/data-model'
import type { ReportDocument, Tile } from '@tangram/report-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { type CSSProperties, type KeyboardEvent, memo, type PointerEvent, useRef, useState } from 'react'
import { useDrag } from 'react-dnd'
import { type DraggedTile, tileDragType } from './drag.ts'
import type { Direction } from './move-tiles.ts'
import classes from './tile-card.module.css'
import { TileFigure } from './tile-figure.tsx'
import { TileMenu } from './tile-menu.tsx'
import type { TileEdits } from './use-tile-edits.ts'

type TileCardProps = {
  tile: Tile
  report: ReportDocument | undefined
  /** On its way: drawn where it would land. */
  isHeld: boolean
  edits: TileEdits
  onResize: OnResize
}

/** The size a tile would have while an edge is pulled; null: the pulling ends, and what was shown counts or not. */
type OnResize = (tile: Id, size: { w: number; h: number } | null, isKept?: boolean) => void

const directions: { [key: string]: Direction } = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

/** One tile on the canvas: drag it, pull its edges, or use the arrows, with Shift for its size. Renders again only when it changes. */
export const TileCard = memo(function TileCard({ tile, report, isHeld, edits, onResize }: TileCardProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const card = useRef<HTMLLIElement>(null)
  const [isMenuOpen, openMenu] = useState(false)
  const name = text(report?.label, tile.report)
  const [{ isDragging }, drag] = useDrag(
    () => ({
      type: tileDragType,
      item: { from: 'canvas', tile: tile.id } satisfies DraggedTile,
      collect: (monitor) => ({ isDragging: monitor.isDragging() }),
    }),
    [tile.id],
  )

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== card.current) return
    const to = directions[event.key]
    if (to && !event.altKey && !event.ctrlKey && !event.metaKey) (event.shiftKey ? edits.grow : edits.nudge)(tile.id, to)
    else if (event.key === 'Delete' || event.key === 'Backspace') edits.remove(tile.id)
    else if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey)) edits.duplicate(tile.id)
    else if (event.key === 'Enter') openMenu(true)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <li
      ref={(node) => {
        card.current = node
        drag(node)
      }}
      className={classes.tile}
      data-tile={tile.id}
      data-held={isHeld || isDragging || undefined}
      style={{ '--x': tile.x, '--y': tile.y, '--w': tile.w, '--h': tile.h } as CSSProperties}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move the tile
      tabIndex={0}
      aria-label={t('tile-placed', { name, column: tile.x + 1, row: tile.y + 1, w: tile.w, h: tile.h })}
      aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown Delete Enter"
      onKeyDown={onKeyDown}
    >
      <Inside id={tile.id} name={name} report={report} edits={edits} isMenuOpen={isMenuOpen} onMenu={openMenu} onResize={onResize} />
      {isHeld && (
        <span className={classes.size}>
          {tile.w} × {tile.h}
        </span>
      )}
    </li>
  )
})

type InsideProps = {
  id: Id
  name: string
  report: ReportDocument | undefined
  edits: TileEdits
  isMenuOpen: boolean
  onMenu: (opened: boolean) => void
  onResize: OnResize
}

/** What stays as it is wherever the tile goes: thirty that give way at once draw none of it again. */
const Inside = memo(function Inside({ id, name, report, edits, isMenuOpen, onMenu, onResize }: InsideProps) {
  const { t } = useTranslation('designer')
  return (
    <>
      <div className={classes.head}>
        <span className={classes.title}>{name}</span>
        <TileMenu tile={id} edits={edits} opened={isMenuOpen} onChange={onMenu}>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('more-for', { name })} className={classes.more}>
            <Icon name="dots" size={16} />
          </ActionIcon>
        </TileMenu>
      </div>
      <div className={classes.body} data-body>
        {report ? <TileFigure report={report} /> : <div className={classes.unpublished}>{t('report-gone')}</div>}
      </div>
      {edges.map((edge) => (
        <Edge key={edge} edge={edge} id={id} edits={edits} onResize={onResize} />
      ))}
    </>
  )
})

const edges = ['right', 'bottom', 'corner'] as const
type EdgeProps = { edge: (typeof edges)[number]; id: Id; edits: TileEdits; onResize: OnResize }

/** An edge to pull; its keyboard twin is Shift and the arrows on the tile. */
function Edge({ edge, id, edits, onResize }: EdgeProps) {
  const start = useRef<{ x: number; y: number; columnPx: number; rowPx: number; w: number; h: number; thaw: () => void } | null>(null)

  function begin(event: PointerEvent<HTMLElement>) {
    const card = event.currentTarget.parentElement
    const tile = edits.tiles().find((one) => one.id === id)
    if (!card || !tile || event.button !== 0) return
    const box = card.getBoundingClientRect()
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = {
      x: event.pageX,
      y: event.pageY,
      columnPx: (box.width + gapPx) / tile.w,
      rowPx: (box.height + gapPx) / tile.h,
      w: tile.w,
      h: tile.h,
      thaw: freeze(card.querySelector<HTMLElement>('[data-body]')),
    }
    window.addEventListener('keydown', cancel, { capture: true })
  }
  function move(event: PointerEvent) {
    const from = start.current
    if (!from) return
    onResize(id, {
      w: edge === 'bottom' ? from.w : Math.max(1, Math.round(from.w + (event.pageX - from.x) / from.columnPx)),
      h: edge === 'right' ? from.h : Math.max(1, Math.round(from.h + (event.pageY - from.y) / from.rowPx)),
    })
  }
  function end(isKept: boolean) {
    if (!start.current) return
    start.current.thaw()
    start.current = null
    window.removeEventListener('keydown', cancel, { capture: true })
    onResize(id, null, isKept)
  }
  const latest = useRef(end)
  latest.current = end
  const [cancel] = useState(() => (event: globalThis.KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    latest.current(false)
  })

  return (
    <span
      ref={keepFromDragging}
      aria-hidden
      className={classes.edge}
      data-edge={edge}
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
    />
  )
}

/** Keeps the figure as large as it is: it is drawn once in its new size, not at every column on the way. */
function freeze(body: HTMLElement | null): () => void {
  if (!body) return () => undefined
  const { width, height } = body.getBoundingClientRect()
  Object.assign(body.style, { flex: 'none', width: `${width}px`, height: `${height}px` })
  return () => body.removeAttribute('style')
}

/** Touches of an edge are not the beginning of a drag of the tile, which listens to its own node. */
function keepFromDragging(node: HTMLElement | null) {
  const stop = (event: Event) => event.stopPropagation()
  node?.addEventListener('touchstart', stop)
  return () => node?.removeEventListener('touchstart', stop)
}

/** Between tiles, as the style has it. */
export const gapPx = 16
