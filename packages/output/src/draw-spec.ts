import type { Locale } from '@tangram/data-model'
import { type ChartSpec, type KpiSpec, type ListSpec, readyOption, type TableSpec } from '@tangram/report-engine'
import { chartSvg } from './chart-svg.ts'
import { colors, space } from './look.ts'
import { type Box, rect, rule, text } from './svg.ts'
import { widthOf } from './text-width.ts'
import { say } from './words.ts'

/** Rows of a table or a list from `from` on, as many as the box takes; `next` is the first one that found no place. */
export type Drawn = { svg: string; next: number }

/** A spec in a box. Figures and charts fill it; tables and lists begin at `from` and take what fits. */
export function drawSpec(spec: ChartSpec, box: Box, locale: Locale, from = 0): Drawn {
  switch (spec.kind) {
    case 'echarts':
      return { svg: drawChart(spec.option, spec.notes ?? [], box, locale), next: 0 }
    case 'kpi':
      return { svg: drawFigure(spec, box), next: 0 }
    case 'table':
      return drawTable(spec, box, locale, from)
    case 'list':
      return drawList(spec, box, from)
  }
}

/** How many rows a spec has that may not fit: none for a drawing. */
export const rowsOf = (spec: ChartSpec): number => (spec.kind === 'table' ? spec.rows.length : spec.kind === 'list' ? spec.items.length : 0)

/** The height that shows all of a table or list. */
export const heightOf = (spec: ChartSpec): number =>
  spec.kind === 'table' ? (spec.rows.length + (spec.headers?.length ?? 0) + 1) * space.row + 8 : rowsOf(spec) * listRow + 8

const listRow = 40

function drawChart(option: Parameters<typeof readyOption>[0], notes: readonly string[], box: Box, locale: Locale): string {
  const shown = notes.slice(0, 3)
  const height = box.height - shown.length * 16
  const said = shown.map((note, at) =>
    text(box.x, box.y + height + 12 + at * 16, note, { size: 11, color: colors.quiet, within: box.width }),
  )
  return chartSvg(readyOption(option, locale), { ...box, height }) + said.join('')
}

function drawFigure({ text: figure, trend, target, history }: KpiSpec, { x, y, width, height }: Box): string {
  const lines: string[] = []
  const size = Math.max(16, Math.min(28, (width / Math.max(1, widthOf(figure, 1))) * 0.9))
  const known = (history ?? []).filter((value) => value !== null)
  const needed = size + (trend ? 22 : 0) + (target ? 30 : 0) + (known.length > 1 ? 34 : 0)
  let at = y + Math.max(0, (height - needed) / 2) + size
  lines.push(text(x, at, figure, { size, bold: true, within: width }))
  if (trend) {
    at += 22
    const arrow = { up: '↑', down: '↓', flat: '–' }[trend.direction]
    const color = { good: colors.success, bad: colors.danger, neutral: colors.text }[trend.meaning]
    const change = `${arrow} ${trend.text}`
    const used = widthOf(change, 12) + 8
    lines.push(text(x, at, change, { size: 12, bold: true, color, within: width }))
    if (used < width) lines.push(text(x + used, at, trend.label, { size: 12, color: colors.quiet, within: width - used }))
  }
  if (target) {
    at += 12
    lines.push(rect({ x, y: at, width, height: 6 }, colors.hover, { radius: 3 }))
    lines.push(rect({ x, y: at, width: width * Math.max(0, Math.min(1, target.share)), height: 6 }, colors.brand, { radius: 3 }))
    at += 20
    const reached = `${target.label} ${target.text} · ${Math.round(target.share * 100)}%`
    lines.push(text(x, at, reached, { size: 12, color: colors.quiet, within: width }))
  }
  if (history && known.length > 1) lines.push(course(history, known, { x, y: at + 8, width, height: 26 }))
  return lines.join('')
}

/** The course of a figure; a gap stays a gap. */
function course(history: readonly (number | null)[], known: readonly number[], { x, y, width, height }: Box): string {
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const path = history
    .map((value, at) => {
      if (value === null) return ''
      const place = `${(x + (at / (history.length - 1)) * width).toFixed(1)} ${(y + height - ((value - low) / (high - low || 1)) * height).toFixed(1)}`
      return `${at > 0 && history[at - 1] !== null ? 'L' : 'M'}${place}`
    })
    .join('')
  return `<path d="${path}" fill="none" stroke="${colors.brand}" stroke-width="2" stroke-linejoin="round"/>`
}

const columnPadding = 16
const narrowest = 56

