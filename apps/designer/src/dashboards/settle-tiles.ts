import type { Id } from '@tangram/data-model'
import type { Tile } from '@tangram/report-engine'

/** Columns of the grid. */
export const gridColumns = 12

/** Higher than this, nothing can be saved. */
const mostRows = 100

type Box = Pick<Tile, 'x' | 'y' | 'w' | 'h'>

/**
 * The tiles with one of them where somebody wants it, or a new one; the others give way. A tile put onto one of its own size changes
 * places with it; one moved past the middle of another passes it.
 */
export function placeTile(tiles: readonly Tile[], wanted: Tile): Tile[] {
  const place = within(wanted)
  const before = tiles.find(({ id }) => id === place.id)
  const others = tiles.filter(({ id }) => id !== place.id)
  const hit = others.filter((other) => overlaps(other, place))
  const isResized = before !== undefined && (before.w !== place.w || before.h !== place.h)
  const [only] = hit
  if (before && !isResized && only && hit.length === 1 && sameSize(only, place) && coversHalf(only, place)) {
    const swapped = { ...only, x: before.x, y: before.y }
    return settleTiles(replaced(tiles, { ...place, x: only.x, y: only.y }, swapped), place.id)
  }
  const passed = isResized
    ? []
    : hit.filter((other) => {
        const middle = other.y + other.h / 2
        return before && other.y >= before.y + before.h ? place.y + place.h > middle : place.y >= middle
      })
  const held = { ...place, y: Math.max(place.y, ...passed.map(bottomOf)) }
  const next = before && samePlace(held, before) ? before : held
  return settleTiles(before ? replaced(tiles, next) : [...tiles, next], place.id)
}

/**
 * Tiles within the columns, none over another, each as high as those above it let it be. Tiles that stay are the same objects.
 *
 * @param held keeps its place, the others give way
 */
export function settleTiles(tiles: readonly Tile[], held?: Id): Tile[] {
  const apart: Tile[] = []
  const all = tiles.map(within).sort(byRow)
  for (const tile of [...all.filter(({ id }) => id === held), ...all.filter(({ id }) => id !== held)]) {
    let next = tile
    for (let hit = over(apart, next); hit.length > 0; hit = over(apart, next)) next = { ...next, y: Math.max(...hit.map(bottomOf)) }
    apart.push(next)
  }
  const settled: Tile[] = []
  for (const tile of apart.sort(byRow)) {
    const y = Math.max(0, ...settled.filter((above) => shareColumns(above, tile)).map(bottomOf))
    settled.push({ ...tile, y })
  }
  return tiles.map((tile) => {
    const next = settled.find(({ id }) => id === tile.id) ?? tile
    return samePlace(next, tile) ? tile : next
  })
}

/** The first place from the top where a box of this size fits. */
export function freePlace(tiles: readonly Tile[], size: { w: number; h: number }): { x: number; y: number } {
  for (let y = 0; ; y += 1) {
    for (let x = 0; x + size.w <= gridColumns; x += 1) {
      if (!tiles.some((tile) => overlaps(tile, { ...size, x, y }))) return { x, y }
    }
  }
}

/** Whether two layouts of the same tiles look the same. */
export function sameLayout(a: readonly Tile[], b: readonly Tile[]): boolean {
  return a.length === b.length && a.every((tile) => b.some((other) => other.id === tile.id && samePlace(tile, other)))
}

export const bottomOf = ({ y, h }: Pick<Box, 'y' | 'h'>): number => y + h

const byRow = (a: Tile, b: Tile) => a.y - b.y || a.x - b.x
const over = (tiles: readonly Tile[], box: Box) => tiles.filter((tile) => overlaps(tile, box))
const shareColumns = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w
const overlaps = (a: Box, b: Box) => shareColumns(a, b) && a.y < bottomOf(b) && b.y < bottomOf(a)
const sameSize = (a: Box, b: Box) => a.w === b.w && a.h === b.h
const samePlace = (a: Box, b: Box) => sameSize(a, b) && a.x === b.x && a.y === b.y

function coversHalf(a: Box, b: Box): boolean {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)
  const height = Math.min(bottomOf(a), bottomOf(b)) - Math.max(a.y, b.y)
  return 2 * width * height >= a.w * a.h
}

function within(tile: Tile): Tile {
  const w = limited(tile.w, 1, gridColumns)
  const box = { w, h: limited(tile.h, 1, mostRows), x: limited(tile.x, 0, gridColumns - w), y: Math.max(0, Math.round(tile.y)) }
  return samePlace(box, tile) ? tile : { ...tile, ...box }
}

const limited = (value: number, least: number, most: number) => Math.min(most, Math.max(least, Math.round(value)))

function replaced(tiles: readonly Tile[], ...by: readonly Tile[]): Tile[] {
  return tiles.map((tile) => by.find(({ id }) => id === tile.id) ?? tile)
}
