import type { Id, JsonValue } from '@tangram/data-model'
import { isNewRow } from './rows-data.ts'
import { arranged, changedIn, movesFrom, sameItems, type Values } from './rows-lists.ts'

/** Rows as a value, and what they were made of. */
export type RowObjects = { ids: readonly string[]; lists: readonly Values[]; rows: readonly JsonValue[] }

/**
 * The rows as objects, those that nothing changed in being the same ones as before.
 *
 * @param columns the columns and, in the same order, their `lists`
 * @param earlierOf what a stored row held: what is not to be stored anew stays as it is, and so do the columns `beside`
 */
export function rowObjects(
  ids: readonly string[],
  columns: readonly Id[],
  lists: readonly Values[],
  beside: readonly Id[],
  earlierOf: (column: Id, id: string) => JsonValue | undefined,
  previous: RowObjects | undefined,
): RowObjects {
  const moves = previous && previous.ids !== ids ? movesFrom(previous.ids, ids) : undefined
  if (previous && !moves && sameItems(lists, previous.lists)) return previous
  const rows = previous ? arranged(previous.rows, moves) : new Array<JsonValue>(ids.length)
  const make = (index: number) => {
    const id = ids[index] ?? ''
    const row: { [column: Id]: JsonValue } = isNewRow(id) ? {} : { id }
    for (const column of beside) setUnless(row, column, earlierOf(column, id))
    for (let which = 0; which < columns.length; which++) {
      const column = columns[which] ?? ''
      const value = lists[which]?.[index]
      setUnless(row, column, value === undefined ? earlierOf(column, id) : value)
    }
    rows[index] = row
  }
  if (previous) for (const index of changedIn(lists, previous.lists, ids.length, moves)) make(index)
  else for (let index = 0; index < ids.length; index++) make(index)
  return { ids, lists, rows }
}

function setUnless(row: { [column: Id]: JsonValue }, column: Id, value: JsonValue | undefined): void {
  if (value !== undefined) row[column] = value
}
