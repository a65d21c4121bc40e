import { type ChartSpec, chartSpecOf, formatValue } from '@tangram/report-engine'
import { drawSpec, heightOf, rowsOf } from './draw-spec.ts'
import { colors, palette, space } from './look.ts'
import type { Picture, PictureTile } from './picture.ts'
import { type Box, cut, document, rect, text } from './svg.ts'
import { say } from './words.ts'

const margin = 32
/** A4 across, in pixels of which 1120 are 297 mm. */
export const paper = { width: 1120, height: 792 } as const
/** Rows of a dashboard's grid as on screen. */
const unit = { height: 52, gap: 16 } as const
/** A picture is one sheet; it shows so many rows of a table and says how many more there are. */
const mostRows = 500

/** A picture as one sheet, as high as it needs to be. */
export function sheetOf(picture: Picture): string {
  const [only] = picture.tiles
  const isAlone = picture.tiles.length === 1 && only !== undefined
  const width = isAlone ? 960 : 1440
  const top = headHeight(picture)
  if (!isAlone) {
    const rows = picture.tiles.reduce((most, { y, h }) => Math.max(most, y + h), 0)
    const height = top + rows * (unit.height + unit.gap) + margin
    const drawn = picture.tiles.map((tile) => drawTile(tile, placeOf(tile, width, top), picture, 'more-rows'))
    return document(width, height, rect({ x: 0, y: 0, width, height }, colors.ground) + head(picture, width) + drawn.join(''))
  }
  const inner = width - 2 * margin
  const spec = specOf(only, picture, { width: inner, height: 480 })
  const rows = spec ? rowsOf(spec) : 0
  const body =
    spec === undefined ? 120 : rows > 0 ? (heightOf(spec) * Math.min(rows, mostRows)) / rows + 40 : spec.kind === 'kpi' ? 150 : 480
  const height = top + body + margin
  return document(
    width,
    height,
    head(picture, width) + drawBody(only, { x: margin, y: top, width: inner, height: body }, picture, 'more-rows'),
  )
}

/** A picture as pages of a document: no chart is cut in two, and tables that are too long for their tile follow whole. */
export function pagesOf(picture: Picture): string[] {
  const { width, height } = paper
  const bodies: string[] = []
  const [only] = picture.tiles
  const long: PictureTile[] = []
  // Height that is taken of the last page.
  let used = 0
  if (picture.tiles.length === 1 && only) {
    const box = bodyBox(picture, true)
    const spec = specOf(only, picture, box)
    if (spec && rowsOf(spec) > 0) long.push(only)
    else bodies.push(drawBody(only, box, picture, 'more-rows'))
  } else {
    for (const band of bandsOf(picture.tiles)) placeBand(band)
  }
  for (const tile of long) for (const body of tablePages(tile)) bodies.push(body)
  const pages =
    bodies.length > 0 ? bodies : [text(margin, bodyBox(picture, true).y + 20, say('none', picture.locale), { color: colors.quiet })]
  return pages.map((body, at) =>
    document(width, height, (at === 0 ? head(picture, width) : shortHead(picture)) + body + foot(picture, at + 1, pages.length)),
  )

  /** Tiles that stand beside each other stay on one page; a band higher than a page is pressed to fit. */
  function placeBand({ tiles, from, to }: Band): void {
    const wanted = (to - from) * (unit.height + unit.gap)
    let box = bodyBox(picture, bodies.length <= 1)
    if (bodies.length === 0 || used + Math.min(wanted, box.height) > box.height) {
      bodies.push('')
      box = bodyBox(picture, bodies.length === 1)
      used = 0
    }
    const factor = Math.min(1, (box.height - used) / wanted)
    for (const tile of tiles) {
      const place = placeOf({ ...tile, y: tile.y - from }, width, box.y + used)
      const squeezed = {
        ...place,
        y: box.y + used + (place.y - box.y - used) * factor,
        height: (place.height + unit.gap) * factor - unit.gap,
      }
      bodies[bodies.length - 1] += drawTile(tile, squeezed, picture, 'more-rows-below', () => long.push(tile))
    }
    used += wanted * factor
  }

  function tablePages(tile: PictureTile): string[] {
    const made: string[] = []
    let next = 0
    for (;;) {
      const box = bodyBox(picture, bodies.length + made.length === 0)
      const spec = specOf(tile, picture, box)
      if (!spec) return made
      const inside = { ...box, y: box.y + space.title, height: box.height - space.title - 20 }
      const drawn = drawSpec(spec, inside, picture.locale, next)
      const isLast = drawn.next >= rowsOf(spec)
      const cutNote = isLast && tile.result?.truncated ? say('truncated', picture.locale, { count: tile.result.rows.length }) : ''
      made.push(
        text(box.x, box.y + 16, tile.title, { size: 15, bold: true, within: box.width }) +
          drawn.svg +
          text(box.x, box.y + box.height - 4, cutNote, { size: 11, color: colors.quiet }),
      )
      if (isLast) return made
      next = drawn.next
    }
  }
}

