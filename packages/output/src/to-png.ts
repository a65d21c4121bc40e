import { Resvg } from '@resvg/resvg-js'
import { fontFiles } from './fonts.ts'
import { family } from './look.ts'

/** More pixels than this are drawn smaller: 40 million are 160 MB while they are drawn. */
const mostPixels = 40_000_000

/** An SVG document as a PNG file, twice as dense as its own pixels. */
export function toPng(svg: string): Uint8Array {
  const [, width = '1', height = '1'] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? []
  const zoom = Math.min(2, Math.sqrt(mostPixels / (Number(width) * Number(height))))
  const font = { fontFiles: Object.values(fontFiles), loadSystemFonts: false, defaultFontFamily: family, sansSerifFamily: family }
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: zoom }, font }).render().asPng()
}
