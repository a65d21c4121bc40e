import type { DataRecord, Id, JsonValue } from '@tangram/data-model'

/** What every record has, under the names that expressions use. */
const ofEvery = {
  id: 'id',
  version: 'version',
  created_at: 'createdAt',
  created_by: 'createdBy',
  updated_at: 'updatedAt',
  updated_by: 'updatedBy',
} as const

/** What a name in an expression stands for: a field, or what every record has. */
export function valueInRecord(record: DataRecord, name: Id): JsonValue {
  if (Object.hasOwn(ofEvery, name)) return record[ofEvery[name as keyof typeof ofEvery]]
  return Object.hasOwn(record.values, name) ? (record.values[name] ?? null) : null
}
