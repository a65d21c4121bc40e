import { type Id, invariant, type JsonValue, type RecordValues } from '@tangram/data-model'
import { signal } from 'alien-signals'
import { batch } from './batch.ts'
import { createFiller } from './fill.ts'
import { follow } from './follow.ts'
import type { FieldPlan } from './form-plan.ts'
import type { FieldError, FieldState } from './form-state.ts'
import type { RowsContent } from './rows-engine.ts'
import type { RowsModel, RowsSnapshot } from './rows-model.ts'
import { sameJson } from './same-json.ts'

/** What a live form keeps of one sub-form. */
export type LiveRows = {
  model: RowsModel
  /** The rows as they were edited; undefined when they were not. */
  snapshot(): RowsSnapshot | undefined
  foreignCells(): ReadonlyMap<string, FieldError>
  /** Another value stands in place of what was edited. */
  forget(): void
  touchAll(): void
  /** Shows an error of the server; the path is that within the rows, `3/amount`. */
  setError(path: string, error: FieldError): void
  related(record: string, values: RecordValues): void
  /** Whether the rows to be stored are those of before, which may have more to them: columns that follow other records. */
  isSame(rows: JsonValue, before: JsonValue): boolean
}

/** What rows need of the form around them. */
export type RowsHandle = {
  content(): RowsContent
  /** The values of a referenced record that was read already. */
  known(record: string): RecordValues | undefined
  /** The sub-form was edited. */
  touch(): void
}

export type EditRows = (field: FieldPlan, handle: RowsHandle) => LiveRows

/** The cell of a row that is gone. */
const gone: FieldState = { value: null, visible: false, required: false, readOnly: true }

