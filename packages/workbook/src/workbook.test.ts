import { buffer, text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { type Cell, openWorkbook, readCsv, readXlsx, writeCsv, writeXlsx, writeXlsxSheets } from './index.ts'

const gathered = async <T>(rows: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}

const nasty: Cell[][] = [
  ['编号', '=客户', '说明'],
  ['TS-1', '=HYPERLINK("http://x","y")', '第一行\n第二行'],
  ['TS-2', '+86 138', '他说："好, 可以；"'],
  ['TS-3', '-1+2', '@SUM(A1)'],
  ['TS-4', '\tcmd', "'=1"],
  ['TS-5', '-12.50', '<b>&amp;</b> 😀'],
]

describe('CSV', () => {
  it('gives every text back as it was, also those that look like formulas', async () => {
    const file = await buffer(writeCsv(nasty))
    expect(await gathered(readCsv([file]))).toEqual(nasty)
  })

  it('lets no cell and no heading begin like a formula, but keeps negative numbers', async () => {
    const written = await text(writeCsv(nasty))
    for (const cell of ["'=客户", "'=HYPERLINK", "'+86 138", "'-1+2", "'@SUM(A1)", "'\tcmd", "''=1"]) expect(written).toContain(cell)
    expect(written).toContain(',-12.50,')
  })

  it('keeps lines within their cell, so that none begins a row with a formula', async () => {
    const written = await text(writeCsv([['第一行\n=1+1', 'a\r@b', '\n=2']]))
    expect(written).toBe(`"第一行\n=1+1","a\r@b","'\n=2"\r\n`)
  })

  it('begins with a byte order mark, by which Excel knows UTF-8', async () => {
    expect([...(await buffer(writeCsv([['a']]))).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  it('pulls rows as the reader takes them', async () => {
    let pulled = 0
    const endless = (function* () {
      while (true) yield [`row ${++pulled}`, 'x'.repeat(1000)]
    })()
    const stream = writeCsv(endless)
    for await (const _ of stream) break
    expect(pulled).toBeLessThan(2000)
  })

  it('hands an error of the rows to whoever reads the file', async () => {
    const broken = async function* (): AsyncGenerator<Cell[]> {
      yield ['a']
      throw new Error('connection lost')
    }
    await expect(text(writeCsv(broken()))).rejects.toThrow('connection lost')
    await expect(buffer(writeXlsx(broken()))).rejects.toThrow('connection lost')
  })

  it('reads GB 18030, semicolons and tabs', async () => {
    const gbk = Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x3b, 0x61, 0x0a, 0x31, 0x3b, 0x62])
    expect(await gathered(readCsv([gbk]))).toEqual([
      ['编号', 'a'],
      ['1', 'b'],
    ])
    expect(await gathered(readCsv([Buffer.from('a\tb\n1\t2')]))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  it('puts a character together that two chunks share', async () => {
    const bytes = Buffer.from('名,称\n值,乙')
    expect(await gathered(readCsv([bytes.subarray(0, 1), bytes.subarray(1, 8), bytes.subarray(8)]))).toEqual([
      ['名', '称'],
      ['值', '乙'],
    ])
  })

  it('names the line that cannot be read', async () => {
    await expect(gathered(readCsv([Buffer.from('a,b\n1,2\n"open,3')]))).rejects.toMatchObject({
      code: 'workbook.csv.malformed',
      params: { line: 3 },
    })
  })

  it('refuses bytes that are no text', async () => {
    await expect(gathered(readCsv([Buffer.from([0x41, 0xff, 0xff, 0xff])]))).rejects.toMatchObject({ code: 'workbook.csv.encoding' })
  })
})

describe('xlsx', () => {
  it('gives texts, numbers and booleans back as they were', async () => {
    const rows: Cell[][] = [...nasty, ['TS-6', 1234.5, true], ['TS-7', null, -3]]
    expect(await gathered(readXlsx(await buffer(writeXlsx(rows, { sheet: '投诉/2026' }))))).toEqual(rows)
  })

  it('writes several sheets, each under a name of its own', async () => {
    const long = 'A name that Excel would cut: [it]'
    const names = ['Orders', 'orders', '', long, long]
    const book = await openWorkbook(await buffer(writeXlsxSheets(names.map((name, i) => ({ name, rows: [[i]] })))), { name: 'a.xlsx' })
    const sheets = await Promise.all(book.sheets.map(async ({ name, rows }) => [name, (await gathered(rows()))[0]?.cells[0]]))
    expect(sheets).toEqual([
      ['Orders', 0],
      ['orders 2', 1],
      ['Sheet3', 2],
      ['A name that Excel would cut   i', 3],
      ['A name that Excel would cut 2', 4],
    ])
  })

  it('writes dates and percents as numbers under their formats', async () => {
    const rows = [
      ['日期', '比例', 'n'],
      [{ value: 46349, format: 'yyyy-mm-dd' }, { value: 0.125, format: '0.0%' }, 3],
    ]
    expect(await gathered(readXlsx(await buffer(writeXlsx(rows))))).toEqual([
      ['日期', '比例', 'n'],
      ['2026-11-23', '12.5%', 3],
    ])
  })

  it('has no formula in it whatever the cells say', async () => {
    const { inflateRawSync } = await import('node:zlib')
    const file = await buffer(writeXlsx([['=1+1']]))
    const start = file.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length
    const sheet = inflateRawSync(file.subarray(start)).toString()
    expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1</t>')
    expect(sheet).not.toContain('<f>')
  })

  it('names columns beyond Z', async () => {
    const wide = [Array.from({ length: 60 }, (_, i) => `c${i}`)]
    expect(await gathered(readXlsx(await buffer(writeXlsx(wide))))).toEqual(wide)
  })

  it('leaves out characters that XML cannot hold', async () => {
    expect(await gathered(readXlsx(await buffer(writeXlsx([['a\u0000b\u001fc']]))))).toEqual([['abc']])
  })

  it('pulls rows as the reader takes them', async () => {
    let pulled = 0
    const endless = (function* () {
      while (true) yield [`row ${++pulled}`, String(Math.sin(pulled))]
    })()
    let read = 0
    for await (const chunk of writeXlsx(endless)) {
      read += (chunk as Buffer).length
      if (read > 200_000) break
    }
    expect(pulled).toBeLessThan(100_000)
  })

  it('refuses a text that no cell can hold, with the row', async () => {
    await expect(buffer(writeXlsx([['a'], ['x'.repeat(32_768)]]))).rejects.toMatchObject({
      code: 'workbook.xlsx.cell-too-long',
      params: { row: 2 },
    })
  })

  it('refuses a file that is no workbook', async () => {
    await expect(gathered(readXlsx(Buffer.from('hello')))).rejects.toMatchObject({ code: 'workbook.xlsx.unreadable' })
    const { zip } = await import('./zip.ts')
    const other = Buffer.concat(await gathered(zip([{ name: 'a.txt', content: ['hello'] }])))
    await expect(gathered(readXlsx(other))).rejects.toMatchObject({ code: 'workbook.xlsx.unreadable' })
  })
})
