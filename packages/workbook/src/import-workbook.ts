import type { FieldDocument, Id, JsonValue } from '@tangram/data-model'
import {
  addNamed,
  type CellReading,
  ColumnProfiler,
  cellReader,
  type FieldRegistry,
  findRelations,
  type InferredGroup,
  type InferredTable,
  inferColumn,
  type KnownNames,
  keyOf,
  type LayoutChoice,
  layoutOf,
  letterOf,
  namesIn,
  type ProfiledTable,
  type TopRow,
} from '@tangram/form-engine'
import type { Cell } from './cell.ts'
import { fail } from './errors.ts'
import { openWorkbook } from './open-workbook.ts'
import { headingRows, type Sheet, type SheetRow, type WorkbookLimits } from './workbook.ts'

export type ImportOptions = {
  /** What people call the file. */
  name: string
  registry: FieldRegistry
  /** What somebody decided about the headings of a sheet, by its place. */
  choices?: { readonly [sheet: number]: LayoutChoice }
  limits?: WorkbookLimits
  /** Which of these words name one person, team or department only; a column of such names is proposed as one of them. */
  known?(words: readonly string[]): Promise<KnownNames>
  /** Told now and then how much was read, 0 to 1; what it throws ends the reading. */
  onProgress?(share: number): void | Promise<void>
}

/** Which field a column goes into; a column of a sub-form names that. */
export type ColumnPlan = { column: number; field: FieldDocument; within?: Id }

export type RowProblem = {
  column: number
  /** The line of the cell. */
  line: number
  field: Id
  within?: Id
  code: 'import.cell.unread' | 'import.cell.formula' | 'import.cell.error'
  cell: string
  at: string
  type: string
}

/** One record of a table on its way into the fields: a line of the sheet, or several when it has a sub-form. */
export type ImportedRow = {
  /** Its (first) line, as the sheet numbers it. */
  number: number
  /** The planned columns as they stand in the file, for a report. */
  cells: Cell[]
  /** The other lines of the record. */
  more: { number: number; cells: Cell[] }[]
  values: { [field: Id]: JsonValue }
  /** The line of each row of a sub-form. */
  lines: { [subform: Id]: number[] }
  /** Fields that name records, to be looked up by what people call them; of a sub-form with the place of the row. */
  names: { field: Id; names: string[]; many: boolean; within?: Id; row?: number }[]
  problems: RowProblem[]
}

export type ImportedWorkbook = {
  format: 'xlsx' | 'xls' | 'csv'
  tables: InferredTable[]
  rows(
    table: InferredTable,
    plan: readonly ColumnPlan[],
    given: { zone: string; formulas: 'refuse' | 'values' },
  ): AsyncGenerator<ImportedRow>
  close(): Promise<void>
}

const rowsPerTold = 500

/**
 * What a table file would be as an app: its tables with a type for every column, how sure that is and why, and their rows as values of
 * fields. Reads each sheet once to infer and once per `rows`; memory does not grow with the rows.
 *
 *     const book = await importWorkbook('/tmp/upload', { name: '客户.xlsx', registry: fieldTypes })
 *     book.tables[0].columns[1].proposals[0] // { type: 'phone', confidence: 0.97, reason: 'import.reason.phone', … }
 *     for await (const { values, problems } of book.rows(book.tables[0], plan, { zone: 'Asia/Shanghai', formulas: 'refuse' })) …
 *
 * @throws workbook.* for a file that is no table, is hostile or too large
 */
export async function importWorkbook(file: string | Uint8Array, options: ImportOptions): Promise<ImportedWorkbook> {
  const book = await openWorkbook(file, options)
  try {
    const profiled: ProfiledTable[] = []
    const told = throttled(options, book.share)
    for (const [place, sheet] of book.sheets.entries()) profiled.push(...(await inferSheet(sheet, place, options, told)))
    if (profiled.length === 0) throw fail('workbook.empty')
    findRelations(profiled)
    await findNamed(profiled, options)
    const { registry } = options
    return {
      format: book.format,
      tables: profiled.map(({ table }) => table),
      rows: (table, plan, given) => importedRows(book.sheets[table.sheet], table, plan, { ...given, registry }),
      close: book.close,
    }
  } catch (error) {
    await book.close()
    throw error
  }
}

