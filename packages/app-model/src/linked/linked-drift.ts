import { type Diagnostic, diagnose, inOrder, pointer } from '@tangram/data-model'
import type { AppDocument } from '../document.ts'
import { nameOfTable } from './check-linked.ts'
import { linkedMessages } from './messages.ts'

/** What the database has now; undefined where there is no such table or it may not be read. */
export type Catalogue = {
  allows(schema: string): boolean
  typesOf(table: { schema: string; table: string }): { [column: string]: string } | undefined
}

/** Where linked tables of an app are no longer as they were linked. */
export function linkedDrift({ entities }: Pick<AppDocument, 'entities'>, catalogue: Catalogue): Diagnostic[] {
  return inOrder(entities).flatMap(({ id, fields, linked }) => {
    if (!linked) return []
    const at = pointer('entities', 'items', id, 'linked')
    const table = nameOfTable(linked)
    if (!catalogue.allows(linked.schema))
      return [diagnose(linkedMessages, 'app.linked.forbidden', `${at}/schema`, { schema: linked.schema })]
    const types = catalogue.typesOf(linked)
    if (!types) return [diagnose(linkedMessages, 'app.linked.gone', `${at}/table`, { table })]
    const used = new Map(linked.key.map((column, index) => [column, `${at}/key/${index}`]))
    for (const field of inOrder(fields))
      if (field.column !== undefined) used.set(field.column, pointer('entities', 'items', id, 'fields', 'items', field.id, 'column'))
    return [...used].flatMap(([column, path]) => {
      const [was, is] = [linked.types, types].map((each) => (Object.hasOwn(each, column) ? each[column] : undefined))
      if (is === undefined) return [diagnose(linkedMessages, 'app.linked.column-gone', path, { table, column })]
      return was === is ? [] : [diagnose(linkedMessages, 'app.linked.column-changed', path, { table, column, was: was ?? '?', is })]
    })
  })
}
