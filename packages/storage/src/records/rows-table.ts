import { type Attribute, type Entity, type Id, rowsTableOf } from '@tangram/data-model'
import { remembered } from '../memo.ts'
import { attributeOf } from './entity-columns.ts'

/** Attributes that have a column in the entity's table, in order. Rows have a table, virtual ones nothing. */
export function storedAttributes(entity: Entity): Attribute[] {
  return entity.order.flatMap((id) => {
    const attribute = attributeOf(entity, id)
    return attribute && hasColumn(attribute) ? [attribute] : []
  })
}

export function hasColumn({ rows, virtual }: Attribute): boolean {
  return rows === undefined && virtual !== true
}

/** Sub-forms of an entity, in order. */
export function subformsOf(entity: Entity): Attribute[] {
  return entity.order.flatMap((id) => {
    const attribute = attributeOf(entity, id)
    return attribute?.rows ? [attribute] : []
  })
}

const known = new WeakMap<Attribute, Entity>()

/** The table of a sub-form's rows as an entity: it has columns, references and retired columns as other tables do. */
export function rowsEntity(entity: Entity, subform: Attribute): Entity {
  return remembered(known, subform, () => {
    const { order, attributes } = subform.rows ?? { order: [], attributes: {} }
    const { app, label } = entity
    return { app, id: rowsTableOf(entity.id, fieldOf(subform.id)), label, title: '', attributes, order, unique: [], indexes: [] }
  })
}

/** `items@3` is the field `items` as version 3 had it: its rows are where they were. */
function fieldOf(id: Id): Id {
  return id.replace(/@\d+$/, '')
}

/** A table that a publish makes: an entity's own or that of one of its sub-forms. */
export type Table = { entity: Entity; owner?: { entity: Entity; subform: Id } }

/** The tables of an entity, its own first; a linked one has none of the app's. */
export function tablesOf(entity: Entity): Table[] {
  if (entity.linked) return []
  const ofRows = subformsOf(entity).map((subform) => ({ entity: rowsEntity(entity, subform), owner: { entity, subform: subform.id } }))
  return [{ entity }, ...ofRows]
}
