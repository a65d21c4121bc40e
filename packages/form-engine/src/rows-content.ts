import { type Id, invariant, type JsonValue, pointer } from '@tangram/data-model'
import { type CompiledLogic, isTruthy, type ReadValue, valueAt } from '@tangram/expression'
import { createCursor } from './cursor.ts'
import { type FieldContext, fieldCells, sameState } from './field-cells.ts'
import type { Problem } from './field-type.ts'
import type { FieldPlan, FormulaPlan } from './form-plan.ts'
import type { FieldError, FieldState, Pick } from './form-state.ts'
import { remembered } from './remembered.ts'
import { type RowObjects, rowObjects } from './row-objects.ts'
import { type Column, type ColumnCells, computeColumn } from './rows-column.ts'
import { isNewRow, noRows, type ParsedRows, parseRows, positions } from './rows-data.ts'
import type { RowsContent, RowsEngine } from './rows-engine.ts'
import { arranged, changedIn, movesFrom, sameItems, unlessSame, type Values } from './rows-lists.ts'
import type { RowsSnapshot } from './rows-model.ts'
import { sameJson } from './same-json.ts'
import { wordsOf } from './words.ts'

const empty: Values = []

/**
 * The rows of a sub-form. Columns are evaluated as a whole and remember, for each row, what they were made of, so that a change in one
 * of 10,000 rows computes that row alone. The rules of a cell are those of any field.
 */
