import { buffer } from 'node:stream/consumers'
import { utils, write } from '@e965/xlsx'
import { type FieldDocument, type JsonObject, type JsonValue, withDefaults } from '@tangram/data-model'
import { cellReader, defineFieldType, fieldTypes, type InferredTable, importMessages, type LayoutChoice } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { type Cell, type ColumnPlan, type ImportedRow, importWorkbook, writeCsv, writeXlsx } from './index.ts'
import { makeXlsx } from './testing/make-xlsx.ts'

const given = { zone: 'Asia/Shanghai', formulas: 'refuse' } as const

async function infer(rows: Cell[][], choices?: { [sheet: number]: LayoutChoice }): Promise<InferredTable[]> {
  const book = await importWorkbook(await buffer(writeXlsx(rows)), {
    name: 'a.xlsx',
    registry: fieldTypes,
    ...(choices ? { choices } : {}),
  })
  await book.close()
  return book.tables
}
const typesOf = (table: InferredTable | undefined) =>
  Object.fromEntries((table?.columns ?? []).map(({ header, proposals }) => [header, proposals[0]?.type]))
const columnOf = (table: InferredTable | undefined, header: string) => table?.columns.find((column) => column.header === header)
const ids = ['11010519491231002X', '440524188001010014', '110105198706120017'].slice(0, 1)

function field(id: string, type: string, config?: JsonObject): FieldDocument {
  return { id, type, label: { en: id }, ...(config ? { config } : {}) }
}

