import { type Attribute, type Entity, itemOf, keyTypeOf, reference, type ValueType } from '@tangram/data-model'
import type { AppDocument } from './document.ts'

/** The entity with references to linked tables as the keys those have. */
export function withKeys(entity: Entity, { entities }: Pick<AppDocument, 'entities'>): Entity {
  const ofAttribute = (attribute: Attribute): Attribute => {
    const valueType = keyed(attribute.valueType, entities)
    if (!attribute.rows) return valueType === attribute.valueType ? attribute : { ...attribute, valueType }
    return { ...attribute, valueType, rows: { ...attribute.rows, attributes: mapped(attribute.rows.attributes, ofAttribute) } }
  }
  const attributes = mapped(entity.attributes, ofAttribute)
  const isSame = entity.order.every((id) => attributes[id] === entity.attributes[id])
  return isSame ? entity : { ...entity, attributes }
}

function keyed(type: ValueType, entities: AppDocument['entities']): ValueType {
  switch (type.kind) {
    case 'reference': {
      const linked = itemOf(entities, type.to)?.linked
      return linked ? reference(type.to, type.many, keyTypeOf(linked)) : type
    }
    case 'list': {
      const of = keyed(type.of, entities)
      return of === type.of ? type : { ...type, of }
    }
    case 'rows':
      return { ...type, of: mapped(type.of, (column) => keyed(column, entities)) }
    default:
      return type
  }
}

function mapped<Value>(values: { [id: string]: Value }, change: (value: Value) => Value): { [id: string]: Value } {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, change(value)]))
}
