import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { type Cell, openWorkbook, type SheetRow, type WorkbookLimits, workbookLimits, writeXlsx } from './index.ts'
import { makeSealed } from './testing/make-xls.ts'
import { makeXlsx } from './testing/make-xlsx.ts'
import { BiffStrings } from './xls/biff-strings.ts'
import { createSharedStrings } from './xlsx/shared-strings.ts'

vi.setConfig({ testTimeout: 30_000 })

async function rowsOf(file: string | Uint8Array, { name = 'a.xlsx', sheet = 0, limits = workbookLimits } = {}): Promise<SheetRow[]> {
  const book = await openWorkbook(file, { name, limits })
  try {
    const rows: SheetRow[] = []
    for await (const row of book.sheets[sheet]?.rows() ?? []) rows.push(row)
    return rows
  } finally {
    await book.close()
  }
}
const cellsOf = async (file: Uint8Array, more?: Parameters<typeof rowsOf>[1]) => (await rowsOf(file, more)).map(({ cells }) => cells)
const sheet = (rows: string) => makeXlsx({ sheets: { 表: `<sheetData>${rows}</sheetData>` } })

const folder = mkdtempSync(join(tmpdir(), 'tangram-workbook-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('an .xlsx file', () => {
  it('gives back what was written, whatever it is', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replace(/\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, '') || null),
      fc.constantFrom('=1+1', '_x0041_', ' a ', '<b>&amp;', ']]>', '是', '00123', '😀'),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
      fc.boolean(),
      fc.constant(null),
    )
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(table, async (rows: Cell[][]) => {
        const read = await rowsOf(await buffer(writeXlsx(rows)))
        const expected = rows.flatMap((cells, i) => {
          const filled = cells.slice(0, cells.findLastIndex((each) => each !== null) + 1)
          return filled.length > 0 ? [{ number: i + 1, cells: filled }] : []
        })
        expect(read).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  it('says dates, times and percentages as people write them', async () => {
    const styles = `<numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="10"/><xf numFmtId="170"/></cellXfs>`
    const row = [
      ['46348', 1],
      ['46348.354166666664', 2],
      ['0.5', 3],
      ['0.07', 4],
      ['59', 5],
      ['12', 0],
    ]
      .map(([value, style]) => `<c s="${style}"><v>${value}</v></c>`)
      .join('')
    const file = await makeXlsx({ sheets: { a: `<sheetData><row>${row}</row></sheetData>` }, styles })
    expect(await cellsOf(file)).toEqual([['2026-11-22', '2026-11-22T08:30:00', '12:00:00', '7%', '1900-02-28', 12]])
  })

  it('tells formulas and errors from what was typed, and never calculates', async () => {
    const rows = await rowsOf(
      await sheet('<row r="3"><c r="B3"><f>1+1</f><v>2</v></c><c r="C3"><f>A1</f></c><c r="D3" t="e"><v>#REF!</v></c></row>'),
    )
    expect(rows).toEqual([
      {
        number: 3,
        cells: [null, 2, null, '#REF!'],
        special: [
          { column: 1, kind: 'formula' },
          { column: 2, kind: 'formula' },
          { column: 3, kind: 'error' },
        ],
      },
    ])
  })

  it('joins the runs of a rich text and leaves out how it is pronounced', async () => {
    const file = await makeXlsx({
      sheets: { a: '<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row></sheetData>' },
      sharedStrings: '<si><r><t>东</t></r><r><t>京</t></r><rPh><t>トウキョウ</t></rPh></si><si><t>a_x000D_b</t></si>',
    })
    expect(await cellsOf(file)).toEqual([['东京', 'a\rb']])
  })

  it('reads the file on disk that SheetJS wrote, with its merged headings', async () => {
    const book = utils.book_new()
    const made = utils.aoa_to_sheet([
      ['订单', '明细', null],
      [null, '产品', '数量'],
      ['A1', '泵', 2],
    ])
    made['!merges'] = [utils.decode_range('A1:A2'), utils.decode_range('B1:C1')]
    utils.book_append_sheet(book, made, '订单')
    utils.book_append_sheet(book, utils.aoa_to_sheet([['x']]), '第二')
    const path = join(folder, 'a.xlsx')
    writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true }) as Buffer)
    const open = await openWorkbook(path, { name: 'a.xlsx' })
    expect(open.sheets.map(({ name }) => name)).toEqual(['订单', '第二'])
    const [first] = open.sheets
    const cells: Cell[][] = []
    for await (const row of first?.rows() ?? []) cells.push(row.cells)
    expect(cells).toEqual([
      ['订单', '明细'],
      [null, '产品', '数量'],
      ['A1', '泵', 2],
    ])
    expect(first?.merges()).toEqual([
      { top: 0, bottom: 1, left: 0, right: 0 },
      { top: 0, bottom: 0, left: 1, right: 2 },
    ])
    await open.close()
  })

  it('keeps many shared texts on disk and finds each again', () => {
    const strings = createSharedStrings({ inMemoryBytes: 200_000 })
    const text = (i: number) => `文本 ${i} ${'x'.repeat(i % 97)}${i % 5000 === 0 ? 'y'.repeat(100_000) : ''}`
    for (let i = 0; i < 20_000; i++) strings.add(text(i))
    for (const i of [0, 1, 15, 16, 5000, 5001, 12_345, 19_999, 3]) expect(strings.get(i)).toBe(text(i))
    expect(strings.get(20_000)).toBeUndefined()
    strings.close()
  })
})

