import { buffer } from 'node:stream/consumers'
import { type Cell, writeXlsx } from '@tangram/workbook'
import { makeSealed, makeXls, makeXlsx } from '@tangram/workbook/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atRest, uploadFile } from './testing/import-file.ts'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

let desk: Desk
let manager: Caller
beforeAll(async () => {
  desk = await openDesk()
  manager = await desk.as('lin_yue')
})
afterAll(() => desk.close())

type Make = () => Buffer | Promise<Buffer>
const sheet = (content: string, more: { [part: string]: string | Iterable<string> } = {}) =>
  makeXlsx({ sheets: { 表: `<sheetData>${content}</sheetData>` }, more })
const word = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
const table = `<row>${word('型号')}</row><row>${word('A-1')}</row>`
const megabytes = function* (count: number, content: string) {
  const block = content.repeat(Math.ceil(1_000_000 / content.length))
  for (let i = 0; i < count; i++) yield block
}
const sheetPart = 'xl/worksheets/sheet1.xml'
const worksheet = function* (rows: Iterable<string>) {
  yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
  yield* rows
  yield '</sheetData></worksheet>'
}
const lines = (count: number, line: (n: number) => string) => Buffer.from(Array.from({ length: count }, (_, n) => line(n)).join('\n'))

/** What somebody sends, and what the import says to it. */
const refused: [what: string, name: string, make: Make, code: string, zh: RegExp][] = [
  [
    'a bomb that packs a thousandfold',
    'a.xlsx',
    () => sheet('', { [sheetPart]: worksheet(megabytes(40, '<row></row>')) }),
    'workbook.xlsx.bomb',
    /解压后远超/,
  ],
  [
    'a bomb of texts that no cell names',
    'a.xlsx',
    () =>
      sheet(table, {
        'xl/sharedStrings.xml': (function* () {
          yield '<sst>'
          yield* megabytes(40, '<si><t>boom</t></si>')
          yield '</sst>'
        })(),
      }),
    'workbook.xlsx.bomb',
    /解压后远超/,
  ],
  [
    'an archive within an archive',
    'a.xlsx',
    async () => makeXlsx({ sheets: {}, more: { 'inner.xlsx': (await sheet(table)).toString('latin1') } }),
    'workbook.empty',
    /没有/,
  ],
  [
    'entities that multiply',
    'a.xlsx',
    () => sheet('', { [sheetPart]: `<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>` }),
    'workbook.xlsx.broken-xml',
    /文档类型/,
  ],
  [
    'a file of the server as an entity',
    'a.xlsx',
    () => sheet('', { [sheetPart]: `<!DOCTYPE w SYSTEM "file:///etc/passwd"><worksheet/>` }),
    'workbook.xlsx.broken-xml',
    /文档类型/,
  ],
  ['an entity nobody declared', 'a.xlsx', () => sheet(`<row>${word('&boom;')}</row>`), 'workbook.xlsx.broken-xml', /实体/],
  [
    'an attribute that never ends',
    'a.xlsx',
    () => sheet('', { [sheetPart]: worksheet(['<row r="', ...megabytes(2, 'x')]) }),
    'workbook.xlsx.broken-xml',
    /过长/,
  ],
  ['tags within tags within tags', 'a.xlsx', () => sheet('<a>'.repeat(5_000)), 'workbook.xlsx.broken-xml', /嵌套/],
  ['tags that do not match', 'a.xlsx', () => sheet('<row><c></row>'), 'workbook.xlsx.broken-xml', /标签不匹配/],
  [
    'a part that ends early',
    'a.xlsx',
    () => sheet('', { [sheetPart]: '<worksheet><sheetData><row>' }),
    'workbook.xlsx.broken-xml',
    /不完整/,
  ],
  [
    'links to another workbook',
    'a.xlsx',
    () => sheet(table, { 'xl/externalLinks/externalLink1.xml': '<externalLink/>' }),
    'workbook.external-link',
    /其他文件|外部/,
  ],
  [
    'a formula that calls the network',
    'a.xlsx',
    () => sheet(`${table}<row><c><f>WEBSERVICE("http://x")</f><v>1</v></c></row>`),
    'workbook.external-link',
    /其他文件|外部/,
  ],
  [
    'a command of DDE',
    'a.xlsx',
    () => sheet(`${table}<row><c><f>cmd|'/c calc'!A1</f><v>1</v></c></row>`),
    'workbook.external-link',
    /其他文件|外部/,
  ],
  ['a workbook under a password', 'a.xlsx', () => makeSealed(), 'workbook.password', /密码/],
  [
    'an .xls that is cut off',
    'a.xls',
    () => makeXls(Array.from({ length: 400 }, (_, n) => [`型号 ${n}`, n])).subarray(0, 9_000),
    'workbook.xls.unreadable',
    /无法读取|损坏/,
  ],
  [
    'a picture called .xlsx',
    'a.xlsx',
    () => Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64'),
    'workbook.unreadable',
    /a\.xlsx/,
  ],
  ['a page called .xls', 'a.xls', () => Buffer.from('<html><table><tr><td>1</td></tr></table></html>'), 'workbook.unreadable', /a\.xls/],
  ['a CSV with zero bytes', 'a.csv', () => Buffer.from('型号\nA\0B\n'), 'workbook.unreadable', /a\.csv/],
  [
    'a CSV with zero bytes pages further down',
    'a.csv',
    () => Buffer.concat([lines(900, (n) => `型号 ${n}`), Buffer.from('\na\0b\n')]),
    'workbook.unreadable',
    /a\.csv|不是|无法/,
  ],
  ['a character that XML forbids', 'a.xlsx', () => sheet(`<row>${word('a&#0;b')}</row>`), 'workbook.xlsx.broken-xml', /实体/],
  [
    'a CSV whose quote never closes',
    'a.csv',
    () => Buffer.from(`型号,名称\n"A,B\n${'x,y\n'.repeat(10)}`),
    'workbook.csv.malformed',
    /第 \d+ 行/,
  ],
  [
    'a CSV in no encoding',
    'a.csv',
    () => Buffer.concat([Buffer.from('型号\n'), Buffer.from([0xff, 0x41, 0xff, 0xff, 0x80, 0x0a])]),
    'workbook.csv.encoding',
    /编码/,
  ],
  [
    '16,384 columns',
    'a.csv',
    () => Buffer.from(`${Array.from({ length: 16_384 }, (_, n) => `列${n}`).join(',')}\n`),
    'workbook.too-many-columns',
    /200/,
  ],
  ['the last column of Excel', 'a.xlsx', () => sheet('<row><c r="XFD1"><v>1</v></c></row>'), 'workbook.too-many-columns', /200/],
  [
    'a million rows',
    'a.xlsx',
    () =>
      sheet('', {
        [sheetPart]: worksheet(
          (function* () {
            for (let n = 0; n < 100; n++)
              yield Array.from({ length: 10_000 }, (_, i) => `<row><c><v>${n * 10_000 + i}</v></c></row>`).join('')
          })(),
        ),
      }),
    'workbook.too-many-rows',
    /50,?0\d0|行/,
  ],
  ['nothing but empty cells', 'a.csv', () => Buffer.from(',,\n,,\n'), 'workbook.empty', /没有/],
]

