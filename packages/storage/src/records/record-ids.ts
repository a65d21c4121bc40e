import { type Entity, idTypeOf, isKey, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { isUuid } from '../uuid.ts'
import { sqlTypeOf } from './codec.ts'

type Reference = ValueType & { kind: 'reference' }

/** Whether this can name a record of the entity. */
export function isIdOf(entity: Entity, id: unknown): id is string {
  const { key } = idTypeOf(entity)
  return key ? isKey(key, id) : isUuid(id)
}

/** An id as PostgreSQL gives it back: a uuid in small letters. */
export const asKept = ({ key }: Pick<Reference, 'key'>, id: string): string => (key ? id : id.toLowerCase())

/** Those of these that can name a record, as a parameter to compare ids with: `= any(…)`. */
export function idsParameter(entity: Entity, ids: readonly unknown[]): RawBuilder<unknown> {
  return sql`${ids.filter((id) => isIdOf(entity, id))}::${idsType(entity)}`
}

export function idsType(entity: Entity): RawBuilder<unknown> {
  return sql`${sqlTypeOf(idTypeOf(entity))}[]`
}

/** A reference as JSON carries it: text, whatever its column is. */
export function referenceCell(type: ValueType | undefined, cell: RawBuilder<unknown>): RawBuilder<unknown> {
  if (type?.kind !== 'reference' || !type.key || type.key === 'text') return cell
  return type.many ? sql`${cell}::text[]` : sql`${cell}::text`
}
