import type { Diagnostic, Entity, Id, JsonObject, LocalizedText } from '@tangram/data-model'
import type { CompiledLogic, Logic } from '@tangram/expression'
import type { FormDocument } from './document.ts'
import type { FieldRegistry, FieldType } from './field-type.ts'
import type { ResolvedField } from './resolve-field.ts'

/** A form made ready: every formula compiled, every field resolved, no formula waiting for itself. */
export type FormPlan = {
  form: FormDocument
  entity: Entity
  registry: FieldRegistry
  /** Fields on the form and computed ones that their formulas read, by field id. */
  fields: { [field: Id]: FieldPlan }
  /** Fields on the form, as people meet them. */
  order: readonly Id[]
  /** When each section, heading… shows, by element id; absent: with its container. */
  elements: { [element: Id]: Conditions }
  /**
   * Names across references that formulas read or a pick copies (`['product', 'line']`, in rows `['items', 'product', 'line']`): their
   * records belong into `given.related`.
   */
  related: readonly string[][]
  diagnostics: Diagnostic[]
}

/** What one field of the form is and follows. A rule that is absent never holds, `visible` always does. */
export type FieldPlan = {
  id: Id
  /** Id of the form element; undefined for a computed field that is not on the form. */
  element: Id | undefined
  label: LocalizedText
  /** The form's own, else the field's. */
  help: LocalizedText | undefined
  fieldType: FieldType
  config: JsonObject
  attribute: ResolvedField['attribute']
  /** All must hold: the field's own condition and those of the containers around it. */
  visible: Conditions
  required: boolean | CompiledLogic
  readOnly: boolean | CompiledLogic
  /** The form's default, else the field's. */
  default: CompiledLogic | undefined
  computed: CompiledLogic | undefined
  whenHidden: 'keep' | 'clear' | 'omit'
  /** A choice field: gives the ids of the options that may be chosen. */
  options?: FormulaPlan
  /** What a value must meet, each with what is said when it does not. */
  checks: readonly (FormulaPlan & { message: LocalizedText })[]
  /** A relation: which records may be picked. */
  where?: WherePlan
  /** A relation: what picking a record copies into the form, or into the same row. */
  fill: readonly { from: Id; to: Id }[]
  /** A sub-form: its columns. */
  rows?: RowsPlan
}

/** A formula and the names it reads: of the record, and in a row of that. */
export type FormulaPlan = { run: CompiledLogic; names: readonly string[][]; rowNames: readonly string[][] }

/** A condition on other records. `values` are the names of this form in it, to be replaced by what they hold. */
export type WherePlan = { logic: Logic; values: readonly { name: string; path: string[]; isDecimal: boolean }[] }

/** The columns of a sub-form. Their formulas read their own row by bare names, the record as `$parent.` and `$form.`. */
export type RowsPlan = {
  /** Columns on the form and computed ones, by column id. */
  columns: { [column: Id]: FieldPlan }
  /** Columns on the form, as people meet them. */
  order: readonly Id[]
  /** Fewest and most rows. */
  minRows: number
  maxRows: number
  /** What the formulas of a column read: those that give its value, and all of them. */
  reads: { [column: Id]: { value: ColumnReads; state: ColumnReads } }
  /** Conditions of a column that read no row: where one does not hold, no row shows it. */
  shows: { [column: Id]: Conditions }
}

/** `columns` of the own row, `record` names of the record around it. `paths` are names across a reference in the row. */
export type ColumnReads = { columns: readonly Id[]; record: readonly string[][]; paths: readonly string[][] }

export type Conditions = readonly CompiledLogic[]
