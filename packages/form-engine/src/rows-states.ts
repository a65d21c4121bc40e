import type { Id, JsonValue } from '@tangram/data-model'
import { type FieldContext, sameState } from './field-cells.ts'
import type { FieldPlan, RowsPlan } from './form-plan.ts'
import type { FieldError, FieldState, Pick } from './form-state.ts'
import type { ColumnCells } from './rows-column.ts'
import type { Columns, ForeignCells } from './rows-columns.ts'
import type { AroundRows } from './rows-engine.ts'
import type { RowsInput } from './rows-input.ts'
import { arranged, changedIn, movesFrom, sameItems, unlessSame } from './rows-lists.ts'

/** What there is to say of cells: their states where somebody looks, what is wrong in all of them, what was picked in them. */
export type RowStates = {
  of(id: string): { readonly [column: Id]: FieldState } | undefined
  forget(id: string): void
  /** By row; undefined where nothing is wrong. */
  faults(): readonly (readonly FieldError[] | undefined)[]
  picks(): Pick[]
}

export function createRowStates(plan: RowsPlan, input: RowsInput, columns: Columns, { cell }: FieldContext, around: AroundRows): RowStates {
  const stateNames = new Set(
    Object.values(plan.reads).flatMap(({ state }) => [...state.columns, ...state.paths.map((path) => path.join('.'))]),
  )
  const stateRecord = [
    ...new Map(Object.values(plan.reads).flatMap(({ state }) => state.record.map((path) => [path.join('.'), path]))).values(),
  ]
  const outer = cell<readonly JsonValue[]>((previous) => unlessSame(stateRecord.map(around.read), previous))
  const inputs = cell(() => {
    const snapshot = input.rows()
    const ofColumns = Object.keys(plan.columns).flatMap((id) => [snapshot.cells[id] ?? [], columns.of(id).stored, columns.of(id).problems])
    return {
      snapshot,
      outer: outer(),
      foreign: columns.foreign(),
      lists: [...ofColumns, ...[...stateNames].map(columns.list)] as readonly (readonly unknown[])[],
    }
  })
  const stateCells = new Map<Id, ColumnCells>()
  const cellsAt = (column: FieldPlan, index: number): ColumnCells => {
    const cells = stateCells.get(column.id) ?? columns.cells(column)
    stateCells.set(column.id, cells)
    cells.at(index)
    return cells
  }

  const rowStates = new Map<string, () => Made | undefined>()
  const statesOf = (id: string) =>
    cell<Made | undefined>((previous) => {
      const { outer, foreign, lists } = inputs()
      const index = input.at(id)
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
    const made = asked.map((column) => ({ column, made: columns.of(column.id) }))
    const look = (index: number) => {
      const isForeign = foreign?.has(ids[index] ?? '')
      const found = made.flatMap(({ column, made }) => {
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
        const index = input.at(id)
        if (index !== undefined) look(index)
      }
    } else for (let index = 0; index < ids.length; index++) look(index)
    return { ids, outer, foreign, lists, byRow }
  })

  return {
    of: (id) => {
      const states = rowStates.get(id) ?? statesOf(id)
      rowStates.set(id, states)
      return states()?.states
    },
    forget: (id) => void rowStates.delete(id),
    faults: () => faults().byRow,
    picks: () => {
      const { ids, cells } = input.rows()
      return asked
        .filter(({ where }) => where)
        .flatMap((column) => ids.flatMap((_, index) => (cells[column.id]?.[index] == null ? [] : cellsAt(column, index).picks())))
    },
  }
}

type Made = { made: readonly unknown[]; states: { [column: Id]: FieldState } }
type Faults = {
  ids: readonly string[]
  outer: readonly JsonValue[]
  foreign: ForeignCells
  lists: readonly (readonly unknown[])[]
  byRow: readonly (FieldError[] | undefined)[]
}
