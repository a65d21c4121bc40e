import { type Id, invariant, type JsonValue, pointer, type RecordValues } from '@tangram/data-model'
import { type CompiledLogic, isTruthy, type ReadValue, valueAt } from '@tangram/expression'
import { type FieldCells, fieldCells, type MakeCell, own } from './field-cells.ts'
import type { Conditions, FieldPlan, FormPlan } from './form-plan.ts'
import type { FieldError, FormGiven } from './form-state.ts'
import type { RowsContent } from './rows-engine.ts'
import type { RowsSnapshot } from './rows-model.ts'
import { sameJson } from './same-json.ts'

/** Where a form's input comes from. A live form reads signals here, so that every cell follows what it read. */
export type FormSource = {
  /** What was typed or submitted; undefined when the field was left alone. */
  typed(field: Id): JsonValue | undefined
  /** The rows of a sub-form that was edited row by row; undefined when it was not. */
  rows?(field: Id): RowsSnapshot | undefined
  related(record: string): RecordValues | undefined
  /** An error the server found, until the field changes. */
  foreignError?(field: Id): FieldError | undefined
  /** Errors the server found in cells, by `row/column`. */
  foreignCells?(field: Id): ReadonlyMap<string, FieldError> | undefined
}

/** The cells of a field, and of its rows when it is a sub-form. */
type Cells = FieldCells & { rows?: RowsContent }

export type FormCells = { field(id: Id): Cells; holds(conditions: Conditions): boolean; run(logic: CompiledLogic): JsonValue }

/**
 * The rules of a form, once, for browser and server: `createFormState` makes the cells of signals, `evaluateForm` of
 * remembered calls. The plan has no cycles, so reading always ends.
 */
export function formCells(plan: FormPlan, source: FormSource, given: FormGiven, cell: MakeCell): FormCells {
  const cells = new Map<Id, Cells>()
  const before = given.before ?? {}

  const planOf = (field: Id): FieldPlan | undefined => (Object.hasOwn(plan.fields, field) ? plan.fields[field] : undefined)
  const storedOf = (field: Id): JsonValue => (planOf(field) ? cellsOf(field).stored() : (own(before, field) ?? null))
  const readBefore: ReadValue = (path) => valueAt(path, (field) => own(before, field) ?? null, source.related)
  const read: ReadValue = (path) => {
    const [first = '', column] = path
    const field = column === undefined ? undefined : planOf(first)
    if (column === undefined || !field?.rows) return valueAt(path, storedOf, source.related)
    const { rows, visible, problem } = cellsOf(first)
    if (field.whenHidden !== 'keep' && !visible()) return field.whenHidden === 'clear' ? null : readBefore(path)
    return problem() || !rows ? null : (rows.column(column) as JsonValue[])
  }

  function cellsOf(field: Id): Cells {
    const known = cells.get(field)
    if (known) return known
    const fieldPlan = planOf(field)
    invariant(fieldPlan, `the form has no field ${field}`)
    const made = makeCells(fieldPlan)
    cells.set(field, made)
    return made
  }

  function makeCells(field: FieldPlan): Cells {
    const { id } = field
    const earlier = own(before, id)
    const context = {
      path: () => pointer(id),
      given,
      cell,
      earlier: () => earlier,
      isStored: () => given.mode === 'update',
      // Rows that were edited one by one were typed too, whatever they are.
      typed: () => (source.rows?.(id) ? [] : source.typed(id)),
      foreignError: () => source.foreignError?.(id),
      read,
      wasSo: ({ names }: { names: readonly string[][] }) => names.every((path) => sameJson(read(path), readBefore(path))),
    }
    const engine = field.fieldType.rows
    if (!engine) return fieldCells(field, context)
    let rows: RowsContent | undefined
    const made = fieldCells(field, context, (_, inner, entering) => {
      rows = engine.content(field, inner, entering, {
        read,
        readBefore,
        related: source.related,
        snapshot: () => source.rows?.(id),
        foreignCells: () => source.foreignCells?.(id),
      })
      return rows
    })
    return rows ? { ...made, rows } : made
  }

  const run = (logic: CompiledLogic) => logic(read, given)
  return { field: cellsOf, holds: (conditions) => conditions.every((rule) => isTruthy(run(rule))), run }
}
