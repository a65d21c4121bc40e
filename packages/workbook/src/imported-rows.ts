import type { FieldDocument, Id, JsonValue } from '@tangram/data-model'
import { type CellReading, cellReader, type FieldRegistry, type InferredTable, letterOf } from '@tangram/form-engine'
import type { Cell } from './cell.ts'
import { fail } from './errors.ts'
import { isBlank, newRecordTest, ownColumns } from './new-record-test.ts'
import type { Sheet, SheetRow } from './workbook.ts'

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

type Given = { zone: string; formulas: 'refuse' | 'values'; registry: FieldRegistry }

type Reader = ColumnPlan & { read: (cell: Cell, given: Given) => CellReading }

export async function* importedRows(
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
