import { createHash } from 'node:crypto'
import { type Locale, locales } from '@tangram/data-model'
import { type ChartSpec, type ChartType, readyOption } from '@tangram/report-engine'
import { chartPalette } from '../../tokens.ts'
import { svgOfOption } from '../svg-of-option.ts'

/** A tile of four columns on a screen of 1,440 pixels, and one on a phone. */
export const sizes = { tile: { width: 400, height: 240 }, phone: { width: 296, height: 260 } } as const

export type Look = { locale: Locale; dark: boolean; size: keyof typeof sizes }
/** Phones are looked at by day alone: the colours are those of the tile. */
export const looks: readonly Look[] = locales.flatMap((locale): Look[] => [
  { locale, dark: false, size: 'tile' },
  { locale, dark: true, size: 'tile' },
  { locale, dark: false, size: 'phone' },
])

/** An example of a chart as it is drawn; figures, tables and lists are drawn by the page, from what is said here. */
export type Drawing = { name: string; look: Look; title: string; svg?: string; spec?: ChartSpec }

export async function drawingsOf(chart: ChartType): Promise<Drawing[]> {
  const drawings: Drawing[] = []
  for (const [at, { config, result }] of chart.examples.entries()) {
    for (const look of looks) {
      const { locale, dark, size } = look
      const context = { locale, dark, palette: chartPalette[dark ? 'dark' : 'light'], title: 'x', size: sizes[size] }
      const spec = chart.toSpec(result, config, context)
      const name = [chart.type, at + 1, locale, dark ? 'dark' : 'light', size].join(' ')
      const title = `${chart.label[locale] ?? chart.type} ${at + 1}`
      drawings.push(
        spec.kind === 'echarts'
          ? { name, look, title, svg: await svgOfOption(readyOption(spec.option, locale), sizes[size]) }
          : { name, look, title, spec },
      )
    }
  }
  return drawings
}

/** What is remembered of a drawing: how many shapes of which kind, the words in their order, and all of it as a hash. */
export function digestOf({ svg, spec }: Drawing): string {
  const content = svg === undefined ? JSON.stringify(spec) : stillOf(svg)
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12)
  if (svg === undefined) return `${hash} ${spec?.kind}`
  const count = (tag: string) => content.split(`<${tag} `).length - 1
  const texts = [...content.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)
  return `${hash} ${count('path')} shapes, ${texts.length} texts: ${texts.join(' ').slice(0, 80)}`
}

/** Without the numbers that the library gives its parts as it goes, and without digits that are no pixels. */
function stillOf(svg: string): string {
  const names = new Map<string, string>()
  const named = svg.replace(/zr\d+-[\w-]+/g, (name) => {
    const known = names.get(name) ?? `part-${names.size}`
    names.set(name, known)
    return known
  })
  return named.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10 || 0))
}