function drawTable({ headers = [], columns, rows }: TableSpec, box: Box, locale: Locale, from: number): Drawn {
  const { x, y, width, height } = box
  // A table wider than the page shows its first columns, and says how many more there are.
  const most = Math.max(1, Math.floor(width / narrowest))
  const shown = columns.slice(0, most)
  const widths = columnWidths({ columns: shown, rows }, width)
  const starts = widths.map((_, at) => x + widths.slice(0, at).reduce((sum, one) => sum + one, 0))
  const cell = (at: number, baseline: number, content: string, look: { bold?: boolean; color?: string; size?: number }) => {
    const own = widths[at] ?? 0
    const isEnd = shown[at]?.align === 'end'
    const place = (starts[at] ?? x) + (isEnd ? own - columnPadding / 2 : columnPadding / 2)
    return text(place, baseline, content, { size: 12, ...look, within: own - columnPadding / 2, anchor: isEnd ? 'end' : 'start' })
  }
  const lines: string[] = []
  let top = y
  for (const head of headers) {
    let at = 0
    for (const { text: label, span } of head) {
      const left = starts[at]
      const over = widths.slice(at, at + span).reduce((sum, one) => sum + one, 0)
      if (left !== undefined && label !== '')
        lines.push(text(left + over / 2, top + 19, label, { size: 12, color: colors.quiet, anchor: 'middle', within: over - 8 }))
      at += span
    }
    top += space.row
    lines.push(rule(x, top, width))
  }
  for (const [at, { label }] of shown.entries()) lines.push(cell(at, top + 19, label, { color: colors.quiet }))
  top += space.row
  lines.push(rule(x, top, width))
  const left = columns.length - shown.length
  const room = Math.max(1, Math.floor((y + height - top - (left > 0 ? 18 : 0)) / space.row))
  const taken = rows.slice(from, from + room)
  for (const { texts, total } of taken) {
    if (total) lines.push(rect({ x, y: top, width, height: space.row }, colors.hover))
    for (const at of shown.keys()) lines.push(cell(at, top + 19, texts[at] ?? '', total ? { bold: true } : {}))
    top += space.row
    lines.push(rule(x, top, width))
  }
  if (left > 0)
    lines.push(text(x, top + 14, say('more-columns', locale, { count: left }), { size: 11, color: colors.quiet, within: width }))
  return { svg: lines.join(''), next: from + taken.length }
}

/** Each as wide as its texts, at most 260; stretched or pressed together until they fill the table. */
function columnWidths({ columns, rows }: Pick<TableSpec, 'columns' | 'rows'>, width: number): number[] {
  const wanted = columns.map(({ label }, at) => {
    const widest = rows.slice(0, 300).reduce((most, { texts }) => Math.max(most, widthOf(texts[at] ?? '', 12)), widthOf(label, 12))
    return Math.max(narrowest - 8, Math.min(260, widest * 1.04 + columnPadding))
  })
  const sum = wanted.reduce((all, one) => all + one, 0)
  return wanted.map((one) => (one / sum) * width)
}

const marks = { danger: colors.danger, warning: colors.warning, calm: colors.success }

function drawList({ items }: ListSpec, { x, y, width, height }: Box, from: number): Drawn {
  const taken = items.slice(from, from + Math.max(1, Math.floor(height / listRow)))
  const lines = taken.map(({ place, name, text: figure, detail, share, level }, at) => {
    const top = y + at * listRow
    const color = level ? marks[level] : colors.text
    const figureWidth = Math.min(width / 2, widthOf(figure, 13) + 8)
    const isFirst = place === 1
    const lead =
      place !== undefined
        ? rect({ x, y: top + 8, width: 24, height: 24 }, isFirst ? colors.brand : colors.hover, { radius: 6 }) +
          text(x + 12, top + 25, String(place), { size: 12, anchor: 'middle', color: isFirst ? '#ffffff' : colors.quiet })
        : level
          ? `<circle cx="${x + 12}" cy="${top + 20}" r="5" fill="${color}"/>`
          : ''
    const inner = width - 34 - figureWidth
    const hasMore = detail !== undefined || share !== undefined
    const bar =
      share === undefined
        ? ''
        : rect({ x: x + 34, y: top + 29, width: width - 34, height: 4 }, colors.hover, { radius: 2 }) +
          rect({ x: x + 34, y: top + 29, width: (width - 34) * Math.max(0, Math.min(1, share)), height: 4 }, colors.brand, { radius: 2 })
    return [
      lead,
      text(x + 34, top + (hasMore ? 19 : 25), name, { within: inner }),
      text(x + width, top + (hasMore ? 19 : 25), figure, { anchor: 'end', color, bold: level === 'danger', within: figureWidth }),
      detail !== undefined && share === undefined ? text(x + 34, top + 34, detail, { size: 11, color: colors.quiet, within: inner }) : '',
      bar,
      rule(x, top + listRow, width),
    ].join('')
  })
  return { svg: lines.join(''), next: from + taken.length }
}
