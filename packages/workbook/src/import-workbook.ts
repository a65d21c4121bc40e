import {
  addNamed,
  ColumnProfiler,
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
import { fail } from './errors.ts'
import { type ColumnPlan, type ImportedRow, importedRows } from './imported-rows.ts'
import { isBlank, newRecordTest, ownColumns } from './new-record-test.ts'
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

function note(row: SheetRow, formulas: { count: number; first: string | null }, errors: { count: number; first: string | null }): void {
  for (const { column, kind } of row.special ?? []) {
    const counted = kind === 'formula' ? formulas : errors
    counted.count++
    counted.first ??= `${letterOf(column)}${row.number}`
  }
}
