import { sourceKind } from '@tangram/app-model'
import { type Entity, idTypeOf, isKey, partsOfKey } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { Slot } from '../compiled-query.ts'
import { sqlTypeOf } from '../records/codec.ts'
import { isUuid } from '../uuid.ts'
import { keyCast, partName } from './linked-rows.ts'

/** Columns of a source beside the id by which rows with a key of several columns are found. */
export function keyParts({ linked }: Entity): string[] {
  return linked && linked.key.length > 1 ? linked.key.map((_, i) => partName(i)) : []
}

/** Whether the row of the alias is the record whose id `keyArgs` gives to the slots. */
export function isRecord(entity: Entity, alias = 's'): RawBuilder<unknown> {
  const { linked } = entity
  const parts = keyParts(entity)
  if (!linked || parts.length === 0) return sql`${sql.ref(`${alias}.id`)} = ${new Slot(0)}::${sqlTypeOf(idTypeOf(entity))}`
  return sql.join(
    parts.map((part, i) => sql`${sql.id(alias)}.${sql.id(part)} = ${new Slot(i)}::${keyCast(linked, i)}`),
    sql` and `,
  )
}

/** An id with another number of parts, or with parts that no such column holds, finds nothing. */
export function keyArgs({ linked }: Entity, id: string): (string | null)[] {
  if (!linked || linked.key.length < 2) return [id]
  const parts = partsOfKey(id, linked.key.length)
  return linked.key.map((column, i) => {
    const part = parts?.[i] ?? null
    return part !== null && fits(linked.types[column] ?? '', part) ? part : null
  })
}

function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

function fits(type: string, part: string): boolean {
  switch (sourceKind(type)) {
    case 'uuid':
      return isUuid(part)
    case 'integer':
      return isKey('bigint', part)
    case 'numeric':
      return isKey('numeric', part)
    case 'date':
      return isDay(part)
    default:
      return true
  }
}
