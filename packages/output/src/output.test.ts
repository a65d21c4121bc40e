import { readFileSync } from 'node:fs'
import type { ReportResult } from '@tangram/report-engine'
import { describe, expect, it } from 'vitest'
import { createPainter, type Picture, paint, reportCells } from './index.ts'
import { pagesOf, sheetOf } from './lay-out.ts'
import { colors, palette } from './look.ts'
import { widthOf } from './text-width.ts'
import { elementsOf, escaped } from './xml.ts'

const resultOf = (count: number): ReportResult => ({
  columns: [
    { id: 'team', role: 'dimension', label: { en: 'Team', 'zh-CN': '团队' }, valueType: { kind: 'text' } },
    { id: 'n', role: 'measure', label: { en: 'Tickets', 'zh-CN': '投诉数' }, valueType: { kind: 'integer' } },
  ],
  rows: Array.from({ length: count }, (_, at) => [`第${at + 1}组 <喆>`, at]),
  truncated: false,
  asOf: '2026-11-22T16:30:00.000Z',
  timezone: 'Asia/Shanghai',
})
const tile = (type: string, count: number, y = 0, h = 5) => ({
  title: type,
  x: 0,
  y,
  w: 6,
  h,
  report: { chart: { type } },
  result: resultOf(count),
})
const picture = (...tiles: Picture['tiles']): Picture => ({
  title: '效率看板',
  notes: ['筛选：本月'],
  asOf: '2026-11-22T16:30:00.000Z',
  timezone: 'Asia/Shanghai',
  locale: 'zh-CN',
  tiles,
})
const textsIn = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '')

describe('pages', () => {
  it('have the title, the filters, the time and their number', () => {
    const [first = '', second = ''] = pagesOf(picture(tile('table', 60)))
    expect(textsIn(first)).toEqual(
      expect.arrayContaining(['效率看板', '筛选：本月', '数据截至 2026-11-23 00:30（Asia/Shanghai）', '第 1 页，共 3 页']),
    )
    expect(textsIn(second)).toContain('第 2 页，共 3 页')
  })

  it('repeat the headings of a table and leave no row out', () => {
    const pages = pagesOf(picture(tile('table', 60)))
    for (const page of pages) expect(textsIn(page)).toContain('投诉数')
    const rows = pages.flatMap(textsIn).filter((text) => /^第\d+组/.test(text))
    expect(rows).toHaveLength(60)
    expect(rows.at(-1)).toBe('第60组 &lt;喆&gt;')
  })

  it('cut no tile in two, and show whole what is too long for its tile', () => {
    const pages = pagesOf(picture(tile('bar', 4), tile('pie', 4, 5), tile('bar', 4, 10), tile('table', 30, 15)))
    for (const page of pages) {
      const cards = elementsOf(page).children[0]?.children.filter(({ attributes }) => attributes.rx === '10') ?? []
      for (const { attributes } of cards) expect(Number(attributes.y) + Number(attributes.height)).toBeLessThanOrEqual(760)
    }
    expect(pages.flatMap(textsIn).filter((text) => text === '第30组 &lt;喆&gt;')).toHaveLength(1)
    expect(pages.flatMap(textsIn).some((text) => text.includes('完整内容见后页'))).toBe(true)
  })

  it('show the whole legend of a chart', () => {
    const texts = textsIn(sheetOf(picture({ ...tile('pie', 7), w: 3, h: 4 }, tile('bar', 2, 5))))
    expect(texts.filter((text) => /^\d\/\d$/.test(text))).toEqual([])
    for (let at = 1; at <= 7; at++) expect(texts.some((text) => text.startsWith(`第${at}组`))).toBe(true)
  })

  it('say what could not be worked out', () => {
    const { result: _, ...failed } = tile('bar', 1)
    expect(textsIn(pagesOf(picture({ ...failed, problem: '没有权限' }, tile('bar', 2, 5))).join(''))).toContain('没有权限')
  })
})

