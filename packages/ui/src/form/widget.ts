import type { JsonValue, RecordValues } from '@tangram/data-model'
import type { ComponentType } from 'react'
import type { FieldView } from '../record/field-view.ts'
import type { FormSources } from './form-sources.ts'

/** Which records a reference may name: `where` over the target, and the answers of the form (by field) that it was made from. */
export type Narrowing = { where: JsonValue; values: RecordValues }

/** What a widget is given. It shows `value`, reports changes, and knows nothing of the form around it. */
export type WidgetProps = {
  /** Id of the element that takes the focus. */
  id: string
  /** Id of the visible label, for widgets made of several elements. */
  labelId: string
  /** Ids of help and error, as `aria-describedby` wants them. */
  describedBy: string | undefined
  field: FieldView
  value: JsonValue
  onChange: (value: JsonValue) => void
  onBlur: () => void
  required: boolean
  invalid: boolean
  sources: FormSources
  /** Absent: a reference may name any record. */
  narrowing?: Narrowing | undefined
  /** Labels of referenced records known so far, by id. */
  labels: { [id: string]: string }
}

/** `label`: the label points at one element by `htmlFor`. `group`: several elements named by `aria-labelledby`. */
export type Widget = { component: ComponentType<WidgetProps>; labelled: 'label' | 'group' }
