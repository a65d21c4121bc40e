import type { Id, JsonValue, RecordValues } from '@tangram/data-model'
import type { ReadValue } from '@tangram/expression'
import type { FieldElement } from './document.ts'
import type { Entering, FieldContent, FieldContext } from './field-cells.ts'
import type { FieldRegistry } from './field-type.ts'
import type { FieldPlan, RowsPlan } from './form-plan.ts'
import type { FieldError, FieldState, Pick } from './form-state.ts'
import type { CompiledFormula, FieldSource } from './formula.ts'
import type { ResolvedField } from './resolve-field.ts'
import type { EditRows } from './rows-edit.ts'
import type { RowsSnapshot } from './rows-model.ts'

/** What a form does for rows. The field type of sub-forms brings it, so that a page whose forms have none does not load it. */
export type RowsEngine = {
  /** The columns of a sub-form with what the form says about each: those on the form in its order, then computed ones beside it. */
  columns(
    field: ResolvedField,
    element: FieldElement | undefined,
    registry: FieldRegistry,
    paths: { element: string; field: string },
  ): FieldSource[]
  plan(
    field: ResolvedField,
    element: FieldElement | undefined,
    columns: { [column: Id]: FieldPlan },
    formulas: readonly CompiledFormula[],
  ): RowsPlan
  content(field: FieldPlan, context: FieldContext, entering: Entering, around: AroundRows): RowsContent
  edit: EditRows
}

/** What rows read beside themselves. */
export type AroundRows = {
  /** Names of the record that holds the rows, as they are and as they were before anything was typed. */
  read: ReadValue
  readBefore: ReadValue
  related(record: string): RecordValues | undefined
  /** The rows as they were edited one by one; undefined when they were not. */
  snapshot(): RowsSnapshot | undefined
  /** Errors the server found in cells, by `row/column`. */
  foreignCells(): ReadonlyMap<string, FieldError> | undefined
}

/** The rows of a form, as cells. */
export type RowsContent = FieldContent & {
  /** The rows as they stand: what was typed or stored in their cells. */
  rows(): RowsSnapshot
  /** The position of a row; undefined when it is gone. */
  at(id: string): number | undefined
  /** What formulas read as `items.amount`: the stored values of a column in the order of the rows. */
  column(column: Id): readonly JsonValue[]
  /** The columns that may show. */
  visibleColumns(): readonly Id[]
  /** The states of a row's cells by column; the same objects while nothing about them changes. */
  row(id: string): { readonly [column: Id]: FieldState } | undefined
  /** Nobody looks at the row any more. */
  forget(id: string): void
  /** What is wrong in cells that show. */
  errors(): readonly FieldError[]
  picks(): readonly Pick[]
}