describe('an .xls file', () => {
  const xls = (rows: unknown[][], more: (sheet: ReturnType<typeof utils.aoa_to_sheet>) => void = () => {}): Buffer => {
    const book = utils.book_new()
    const made = utils.aoa_to_sheet(rows)
    more(made)
    utils.book_append_sheet(book, made, '客户')
    return write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer
  }

  it('gives back what SheetJS wrote', async () => {
    const long = '长'.repeat(250)
    const rows = [
      ['名称', 'Größe', 'n', 'yes'],
      ['泵', 'é', 1.5, true],
      [long, null, -3, false],
      [null, 'x', 123456789.25],
    ]
    const file = xls(rows)
    expect(await cellsOf(file)).toEqual(rows)
    expect((await openWorkbook(file, { name: 'b.xls' })).sheets.map(({ name }) => name)).toEqual(['客户'])
  })

  it('reads dates and merged headings', async () => {
    const file = xls([['日期'], [46348]], (made) => {
      made.A2.z = 'yyyy-mm-dd'
      made['!merges'] = [utils.decode_range('A1:B1')]
    })
    const book = await openWorkbook(file, { name: 'b.xls' })
    const cells: Cell[][] = []
    for await (const row of book.sheets[0]?.rows() ?? []) cells.push(row.cells)
    expect(cells).toEqual([['日期'], ['2026-11-22']])
    expect(book.sheets[0]?.merges()).toEqual([{ top: 0, bottom: 0, left: 0, right: 1 }])
  })

  it('puts a shared text together that runs over into the next record', () => {
    // Each record begins anew with how its characters are written: here Latin, then wide.
    const first = Buffer.from([2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0x61, 0x62])
    const second = Buffer.from([1, 0x63, 0, 0x64, 0, 1, 0, 1, 0xf5, 0x6c])
    const strings = new BiffStrings(Buffer.concat([first, second]), [
      [0, first.length],
      [first.length, first.length + second.length],
    ])
    expect([strings.get(0), strings.get(1)]).toEqual(['abcd', '泵'])
  })

  it('stops at the most cells it may hold', async () => {
    const file = xls([
      ['a', 'b'],
      ['c', 'd'],
    ])
    await expect(rowsOf(file, { limits: { ...workbookLimits, xlsCells: 3 } })).rejects.toMatchObject({
      code: 'workbook.xls.too-many-cells',
    })
  })

  it('answers every damage with an error of its own', async () => {
    const file = xls([
      ['名称', 'n'],
      ['泵', 1.5],
    ])
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), fc.nat(file.length), async (at, byte, length) => {
        const broken = Buffer.from(file)
        broken[at] = byte
        for (const damaged of [broken, file.subarray(0, length)]) {
          const outcome = await rowsOf(damaged).catch((error: { code?: string }) => error.code)
          expect(Array.isArray(outcome) || String(outcome).startsWith('workbook.')).toBe(true)
        }
      }),
      { numRuns: 120 },
    )
  })
})

describe('a CSV file', () => {
  it('is known by its content, in whatever encoding', async () => {
    const text = '名称,城市\n甲,上海\n'
    const gbk = Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x0a, 0xb1, 0xe0])
    expect(await cellsOf(Buffer.from(text), { name: '客户.xlsx' })).toEqual([
      ['名称', '城市'],
      ['甲', '上海'],
    ])
    expect(await cellsOf(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual([
      ['名称', '城市'],
      ['甲', '上海'],
    ])
    expect(await cellsOf(gbk)).toEqual([['编号'], ['编']])
  })

  it('is GB 18030 also when Chinese comes only after pages of ASCII', async () => {
    const file = Buffer.concat([
      Buffer.from('id,name\n'),
      Buffer.from('1,abc\n'.repeat(60_000)),
      Buffer.from([0x32, 0x2c, 0xb1, 0xe0, 0x0a]),
    ])
    const rows = await cellsOf(file, { limits: { ...workbookLimits, rows: 100_000 } })
    expect(rows.at(-1)).toEqual(['2', '编'])
  })

  it('passes over rows without content and says the line of the others', async () => {
    expect(await rowsOf(Buffer.from('a,b\n,,\n\n1,2\n'))).toMatchObject([{ number: 1 }, { number: 4, cells: ['1', '2'] }])
  })
})

