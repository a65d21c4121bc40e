import type { Id, JsonValue, LocalizedText, RecordValues } from '@tangram/data-model'
import type { Given, Logic } from '@tangram/expression'

/** What is wrong with one field, for the person who fills it in. */
export type FieldError = {
  /** JSON Pointer into the values: `/phone`, in rows `/items/3/amount`. */
  path: string
  code: string
  params: { [name: string]: JsonValue | undefined }
  message: LocalizedText
}

export type FieldState = {
  /** As typed or given; null when empty. `FormState.values` has the stored form. */
  value: JsonValue
  visible: boolean
  required: boolean
  readOnly: boolean
  error?: FieldError
  /** The ids of the options that may be chosen; absent: all of them. */
  options?: readonly Id[]
  /** Which records a relation may pick: Logic over the target, for a record query; absent: all of them. */
  where?: Logic
}

export type FormState = {
  fields: { [field: Id]: FieldState }
  /** Of visible fields, in form order; then those of the request itself (unknown fields). */
  errors: FieldError[]
  /** What is stored when there are no errors: only fields of the form, computed ones recomputed. */
  values: RecordValues
  /** Records that were picked under a condition; who can read them verifies that each meets its own. */
  picks: Pick[]
}

/** A record picked in a relation field: `record` of `entity` must meet `where`. */
export type Pick = { path: string; field: Id; entity: Id; record: string; where: Logic }

/** The situation of a form beside what was typed. */
export type FormGiven = Given & {
  /** 'create' (the default): defaults apply. 'update': what was not typed stays as it is in `before`. */
  mode?: 'create' | 'update'
  /** The record as it is stored, or what the form starts with. */
  before?: RecordValues
  /** Values of referenced records by their id, for names such as `product.line` (`FormPlan.related`). */
  related?: { [record: string]: RecordValues }
}
