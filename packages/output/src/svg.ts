import { colors, families } from './look.ts'
import { widthOf } from './text-width.ts'
import { escaped } from './xml.ts'

export type Box = { x: number; y: number; width: number; height: number }

type TextLook = { size?: number; color?: string; bold?: boolean; anchor?: 'start' | 'middle' | 'end'; within?: number }

const number = (value: number) => String(Math.round(value * 100) / 100)

/** A line of text on its baseline; `within` cuts it at a width. */
export function text(
  x: number,
  y: number,
  content: string,
  { size = 13, color = colors.text, bold, anchor, within }: TextLook = {},
): string {
  const shown = within === undefined ? content : cut(content, size, within)
  if (shown === '') return ''
  const more = `${bold ? ' font-weight="700"' : ''}${anchor && anchor !== 'start' ? ` text-anchor="${anchor}"` : ''}`
  return `<text x="${number(x)}" y="${number(y)}" font-family="${families}" font-size="${size}" fill="${color}"${more} xml:space="preserve">${escaped(shown)}</text>`
}

export function rect(
  { x, y, width, height }: Box,
  fill: string,
  { radius = 0, border }: { radius?: number; border?: string } = {},
): string {
  const more = `${radius ? ` rx="${radius}"` : ''}${border ? ` stroke="${border}" stroke-width="1"` : ''}`
  return `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" fill="${fill}"${more}/>`
}

export function rule(x: number, y: number, width: number): string {
  return rect({ x, y: y - 0.5, width, height: 1 }, colors.border)
}

/** An SVG document of a size, on white. */
export function document(width: number, height: number, content: string): string {
  const size = `width="${number(width)}" height="${number(height)}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${number(width)} ${number(height)}">${rect({ x: 0, y: 0, width, height }, colors.surface)}${content}</svg>`
}

/** A text that is too wide ends in an ellipsis. */
export function cut(content: string, size: number, width: number): string {
  const line = content.replace(/\s+/g, ' ').trim()
  if (widthOf(line, size) <= width) return line
  let shown = ''
  let used = widthOf('…', size)
  for (const character of line) {
    used += widthOf(character, size)
    if (used > width) break
    shown += character
  }
  return `${shown}…`
}
