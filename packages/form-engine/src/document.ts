import type { Collection, Id, JsonValue, LocalizedText } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

/** A form over one entity. Layout is here, fields are the entity's. */
export type FormDocument = {
  id: Id
  label: LocalizedText
  description?: LocalizedText
  entity: Id
  /** Every element by id; `order` is the top level, containers name their children. */
  elements: Collection<FormElement>
  /** Present: people without an account may fill it in by link. */
  public?: { enabled: boolean; submitted?: LocalizedText }
}

export type FormElement = FieldElement | ContainerElement | DisplayElement

/** A field on the form, and what the form says about it. Formulas read the form's fields; those of a column its row first. */
export type FieldElement = {
  id: Id
  kind: 'field'
  field: Id
  /** Columns of 12 on a wide screen; 12 when absent. Phones always use all. */
  span?: number
  label?: LocalizedText
  help?: LocalizedText
  required?: boolean | Logic
  visible?: Logic
  readOnly?: boolean | Logic
  default?: Logic
  /** What is stored of a field that is not visible; 'keep' when absent. */
  whenHidden?: 'keep' | 'clear' | 'omit'
  /** A choice field: the ids of the options that may be chosen, as a list; all when absent. */
  options?: Logic
  /** A relation: which records may be picked. Names are those of the target; `$form.<field>` reads this form. */
  where?: Logic
  /** A relation: what picking a record copies into fields of this form (or row), where people may change it. */
  fill?: { from: Id; to: Id }[]
  /** Conditions that a value must meet, each with what is said when it does not. */
  checks?: { holds: Logic; message: LocalizedText }[]
  /** A sub-form: the columns shown, in order, with facets of their own; all of them when absent. */
  columns?: Collection<FieldElement>
}

/** Elements inside of another. `tabs` holds `tab`s, `steps` holds `step`s; the others hold what a form holds. */
export type ContainerElement = {
  id: Id
  kind: 'section' | 'tabs' | 'tab' | 'steps' | 'step'
  label: LocalizedText
  description?: LocalizedText
  order: Id[]
  /** Columns of 12 a section takes on a wide screen; 12 when absent. */
  span?: number
  /** A section that begins folded. */
  collapsed?: boolean
  visible?: Logic
}

/** What only shows. */
export type DisplayElement = {
  id: Id
  kind: 'heading' | 'description' | 'divider' | 'button' | 'qr'
  label?: LocalizedText
  span?: number
  visible?: Logic
  /** A button: opens an address (`https:`, `mailto:`, `tel:`; `{field}` stands for a value), or fills fields in. */
  action?: { type: 'open'; address: string } | { type: 'fill'; values: { [field: Id]: Logic } }
  /** A QR code: the text in it. */
  text?: JsonValue
}