describe('a file that is hostile, damaged or too large is refused in both languages, and nothing of it is kept:', () => {
  it.each(refused)('%s', async (_what, name, make, code, zh) => {
    const before = process.memoryUsage().rss
    const { id } = await uploadFile(desk, manager, await make(), name)
    const { state, error, tables, counts } = await atRest(manager, id)
    expect([state, error?.code]).toEqual(['failed', code])
    expect(error.text['zh-CN']).toMatch(zh)
    expect(error.text.en).toMatch(/\w{4}/)
    expect([tables, counts]).toEqual([null, []])
    const start = {
      mode: 'write',
      app: 'service_desk',
      steps: [{ table: '0', entity: 'product', columns: [{ column: 0, field: 'model' }] }],
    }
    const answer = await manager.send('POST', `/api/v1/imports/${id}/start`, start)
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'storage.import.unread'])
    expect((await manager.get(`/api/v1/imports/${id}`)).state).toBe('failed')
    expect((process.memoryUsage().rss - before) / 1024 ** 2).toBeLessThan(400)
  })
})

/** What looks odd and is a table all the same: its headings, and how many rows it has. */
const taken: [what: string, name: string, make: Make, headers: string[], rows: number][] = [
  ['an .xlsx called .csv', 'a.csv', () => sheet(table), ['型号'], 1],
  ['a CSV called .xlsx', 'a.xlsx', () => Buffer.from('型号,名称\nA,B\n'), ['型号', '名称'], 1],
  ['GBK, as Excel saves CSV in China', 'a.csv', () => Buffer.from([0xd0, 0xcd, 0xba, 0xc5, 0x0a, 0xb1, 0xc3, 0x0a]), ['型号'], 1],
  [
    'UTF-16 with its mark',
    'a.csv',
    () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('型号\t名称\nA\tB\n', 'utf16le')]),
    ['型号', '名称'],
    1,
  ],
  ['UTF-8 with its mark', 'a.csv', () => Buffer.from('\ufeff型号;名称\nA;B\n'), ['型号', '名称'], 1],
  ['headings and nothing else', 'a.csv', () => Buffer.from('型号,名称\n'), ['型号', '名称'], 0],
  ['one row', 'a.xls', () => makeXls([['型号'], ['A-1']]), ['型号'], 1],
  [
    '200 columns, as many as there may be',
    'a.csv',
    () => lines(2, (n) => Array.from({ length: 200 }, (_, i) => `列${n}-${i}`).join(',')),
    Array.from({ length: 200 }, (_, i) => `列0-${i}`),
    1,
  ],
]