/** Opens a file that was inferred before: its tables are known, only their rows are wanted. */
export async function reopenWorkbook(
  file: string | Uint8Array,
  { name, registry, limits }: Pick<ImportOptions, 'name' | 'registry' | 'limits'>,
): Promise<Pick<ImportedWorkbook, 'rows' | 'close'>> {
  const book = await openWorkbook(file, { name, ...(limits ? { limits } : {}) })
  return { rows: (table, plan, given) => importedRows(book.sheets[table.sheet], table, plan, { ...given, registry }), close: book.close }
}

/** Columns of people, teams and departments: asked for once, with the words of all columns that could be. */
async function findNamed(tables: readonly ProfiledTable[], { known, registry }: ImportOptions): Promise<void> {
  if (!known) return
  const columns = tables.flatMap(({ table, profilers, groups = [] }) => [
    ...table.columns.map((column, i) => ({ column, profile: profilers[i]?.profile() })),
    ...(table.groups ?? []).flatMap((group, g) => group.columns.map((column, i) => ({ column, profile: groups[g]?.[i]?.profile() }))),
  ])
  const words = new Set(columns.flatMap(({ profile }) => (profile ? namesIn(profile) : [])))
  if (words.size === 0) return
  const names = await known([...words])
  for (const { column, profile } of columns) if (profile && profile.filled > 0) addNamed(column, profile, names, registry)
}

function throttled({ onProgress }: ImportOptions, share: () => number): () => void | Promise<void> {
  let count = 0
  return () => (++count % rowsPerTold === 0 ? onProgress?.(Math.min(1, share())) : undefined)
}

async function inferSheet(
  sheet: Sheet,
  place: number,
  { registry, choices }: ImportOptions,
  told: () => void | Promise<void>,
): Promise<ProfiledTable[]> {
  const choice = choices?.[place]
  const layout = layoutOf(await topOf(sheet), choice)
  if (layout.columns.length === 0) return []
  const hasRecords = layout.columns.some(({ group }) => group === undefined)
  const groups = hasRecords ? (choice?.groups ?? 'rows') : 'columns'
  const first = layout.headerRow + layout.headerRows
  const parts = partsOf(layout.columns, groups !== 'columns')
  const profilers = parts.map(({ columns }) => columns.map(({ header }) => new ColumnProfiler(header)))
  const counts = parts.map(() => ({ rows: 0, continued: 0 }))
  const formulas = { count: 0, first: null as string | null }
  const errors = { count: 0, first: null as string | null }
  const isNewRecord = parts.length > 1 ? newRecordTest(ownColumns(parts[0].columns)) : () => true
  for await (const row of sheet.rows()) {
    if (row.number < first) continue
    note(row, formulas, errors)
    const isNew = isNewRecord(row)
    for (const [i, { columns }] of parts.entries()) {
      const count = counts[i]
      if (!count) continue
      if (i === 0 ? !isNew : columns.every(({ column }) => isBlank(row.cells[column]))) {
        if (i === 0) count.continued++
        continue
      }
      count.rows++
      for (const [j, { column }] of columns.entries()) profilers[i]?.[j]?.add(row.cells[column] ?? null)
    }
    const waiting = told()
    if (waiting) await waiting
  }
  const inferred = parts.map(({ columns }, i) =>
    columns.map((column, j) => inferColumn(column, (profilers[i]?.[j] ?? new ColumnProfiler('')).profile(), registry)),
  )
  const tableOf = (i: number): InferredTable => {
    const columns = inferred[i] ?? []
    const group = parts[i]?.group
    const key = keyOf(
      columns,
      (profilers[i] ?? []).map((profiler) => profiler.profile()),
    )
    return {
      name: group === undefined ? `${place}` : `${place}/${group}`,
      sheet: place,
      label: group === undefined ? sheet.name : `${sheet.name} ${group}`,
      layout: { headerRow: layout.headerRow, headerRows: layout.headerRows },
      rows: counts[i]?.rows ?? 0,
      continued: counts[i]?.continued ?? 0,
      columns,
      ...(key === undefined ? {} : { key }),
      formulas,
      errors,
    }
  }
  const main = tableOf(0)
  if (main.columns.every(({ filled }) => filled === 0 && layout.headerRows === 0)) return []
  if (parts.length === 1) return [{ table: main, profilers: profilers[0] ?? [] }]
  if (groups === 'rows') {
    main.groups = parts.slice(1).map(({ group = '' }, i): InferredGroup => {
      const rows = counts[i + 1]?.rows ?? 0
      return { group, columns: inferred[i + 1] ?? [], rows, confidence: main.continued > 0 ? 0.95 : 0.6 }
    })
    return [{ table: main, profilers: profilers[0] ?? [], groups: profilers.slice(1) }]
  }
  const { key } = main
  // Rows of a table of their own that nothing tells the record of stay with the record.
  if (key === undefined)
    return inferSheet(sheet, place, { registry, name: '', choices: { [place]: { ...layout, groups: 'columns' } } }, told)
  return parts.map((_, i): ProfiledTable => {
    const table = i === 0 ? main : tableOf(i)
    if (i > 0) {
      table.parent = { table: main.name, column: key }
      delete table.key
    }
    return { table, profilers: profilers[i] ?? [] }
  })
}