export const editRows: EditRows = (field, { content, known, touch }) => {
  const plan = field.rows
  invariant(plan, `the field ${field.id} has no columns`)
  const snapshot = signal<RowsSnapshot | undefined>(undefined)
  const isAllTouched = signal(false)
  const touched = new Set<string>()
  const touches = signal(0)
  const foreign = signal<ReadonlyMap<string, FieldError>>(new Map())
  const listeners = new Map<string, number>()
  const filler = createFiller(known)

  const write = (rows: RowsSnapshot): RowsSnapshot => {
    const before = content().rows()
    batch(() => {
      snapshot(rows)
      touch()
    })
    return before
  }
  const markTyped = (cells: readonly string[]) => {
    for (const cell of cells) touched.add(cell)
    touches(touches() + 1)
    if (!cells.some((cell) => foreign().has(cell))) return
    const left = new Map(foreign())
    for (const cell of cells) left.delete(cell)
    foreign(left)
  }
  /** Writes cells of rows that are there. */
  const writeCells = (cells: readonly { row: string; column: Id; value: JsonValue }[]): RowsSnapshot => {
    const before = content().rows()
    const lists: { [column: Id]: (JsonValue | undefined)[] } = {}
    for (const { row, column, value } of cells) {
      invariant(Object.hasOwn(columns, column), `the sub-form ${field.id} has no column ${column}`)
      const index = content().at(row)
      if (index === undefined) continue
      const list = lists[column] ?? listOf(before, column).slice()
      list[index] = value
      lists[column] = list
    }
    batch(() => {
      write({ ids: before.ids, cells: { ...before.cells, ...lists } })
      markTyped(cells.map(({ row, column }) => cellOf(row, column)))
      // What comes along with the pick, as in a pasted row, is no less meant than the pick itself.
      const given = new Set(cells.flatMap(({ row, column, value }) => (value === null ? [] : [cellOf(row, column)])))
      for (const { row, column, value } of cells) {
        const fill = (columns[column]?.fill ?? []).filter(({ to }) => !given.has(cellOf(row, to)))
        if (fill.length > 0) filler.picked(cellOf(row, column), value, fill, (values) => void model.setRow(row, within(values)))
      }
    })
    return before
  }
  const { columns } = plan
  const within = (values: RecordValues): RecordValues =>
    Object.fromEntries(Object.entries(values).filter(([column]) => Object.hasOwn(columns, column)))

  /** Ids for new rows that no row has. */
  const newIds = (count: number, ids: readonly string[]): string[] => {
    let last = 0
    for (const id of ids) if (id.startsWith('+')) last = Math.max(last, Number(id.slice(1)))
    highest = Math.max(highest, last)
    return Array.from({ length: count }, () => `+${++highest}`)
  }
  let highest = 0

  const withRows = (rows: RowsSnapshot, at: number, added: readonly RecordValues[]): RowsSnapshot => {
    const ids = rows.ids.toSpliced(at, 0, ...newIds(added.length, rows.ids))
    const names = new Set([...Object.keys(rows.cells), ...added.flatMap(Object.keys)])
    const cells = Object.fromEntries(
      [...names].map((column) => [
        column,
        spliced(
          listOf(rows, column),
          rows.ids.length,
          at,
          added.map((row) => ownCell(row, column)),
        ),
      ]),
    )
    return { ids, cells }
  }
  const ordered = (rows: RowsSnapshot, order: readonly number[]): RowsSnapshot => ({
    ids: order.map((index) => rows.ids[index] ?? ''),
    cells: Object.fromEntries(Object.entries(rows.cells).map(([column, list]) => [column, order.map((index) => list[index])])),
  })
  const isWritable = (column: Id) => columns[column]?.computed === undefined && columns[column]?.readOnly !== true

  const model: RowsModel = {
    get ids() {
      return content().rows().ids
    },
    get count() {
      return content().rows().ids.length
    },
    subscribeIds: (listener) => follow(() => content().rows().ids, listener),
    get columns() {
      return content().visibleColumns()
    },
    subscribeColumns: (listener) => follow(() => content().visibleColumns(), listener),
    get: (row, column) => {
      const states = content().row(row)
      if (!states) return gone
      const state = Object.hasOwn(states, column) ? states[column] : undefined
      invariant(state, `the sub-form ${field.id} has no column ${column}`)
      return state
    },
    subscribe: (row, column, listener) => {
      listeners.set(row, (listeners.get(row) ?? 0) + 1)
      const ends = [follow(() => content().row(row)?.[column], listener), follow(() => model.isTouched(row, column), listener)]
      return () => {
        for (const end of ends) end()
        const left = (listeners.get(row) ?? 1) - 1
        if (left > 0) listeners.set(row, left)
        else if (listeners.delete(row)) content().forget(row)
      }
    },
    set: (row, column, value) => writeCells([{ row, column, value }]),
    setRow: (row, values) => writeCells(Object.entries(values).map(([column, value]) => ({ row, column, value }))),
    paste: (row, column, cells) => {
      const before = content().rows()
      const start = (row === undefined ? undefined : content().at(row)) ?? before.ids.length
      const across = content()
        .visibleColumns()
        .slice(Math.max(content().visibleColumns().indexOf(column), 0))
      batch(() => {
        const missing = start + cells.length - before.ids.length
        if (missing > 0) model.insert(before.ids.length, missing)
        const { ids } = content().rows()
        writeCells(
          cells.flatMap((values, down) =>
            values.flatMap((value, right) => {
              const [target, id] = [across[right], ids[start + down]]
              return target === undefined || id === undefined || !isWritable(target) ? [] : [{ row: id, column: target, value }]
            }),
          ),
        )
      })
      return before
    },
    insert: (at, rows) => {
      const added = typeof rows === 'number' ? Array.from({ length: rows }, (): RecordValues => ({})) : rows.map(within)
      const before = content().rows()
      return write(withRows(before, Math.min(Math.max(at, 0), before.ids.length), added))
    },
    remove: (rows) => {
      const left = new Set(rows)
      const before = content().rows()
      return write(
        ordered(
          before,
          indexes(before).filter((index) => !left.has(before.ids[index] ?? '')),
        ),
      )
    },
    move: (row, to) => {
      const before = content().rows()
      const from = content().at(row)
      if (from === undefined) return before
      const order = indexes(before).filter((index) => index !== from)
      return write(ordered(before, order.toSpliced(Math.min(Math.max(to, 0), order.length), 0, from)))
    },
    duplicate: (rows) => {
      const before = content().rows()
      const places = rows.flatMap((row) => content().at(row) ?? []).sort((a, b) => a - b)
      const copies = places.map((index) => {
        const states = content().row(before.ids[index] ?? '') ?? {}
        return Object.fromEntries(plan.order.filter(isWritable).map((column) => [column, states[column]?.value ?? null]))
      })
      return write(withRows(before, (places.at(-1) ?? before.ids.length - 1) + 1, copies))
    },
    snapshot: () => content().rows(),
    restore: (rows) => write(rows),
    isTouched: (row, column) => isAllTouched() || (touches() >= 0 && touched.has(cellOf(row, column))),
    errorsOf: (row) => {
      const states = content().row(row) ?? {}
      return plan.order.flatMap((column) => (states[column]?.error ? [{ column, state: states[column] }] : []))
    },
  }

  return {
    model,
    snapshot: () => snapshot(),
    foreignCells: () => foreign(),
    forget: () => {
      snapshot(undefined)
      foreign(new Map())
      touched.clear()
      touches(touches() + 1)
      isAllTouched(false)
      filler.forget()
    },
    touchAll: () => void isAllTouched(true),
    setError: (path, error) => {
      const [index = '', column = ''] = path.split('/')
      const row = content().rows().ids[Number(index)]
      if (row !== undefined) foreign(new Map(foreign()).set(cellOf(row, column), error))
    },
    related: (record, values) => filler.arrived(record, values),
    isSame: (rows, before) => {
      const [now, then] = [rowsIn(rows), rowsIn(before)]
      return now.length === then.length && now.every((row, index) => isWithin(row, then[index] ?? {}))
    },
  }
}

const rowsIn = (value: JsonValue): readonly RecordValues[] => (Array.isArray(value) ? (value as RecordValues[]) : [])
const isWithin = (row: RecordValues, before: RecordValues): boolean =>
  Object.entries(row).every(([name, value]) => sameJson(value, ownCell(before, name) ?? null))

const cellOf = (row: string, column: Id): string => `${row}/${column}`
const listOf = ({ cells }: RowsSnapshot, column: Id) => (Object.hasOwn(cells, column) ? cells[column] : undefined) ?? []
const ownCell = (row: RecordValues, column: Id): JsonValue | undefined => (Object.hasOwn(row, column) ? row[column] : undefined)
const indexes = ({ ids }: RowsSnapshot): number[] => ids.map((_, index) => index)

/** A list of cells, which may be shorter than the rows, with more of them in between. */
function spliced(list: readonly (JsonValue | undefined)[], length: number, at: number, added: readonly (JsonValue | undefined)[]) {
  const whole = list.slice()
  whole.length = length
  whole.splice(at, 0, ...added)
  return whole
}