type Band = { tiles: PictureTile[]; from: number; to: number }

/** Tiles whose rows overlap, from the top down. */
function bandsOf(tiles: readonly PictureTile[]): Band[] {
  const bands: Band[] = []
  for (const tile of [...tiles].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const last = bands.at(-1)
    if (last && tile.y < last.to) {
      last.tiles.push(tile)
      last.to = Math.max(last.to, tile.y + tile.h)
    } else bands.push({ tiles: [tile], from: tile.y, to: tile.y + tile.h })
  }
  return bands
}

function placeOf({ x, y, w, h }: PictureTile, width: number, top: number): Box {
  const column = (width - 2 * margin + unit.gap) / 12
  return {
    x: margin + x * column,
    y: top + y * (unit.height + unit.gap),
    width: w * column - unit.gap,
    height: h * (unit.height + unit.gap) - unit.gap,
  }
}

function drawTile(tile: PictureTile, box: Box, picture: Picture, word: 'more-rows' | 'more-rows-below', onLong?: () => void): string {
  const inside = { x: box.x + space.inside, y: box.y + 34, width: box.width - 2 * space.inside, height: box.height - 34 - 10 }
  return (
    rect(box, colors.surface, { radius: 10, border: colors.border }) +
    text(inside.x, box.y + 24, tile.title, { size: 13, bold: true, within: inside.width }) +
    drawBody(tile, inside, picture, word, onLong)
  )
}

function drawBody(tile: PictureTile, box: Box, picture: Picture, word: 'more-rows' | 'more-rows-below', onLong?: () => void): string {
  const { locale } = picture
  if (tile.problem !== undefined) return text(box.x, box.y + 18, tile.problem, { color: colors.danger, within: box.width })
  const spec = specOf(tile, picture, box)
  if (!spec) return text(box.x, box.y + 18, say('none', locale), { color: colors.quiet })
  const rows = rowsOf(spec)
  if (rows === 0) return drawSpec(spec, box, locale).svg
  const isLong = heightOf(spec) > box.height
  const { svg, next } = drawSpec(spec, { ...box, height: box.height - (isLong || tile.result?.truncated ? 18 : 0) }, locale)
  if (next < rows) onLong?.()
  const note =
    next < rows
      ? say(word, locale, { count: rows - next })
      : tile.result?.truncated
        ? say('truncated', locale, { count: tile.result.rows.length })
        : ''
  return svg + text(box.x, box.y + box.height - 2, note, { size: 11, color: colors.quiet, within: box.width })
}

function specOf(tile: PictureTile, { locale }: Picture, { width, height }: Pick<Box, 'width' | 'height'>): ChartSpec | undefined {
  if (!tile.result || tile.result.rows.length === 0) return undefined
  return chartSpecOf(tile.report, tile.result, { locale, palette, dark: false, title: tile.title, size: { width, height } })
}

const noteSize = 12
const headHeight = ({ notes }: Picture) => margin + 36 + (notes.length + 1) * 18 + 12

function head(picture: Picture, width: number): string {
  const { title, notes } = picture
  const inner = width - 2 * margin
  const lines = [...notes, asOf(picture)].map((note, at) =>
    text(margin, margin + 44 + at * 18, note, { size: noteSize, color: colors.quiet, within: inner }),
  )
  return text(margin, margin + 20, title, { size: 20, bold: true, within: inner }) + lines.join('')
}

function shortHead({ title }: Picture): string {
  return text(margin, 30, title, { size: 12, color: colors.quiet, within: paper.width - 2 * margin })
}

function foot(picture: Picture, page: number, pages: number): string {
  const y = paper.height - 18
  const look = { size: 11, color: colors.quiet }
  return (
    text(margin, y, cut(asOf(picture), 11, 600), look) +
    text(paper.width - margin, y, say('page', picture.locale, { page, pages }), { ...look, anchor: 'end' })
  )
}

/** The part of a page that is for its content. */
function bodyBox(picture: Picture, isFirst: boolean): Box {
  const y = isFirst ? headHeight(picture) : 44
  return { x: margin, y, width: paper.width - 2 * margin, height: paper.height - y - 40 }
}

function asOf({ asOf: at, timezone, locale }: Picture): string {
  const column = { id: 'at', role: 'dimension', label: {}, valueType: { kind: 'timestamp' } } as const
  return say('as-of', locale, { time: formatValue(at, column, { locale, timezone }), zone: timezone })
}
