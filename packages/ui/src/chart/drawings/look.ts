/**
 * Every example of every chart as pages to look at, and remembers that somebody did.
 *
 *     node packages/ui/src/chart/drawings/look.ts FOLDER            writes a page for each language and theme
 *     node packages/ui/src/chart/drawings/look.ts FOLDER --accept   and takes the drawings as they are for those to come
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chartTypes } from '@tangram/report-engine'
import { fontFamily } from '../../tokens.ts'
import { type Drawing, digestOf, drawingsOf, type Look, looks, sizes } from './drawings.ts'

const [folder, accept] = process.argv.slice(2)
if (folder === undefined) throw new Error('Say into which folder the pages are to be written.')
mkdirSync(folder, { recursive: true })
const drawings = (await Promise.all(chartTypes.map(drawingsOf))).flat()
for (const look of looks) {
  const page = path.join(folder, `${nameOf(look)}.html`)
  writeFileSync(
    page,
    pageOf(
      look,
      drawings.filter((one) => nameOf(one.look) === nameOf(look)),
    ),
  )
  console.log(page)
}
if (accept === '--accept') {
  const digests = Object.fromEntries(drawings.map((one) => [one.name, digestOf(one)]))
  writeFileSync(new URL('drawings.json', import.meta.url), `${JSON.stringify(digests, null, 2)}\n`)
}

function nameOf({ locale, dark, size }: Look): string {
  return `${locale}-${dark ? 'dark' : 'light'}-${size}`
}

function pageOf({ dark, locale, size }: Look, drawn: readonly Drawing[]): string {
  const { width } = sizes[size]
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const imageOf = (svg: string, title: string) =>
    `<img alt="${escaped(title)}" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">`
  const tiles = drawn.map(
    ({ title, svg, spec }) =>
      `<figure style="width:${width}px"><figcaption>${escaped(title)}</figcaption>${svg === undefined ? `<pre>${escaped(JSON.stringify(spec).slice(0, 400))}</pre>` : imageOf(svg, title)}</figure>`,
  )
  const colors = dark ? 'background:#14171c;color:#e8eaee' : 'background:#fff;color:#1b2029'
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><body style="${colors};font:13px ${fontFamily.replaceAll('"', '')};display:flex;flex-wrap:wrap;gap:16px">${tiles.join('')}<style>figure{margin:0}pre{white-space:pre-wrap;font-size:9px;opacity:.6}</style></body></html>`
}
