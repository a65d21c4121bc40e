import { createHash } from 'node:crypto'
import type { Entity, Id } from '@tangram/data-model'
import { attributeOf } from './entity-columns.ts'

/** PostgreSQL cuts names at 63 bytes. */
const maxName = 63

/** Name of the index over these physical columns. */
export function indexName(entity: Id, columns: readonly string[], unique: boolean): string {
  return shortened(`${entity}_${columns.join('_')}_${unique ? 'key' : 'idx'}`)
}

/** PostgreSQL's own name for it where that is short enough. */
export function primaryKeyName(table: Id): string {
  return shortened(`${table}_pkey`)
}

export function foreignKeyName(entity: Id, column: string): string {
  return shortened(`${entity}_${column}_fkey`)
}

/** Sets of attributes that are unique together: the declared ones, those of single fields, and every serial number. */
export function uniqueSets(entity: Entity): Id[][] {
  const single = entity.order.flatMap((id) => {
    const attribute = attributeOf(entity, id)
    return attribute && (attribute.unique || attribute.serial) ? [[id]] : []
  })
  const sets = new Map([...single, ...entity.unique].map((set) => [set.join(','), set]))
  return [...sets.values()]
}

function shortened(name: string): string {
  if (name.length <= maxName) return name
  return `${name.slice(0, maxName - 11)}_${createHash('sha1').update(name).digest('hex').slice(0, 10)}`
}