describe('a file that is odd is read all the same:', () => {
  it.each(taken)('%s', async (_what, name, make, headers, rows) => {
    const { id } = await uploadFile(desk, manager, await make(), name)
    const { state, tables, error } = await atRest(manager, id)
    expect([state, error]).toEqual(['read', null])
    expect(tables[0].columns.map(({ header }: Json) => header)).toEqual(headers)
    expect(tables[0].rows).toBe(rows)
  })
})

describe('cells that are no plain values', () => {
  const write = async (content: Buffer, name: string, more: object = {}): Promise<Json> => {
    const { id } = await uploadFile(desk, manager, content, name)
    const read = await atRest(manager, id)
    const columns = [
      { column: 0, field: 'name' },
      { column: 1, field: 'city' },
    ]
    await manager.post(`/api/v1/imports/${id}/start`, {
      mode: 'write',
      app: 'service_desk',
      steps: [{ table: '0', entity: 'customer', columns, key: 'name' }],
      ...more,
    })
    return { ...(await atRest(manager, id)), formulas: read.tables[0].formulas }
  }
  const cityOf = async (name: string): Promise<string | undefined> => {
    const { records } = await manager.get(`/api/v1/apps/service_desk/entities/customer/records?search=${name}&limit=5`)
    return records.find(({ values }: Json) => values.name === name)?.values.city
  }
  const formula = () =>
    sheet(`<row>${word('客户')}${word('城市')}</row><row>${word('HOST-1')}<c t="str"><f>CONCATENATE("a","b")</f><v>存下的</v></c></row>`)

  it('a formula is told before and refused by its cell; its saved result is taken when somebody says so, never calculated', async () => {
    const done = await write(await formula(), 'a.xlsx')
    expect(done).toMatchObject({ formulas: { count: 1, first: 'B2' }, counts: [{ created: 0, refused: 1 }] })
    const { refusals } = await manager.get(`/api/v1/imports/${done.id}/refusals`)
    expect(refusals[0].problems[0].message).toMatchObject({ en: 'Cell B2 holds a formula', 'zh-CN': '单元格 B2 是公式' })
    expect((await write(await formula(), 'a.xlsx', { formulas: 'values' })).counts[0]).toMatchObject({ created: 1, refused: 0 })
    expect(await cityOf('HOST-1')).toBe('存下的')
  })

  it('a text that begins like a formula is a text, and goes out as one', async () => {
    const rows: Cell[][] = [
      ['客户', '城市'],
      ['HOST-2', '=HYPERLINK("http://x","y")'],
    ]
    expect((await write(await buffer(writeXlsx(rows)), 'a.xlsx')).counts[0]).toMatchObject({ created: 1 })
    expect(await cityOf('HOST-2')).toBe('=HYPERLINK("http://x","y")')
    const csv = await manager.send('GET', '/api/v1/apps/service_desk/entities/customer/records/export?format=csv&search=HOST-2')
    expect(csv.body).toContain(`'=HYPERLINK`)
  })

  it('a zero that Excel would write as _x0000_ shows as what it is: no character', async () => {
    const content = sheet(`<row>${word('客户')}${word('城市')}</row><row>${word('HOST-NUL')}${word('a_x0000_b_xD800_')}</row>`)
    expect((await write(await content, 'a.xlsx')).counts[0]).toMatchObject({ created: 1, refused: 0 })
    expect(await cityOf('HOST-NUL')).toBe('a\ufffdb\ufffd')
  })
})
