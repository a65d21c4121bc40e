import type { FieldDocument, Id, JsonObject, JsonValue, Locale } from '@tangram/data-model'
import type { NodeDocument, SequenceFlowDocument } from '@tangram/flow-engine'
import type { FormElement } from '@tangram/form-engine'

/** Where a form element goes: into a container or the form itself (null), before an element of that level or at its end (null). */
export type ElementPlace = { parent: Id | null; before: Id | null }

/**
 * One change of an app document, as the designer says it: plain JSON that names things by id or JSON Pointer, never by
 * position, so that it can be undone, replayed and one day merged. Drag, keyboard, menu and paste all issue the same ones.
 *
 * `before` is the id of the thing it comes to stand before; null or absent: at the end.
 * In `change` each property replaces that of the thing; null takes the property away.
 */
export type Command =
  /** One step for undo. */
  | { type: 'batch'; commands: Command[] }
  /** Replaces what stands at a pointer; without a value takes the property away. No entry of a list can be taken away. */
  | { type: 'set'; path: string; value?: JsonValue }
  /** One language of a label, help or description; an empty text takes that language away. */
  | { type: 'set-label'; path: string; locale: Locale; text: string }
  /** `collection` is the pointer of any collection: `/forms`, `/entities/items/ticket/fields`. */
  | { type: 'add'; collection: string; item: { id: Id } & object; before?: Id | null }
  | { type: 'move'; collection: string; id: Id; before?: Id | null }
  | { type: 'update'; collection: string; id: Id; change: JsonObject }
  /** With a report go its tiles, with a dashboard and a form what leads to them, with a table all that is about it. */
  | { type: 'remove'; collection: string; id: Id }
  | { type: 'add-field'; entity: Id; field: FieldDocument; before?: Id | null }
  | { type: 'update-field'; entity: Id; field: Id; change: JsonObject }
  /** Takes the field off forms, lists, indexes and field rights too; formulas that name it are left for `checkApp` to report. */
  | { type: 'remove-field'; entity: Id; field: Id }
  | { type: 'add-element'; form: Id; element: FormElement; place: ElementPlace }
  | { type: 'move-element'; form: Id; element: Id; place: ElementPlace }
  | { type: 'update-element'; form: Id; element: Id; change: JsonObject }
  /** A container goes with all it holds. */
  | { type: 'remove-element'; form: Id; element: Id }
  | { type: 'add-node'; process: Id; node: NodeDocument }
  | { type: 'update-node'; process: Id; node: Id; change: JsonObject }
  /** Its sequence flows go with it. */
  | { type: 'remove-node'; process: Id; node: Id }
  | { type: 'connect'; process: Id; flow: SequenceFlowDocument }

export type SetCommand = Extract<Command, { type: 'set' }>
