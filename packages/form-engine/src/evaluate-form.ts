import { pointer, type RecordValues } from '@tangram/data-model'
import { type FormCells, formCells } from './form-cells.ts'
import type { FormPlan } from './form-plan.ts'
import type { FieldError, FormGiven, FormState } from './form-state.ts'
import { remembered } from './remembered.ts'
import { wordsOf } from './words.ts'

/**
 * What a form says to these values. The authority: computed fields are recomputed, read-only ones keep what the record
 * has, options are checked again, hidden ones are treated as the form says.
 *
 * @param values what was typed or submitted, by field id; a field left out was not touched, null empties it
 */
export function evaluateForm(plan: FormPlan, values: RecordValues, given: FormGiven): FormState {
  const source = {
    typed: (field: string) => (Object.hasOwn(values, field) ? values[field] : undefined),
    related: (record: string) => (given.related && Object.hasOwn(given.related, record) ? given.related[record] : undefined),
  }
  const state = readState(plan, formCells(plan, source, given, remembered))
  for (const field of Object.keys(values)) {
    if (!Object.hasOwn(state.fields, field)) state.errors.push(unknownField(field))
  }
  return state
}

/** The state of every field on the form, read from its cells. */
export function readState(plan: FormPlan, cells: FormCells): FormState {
  const state: FormState = { fields: {}, errors: [], values: {}, picks: [] }
  for (const id of plan.order) {
    const field = cells.field(id)
    const fieldState = field.state()
    state.fields[id] = fieldState
    if (fieldState.error) state.errors.push(fieldState.error)
    if (fieldState.visible && field.rows) state.errors.push(...field.rows.errors())
    state.picks.push(...field.picks(), ...(field.rows?.picks() ?? []))
    const value = field.toStore()
    if (value !== undefined) state.values[id] = value
  }
  return state
}

function unknownField(field: string): FieldError {
  const params = { field }
  return { path: pointer(field), code: 'field.unknown', params, ...wordsOf({ code: 'field.unknown', params }, undefined) }
}
