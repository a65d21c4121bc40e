import type { AppDocument } from '@tangram/app-model'
import { type EntityDocument, inOrder } from '@tangram/data-model'
import type { LinkableColumn } from '@tangram/ui'

/** The linked table whose records a column names by its foreign key, if the app has it. */
export function relatedTable(document: AppDocument, references: LinkableColumn['references']): EntityDocument | undefined {
  if (!references) return undefined
  return relatableTables(document).find(
    ({ linked }) => linked?.schema === references.schema && linked.table === references.table && linked.key[0] === references.column,
  )
}

/** Linked tables whose records one column can name: those with a key of one column. */
export function relatableTables(document: AppDocument): EntityDocument[] {
  return inOrder(document.entities).filter(({ linked }) => linked?.key.length === 1)
}