async function topOf(sheet: Sheet): Promise<TopRow[]> {
  const top: TopRow[] = []
  for await (const { number, cells } of sheet.rows()) {
    top.push({ number, cells })
    if (top.length >= headingRows) break
  }
  return top
}

type Part = { group?: string; columns: { column: number; header: string; group?: string }[] }

/** The columns of the records themselves, then those of each group. */
function partsOf(columns: Part['columns'], keepsGroups: boolean): [Part, ...Part[]] {
  const main: Part = { columns: [] }
  const groups = new Map<string, Part>()
  for (const column of columns) {
    if (column.group === undefined) main.columns.push(column)
    else if (!keepsGroups) main.columns.push({ column: column.column, header: `${column.group} / ${column.header}` })
    else {
      const part = groups.get(column.group) ?? { group: column.group, columns: [] }
      groups.set(column.group, part)
      part.columns.push(column)
    }
  }
  return [main, ...groups.values()]
}

const ownColumns = (columns: readonly { column: number }[]): number[] => columns.map(({ column }) => column)

/** Tells for each row whether a new record begins: one goes on while its own columns are empty or say the same again. */
function newRecordTest(own: readonly number[]): (row: SheetRow) => boolean {
  let record: Cell[] | undefined
  return ({ cells }) => {
    const goesOn = record !== undefined && own.every((column, i) => isBlank(cells[column]) || cells[column] === record?.[i])
    if (!goesOn) record = own.map((column) => cells[column] ?? null)
    return !goesOn
  }
}

const isBlank = (cell: Cell | undefined): boolean => cell === null || cell === undefined || cell === ''

function note(row: SheetRow, formulas: { count: number; first: string | null }, errors: { count: number; first: string | null }): void {
  for (const { column, kind } of row.special ?? []) {
    const counted = kind === 'formula' ? formulas : errors
    counted.count++
    counted.first ??= `${letterOf(column)}${row.number}`
  }
}

type Given = { zone: string; formulas: 'refuse' | 'values'; registry: FieldRegistry }
type Reader = ColumnPlan & { read: (cell: Cell, given: Given) => CellReading }

async function* importedRows(
  sheet: Sheet | undefined,
  table: InferredTable,
  plan: readonly ColumnPlan[],
  given: Given,
): AsyncGenerator<ImportedRow> {
  if (!sheet) throw fail('workbook.empty')
  const readers = plan.map((each): Reader => ({ ...each, read: cellReader(each.field, given.registry) }))
  if (table.parent) yield* linkedRows(sheet, table, table.parent.column, readers, given)
  else yield* records(sheet, table, readers, given)
}

