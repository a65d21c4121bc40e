import type { FieldDocument, Id, JsonValue } from '@tangram/data-model'
import {
  type CellReading,
  ColumnProfiler,
  cellReader,
  type FieldRegistry,
  findRelations,
  type InferredTable,
  inferColumn,
  keyOf,
  type LayoutChoice,
  layoutOf,
  letterOf,
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
  /** Told now and then how much was read, 0 to 1; what it throws ends the reading. */
  onProgress?(share: number): void | Promise<void>
}

/** Which field a column goes into. */
export type ColumnPlan = { column: number; field: FieldDocument }

export type RowProblem = {
  column: number
  code: 'import.cell.unread' | 'import.cell.formula' | 'import.cell.error'
  cell: string
  at: string
  type: string
}

/** One row of a table on its way into the fields. */
export type ImportedRow = {
  /** As the sheet numbers it. */
  number: number
  /** The planned columns as they stand in the file, for a report. */
  cells: Cell[]
  values: { [field: Id]: JsonValue }
  /** Fields that name records, to be looked up by what people call them. */
  names: { field: Id; names: string[]; many: boolean }[]
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
  const keepsGroups = choice?.groups !== 'columns'
  const first = layout.headerRow + layout.headerRows
  const parts = partsOf(layout.columns, keepsGroups)
  const profilers = parts.map(({ columns }) => columns.map(({ header }) => new ColumnProfiler(header)))
  const counts = parts.map(() => ({ rows: 0, continued: 0 }))
  const formulas = { count: 0, first: null as string | null }
  const errors = { count: 0, first: null as string | null }
  const follows = recordFollower(parts)
  for await (const row of sheet.rows()) {
    if (row.number < first) continue
    note(row, formulas, errors)
    const isNew = follows(row)
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
  const tables = parts.map((part, i): ProfiledTable => {
    const own = profilers[i] ?? []
    const columns = part.columns.map((column, j) => inferColumn(column, own[j]?.profile() ?? new ColumnProfiler('').profile(), registry))
    const key = keyOf(
      columns,
      own.map((profiler) => profiler.profile()),
    )
    return {
      profilers: own,
      table: {
        name: part.group === undefined ? `${place}` : `${place}/${part.group}`,
        sheet: place,
        label: part.group === undefined ? sheet.name : `${sheet.name} ${part.group}`,
        layout: { headerRow: layout.headerRow, headerRows: layout.headerRows },
        rows: counts[i]?.rows ?? 0,
        continued: counts[i]?.continued ?? 0,
        columns,
        ...(key === undefined ? {} : { key }),
        formulas,
        errors,
      },
    }
  })
  const main = tables[0]?.table
  if (!main || main.columns.every(({ filled }) => filled === 0 && layout.headerRows === 0)) return []
  if (tables.length === 1) return tables
  // Rows of a group that nothing tells the record of stay with the record.
  if (main.key === undefined)
    return inferSheet(sheet, place, { registry, name: '', choices: { [place]: { ...layout, groups: 'columns' } } }, told)
  for (const { table } of tables.slice(1)) {
    table.parent = { table: main.name, column: main.key }
    delete table.key
  }
  return tables
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

/** Tells for each row whether a new record begins: with groups, a record goes on while its own columns are empty or say the same. */
function recordFollower(parts: readonly Part[]): (row: SheetRow) => boolean {
  const own = parts[0]?.columns ?? []
  if (parts.length < 2) return () => true
  return newRecordTest(own.map(({ column }) => column))
}

function newRecordTest(own: readonly number[]): (row: SheetRow) => boolean {
  let before = ''
  return ({ cells }) => {
    if (own.every((column) => isBlank(cells[column]))) return false
    const now = JSON.stringify(own.map((column) => cells[column] ?? null))
    const isNew = now !== before
    before = now
    return isNew
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

async function* importedRows(
  sheet: Sheet | undefined,
  table: InferredTable,
  plan: readonly ColumnPlan[],
  given: { zone: string; formulas: 'refuse' | 'values'; registry: FieldRegistry },
): AsyncGenerator<ImportedRow> {
  if (!sheet) throw fail('workbook.empty')
  const first = table.layout.headerRow + table.layout.headerRows
  const readers = plan.map(({ column, field }) => ({ column, field, read: cellReader(field, given.registry) }))
  const own = table.columns.map(({ column }) => column)
  const isNew = table.continued > 0 ? newRecordTest(own) : () => true
  const { parent } = table
  let carried: Cell = null
  for await (const row of sheet.rows()) {
    if (row.number < first) continue
    if (parent && !isBlank(row.cells[parent.column])) carried = row.cells[parent.column] ?? null
    if (parent ? own.every((column) => isBlank(row.cells[column])) : !isNew(row)) continue
    const imported: ImportedRow = { number: row.number, cells: [], values: {}, names: [], problems: [] }
    for (const { column, field, read } of readers) {
      const cell = parent?.column === column ? carried : (row.cells[column] ?? null)
      imported.cells.push(cell)
      const special = row.special?.find((each) => each.column === column)?.kind
      if (special === 'error' || (special === 'formula' && (given.formulas === 'refuse' || isBlank(cell)))) {
        imported.problems.push(problemOf(special === 'error' ? 'import.cell.error' : 'import.cell.formula', row, column, cell, field))
        continue
      }
      keep(imported, field.id, read(cell, given), () => problemOf('import.cell.unread', row, column, cell, field))
    }
    yield imported
  }
}

function keep(row: ImportedRow, field: Id, reading: CellReading, problem: () => RowProblem): void {
  if ('unread' in reading) row.problems.push(problem())
  else if ('names' in reading) row.names.push({ field, names: reading.names, many: reading.many })
  else row.values[field] = reading.value
}

function problemOf(code: RowProblem['code'], row: SheetRow, column: number, cell: Cell, { type }: FieldDocument): RowProblem {
  return { column, code, type, cell: String(cell ?? '').slice(0, 60), at: `${letterOf(column)}${row.number}` }
}
