import type { Attribute, Id, JsonValue } from '@tangram/data-model'
import type { Entering, FieldContext } from './field-cells.ts'
import { remembered } from './remembered.ts'
import { type ParsedRows, parseRows, positions } from './rows-data.ts'
import type { AroundRows } from './rows-engine.ts'
import type { RowsSnapshot } from './rows-model.ts'
import { sameJson } from './same-json.ts'

/** The rows as they came: stored, handed in or edited. */
export type RowsInput = {
  rows(): RowsSnapshot
  ids(): readonly string[]
  at(id: string): number | undefined
  /** What a row held in a column before anything was typed. */
  earlierOf(column: Id, id: string): JsonValue | undefined
  /** Whether the row was there before anything was typed. */
  wasThere(id: string): boolean
  /** False when what was handed in are no rows. */
  isSound(): boolean
  /** True when nothing was ever there. */
  isUntouched(): boolean
  /** Cells that were handed in although nobody may, or for columns there are not. */
  strange(): readonly { index: number; column: Id }[]
}

/** @param beside columns of the sub-form that the form does not show */
export function rowsInput(
  columns: NonNullable<Attribute['rows']>,
  beside: readonly Id[],
  { cell, earlier }: FieldContext,
  { typed, readOnly }: Entering,
  around: AroundRows,
): RowsInput {
  const base = remembered(() => parseRows(earlier(), columns, '=').rows)
  const baseAt = remembered(() => positions(base().ids))
  const parsed = cell<ParsedRows>(() => parseRows(typed(), columns, '+'))
  const edited = () => (readOnly() ? undefined : around.snapshot())
  const isHandedIn = () => !edited() && typed() !== undefined
  const rows = cell<RowsSnapshot>(() => edited() ?? (isHandedIn() ? parsed().rows : base()))
  const ids = cell(() => rows().ids)
  const places = cell(() => positions(ids()))
  const earlierOf = (column: Id, id: string): JsonValue | undefined => {
    const index = baseAt().get(id)
    return index === undefined ? undefined : base().cells[column]?.[index]
  }
  return {
    rows,
    ids,
    at: (id) => places().get(id),
    earlierOf,
    wasThere: (id) => baseAt().has(id),
    isSound: () => !isHandedIn() || parsed().isSound,
    isUntouched: () => !edited() && !isHandedIn() && earlier() === undefined,
    strange: () => {
      if (!isHandedIn()) return []
      const { rows, strange } = parsed()
      const unseen = beside.filter((column) => columns.attributes[column]?.computed === undefined)
      return [
        ...strange,
        ...unseen.flatMap((column) =>
          rows.ids.flatMap((id, index) => {
            const value = rows.cells[column]?.[index]
            return value === undefined || sameJson(value, earlierOf(column, id) ?? null) ? [] : [{ index, column }]
          }),
        ),
      ]
    },
  }
}
