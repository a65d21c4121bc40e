import type { EntityRights } from '@tangram/access'
import { type DataRecord, type Entity, type Id, type JsonValue, pointer, type RecordValues } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { fail } from '../errors.ts'
import type { PolicyOptions } from './policy-scope.ts'
import { conditionSql, type SourceQuestion } from './source.ts'

type CellRule = EntityRights['writableWhere']

/** The fields among these that their writer may see or change in some records only. */
export function fieldsWithRules(rights: EntityRights, mode: 'create' | 'update', fields: readonly Id[]): Id[] {
  const rules = mode === 'create' ? [rights.writableWhereOnCreate] : [rights.shownWhere, rights.writableWhere, rights.masked]
  return fields.filter((field) => rules.some((rule) => rule.has(field)))
}

/** ` and …`: every one of these fields is open in the row `t`. */
export function openCells(
  { app, given }: SourceQuestion,
  entity: Entity,
  fields: readonly Id[],
  rules: readonly CellRule[],
  options?: PolicyOptions,
): RawBuilder<unknown> {
  const conditions = fields.flatMap((field) => rules.flatMap((rule) => rule.get(field) ?? []))
  const parts = conditions.map((condition) => sql` and ${conditionSql(app, entity, 't', condition, given, options)}`)
  return sql.join([sql``, ...parts], sql``)
}

/**
 * The values without those of fields that this record does not show, or shows masked: web pages send them back as they were given
 * them, empty or masked.
 *
 * @throws storage.field.read-only 403 for another value of such a field
 */
export function withoutUnseen(
  values: RecordValues,
  { hidden = [], masked = [], values: seen }: Pick<DataRecord, 'hidden' | 'masked' | 'values'>,
): RecordValues {
  const unseen = Object.keys(values).filter((field) => hidden.includes(field))
  for (const field of unseen) if (!isEmpty(values[field])) throw fixedHere(field)
  for (const field of masked) if (Object.hasOwn(values, field) && values[field] !== seen[field]) throw fixedHere(field)
  return Object.fromEntries(Object.entries(values).filter(([field]) => !hidden.includes(field) && !masked.includes(field)))
}

/** @throws storage.field.read-only 403 for the first of the fields that may not be changed in this record */
export function refuseFixed(fields: readonly Id[], { readOnly = [] }: Pick<DataRecord, 'readOnly'>): void {
  const fixed = fields.find((field) => readOnly.includes(field))
  if (fixed !== undefined) throw fixedHere(fixed)
}

/** The error of a field that its writer may not write in this record. */
export function fixedHere(field: Id) {
  return fail('storage.field.read-only', { field }, { path: pointer(field) })
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
