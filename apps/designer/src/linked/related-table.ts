import type { AppDocument } from '@tangram/app-model'
import { type EntityDocument, inOrder, keyTypeOf } from '@tangram/data-model'
import type { LinkableColumn } from '@tangram/ui'

/** The linked table whose records a column names by its foreign key, if the app has it. */
export function relatedTable(document: AppDocument, references: LinkableColumn['references']): EntityDocument | undefined {
  if (!references) return undefined
  return relatableTables(document).find(
    ({ linked }) => linked?.schema === references.schema && linked.table === references.table && linked.key[0] === references.column,
  )
}

/**
 * Linked tables whose records one column can name: those with a key of one column.
 *
 * @param type PostgreSQL's name of the column's type, where only tables with keys of its kind are meant
 */
export function relatableTables(document: AppDocument, type?: string): EntityDocument[] {
  const kind = type === undefined ? undefined : kindOfKey(type)
  return inOrder(document.entities).filter(({ linked }) => {
    const [column = '', ...more] = linked?.key ?? []
    return linked && more.length === 0 && (kind === undefined || kindOfKey(linked.types[column] ?? '') === kind)
  })
}

/** Integers of any size name each other, and so do texts. */
function kindOfKey(type: string): string {
  const kind = keyTypeOf({ key: ['key'], types: { key: type } }) ?? 'uuid'
  return kind === 'bpchar' ? 'text' : kind
}
