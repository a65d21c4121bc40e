import type { DataRecord, Entity, Id, JsonObject, JsonValue, RecordValues } from '@tangram/data-model'
import { attributeOf } from '../records/entity-columns.ts'
import { keyText } from './find-records.ts'

/**
 * Which of the given values differ from the record's. Rows of a sub-form are compared by the columns that are given and their order; those
 * that are the same keep their ids, and so does one that took the place of another.
 */
export function differing(entity: Entity, values: RecordValues, current: DataRecord['values']): RecordValues {
  return Object.fromEntries(
    Object.entries(values).flatMap(([id, value]): [Id, JsonValue][] => {
      if (!attributeOf(entity, id)?.rows) return keyText(value) === keyText(current[id]) ? [] : [[id, value]]
      const [given, known] = [rowsIn(value), rowsIn(current[id])]
      if (given.length === known.length && given.every((row, i) => isSameRow(row, known[i]))) return []
      return [[id, withIds(given, known)]]
    }),
  )
}

const rowsIn = (value: JsonValue | undefined): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : [])

function isSameRow(given: JsonObject, known: JsonObject | undefined): boolean {
  return known !== undefined && Object.entries(given).every(([column, value]) => keyText(value) === keyText(known[column]))
}

/** Each row with the id, and what the file does not say, of the row that it is. */
function withIds(given: readonly JsonObject[], known: readonly JsonObject[]): JsonObject[] {
  const columns = Object.keys(given[0] ?? {})
  const free = new Map<string, JsonObject[]>()
  const textOf = (row: JsonObject) => JSON.stringify(columns.map((column) => keyText(row[column])))
  for (const row of known) free.set(textOf(row), [...(free.get(textOf(row)) ?? []), row])
  const same = given.map((row) => free.get(textOf(row))?.shift())
  const left = known.filter((row) => !same.includes(row))
  return given.map((row, i) => ({ ...(same[i] ?? left.shift()), ...row }))
}