describe('files', () => {
  it('are vectors with Chinese texts, pictures of some size, and documents', async () => {
    const svg = Buffer.from(await paint(picture(tile('bar', 3)), 'svg')).toString()
    expect(textsIn(svg)).toContain('第1组 &lt;喆&gt;')
    const png = Buffer.from(await paint(picture(tile('kpi', 1)), 'png'))
    expect([png.readUInt32BE(16), png.subarray(1, 4).toString()]).toEqual([1920, 'PNG'])
    const pdf = Buffer.from(await paint(picture(tile('bar', 3), tile('table', 3, 5)), 'pdf')).toString('latin1')
    expect(pdf).toMatch(/^%PDF-/)
    expect(pdf).toContain('/ToUnicode')
    expect(pdf).not.toContain('/Subtype /Image')
  })

  it('run nothing that a text says', () => {
    const hostile = { ...picture(tile('bar', 1)), title: '"><script>alert(1)</script>\u0000' }
    const svg = sheetOf(hostile)
    expect(svg).not.toContain('<script')
    expect(escaped('a\u0000<&"')).toBe('a&lt;&amp;&quot;')
  })

  it('have the colours of the screen', () => {
    const tokens = readFileSync(new URL('../../ui/src/tokens.ts', import.meta.url), 'utf8')
    for (const color of [...palette.slice(0, 7), ...Object.values(colors)]) expect(tokens).toContain(`'${color}'`)
    expect(widthOf('中文', 10)).toBe(20)
  })
})

describe('a painter', () => {
  it('lets a few wait, refuses the others, and stops for whoever leaves', { timeout: 60_000 }, async () => {
    const painter = createPainter({ atOnce: 1, mostWaiting: 1 })
    try {
      const leaver = new AbortController()
      const first = painter.paint(picture(tile('bar', 3)), 'png', leaver.signal)
      const second = painter.paint(picture(tile('bar', 3)), 'svg')
      await expect(painter.paint(picture(tile('bar', 3)), 'svg')).rejects.toMatchObject({ code: 'output.busy', status: 503 })
      leaver.abort()
      await expect(first).rejects.toMatchObject({ code: 'output.left' })
      expect(Buffer.from(await second).toString()).toMatch(/^<svg/)
    } finally {
      await painter.close()
    }
  })

  it('refuses more than anybody reads', async () => {
    await expect(createPainter().paint(picture(tile('table', 40_000)), 'pdf')).rejects.toMatchObject({ code: 'output.too-large' })
  })
})

describe('cells', () => {
  it('are numbers where a double holds them, dates by the clock of the report, else texts', async () => {
    const columns: ReportResult['columns'] = [
      { id: 'at', role: 'dimension', label: { en: 'At' }, valueType: { kind: 'timestamp' } },
      { id: 'm', role: 'dimension', label: { en: 'Month' }, valueType: { kind: 'date' }, by: 'month' },
      { id: 'a', role: 'measure', label: { en: 'A' }, valueType: { kind: 'decimal', precision: 30, scale: 2 }, format: 'percent' },
      { id: 'b', role: 'measure', label: { en: 'B' }, valueType: { kind: 'decimal', precision: 30, scale: 2 } },
    ]
    async function* pages() {
      yield {
        rows: [
          ['2026-11-22T22:00:00.000Z', '2026-11-01', '0.125', '-12345678901234567890.12'],
          [null, null, null, '1.5'],
        ],
        labels: {},
      }
    }
    const rows: unknown[] = []
    for await (const row of reportCells({ columns, timezone: 'Asia/Shanghai', pages: pages() }, 'en')) rows.push(row)
    expect(rows[1]).toEqual([
      { value: 46349.25, format: 'yyyy-mm-dd hh:mm' },
      { value: 46327, format: 'yyyy-mm' },
      { value: 0.125, format: '0.0%' },
      '-12345678901234567890.12',
    ])
    expect(rows[2]).toEqual(['(empty)', '(empty)', null, { value: 1.5, format: '#,##0.##########' }])
  })
})