/** Every record with the rows of its sub-forms, which stand on its own line and on those that follow. */
async function* records(sheet: Sheet, table: InferredTable, readers: readonly Reader[], given: Given): AsyncGenerator<ImportedRow> {
  const isNew = table.groups || table.continued > 0 ? newRecordTest(ownColumns(table.columns)) : () => true
  const own = readers.filter(({ within }) => within === undefined)
  const subforms = new Map<Id, Reader[]>()
  for (const reader of readers) {
    if (reader.within !== undefined) subforms.set(reader.within, [...(subforms.get(reader.within) ?? []), reader])
  }
  let record: ImportedRow | undefined
  for await (const row of rowsOf(sheet, table)) {
    const cells = cellsOf(row, readers)
    if (isNew(row)) {
      if (record) yield record
      record = emptyRecord(row.number, cells)
      for (const subform of subforms.keys()) {
        record.values[subform] = []
        record.lines[subform] = []
      }
      for (const reader of own) readInto(record, record.values, row, row.cells[reader.column] ?? null, reader, given)
    } else record?.more.push({ number: row.number, cells })
    if (record) for (const [subform, columns] of subforms) readRow(record, subform, columns, row, given)
  }
  if (record) yield record
}

/** One row of a sub-form, where the line holds any of it. */
function readRow(record: ImportedRow, subform: Id, columns: readonly Reader[], row: SheetRow, given: Given): void {
  if (columns.every(({ column }) => isBlank(row.cells[column]))) return
  const rows = record.values[subform] as JsonValue[]
  const values: { [column: Id]: JsonValue } = {}
  rows.push(values)
  record.lines[subform]?.push(row.number)
  for (const reader of columns) readInto(record, values, row, row.cells[reader.column] ?? null, reader, given, rows.length - 1)
}

/** Rows of a table of their own, each with the key of the record above. */
async function* linkedRows(
  sheet: Sheet,
  table: InferredTable,
  key: number,
  readers: readonly Reader[],
  given: Given,
): AsyncGenerator<ImportedRow> {
  const own = ownColumns(table.columns)
  let carried: Cell = null
  for await (const row of rowsOf(sheet, table)) {
    if (!isBlank(row.cells[key])) carried = row.cells[key] ?? null
    if (own.every((column) => isBlank(row.cells[column]))) continue
    const cellAt = (column: number) => (column === key ? carried : (row.cells[column] ?? null))
    const imported = emptyRecord(
      row.number,
      readers.map(({ column }) => cellAt(column)),
    )
    for (const reader of readers) readInto(imported, imported.values, row, cellAt(reader.column), reader, given)
    yield imported
  }
}

async function* rowsOf(sheet: Sheet, { layout }: InferredTable): AsyncGenerator<SheetRow> {
  for await (const row of sheet.rows()) if (row.number >= layout.headerRow + layout.headerRows) yield row
}

const cellsOf = (row: SheetRow, readers: readonly Reader[]): Cell[] => readers.map(({ column }) => row.cells[column] ?? null)

const emptyRecord = (number: number, cells: Cell[]): ImportedRow => ({
  number,
  cells,
  more: [],
  values: {},
  lines: {},
  names: [],
  problems: [],
})

/** Reads a cell into the values of a record, or of its sub-form's row. */
function readInto(
  record: ImportedRow,
  values: { [field: Id]: JsonValue },
  row: SheetRow,
  cell: Cell,
  { column, field, within, read }: Reader,
  given: Given,
  rowPlace = 0,
): void {
  const special = row.special?.find((each) => each.column === column)?.kind
  const isFormula = special === 'formula' && (given.formulas === 'refuse' || isBlank(cell))
  const reading: CellReading = special === 'error' || isFormula ? { unread: true } : read(cell, given)
  const place = within === undefined ? {} : { within }
  if ('unread' in reading) {
    const code = special === 'error' ? 'import.cell.error' : isFormula ? 'import.cell.formula' : 'import.cell.unread'
    const at = `${letterOf(column)}${row.number}`
    const shown = String(cell ?? '').slice(0, 60)
    record.problems.push({ column, line: row.number, field: field.id, ...place, code, cell: shown, at, type: field.type })
  } else if ('value' in reading) values[field.id] = reading.value
  else {
    const { names, many } = reading
    record.names.push({ field: field.id, names, many, ...place, ...(within === undefined ? {} : { row: rowPlace }) })
  }
}