describe('a column is taken for', () => {
  const people: Cell[][] = [
    [
      '编号',
      '姓名',
      '手机',
      '邮箱',
      '身份证',
      '状态',
      '入职日期',
      '打卡',
      '在职',
      '工资',
      '折扣',
      '年龄',
      '体重',
      '备注',
      '技能',
      '主页',
      '打卡时间',
      '邮编',
    ],
    ...Array.from({ length: 40 }, (_, i): Cell[] => [
      `KH-2026-${String(i + 1).padStart(4, '0')}`,
      `员工${i}`,
      `138001380${String(10 + i)}`,
      `p${i}@example.com`,
      ids[0] ?? '',
      ['新建', '处理中', '已完成'][i % 3] ?? '',
      `2026/${(i % 12) + 1}/${(i % 27) + 1}`,
      `2026-01-${String((i % 27) + 1).padStart(2, '0')} 08:${10 + i}`,
      i % 2 ? '是' : '否',
      8000 + i,
      `${i}.5%`,
      20 + i,
      50.25 + i,
      i === 7 ? null : `第 ${i} 位，${'很长的备注'.repeat(30)}`,
      ['Excel', 'Excel、Word', 'Word、PPT'][i % 3] ?? '',
      `https://example.com/${i}`,
      `08:${10 + i}`,
      `0${20000 + (i % 7)}`,
    ]),
  ]

  it('what its cells and its heading say', async () => {
    const [table] = await infer(people)
    expect(typesOf(table)).toEqual({
      编号: 'serialNumber',
      姓名: 'text',
      手机: 'phone',
      邮箱: 'email',
      身份证: 'idNumber',
      状态: 'select',
      入职日期: 'date',
      打卡: 'datetime',
      在职: 'switch',
      工资: 'money',
      折扣: 'percent',
      年龄: 'integer',
      体重: 'number',
      备注: 'textarea',
      技能: 'multiSelect',
      主页: 'url',
      打卡时间: 'time',
      邮编: 'select',
    })
  })

  it('that with a reason, and says what is required, unique and the key', async () => {
    const [table] = await infer(people)
    expect(columnOf(table, '身份证')?.proposals[0]).toMatchObject({ type: 'idNumber', reason: 'import.reason.citizen-id' })
    expect(columnOf(table, '编号')).toMatchObject({ required: true, unique: true })
    expect(columnOf(table, '编号')?.proposals[0]?.config).toEqual({ prefix: 'KH', date: 'year', digits: 4 })
    expect(columnOf(table, '备注')).toMatchObject({ required: false, filled: 39, rows: 40 })
    expect(columnOf(table, '状态')?.proposals[0]?.config).toMatchObject({ options: [{ label: { 'zh-CN': '新建' } }, {}, {}] })
    expect(columnOf(table, '状态')?.unique).toBe(false)
    expect(table?.key).toBe(0)
    for (const column of table?.columns ?? []) expect(column.proposals[0]?.confidence).toBeGreaterThan(0.4)
  })

  it('a type that most of its cells fit, with the number of those that do not', async () => {
    const rows: Cell[][] = [['日期'], ...Array.from({ length: 20 }, (_, i): Cell[] => [i === 19 ? '待定' : `2026-05-${10 + i}`])]
    const [table] = await infer(rows)
    expect(table?.columns[0]?.proposals[0]).toMatchObject({ type: 'date', misfits: 1 })
    expect(table?.columns[0]?.proposals[0]?.confidence).toBeLessThan(0.9)
  })

  it('a rating, however points are written, under a heading that rates', async () => {
    const cells = ['4', '5 星', '★★★☆☆', '2', '1', '5']
    const [table] = await infer([['满意度', '数量'], ...cells.map((cell, i): Cell[] => [cell, i + 1])])
    expect(table?.columns[0]?.proposals[0]).toMatchObject({
      type: 'rating',
      reason: 'import.reason.rating',
      config: { max: 5 },
      misfits: 0,
    })
    expect(table?.columns[1]?.proposals.map(({ type }) => type)).not.toContain('rating')
    const read = cellReader(field('stars', 'rating'), fieldTypes)
    expect(cells.map((cell) => read(cell, given))).toEqual([4, 5, 3, 2, 1, 5].map((value) => ({ value })))
    expect(read('6.5', given)).toEqual({ unread: true })
  })

  it('months, ranges of days, credit codes and tags, each with its reason', async () => {
    const [table] = await infer([
      ['账期', '请假', '信用代码', '标签'],
      ...Array.from({ length: 6 }, (_, i): Cell[] => [
        `2026年${i + 1}月`,
        `2026-0${i + 1}-01 ~ 2026-0${i + 1}-05`,
        '91350100M000100Y43',
        ['急、复查', '急', '新客户'][i % 3] ?? '',
      ]),
    ])
    expect(typesOf(table)).toEqual({ 账期: 'month', 请假: 'dateRange', 信用代码: 'creditCode', 标签: 'tags' })
    for (const { proposals } of table?.columns ?? []) expect(importMessages).toHaveProperty([proposals[0]?.reason ?? ''])
  })

  it('people, teams and departments when its cells are names that one of them has', async () => {
    const people = ['林悦', '陈默', '何清']
    const rows: Cell[][] = [
      ['负责人', '参与人', '部门', '姓名', '备注'],
      ...Array.from({ length: 12 }, (_, i): Cell[] => [
        people[i % 3] ?? '',
        i % 2 ? '林悦、何清' : '陈默',
        '财务部',
        people[i % 3] ?? '',
        `说明 ${i}`,
      ]),
    ]
    const asked: string[] = []
    const known = async (words: readonly string[]) => {
      asked.push(...words)
      return { person: new Set(people), team: new Set<string>(), department: new Set(['财务部']) }
    }
    const book = await importWorkbook(await buffer(writeXlsx(rows)), { name: 'a.xlsx', registry: fieldTypes, known })
    const [table] = book.tables
    await book.close()
    expect(typesOf(table)).toMatchObject({ 负责人: 'member', 参与人: 'members', 部门: 'department', 备注: 'text' })
    // A table of people calls them so; it does not pick them.
    expect(columnOf(table, '姓名')?.proposals[0]?.type).not.toBe('member')
    expect(columnOf(table, '负责人')?.proposals[0]).toMatchObject({ confidence: 0.97, reason: 'import.reason.person', misfits: 0 })
    for (const { proposals } of table?.columns ?? []) for (const { reason } of proposals) expect(importMessages).toHaveProperty([reason])
    expect(asked).toContain('陈默')
  })

  it('text when its codes would lose their zeros as numbers', async () => {
    const [table] = await infer([['料号'], ...Array.from({ length: 9 }, (_, i): Cell[] => [`00${i}${i}7`])])
    expect(table?.columns[0]?.proposals[0]).toMatchObject({ type: 'text', reason: 'import.reason.code' })
  })

  it('what a type of somebody else says it is: the importer comes with the type', async () => {
    const plate = defineFieldType<string, object>({
      type: 'plate',
      label: { en: 'Plate', 'zh-CN': '车牌' },
      help: { en: 'A number plate.', 'zh-CN': '车牌号。' },
      icon: 'car',
      group: 'text',
      valueType: { kind: 'text' },
      widget: 'text',
      config: {},
      importer: {
        recognise: (column) => (/车牌/.test(column.header) ? { confidence: 0.99, reason: 'import.reason.words' } : undefined),
        read: (cell) => String(cell).replace('·', ''),
      },
      examples: { valid: ['沪A12345'], invalid: [1] },
      messages: {},
    })
    const registry = [...fieldTypes, plate]
    const book = await importWorkbook(Buffer.from('车牌\n沪A·12345\n'), { name: 'a.csv', registry })
    const [table] = book.tables as [InferredTable]
    expect(table.columns[0]?.proposals[0]?.type).toBe('plate')
    const rows = []
    for await (const row of book.rows(table, [{ column: 0, field: field('plate', 'plate') }], given)) rows.push(row.values)
    expect(rows).toEqual([{ plate: '沪A12345' }])
  })
})

