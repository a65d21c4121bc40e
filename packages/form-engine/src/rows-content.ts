import { type Id, invariant, type JsonValue, pointer } from '@tangram/data-model'
import { type CompiledLogic, exchanged, isTruthy, keepFolds, type ReadValue, valueAt } from '@tangram/expression'
import { type FieldContext, fieldCells, sameState } from './field-cells.ts'
import type { Problem } from './field-type.ts'
import type { FieldPlan, FormulaPlan } from './form-plan.ts'
import type { FieldError, FieldState, Pick } from './form-state.ts'
import { remembered } from './remembered.ts'
import { isNewRow, type ParsedRows, parseRows, positions } from './rows-data.ts'
import type { RowsContent, RowsEngine } from './rows-engine.ts'
import type { RowsSnapshot } from './rows-model.ts'
import { sameJson } from './same-json.ts'
import { wordsOf } from './words.ts'

type Values = readonly (JsonValue | undefined)[]
type Problems = readonly (Problem | undefined)[]

/** A column evaluated for all rows, and what it was made of: a row is computed again when something of its own in there is another. */
type Column = {
  ids: readonly string[]
  typed: Values
  inputs: readonly Values[]
  outer: readonly JsonValue[]
  stored: readonly JsonValue[]
  /** As typed, given or computed; the same list as `kept` where they are the same. */
  values: Values
  /** What is stored; undefined to leave it as it is. */
  kept: Values
  problems: Problems
}

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

  const base = remembered(() => parseRows(context.earlier, all, '=').rows)
  const baseAt = remembered(() => positions(base().ids))
  const parsed = cell<ParsedRows>(() => parseRows(context.typed(), all, '+'))
  const edited = () => (context.readOnly() ? undefined : around.snapshot())
  const rows = cell<RowsSnapshot>(() => edited() ?? (context.typed() === undefined ? base() : parsed().rows))
  const at = cell(() => positions(rows().ids))

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
    const made = cell<Column>((previous) => {
      const inputs = new Map(names.map((name) => [name, listOf(name)]))
      return evaluated(column, inputs, reads.record.map(around.read), previous)
    })
    columns.set(id, made)
    return made
  }

  /** The values that a name of the row has in all rows. */
  const listOf = (name: string): Values => {
    let list = lists.get(name)
    if (!list) {
      const path = name.split('.')
      if (path.length === 1 && Object.hasOwn(plan.columns, name)) list = () => columnOf(name)().stored
      else if (path.length === 1)
        list = cell<Values>((previous) =>
          unlessSame(
            rows().ids.map((id) => earlierOf(name, id)),
            previous,
          ),
        )
      else {
        list = cell<Values>((previous) => {
          const first = listOf(path[0] ?? '')
          return unlessSame(
            rows().ids.map((_, index) => valueAt(path, () => first[index] ?? null, around.related)),
            previous,
          )
        })
      }
      lists.set(name, list)
    }
    return list()
  }

  /** A cell as a field: what it reads, what it held, what was typed. */
  const contextOf = (column: FieldPlan, index: number, { ids, cells }: RowsSnapshot, valuesOf: (name: string) => Values): FieldContext => {
    const id = ids[index] ?? ''
    const typed = cells[column.id]?.[index]
    const read: ReadValue = (path) => {
      const [first = '', ...rest] = path
      if (first === '$parent' || first === '$form') return around.read(rest)
      return valuesOf(first === '$row' ? rest.join('.') : rest.length === 0 ? first : path.join('.'))[index] ?? null
    }
    return {
      path: `${context.path}/${index}/${column.id}`,
      given,
      cell: remembered,
      earlier: earlierOf(column.id, id),
      isStored: context.isStored && !isNewRow(id) && baseAt().has(id),
      typed: () => typed,
      foreignError: () => foreign()?.get(id)?.get(column.id),
      read,
      wasSo: ({ names, rowNames }: FormulaPlan) =>
        names.every((path) => sameJson(around.read(path), around.readBefore(path))) &&
        rowNames.every(([first = '']) => sameJson(listOf(first)[index] ?? null, earlierOf(first, id) ?? null)),
    }
  }

  /** A column with only those rows computed anew that something changed for. */
  const evaluated = (
    column: FieldPlan,
    inputs: ReadonlyMap<string, Values>,
    outer: readonly JsonValue[],
    previous: Column | undefined,
  ): Column => {
    const snapshot = rows()
    const { ids } = snapshot
    const typed = snapshot.cells[column.id] ?? []
    const given = [...inputs.values()]
    const usable = previous && outer.every((value, index) => sameJson(value, previous.outer[index])) ? previous : undefined
    const isInPlace = usable?.ids === ids
    const before = usable && !isInPlace ? positions(usable.ids) : undefined
    const changes: Computed[] = []
    const valuesOf = (name: string): Values => inputs.get(name) ?? []
    for (let index = 0; index < ids.length; index++) {
      const from = isInPlace ? index : before?.get(ids[index] ?? '')
      if (usable && from !== undefined && typed[index] === usable.typed[from]) {
        let isSame = true
        for (let input = 0; input < given.length; input++) if (given[input]?.[index] !== usable.inputs[input]?.[from]) isSame = false
        if (isSame) {
          if (!isInPlace)
            changes.push({
              index,
              stored: usable.stored[from] ?? null,
              value: usable.values[from],
              kept: usable.kept[from],
              problem: usable.problems[from],
            })
          continue
        }
      }
      const cells = fieldCells(column, contextOf(column, index, snapshot, valuesOf))
      changes.push({ index, stored: cells.stored(), value: cells.value(), kept: cells.toStore(), problem: cells.problem() })
    }
    if (isInPlace && usable && changes.length === 0) return usable
    const old = isInPlace ? usable : undefined
    const kept = changed(old?.kept, changes, ({ kept }) => kept)
    const isShared = (!old || old.values === old.kept) && changes.every(({ value, kept }) => value === kept)
    return {
      ids,
      typed,
      inputs: given,
      outer,
      stored: old ? storedAfter(old.stored, changes) : keepFolds(changes.map(({ stored }) => stored)),
      values: isShared ? kept : changed(old?.values, changes, ({ value }) => value),
      kept,
      problems: changed(old?.problems, changes, ({ problem }) => problem),
    }
  }

  // Rows as values.
  const storedColumns = plan.order.filter((id) => !plan.columns[id]?.attribute.virtual)
  const beside = all.order.filter((id) => !plan.order.includes(id) && !all.attributes[id]?.virtual)
  const asRows = (valuesIn: (column: Column) => Values) =>
    cell<RowObjects>((previous) => {
      const { ids } = rows()
      const cells = storedColumns.map((id) => valuesIn(columnOf(id)()))
      const usable = previous?.ids === ids ? previous : undefined
      if (usable && sameItems(cells, usable.cells)) return usable
      const list = ids.map((id, index): JsonValue => {
        const kept = usable?.list[index]
        if (kept !== undefined && cells.every((values, column) => values[index] === usable?.cells[column]?.[index])) return kept
        const row: { [column: Id]: JsonValue } = isNewRow(id) ? {} : { id }
        // A stored row stays whole: what the form does not show is what it was.
        for (const column of beside) setUnless(row, column, earlierOf(column, id))
        storedColumns.forEach((column, position) => {
          const value = cells[position]?.[index]
          setUnless(row, column, value === undefined ? earlierOf(column, id) : value)
        })
        return row
      })
      return { ids, cells, list }
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
  const cellsAt = (column: FieldPlan, index: number, snapshot: RowsSnapshot) =>
    fieldCells(column, contextOf(column, index, snapshot, listOf))

  const rowStates = new Map<string, () => RowStates | undefined>()
  const statesOf = (id: string) =>
    cell<RowStates | undefined>((previous) => {
      const { snapshot, outer, foreign, lists } = inputs()
      const index = at().get(id)
      if (index === undefined) return undefined
      const made = [index, outer, foreign?.get(id), ...lists.map((list) => list[index])]
      if (previous && sameItems(previous.made, made)) return previous
      const states: { [column: Id]: FieldState } = {}
      for (const column of Object.values(plan.columns)) {
        const state = cellsAt(column, index, snapshot).state()
        const earlier = previous?.states[column.id]
        states[column.id] = earlier && sameState(earlier, state) ? earlier : state
      }
      return { made, states }
    })

  const faults = cell<Faults>((previous) => {
    const { snapshot, outer, foreign, lists } = inputs()
    const usable = previous?.ids === snapshot.ids && previous.outer === outer ? previous : undefined
    const columns = plan.order.flatMap((id) => plan.columns[id] ?? []).map((column) => ({ column, made: columnOf(column.id)() }))
    const byRow = snapshot.ids.map((id, index) => {
      const isForeign = foreign?.has(id) === true || usable?.foreign?.has(id) === true
      if (usable && !isForeign && lists.every((list, which) => list[index] === usable.lists[which]?.[index])) return usable.byRow[index]
      const found: FieldError[] = []
      for (const { column, made } of columns) {
        const mayBeWrong =
          isForeign ||
          made.problems[index] !== undefined ||
          column.options !== undefined ||
          column.checks.length > 0 ||
          (column.required !== false && made.stored[index] === null)
        const error = mayBeWrong ? cellsAt(column, index, snapshot).error() : undefined
        if (error) found.push(error)
      }
      return found.length === 0 ? undefined : found
    })
    return { ids: snapshot.ids, outer, foreign, lists, byRow }
  })

  const problem = (): Problem | undefined => {
    if (edited() || context.typed() === undefined || parsed().isSound) return undefined
    return { code: 'value.not-rows' }
  }
  const isUntouched = () => !edited() && context.typed() === undefined && context.earlier === undefined
  return {
    problem,
    value: () => {
      if (isUntouched()) return undefined
      if (problem()) return context.typed()
      const columns = storedColumns.map((id) => columnOf(id)())
      const list = columns.every(({ values, kept }) => values === kept) ? normalRows().list : shownRows().list
      return list.length === 0 ? null : (list as JsonValue[])
    },
    normal: () => (rows().ids.length === 0 ? null : (normalRows().list as JsonValue[])),
    fault: () => {
      const count = rows().ids.length
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
      const asked = plan.order.flatMap((id) => plan.columns[id] ?? []).filter(({ where }) => where)
      return asked.flatMap((column): Pick[] =>
        snapshot.ids.flatMap((_, index) => (snapshot.cells[column.id]?.[index] == null ? [] : cellsAt(column, index, snapshot).picks())),
      )
    },
  }

  /** The place of an error follows its row. */
  function atRow(error: FieldError, index: number): FieldError {
    const path = `${context.path}/${index}/${error.path.slice(error.path.lastIndexOf('/') + 1)}`
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
        path: context.path + pointer(index, column),
        code: 'field.unknown',
        params,
        ...wordsOf({ code: 'field.unknown', params }, undefined),
      }
    })
  }
}

