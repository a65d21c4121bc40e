import type { Attribute, Id, JsonValue } from '@tangram/data-model'
import type { RowsSnapshot } from './rows-model.ts'
import { isUuid } from './value-problem.ts'

/** Rows read out of a value. `strange` are names in them that are no column. */
export type ParsedRows = { rows: RowsSnapshot; isSound: boolean; strange: readonly { index: number; column: string; value: JsonValue }[] }

export const noRows: RowsSnapshot = { ids: [], cells: {} }
const nothing: ParsedRows = { rows: noRows, isSound: true, strange: [] }
const unsound: ParsedRows = { ...nothing, isSound: false }

/**
 * The rows of a value, column by column.
 *
 * @param mark begins the ids of rows that have none yet
 */
export function parseRows(value: JsonValue | undefined, columns: NonNullable<Attribute['rows']>, mark: '=' | '+'): ParsedRows {
  if (value === undefined || value === null) return nothing
  if (!Array.isArray(value)) return unsound
  const ids: string[] = []
  const seen = new Set<string>()
  const cells = Object.fromEntries(columns.order.map((column): [Id, (JsonValue | undefined)[]] => [column, new Array(value.length)]))
  const strange: { index: number; column: string; value: JsonValue }[] = []
  for (const [index, row] of value.entries()) {
    if (row === null || typeof row !== 'object' || Array.isArray(row)) return unsound
    const { id: given = null } = row
    if (given !== null && !isUuid(given)) return unsound
    const id = given === null ? `${mark}${index + 1}` : given.toLowerCase()
    if (seen.has(id)) return unsound
    seen.add(id)
    ids.push(id)
    for (const column in row) {
      const cell = row[column]
      if (column === 'id' || cell === undefined || !Object.hasOwn(row, column)) continue
      const list = Object.hasOwn(cells, column) ? cells[column] : undefined
      if (list) list[index] = cell
      else strange.push({ index, column, value: cell })
    }
  }
  return { rows: { ids, cells }, isSound: true, strange }
}

/** Whether a row has an id that only this form knows: it is not stored yet. */
export const isNewRow = (id: string): boolean => id.startsWith('+') || id.startsWith('=')

/** Where each row stands. */
export function positions(ids: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (let index = 0; index < ids.length; index++) found.set(ids[index] ?? '', index)
  return found
}
