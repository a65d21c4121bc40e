import { type Attribute, type Entity, type Id, keyTypeOf, type LinkedTable, reference, type ValueType } from '@tangram/data-model'

/** The table behind an entity; undefined for one of the app. */
type LinkedOf = (entity: Id) => Pick<LinkedTable, 'key' | 'types'> | undefined

/** The entity with references to linked tables as the keys those have. */
export function withKeys(entity: Entity, linkedOf: LinkedOf): Entity {
  const ofAttribute = (attribute: Attribute): Attribute => {
    const valueType = keyed(attribute.valueType, linkedOf)
    if (!attribute.rows) return valueType === attribute.valueType ? attribute : { ...attribute, valueType }
    return { ...attribute, valueType, rows: { ...attribute.rows, attributes: mapped(attribute.rows.attributes, ofAttribute) } }
  }
  const attributes = mapped(entity.attributes, ofAttribute)
  const isSame = entity.order.every((id) => attributes[id] === entity.attributes[id])
  return isSame ? entity : { ...entity, attributes }
}

function keyed(type: ValueType, linkedOf: LinkedOf): ValueType {
  switch (type.kind) {
    case 'reference': {
      const linked = linkedOf(type.to)
      return linked ? reference(type.to, type.many, keyTypeOf(linked)) : type
    }
    case 'list': {
      const of = keyed(type.of, linkedOf)
      return of === type.of ? type : { ...type, of }
    }
    case 'rows':
      return { ...type, of: mapped(type.of, (column) => keyed(column, linkedOf)) }
    default:
      return type
  }
}

function mapped<Value>(values: { [id: string]: Value }, change: (value: Value) => Value): { [id: string]: Value } {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, change(value)]))
}