export const rowsContent: RowsEngine['content'] = (field, context, around): RowsContent => {
  const { rows: plan, attribute } = field
  const all = attribute.rows
  invariant(plan && all, `the field ${field.id} has no columns`)
  const { attributes } = all
  const { cell, given } = context

  const base = remembered(() => parseRows(context.earlier(), all, '=').rows)
  const baseAt = remembered(() => positions(base().ids))
  const parsed = cell<ParsedRows>(() => parseRows(context.typed(), all, '+'))
  const edited = () => (context.readOnly() ? undefined : around.snapshot())
  const rows = cell<RowsSnapshot>(() => edited() ?? (context.typed() === undefined ? base() : parsed().rows))
  const ids = cell(() => rows().ids)
  const at = cell(() => positions(ids()))

  /** What a row held in a column before anything was typed. */
  const earlierOf = (column: Id, id: string): JsonValue | undefined => {
    const index = baseAt().get(id)
    return index === undefined ? undefined : base().cells[column]?.[index]
  }

  const columns = new Map<Id, () => Column>()
  const lists = new Map<string, () => Values>()

  const columnOf = (id: Id): (() => Column) => {
    const known = columns.get(id)
    if (known) return known
    const column = plan.columns[id]
    const reads = plan.reads[id]?.value
    invariant(column && reads, `the sub-form ${field.id} has no column ${id}`)
    const names = [...reads.columns, ...reads.paths.map((path) => path.join('.'))]
    let inputs = new Map<string, Values>()
    let now = noRows
    const cells = cellsOf(
      column,
      (name) => inputs.get(name) ?? [],
      () => now,
    )
    const made = cell<Column>((previous) => {
      now = rows()
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
          rows().ids.map((id) => earlierOf(name, id)),
          previous,
        ),
      )
    const path = [first, ...rest]
    return cell<Values>((previous) => {
      const start = listOf(first)
      const reached = ids().map((_, index) => valueAt(path, () => start[index] ?? null, around.related))
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
      earlier: () => earlierOf(column.id, id),
      isStored: () => context.isStored() && !isNewRow(id) && baseAt().has(id),
      typed: () => snapshot().cells[column.id]?.[index],
      foreignError: () => foreign()?.get(id)?.get(column.id),
      read,
      wasSo: ({ names, rowNames }: FormulaPlan) =>
        names.every((path) => sameJson(around.read(path), around.readBefore(path))) &&
        rowNames.every(([first = '']) => sameJson(listOf(first)[index] ?? null, earlierOf(first, id) ?? null)),
    }
    const at = (next: number) => {
      index = next
      id = snapshot().ids[next] ?? ''
      cursor.move()
    }
    return { ...fieldCells(column, inRow), at }
  }

  // Rows as values.
  const storedColumns = plan.order.filter((id) => !plan.columns[id]?.attribute.virtual)
  const beside = all.order.filter((id) => !plan.order.includes(id) && !all.attributes[id]?.virtual)
  const asRows = (valuesIn: (column: Column) => Values) =>
    cell<RowObjects>((previous) => {
      const lists = storedColumns.map((id) => valuesIn(columnOf(id)()))
      return rowObjects(ids(), storedColumns, lists, beside, earlierOf, previous)
    })
  const normalRows = asRows((column) => column.kept)
  const shownRows = asRows((column) => column.values)

  // States of cells, and what is wrong in them.
  const stateNames = new Set(
    Object.values(plan.reads).flatMap(({ state }) => [...state.columns, ...state.paths.map((path) => path.join('.'))]),
  )
  const stateRecord = [
    ...new Map(Object.values(plan.reads).flatMap(({ state }) => state.record.map((path) => [path.join('.'), path]))).values(),
  ]
  const outer = cell<readonly JsonValue[]>((previous) => unlessSame(stateRecord.map(around.read), previous))
  const foreign = cell(() => byRow(around.foreignCells()))
  const inputs = cell(() => {
    const snapshot = rows()
    const ofColumns = Object.keys(plan.columns).flatMap((id) => [snapshot.cells[id] ?? [], columnOf(id)().stored, columnOf(id)().problems])
    return {
      snapshot,
      outer: outer(),
      foreign: foreign(),
      lists: [...ofColumns, ...[...stateNames].map(listOf)] as readonly (readonly unknown[])[],
    }
  })
  const stateCells = new Map<Id, ColumnCells>()
  const cellsAt = (column: FieldPlan, index: number): ColumnCells => {
    const cells = stateCells.get(column.id) ?? cellsOf(column, listOf, rows)
    stateCells.set(column.id, cells)
    cells.at(index)
    return cells
  }

  const rowStates = new Map<string, () => RowStates | undefined>()
  const statesOf = (id: string) =>
    cell<RowStates | undefined>((previous) => {
      const { outer, foreign, lists } = inputs()
      const index = at().get(id)
      if (index === undefined) return undefined
      const made = [index, outer, foreign?.get(id), ...lists.map((list) => list[index])]
      if (previous && sameItems(previous.made, made)) return previous
      const states: { [column: Id]: FieldState } = {}
      for (const column of Object.values(plan.columns)) {
        const state = cellsAt(column, index).state()
        const earlier = previous?.states[column.id]
        states[column.id] = earlier && sameState(earlier, state) ? earlier : state
      }
      return { made, states }
    })

  const asked = plan.order.flatMap((id) => plan.columns[id] ?? [])
  const faults = cell<Faults>((previous) => {
    const { snapshot, outer, foreign, lists } = inputs()
    const { ids } = snapshot
    const usable = previous?.outer === outer ? previous : undefined
    const moves = usable && usable.ids !== ids ? movesFrom(usable.ids, ids) : undefined
    const byRow = usable ? arranged(usable.byRow, moves) : new Array<FieldError[] | undefined>(ids.length)
    const columns = asked.map((column) => ({ column, made: columnOf(column.id)() }))
    const look = (index: number) => {
      const isForeign = foreign?.has(ids[index] ?? '')
      const found = columns.flatMap(({ column, made }) => {
        const mayBeWrong =
          isForeign ||
          made.problems[index] !== undefined ||
          column.options !== undefined ||
          column.checks.length > 0 ||
          (column.required !== false && made.stored[index] === null)
        return (mayBeWrong && cellsAt(column, index).error()) || []
      })
      byRow[index] = found.length > 0 ? found : undefined
    }
    if (usable) {
      for (const index of changedIn(lists, usable.lists, ids.length, moves)) look(index)
      for (const id of [...(usable.foreign?.keys() ?? []), ...(foreign?.keys() ?? [])]) {
        const index = at().get(id)
        if (index !== undefined) look(index)
      }
    } else for (let index = 0; index < ids.length; index++) look(index)
    return { ids, outer, foreign, lists, byRow }
  })

  const problem = (): Problem | undefined => {
    if (edited() || context.typed() === undefined || parsed().isSound) return undefined
    return { code: 'value.not-rows' }
  }
  const isUntouched = () => !edited() && context.typed() === undefined && context.earlier() === undefined
  return {
    problem,
    value: () => {
      if (isUntouched()) return undefined
      if (problem()) return context.typed()
      const columns = storedColumns.map((id) => columnOf(id)())
      const list = columns.every(({ values, kept }) => values === kept) ? normalRows().rows : shownRows().rows
      return list.length === 0 ? null : (list as JsonValue[])
    },
    normal: () => (ids().length === 0 ? null : (normalRows().rows as JsonValue[])),
    fault: () => {
      const count = ids().length
      if (count < plan.minRows) return { code: 'rows.too-few', params: { min: plan.minRows } }
      return count > plan.maxRows ? { code: 'rows.too-many', params: { max: plan.maxRows } } : undefined
    },
    rows,
    at: (id) => at().get(id),
    column: (id) => listOf(id) as readonly JsonValue[],
    visibleColumns: cell((previous) => {
      const holds = (rule: CompiledLogic) =>
        isTruthy(rule((path) => (path[0] === '$parent' || path[0] === '$form' ? around.read(path.slice(1)) : null), given))
      return unlessSame(
        plan.order.filter((id) => (plan.shows[id] ?? []).every(holds)),
        previous,
      )
    }),
    row: (id) => {
      const states = rowStates.get(id) ?? statesOf(id)
      rowStates.set(id, states)
      return states()?.states
    },
    forget: (id) => void rowStates.delete(id),
    errors: () => [...strangeCells(), ...faults().byRow.flatMap((found, index) => found?.map((error) => atRow(error, index)) ?? [])],
    picks: () => {
      const snapshot = rows()
      return asked
        .filter(({ where }) => where)
        .flatMap((column): Pick[] =>
          snapshot.ids.flatMap((_, index) => (snapshot.cells[column.id]?.[index] == null ? [] : cellsAt(column, index).picks())),
        )
    },
  }

  /** The place of an error follows its row. */
  function atRow(error: FieldError, index: number): FieldError {
    const path = `${context.path()}/${index}/${error.path.slice(error.path.lastIndexOf('/') + 1)}`
    return path === error.path ? error : { ...error, path }
  }

  /** What was handed in for columns there are not, or that this form does not show. */
  function strangeCells(): FieldError[] {
    const typed = context.typed()
    if (typed === undefined || edited()) return []
    const { rows, strange } = parsed()
    const unseen = beside.flatMap((column) => {
      if (attributes[column]?.computed !== undefined) return []
      return rows.ids.flatMap((id, index) => {
        const value = rows.cells[column]?.[index]
        return value === undefined || sameJson(value, earlierOf(column, id) ?? null) ? [] : [{ index, column }]
      })
    })
    return [...strange, ...unseen].map(({ index, column }) => {
      const params = { field: column }
      return {
        path: context.path() + pointer(index, column),
        code: 'field.unknown',
        params,
        ...wordsOf({ code: 'field.unknown', params }, undefined),
      }
    })
  }
}

type RowStates = { made: readonly unknown[]; states: { [column: Id]: FieldState } }
type Faults = {
  ids: readonly string[]
  outer: readonly JsonValue[]
  foreign: ForeignCells
  lists: readonly (readonly unknown[])[]
  byRow: readonly (FieldError[] | undefined)[]
}
type ForeignCells = ReadonlyMap<string, ReadonlyMap<Id, FieldError>> | undefined

/** Errors of cells, by row and column. */
function byRow(cells: ReadonlyMap<string, FieldError> | undefined): ForeignCells {
  if (!cells || cells.size === 0) return undefined
  const rows = new Map<string, Map<Id, FieldError>>()
  for (const [cell, error] of cells) {
    const [row = '', column = ''] = cell.split('/')
    rows.set(row, (rows.get(row) ?? new Map()).set(column, error))
  }
  return rows
}
