import { type Attribute, type Entity, type Id, idTypeOf, recordAttributes, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { linkedRows, noRows } from '../linked/linked-rows.ts'
import { datasetRows } from './datasets.ts'

/** The table of an entity. Ids come from a resolved document, never from a request. */
export function tableOf(app: Pick<LoadedApp, 'id' | 'linkedSchemas'>, entity: Entity): RawBuilder<unknown> {
  if (entity.dataset) return datasetRows(app, entity)
  if (entity.linked) return app.linkedSchemas.has(entity.linked.schema) ? linkedRows(entity) : noRows(entity)
  return entity.system ? sql.id('tangram', entity.id) : sql.id(app.id, entity.id)
}

/** The physical column of an attribute; an attribute that changed its type has a newer one. */
export function columnOf(app: Pick<LoadedApp, 'columns'>, entity: Entity, attribute: Id): string {
  if (entity.system || entity.linked || Object.hasOwn(recordAttributes, attribute)) return attribute
  const columns = Object.hasOwn(app.columns, entity.id) ? app.columns[entity.id] : undefined
  return (columns && Object.hasOwn(columns, attribute) ? columns[attribute] : undefined) ?? attribute
}

/** The attribute of the entity itself (own property), or undefined. */
export function attributeOf(entity: Entity, id: string | undefined): Attribute | undefined {
  return id !== undefined && Object.hasOwn(entity.attributes, id) ? entity.attributes[id] : undefined
}

/** Type of an attribute or of a column that every record has. */
export function typeOfAttribute(entity: Entity, id: string | undefined): ValueType | undefined {
  const attribute = attributeOf(entity, id)
  if (attribute) return attribute.valueType
  if (id === 'id') return idTypeOf(entity)
  if (id === 'deleted_at' || id === 'deleted_by') return undefined
  return id !== undefined && Object.hasOwn(recordAttributes, id)
    ? recordAttributes[id as keyof typeof recordAttributes].valueType
    : undefined
}

/** The columns a source has beside the visible attributes. */
export const recordColumns = ['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by'] as const
