import type { AppDocument } from '@tangram/app-model'
import { type EntityDocument, inOrder } from '@tangram/data-model'

/** The tables that hold records of the app's own: forms, processes and rules are about these; linked ones are only read. */
export function writableTables(document: AppDocument): EntityDocument[] {
  return inOrder(document.entities).filter(({ linked }) => linked === undefined)
}
