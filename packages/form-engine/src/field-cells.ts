import { type Id, invariant, type JsonValue, pointer, type RecordValues, type ValueType } from '@tangram/data-model'
import { type CompiledLogic, isTruthy, type ReadValue } from '@tangram/expression'
import { coerce } from './coerce.ts'
import type { Problem } from './field-type.ts'
import type { Conditions, FieldPlan, FormPlan } from './form-plan.ts'
import type { FieldError, FieldState, FormGiven } from './form-state.ts'
import { sameJson } from './same-json.ts'
import { valueProblem } from './value-problem.ts'
import { wordsOf } from './words.ts'

/** Where a form's input comes from. A live form reads signals here, so that every cell follows what it read. */
type FormSource = {
  /** What was typed or submitted; undefined when the field was left alone. */
  typed(field: Id): JsonValue | undefined
  related(record: string): RecordValues | undefined
  /** An error the server found, until the field changes. */
  foreignError?(field: Id): FieldError | undefined
}

/** Makes a cell of a computation: it remembers its result, once for all or until something it read changes. */
export type MakeCell = <T>(compute: (previous?: T) => T) => () => T

/** The facets of one field. Reading one reads what it depends on. */
type FieldCells = {
  visible(): boolean
  required(): boolean
  readOnly(): boolean
  /** As typed, given or computed; undefined when nothing ever was. */
  value(): JsonValue | undefined
  /** What formulas read: the stored form, null when empty, wrong or hidden and cleared. */
  stored(): JsonValue
  error(): FieldError | undefined
  /** All of it in one stable object. */
  state(): FieldState
  /** What to store; undefined to leave the record as it is. */
  toStore(): JsonValue | undefined
}

export type FormCells = { field(id: Id): FieldCells; holds(conditions: Conditions): boolean; run(logic: CompiledLogic): JsonValue }

/**
 * The rules of a form, once, for browser and server: `createFormState` makes the cells of signals, `evaluateForm` of
 * remembered calls. The plan has no cycles, so reading always ends.
 */
export function formCells(plan: FormPlan, source: FormSource, given: FormGiven, cell: MakeCell): FormCells {
  const cells = new Map<Id, FieldCells>()
  const before = given.before ?? {}

  const storedOf = (field: Id): JsonValue => (Object.hasOwn(plan.fields, field) ? cellsOf(field).stored() : (own(before, field) ?? null))
  const read: ReadValue = (path) => {
    let value = storedOf(path[0] ?? '')
    for (let step = 1; step < path.length; step++) {
      const record = typeof value === 'string' ? source.related(value) : undefined
      value = (record && own(record, path[step] ?? '')) ?? null
    }
    return value
  }
  const run = (logic: CompiledLogic): JsonValue => logic(read, given)
  const holds = (rule: CompiledLogic): boolean => isTruthy(run(rule))
  // What never changes needs no cell: nothing has to be remembered, and nothing follows it.
  const ruled = (by: boolean | CompiledLogic): (() => boolean) => (typeof by === 'boolean' ? () => by : cell(() => holds(by)))

  function cellsOf(field: Id): FieldCells {
    const known = cells.get(field)
    if (known) return known
    const fieldPlan = Object.hasOwn(plan.fields, field) ? plan.fields[field] : undefined
    invariant(fieldPlan, `the form has no field ${field}`)
    const made = makeCells(fieldPlan)
    cells.set(field, made)
    return made
  }

  function makeCells(field: FieldPlan): FieldCells {
    const { id, attribute } = field
    const earlier = own(before, id)
    const isUpdate = given.mode === 'update'

    const visible = field.visible.length === 0 ? () => true : cell(() => field.visible.every(holds))
    const required = ruled(field.required)
    const readOnly = ruled(field.readOnly)
    const byDefault = field.default
    const base = earlier !== undefined || isUpdate || !byDefault ? () => earlier : cell(() => coerce(run(byDefault), attribute.valueType))
    const typed = () => (readOnly() ? undefined : source.typed(id))
    const entered = () => {
      const input = typed()
      return input === undefined ? base() : input // a typed null empties the field
    }
    const { computed } = field
    const value = computed ? cell(() => coerce(run(computed), attribute.valueType)) : entered
    const checked = cell<Checked>(() => {
      const normal = normalized(value(), field)
      // What the record already holds is not held against whoever edits another field.
      if (normal === null || (earlier !== undefined && sameJson(normal, earlier))) return { normal, problem: undefined }
      return { normal, problem: problemOf(normal, field) }
    })
    const problem = () => checked().problem
    const normal = () => checked().normal
    const kept = (): JsonValue => (problem() ? null : normal())
    const stored =
      field.whenHidden === 'keep'
        ? kept
        : cell<JsonValue>(() => {
            if (!visible() && !problem()) return field.whenHidden === 'clear' ? null : (earlier ?? null)
            return kept()
          })
    const ownError = (): FieldError | undefined => {
      const wrong = problem()
      if (wrong) return errorOf(wrong, field)
      const asked = !isUpdate || earlier !== undefined || typed() !== undefined
      return asked && normal() === null && required() && !readOnly() ? errorOf({ code: 'field.required' }, field) : undefined
    }
    const error = cell<FieldError | undefined>((previous) => {
      if (!visible()) return undefined
      const found = ownError() ?? source.foreignError?.(id)
      return previous && found && sameError(previous, found) ? previous : found
    })
    const state = cell<FieldState>(() => {
      const found = error()
      return { value: value() ?? null, visible: visible(), required: required(), readOnly: readOnly(), ...(found ? { error: found } : {}) }
    })
    const toStore = (): JsonValue | undefined => {
      if (field.whenHidden !== 'keep' && !visible()) return field.whenHidden === 'clear' ? null : undefined
      if (value() === undefined || problem()) return undefined
      return normal()
    }
    return { visible, required, readOnly, value, stored, error, state, toStore }
  }

  return { field: cellsOf, holds: (conditions) => conditions.every(holds), run }
}

/** A value in its stored form, null for what is empty, and what keeps it from being stored. */
type Checked = { normal: JsonValue; problem: Problem | undefined }

/** The stored form of a value: null for what is empty. */
export function normalized(value: JsonValue | undefined, { attribute, fieldType, config }: FieldPlan): JsonValue {
  if (value === undefined || value === null) return null
  const result = fieldType.normalize ? fieldType.normalize(value, config) : value
  return result === '' || (Array.isArray(result) && result.length === 0 && holdsList(attribute.valueType)) ? null : result
}

const holdsList = (type: ValueType): boolean =>
  type.kind === 'list' || type.kind === 'json' || (type.kind === 'reference' && type.many === true)

function problemOf(value: JsonValue, { attribute, fieldType, config }: FieldPlan): Problem | undefined {
  const wrong = valueProblem(attribute.valueType, value)
  if (wrong) return wrong
  if (attribute.options) {
    const chosen = Array.isArray(value) ? value : [value]
    if (!chosen.every((id) => attribute.options?.some((option) => option.id === id))) return { code: 'field.unknown-option' }
  }
  return fieldType.validate?.(value, config)
}

function errorOf(problem: Problem, field: FieldPlan): FieldError {
  return { path: pointer(field.id), code: problem.code, params: problem.params ?? {}, message: wordsOf(problem, field.fieldType).message }
}

const sameError = (a: FieldError, b: FieldError): boolean => a.code === b.code && sameJson(a.message, b.message)

const own = (values: RecordValues, field: string): JsonValue | undefined => (Object.hasOwn(values, field) ? values[field] : undefined)
