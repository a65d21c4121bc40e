import { type Id, invariant } from '@tangram/data-model'
import { type ReadValue, valueAt } from '@tangram/expression'
import { createCursor } from './cursor.ts'
import { type FieldContext, fieldCells } from './field-cells.ts'
import type { FieldPlan, FormulaPlan, RowsPlan } from './form-plan.ts'
import type { FieldError } from './form-state.ts'
import { type Column, type ColumnCells, computeColumn } from './rows-column.ts'
import { isNewRow, noRows } from './rows-data.ts'
import type { AroundRows } from './rows-engine.ts'
import type { RowsInput } from './rows-input.ts'
import { unlessSame, type Values } from './rows-lists.ts'
import type { RowsSnapshot } from './rows-model.ts'
import { sameJson } from './same-json.ts'

/** Errors the server found, by row and column. */
export type ForeignCells = ReadonlyMap<string, ReadonlyMap<Id, FieldError>> | undefined

/** The columns of a sub-form, each evaluated as a whole when it is first asked for. */
export type Columns = {
  of(column: Id): Column
  /** The values that a name of the row has in all rows. */
  list(name: string): Values
  /** A column as a field, of one row after the other, with all that is to know of it now. */
  cells(column: FieldPlan): ColumnCells
  foreign(): ForeignCells
}

export function createColumns(plan: RowsPlan, input: RowsInput, context: FieldContext, around: AroundRows): Columns {
  const { cell, given } = context
  const foreign = cell(() => byRow(around.foreignCells()))
  const columns = new Map<Id, () => Column>()
  const lists = new Map<string, () => Values>()

  const columnOf = (id: Id): (() => Column) => {
    const known = columns.get(id)
    if (known) return known
    const column = plan.columns[id]
    const reads = plan.reads[id]?.value
    invariant(column && reads, `the sub-form has no column ${id}`)
    const names = [...reads.columns, ...reads.paths.map((path) => path.join('.'))]
    let inputs = new Map<string, Values>()
    let now = noRows
    const cells = cellsOf(
      column,
      (name) => inputs.get(name) ?? [],
      () => now,
    )
    const made = cell<Column>((previous) => {
      now = input.rows()
      inputs = new Map(names.map((name) => [name, listOf(name)]))
      const made = { ids: now.ids, inputs: [now.cells[id] ?? empty, ...inputs.values()], outer: reads.record.map(around.read) }
      return computeColumn(made, cells, previous)
    })
    columns.set(id, made)
    return made
  }

  /** The values that a name of the row has in all rows. */
  const listOf = (name: string): Values => {
    const list = lists.get(name) ?? listFor(name)
    lists.set(name, list)
    return list()
  }
  const listFor = (name: string): (() => Values) => {
    const [first = '', ...rest] = name.split('.')
    if (rest.length === 0 && Object.hasOwn(plan.columns, name)) {
      const column = columnOf(name)
      return () => column().stored
    }
    if (rest.length === 0)
      return cell<Values>((previous) =>
        unlessSame(
          input.ids().map((id) => input.earlierOf(name, id)),
          previous,
        ),
      )
    const path = [first, ...rest]
    return cell<Values>((previous) => {
      const start = listOf(first)
      const reached = input.ids().map((_, index) => valueAt(path, () => start[index] ?? null, around.related))
      return unlessSame(reached, previous)
    })
  }

  /** A column as a field, of one row after the other: what it reads, what it held, what was typed. */
  const cellsOf = (column: FieldPlan, valuesOf: (name: string) => Values, snapshot: () => RowsSnapshot): ColumnCells => {
    let index = 0
    let id = ''
    const cursor = createCursor()
    const read: ReadValue = (path) => {
      const [first = ''] = path
      if (first === '$parent' || first === '$form') return around.read(path.slice(1))
      const name = first === '$row' ? path.slice(1).join('.') : path.length === 1 ? first : path.join('.')
      return valuesOf(name)[index] ?? null
    }
    const inRow: FieldContext = {
      path: () => `${context.path()}/${index}/${column.id}`,
      given,
      cell: cursor.cell,
      earlier: () => input.earlierOf(column.id, id),
      isStored: () => context.isStored() && !isNewRow(id) && input.wasThere(id),
      typed: () => snapshot().cells[column.id]?.[index],
      foreignError: () => foreign()?.get(id)?.get(column.id),
      read,
      wasSo: ({ names, rowNames }: FormulaPlan) =>
        names.every((path) => sameJson(around.read(path), around.readBefore(path))) &&
        rowNames.every(([first = '']) => sameJson(listOf(first)[index] ?? null, input.earlierOf(first, id) ?? null)),
    }
    const at = (next: number) => {
      index = next
      id = snapshot().ids[next] ?? ''
      cursor.move()
    }
    return { ...fieldCells(column, inRow), at }
  }

  return { of: (column) => columnOf(column)(), list: listOf, cells: (column) => cellsOf(column, listOf, input.rows), foreign }
}

const empty: Values = []

function byRow(cells: ReadonlyMap<string, FieldError> | undefined): ForeignCells {
  if (!cells || cells.size === 0) return undefined
  const rows = new Map<string, Map<Id, FieldError>>()
  for (const [cell, error] of cells) {
    const [row = '', column = ''] = cell.split('/')
    rows.set(row, (rows.get(row) ?? new Map()).set(column, error))
  }
  return rows
}