describe('headings', () => {
  it('stand below a title', async () => {
    const [table] = await infer([['2026 年客户登记表'], ['名称', '城市'], ['甲', '上海'], ['乙', '北京']])
    expect(table).toMatchObject({ layout: { headerRow: 2, headerRows: 1 }, rows: 2 })
    expect(table?.columns.map(({ header }) => header)).toEqual(['名称', '城市'])
  })

  it('are made up when the first row is a record already; names that occur twice get a number', async () => {
    expect(
      (
        await infer([
          [1, '2026-01-01'],
          [2, '2026-01-02'],
        ])
      )[0],
    ).toMatchObject({ rows: 2, columns: [{ header: 'A' }, { header: 'B' }] })
    expect(
      (
        await infer([
          ['名称', '名称', null, 'x'],
          ['a', 'b', 'c', 'd'],
        ])
      )[0]?.columns.map(({ header }) => header),
    ).toEqual(['名称', '名称 2', 'C', 'x'])
  })

  it('can be put right', async () => {
    const rows = [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]
    expect((await infer(rows, { 0: { headerRow: 2, headerRows: 1 } }))[0]).toMatchObject({
      rows: 1,
      columns: [{ header: 'c' }, { header: 'd' }],
    })
    expect((await infer(rows, { 0: { headerRow: 0, headerRows: 0 } }))[0]).toMatchObject({
      rows: 3,
      columns: [{ header: 'A' }, { header: 'B' }],
    })
  })

  const cell = (at: string, text: string | number) =>
    typeof text === 'number' ? `<c r="${at}"><v>${text}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
  const line = (number: number, cells: { [column: string]: string | number }) =>
    `<row r="${number}">${Object.entries(cells)
      .map(([column, text]) => cell(`${column}${number}`, text))
      .join('')}</row>`
  const orderLines = [
    line(3, { A: 'D1', B: '甲', C: '泵', D: 2 }),
    line(4, { C: '阀', D: 3 }),
    line(5, { A: 'D2', B: '乙', C: '泵', D: 1 }),
  ]
  const orders = (lines = orderLines) =>
    makeXlsx({
      sheets: {
        订单: `<sheetData>${line(1, { A: '订单号', B: '客户', C: '明细' })}${line(2, { C: '产品', D: '数量' })}${lines.join('')}</sheetData><mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="C1:D1"/></mergeCells>`,
      },
    })

  const ordersWith = async (choices?: { [sheet: number]: LayoutChoice }, file = orders()) =>
    importWorkbook(await file, { name: 'a.xlsx', registry: fieldTypes, ...(choices ? { choices } : {}) })
  const recordsOf = async (book: Awaited<ReturnType<typeof ordersWith>>, table: InferredTable, plan: ColumnPlan[]) => {
    const found: ImportedRow[] = []
    for await (const row of book.rows(table, plan, given)) found.push(row)
    return found
  }
  const planOf = (lines: [number, string][]): ColumnPlan[] => [
    { column: 0, field: field('no', 'text') },
    { column: 1, field: field('customer', 'text') },
    ...lines.map(([column, type]) => ({ column, field: field(`f${column}`, type), within: 'items' })),
  ]

  it('in two merged rows make a sub-form: the lines below a record are its rows', async () => {
    const book = await ordersWith()
    expect(book.tables).toHaveLength(1)
    const [main] = book.tables as [InferredTable]
    expect(main).toMatchObject({
      name: '0',
      rows: 2,
      continued: 1,
      key: 0,
      columns: [{ header: '订单号', required: true, unique: true }, { header: '客户' }],
      groups: [{ group: '明细', rows: 3, confidence: 0.95, columns: [{ header: '产品' }, { header: '数量' }] }],
    })
    const found = await recordsOf(
      book,
      main,
      planOf([
        [2, 'text'],
        [3, 'integer'],
      ]),
    )
    expect(found.map(({ number, values, lines }) => ({ number, values, lines }))).toEqual([
      {
        number: 3,
        values: {
          no: 'D1',
          customer: '甲',
          items: [
            { f2: '泵', f3: 2 },
            { f2: '阀', f3: 3 },
          ],
        },
        lines: { items: [3, 4] },
      },
      { number: 5, values: { no: 'D2', customer: '乙', items: [{ f2: '泵', f3: 1 }] }, lines: { items: [5] } },
    ])
    expect(found[0]?.more).toEqual([{ number: 4, cells: [null, null, '阀', 3] }])
    await book.close()
  })

  it('in two merged rows: a record goes on where its own columns say the same again, and two with other words are two', async () => {
    const lines = [
      line(3, { A: 'D1', B: '甲', C: '泵', D: 2 }),
      line(4, { A: 'D1', B: '甲', C: '阀', D: 3 }),
      line(5, { A: 'D1', C: '管', D: 4 }),
      line(6, { A: 'D2', B: '甲', C: '泵', D: 1 }),
      line(7, { A: 'D3', B: '甲' }),
    ]
    const book = await ordersWith(undefined, orders(lines))
    const found = await recordsOf(book, book.tables[0] as InferredTable, planOf([[2, 'text']]))
    expect(found.map(({ values }) => [values.no, (values.items as JsonValue[]).length])).toEqual([
      ['D1', 3],
      ['D2', 1],
      ['D3', 0],
    ])
    await book.close()
  })

  it('in two merged rows: a cell of a row that cannot be read is named with its line; names of records keep their row', async () => {
    const lines = [line(3, { A: 'D1', B: '甲', C: '泵', D: 2 }), line(4, { C: '阀', D: '很多' })]
    const book = await ordersWith(undefined, orders(lines))
    const plan: ColumnPlan[] = [
      { column: 0, field: field('no', 'text') },
      { column: 2, field: field('product', 'relation', { entity: 'product' }), within: 'items' },
      { column: 3, field: field('count', 'integer'), within: 'items' },
    ]
    const [record] = await recordsOf(book, book.tables[0] as InferredTable, plan)
    expect(record?.problems).toEqual([
      { column: 3, line: 4, field: 'count', within: 'items', code: 'import.cell.unread', cell: '很多', at: 'D4', type: 'integer' },
    ])
    expect(record?.names).toEqual([
      { field: 'product', names: ['泵'], many: false, within: 'items', row: 0 },
      { field: 'product', names: ['阀'], many: false, within: 'items', row: 1 },
    ])
    await book.close()
  })

  it('in two merged rows are less sure to be rows while every record has one; all of them grouped are columns', async () => {
    const one = await ordersWith(
      undefined,
      orders([line(3, { A: 'D1', B: '甲', C: '泵', D: 2 }), line(4, { A: 'D2', B: '乙', C: '阀', D: 3 })]),
    )
    expect(one.tables[0]?.groups?.[0]?.confidence).toBe(0.6)
    await one.close()
    const grouped = `<sheetData>${line(1, { A: '收货', C: '付款' })}${line(2, { A: '人', B: '城市', C: '方式', D: '金额' })}${line(3, { A: '甲', B: '上海', C: '现金', D: 2 })}</sheetData>`
    const all = await ordersWith(undefined, makeXlsx({ sheets: { a: grouped } }))
    expect(all.tables.map(({ columns, groups }) => [columns.map(({ header }) => header), groups])).toEqual([
      [['收货 / 人', '收货 / 城市', '付款 / 方式', '付款 / 金额'], undefined],
    ])
    await all.close()
  })

  it('in two merged rows make a table of its own when somebody wants that: its rows belong to the record above them', async () => {
    const book = await ordersWith({ 0: { headerRow: 1, headerRows: 2, groups: 'tables' } })
    const [main, lines] = book.tables as [InferredTable, InferredTable]
    expect(main).toMatchObject({ name: '0', rows: 2, continued: 1, key: 0 })
    expect(lines).toMatchObject({
      name: '0/明细',
      rows: 3,
      parent: { table: '0', column: 0 },
      columns: [{ header: '产品' }, { header: '数量' }],
    })
    const rows = async (table: InferredTable, columns: number[]) =>
      (
        await recordsOf(
          book,
          table,
          columns.map((column) => ({ column, field: field(`f${column}`, 'text') })),
        )
      ).map(({ values }) => values)
    expect(await rows(main, [0, 1])).toEqual([
      { f0: 'D1', f1: '甲' },
      { f0: 'D2', f1: '乙' },
    ])
    expect(await rows(lines, [0, 2, 3])).toEqual([
      { f0: 'D1', f2: '泵', f3: '2' },
      { f0: 'D1', f2: '阀', f3: '3' },
      { f0: 'D2', f2: '泵', f3: '1' },
    ])
    await book.close()
  })

  it('in two merged rows stay columns when somebody wants them so', async () => {
    const choices = { 0: { headerRow: 1, headerRows: 2, groups: 'columns' } as const }
    const book = await importWorkbook(await orders(), { name: 'a.xlsx', registry: fieldTypes, choices })
    expect(book.tables.map(({ columns }) => columns.map(({ header }) => header))).toEqual([
      ['订单号', '客户', '明细 / 产品', '明细 / 数量'],
    ])
    await book.close()
  })
})

it('a column that names the records of another sheet is a relation to it', async () => {
  const book = utils.book_new()
  const products = Array.from({ length: 12 }, (_, i) => [`P-${i}`, `产品 ${i}`])
  utils.book_append_sheet(book, utils.aoa_to_sheet([['产品编号', '名称'], ...products]), '产品')
  const orders = Array.from({ length: 30 }, (_, i) => [`D${i}`, `P-${(i * 5) % 12}`, i])
  utils.book_append_sheet(book, utils.aoa_to_sheet([['订单号', '产品', '数量'], ...orders]), '订单')
  const { tables } = await importWorkbook(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, {
    name: 'a.xlsx',
    registry: fieldTypes,
  })
  expect(columnOf(tables[1], '产品')?.relation).toMatchObject({ table: '0', column: 0 })
  expect(columnOf(tables[1], '数量')?.relation).toBeUndefined()
  expect(columnOf(tables[0], '名称')?.relation).toBeUndefined()
})

describe('a row', () => {
  const rowsOf = async (file: Uint8Array, fields: FieldDocument[], formulas: 'refuse' | 'values' = 'refuse'): Promise<ImportedRow[]> => {
    const book = await importWorkbook(file, { name: 'a', registry: fieldTypes })
    const rows: ImportedRow[] = []
    for await (const row of book.rows(
      book.tables[0] as InferredTable,
      fields.map((each, column) => ({ column, field: each })),
      { ...given, formulas },
    ))
      rows.push(row)
    await book.close()
    return rows
  }

  it('says which cell cannot be read, and reads the others', async () => {
    const [row] = await rowsOf(Buffer.from('日期,数量,价格\n下周,12,"￥1,234.50"\n'), [
      field('day', 'date'),
      field('count', 'integer'),
      field('price', 'money'),
    ])
    expect(row).toMatchObject({
      number: 2,
      values: { count: 12, price: '1234.50' },
      problems: [{ column: 0, code: 'import.cell.unread', cell: '下周', at: 'A2', type: 'date' }],
    })
  })

  it('with a formula is refused by its cell; its saved result is taken only when somebody says so', async () => {
    const file = await makeXlsx({
      sheets: {
        a: '<sheetData><row><c t="inlineStr"><is><t>n</t></is></c></row><row><c><f>1+1</f><v>2</v></c></row><row><c><f>1+2</f></c></row></sheetData>',
      },
    })
    expect((await rowsOf(file, [field('n', 'integer')])).map(({ problems }) => problems[0]?.at)).toEqual(['A2', 'A3'])
    const taken = await rowsOf(file, [field('n', 'integer')], 'values')
    expect(taken.map(({ values, problems }) => [values.n, problems.length])).toEqual([
      [2, 0],
      [undefined, 1],
    ])
  })

  it('takes a moment as the clocks of the organisation show it, and a date only when one reading is possible', () => {
    const moment = cellReader(field('at', 'datetime'), fieldTypes)
    const day = cellReader(field('day', 'date'), fieldTypes)
    expect(moment('2026年11月22日 8:30', given)).toEqual({ value: '2026-11-22T00:30:00.000Z' })
    expect(moment('2026-03-29 03:30', { zone: 'Europe/Berlin' })).toEqual({ value: '2026-03-29T01:30:00.000Z' })
    expect(day('11/22/2026', given)).toEqual({ value: '2026-11-22' })
    expect(day('03/04/2026', given)).toEqual({ unread: true })
    expect(day('2026-02-30', given)).toEqual({ unread: true })
  })
})

describe('what an export writes an import reads:', () => {
  const samples = fieldTypes.filter(
    ({ valueType, holds, serial, columns, format }) =>
      !holds && !serial && !columns && (typeof valueType === 'function' || valueType.kind !== 'json' || format),
  )
  it.each(samples.map((type) => [type.type, type] as const))('%s', async (_, type) => {
    const { examples, options, format } = type
    const config = withDefaults(type.config, examples.config)
    const document = field('f', type.type, examples.config as JsonObject)
    const read = cellReader(document, fieldTypes)
    for (const value of examples.valid) {
      // As the list is exported: labels for ids, lists joined.
      const labelled = (one: JsonValue) => options?.((examples.config ?? {}) as never).find(({ id }) => id === one)?.label['zh-CN'] ?? one
      const isPeriod = typeof type.valueType !== 'function' && type.valueType.kind === 'range'
      const written = () =>
        isPeriod ? `${(value as { start: string }).start} ~ ${(value as { end: string }).end}` : format?.(value, config, 'zh-CN')
      const cell = typeof value === 'object' && format ? written() : Array.isArray(value) ? value.map(labelled).join('、') : labelled(value)
      for (const file of [writeCsv([['f'], [cell as Cell]]), writeXlsx([['f'], [cell as Cell]])]) {
        const book = await importWorkbook(await buffer(file), { name: 'a', registry: fieldTypes })
        for await (const row of book.rows(book.tables[0] as InferredTable, [{ column: 0, field: document }], given)) {
          if (row.names.length > 0) expect(row.names[0]?.names).toEqual(Array.isArray(value) ? value : [value])
          else expect(row.values.f).toEqual(value)
        }
        await book.close()
      }
    }
    expect(read(null, given)).toEqual({ value: null })
  })
})
