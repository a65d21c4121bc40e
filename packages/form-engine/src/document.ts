import type { Collection, Id, LocalizedText } from '@tangram/data-model'
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
}

export type ContainerElement = { id: Id; kind: 'section'; label: LocalizedText; order: Id[]; visible?: Logic }

export type DisplayElement = { id: Id; kind: 'heading' | 'description' | 'divider'; label?: LocalizedText; visible?: Logic }