describe('a hostile file is refused by name:', () => {
  const refused = (file: Uint8Array, code: string) => expect(rowsOf(file)).rejects.toMatchObject({ code })

  it('a bomb, after 16 MB and not after all of it', async () => {
    const page = '<row/>'.repeat(100_000)
    let written = 0
    const endless = function* () {
      yield '<worksheet><sheetData>'
      for (; written < 60; written++) yield page
      yield '</sheetData></worksheet>'
    }
    await refused(await makeXlsx({ sheets: { a: '' }, more: { 'xl/worksheets/sheet1.xml': endless() } }), 'workbook.xlsx.bomb')
  })

  it('more texts than all its cells could name', async () => {
    const sharedStrings = '<si><t>a</t></si>'.repeat(7)
    const file = await makeXlsx({ sheets: { a: '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>' }, sharedStrings })
    const read = async (limits: WorkbookLimits) => {
      const book = await openWorkbook(file, { name: 'a.xlsx', limits })
      for await (const _ of book.sheets[0]?.rows() ?? []);
    }
    await expect(read({ rows: 3, columns: 2, xlsCells: 9 })).rejects.toMatchObject({ code: 'workbook.xlsx.bomb' })
    await expect(read({ rows: 4, columns: 2, xlsCells: 9 })).resolves.toBeUndefined()
  })

  it('a formula that reaches into another file or program', async () => {
    for (const formula of ["'[1]Sheet1'!A1", 'cmd|&apos; /C calc&apos;!A0', 'WEBSERVICE("http://x")'])
      await refused(await sheet(`<row><c><f>${formula}</f><v>1</v></c></row>`), 'workbook.external-link')
    await refused(
      await makeXlsx({ sheets: { a: '<sheetData/>' }, more: { 'xl/externalLinks/externalLink1.xml': '<externalLink/>' } }),
      'workbook.external-link',
    )
  })

  it('XML that does not end, does not match or declares entities', async () => {
    for (const xml of ['<row><c><v>1</v></row>', '<row>', '<row>&bomb;<c/></row>', '<row><c><v>&#x110000;</v></c></row>'])
      await refused(await sheet(xml), 'workbook.xlsx.broken-xml')
    const more = { 'xl/worksheets/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>' }
    await expect(rowsOf(await makeXlsx({ sheets: { a: '' }, more }))).rejects.toMatchObject({
      code: 'workbook.xlsx.broken-xml',
      params: { problem: { en: expect.stringContaining('document type') } },
    })
    await refused(
      await makeXlsx({ sheets: { a: '' }, more: { 'xl/worksheets/sheet1.xml': '<a>'.repeat(100) } }),
      'workbook.xlsx.broken-xml',
    )
  })

  it('rows that run backwards, cells twice, texts that are not there', async () => {
    await refused(await sheet('<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>'), 'workbook.xlsx.unreadable')
    await refused(await sheet('<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'), 'workbook.xlsx.unreadable')
    await refused(await sheet('<row><c t="s"><v>7</v></c></row>'), 'workbook.xlsx.unreadable')
    await refused(await sheet('<row><c r="ZZZZ1"><v>7</v></c></row>'), 'workbook.xlsx.unreadable')
  })

  it('an archive that is cut off, or changed on the way', async () => {
    const file = await buffer(writeXlsx([['名称'], ['泵']]))
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), fc.nat(file.length - 1), async (at, byte, length) => {
        const broken = Buffer.from(file)
        broken[at] = byte
        for (const damaged of [broken, file.subarray(0, length)]) {
          const outcome = await rowsOf(damaged).catch((error: { code?: string }) => error.code)
          expect(Array.isArray(outcome) || String(outcome).startsWith('workbook.')).toBe(true)
        }
      }),
      { numRuns: 80 },
    )
  })

  it('more rows or columns than a table may have', async () => {
    const limits = { ...workbookLimits, rows: 2, columns: 2 }
    await expect(rowsOf(Buffer.from('a\nb\nc'), { limits })).rejects.toMatchObject({ code: 'workbook.too-many-rows' })
    await expect(rowsOf(Buffer.from('a,b,c'), { limits })).rejects.toMatchObject({ code: 'workbook.too-many-columns' })
    const far = await sheet('<row><c r="IV1"><v>1</v></c></row>')
    await expect(rowsOf(far)).rejects.toMatchObject({ code: 'workbook.too-many-columns' })
  })

  it('a picture, a page, nothing at all, a password', async () => {
    await refused(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64'), 'workbook.unreadable')
    await refused(Buffer.from('<!DOCTYPE html><p>'), 'workbook.unreadable')
    await refused(Buffer.alloc(0), 'workbook.empty')
    await refused(makeSealed(), 'workbook.password')
  })
})
