import type { Entity, Id } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { converted } from '../apps/convert-column.ts'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { attributeOf, tableOf } from './entity-columns.ts'

/**
 * What a form of an earlier version says about fields that have another type now: their new columns by attribute, with the values
 * converted as the publish converted those that were there. Both columns then tell the same, and a rollback finds the words as typed.
 *
 * @param cellOf the value for an attribute's own column, if the statement has one
 */
export function carriedOver(
  app: LoadedApp,
  entity: Entity,
  cellOf: (attribute: Id) => RawBuilder<unknown> | undefined,
): ReadonlyMap<Id, RawBuilder<unknown>> {
  const found = new Map<Id, RawBuilder<unknown>>()
  for (const [id, place] of app.opened?.retired[entity.id] ?? []) {
    const [from, to, cell] = [attributeOf(entity, place), attributeOf(entity, id), cellOf(place)]
    if (place === id || !from || !to || !cell || to.serial || to.computed !== undefined) continue
    const target = to.valueType.kind === 'reference' ? app.resolved.entity(to.valueType.to) : undefined
    // As a subselect: the planner would try the cast of a bare argument before it looks whether it can be done.
    const value = sql`(select ${cell})`
    found.set(id, converted(from.valueType, to.valueType, value, app.opened?.zone ?? '', target && tableOf(app, target)))
  }
  return found
}