type Computed = {
  index: number
  stored: JsonValue
  value: JsonValue | undefined
  kept: JsonValue | undefined
  problem: Problem | undefined
}
type RowObjects = { ids: readonly string[]; cells: readonly Values[]; list: readonly JsonValue[] }
type RowStates = { made: readonly unknown[]; states: { [column: Id]: FieldState } }
type Faults = {
  ids: readonly string[]
  outer: readonly JsonValue[]
  foreign: ForeignCells
  lists: readonly (readonly unknown[])[]
  byRow: readonly (FieldError[] | undefined)[]
}
type ForeignCells = ReadonlyMap<string, ReadonlyMap<Id, FieldError>> | undefined

/** The list with what was computed anew in it: the same one when that changes nothing. All of it when there is no list yet. */
function changed<T>(list: readonly T[] | undefined, changes: readonly Computed[], of: (change: Computed) => T): readonly T[] {
  if (!list) return changes.map(of)
  let next: T[] | undefined
  for (const change of changes) {
    const value = of(change)
    if (value === list[change.index]) continue
    next ??= list.slice()
    next[change.index] = value
  }
  return next ?? list
}

function storedAfter(list: readonly JsonValue[], changes: readonly Computed[]): readonly JsonValue[] {
  const others = new Map<number, JsonValue>()
  for (const { index, stored } of changes) if (stored !== list[index]) others.set(index, stored)
  return others.size === 0 ? list : exchanged(list, others)
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}

const unlessSame = <T>(list: readonly T[], previous: readonly T[] | undefined): readonly T[] =>
  previous && sameItems(list, previous) ? previous : list

function setUnless(row: { [column: Id]: JsonValue }, column: Id, value: JsonValue | undefined): void {
  if (value !== undefined) row[column] = value
}

function byRow(cells: ReadonlyMap<string, FieldError> | undefined): ForeignCells {
  if (!cells || cells.size === 0) return undefined
  const rows = new Map<string, Map<Id, FieldError>>()
  for (const [cell, error] of cells) {
    const [row = '', column = ''] = cell.split('/')
    rows.set(row, (rows.get(row) ?? new Map()).set(column, error))
  }
  return rows
}
