import { invariant, type JsonValue, pointer } from '@tangram/data-model'
import { type CompiledLogic, isTruthy } from '@tangram/expression'
import type { Problem } from './field-type.ts'
import type { FieldError } from './form-state.ts'
import { type RowObjects, rowObjects } from './row-objects.ts'
import type { Column } from './rows-column.ts'
import { createColumns } from './rows-columns.ts'
import type { RowsContent, RowsEngine } from './rows-engine.ts'
import { rowsInput } from './rows-input.ts'
import { unlessSame, type Values } from './rows-lists.ts'
import { createRowStates } from './rows-states.ts'
import { wordsOf } from './words.ts'

/**
 * The rows of a sub-form. Columns are evaluated as a whole and remember, for each row, what they were made of, so that a change in one
 * of 10,000 rows computes that row alone. The rules of a cell are those of any field.
 */
export const rowsContent: RowsEngine['content'] = (field, context, entering, around): RowsContent => {
  const { rows: plan, attribute } = field
  const all = attribute.rows
  invariant(plan && all, `the field ${field.id} has no columns`)
  const { cell, given } = context
  const beside = all.order.filter((id) => !plan.order.includes(id) && !all.attributes[id]?.virtual)
  const input = rowsInput(all, beside, context, entering, around)
  const columns = createColumns(plan, input, context, around)
  const states = createRowStates(plan, input, columns, context, around)

  const storedColumns = plan.order.filter((id) => !plan.columns[id]?.attribute.virtual)
  const asRows = (valuesIn: (column: Column) => Values) =>
    cell<RowObjects>((previous) => {
      const lists = storedColumns.map((id) => valuesIn(columns.of(id)))
      return rowObjects(input.ids(), storedColumns, lists, beside, input.earlierOf, previous)
    })
  const normalRows = asRows((column) => column.kept)
  const shownRows = asRows((column) => column.values)

  const problem = (): Problem | undefined => (input.isSound() ? undefined : { code: 'value.not-rows' })
  /** The place of an error follows its row. */
  const atRow = (error: FieldError, index: number): FieldError => {
    const path = `${context.path()}/${index}/${error.path.slice(error.path.lastIndexOf('/') + 1)}`
    return path === error.path ? error : { ...error, path }
  }
  const strangeCells = (): FieldError[] =>
    input.strange().map(({ index, column }) => {
      const problem = { code: 'field.unknown', params: { field: column } }
      return { path: context.path() + pointer(index, column), ...problem, ...wordsOf(problem, undefined) }
    })
  return {
    problem,
    value: () => {
      if (input.isUntouched()) return undefined
      if (problem()) return entering.typed()
      const made = storedColumns.map(columns.of)
      const list = made.every(({ values, kept }) => values === kept) ? normalRows().rows : shownRows().rows
      return list.length === 0 ? null : (list as JsonValue[])
    },
    normal: () => (input.ids().length === 0 ? null : (normalRows().rows as JsonValue[])),
    fault: () => {
      const count = input.ids().length
      if (count < plan.minRows) return { code: 'rows.too-few', params: { min: plan.minRows } }
      return count > plan.maxRows ? { code: 'rows.too-many', params: { max: plan.maxRows } } : undefined
    },
    rows: input.rows,
    at: input.at,
    column: (id) => columns.list(id) as readonly JsonValue[],
    visibleColumns: cell((previous) => {
      const holds = (rule: CompiledLogic) =>
        isTruthy(rule((path) => (path[0] === '$parent' || path[0] === '$form' ? around.read(path.slice(1)) : null), given))
      const shown = plan.order.filter((id) => (plan.shows[id] ?? []).every(holds))
      return unlessSame(shown, previous)
    }),
    row: states.of,
    forget: states.forget,
    errors: () => [...strangeCells(), ...states.faults().flatMap((found, index) => found?.map((error) => atRow(error, index)) ?? [])],
    picks: states.picks,
  }
}
