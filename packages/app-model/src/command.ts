import type { EntityDocument, FieldDocument, Id, JsonValue } from '@tangram/data-model'
import type { FormElement } from '@tangram/form-engine'

/** Where a form element goes: into a section or the form itself (null), before an element of that level or at its end (null). */
export type ElementPlace = { parent: Id | null; before: Id | null }

/**
 * One change of an app document, as the designer says it. Commands name things by id or JSON Pointer, never by position.
 *
 * `set` puts a value at a pointer; without a value it takes the property away. `batch` is one step for undo.
 */
export type Command =
  | { type: 'set'; path: string; value?: JsonValue }
  | { type: 'add-field'; entity: EntityDocument['id']; field: FieldDocument; before?: Id | null }
  | { type: 'remove-field'; entity: Id; field: Id }
  | { type: 'add-element'; form: Id; element: FormElement; place: ElementPlace }
  | { type: 'move-element'; form: Id; element: Id; place: ElementPlace }
  | { type: 'remove-element'; form: Id; element: Id }
  | { type: 'batch'; commands: Command[] }
