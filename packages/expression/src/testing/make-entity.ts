import type { Attribute, Entity, Id, LocalizedText, ValueType } from '@tangram/data-model'

/** A table of an app called `desk`, with these attributes in this order. */
export function makeEntity(id: Id, attributes: readonly Attribute[], more: Partial<Entity> = {}): Entity {
  return {
    app: 'desk',
    id,
    label: { en: id },
    title: 'name',
    attributes: Object.fromEntries(attributes.map((each) => [each.id, each])),
    order: attributes.map((each) => each.id),
    unique: [],
    indexes: [],
    ...more,
  }
}

export const makeAttribute = (id: Id, label: LocalizedText, valueType: ValueType, more: Partial<Attribute> = {}): Attribute => ({
  id,
  label,
  valueType,
  required: false,
  unique: false,
  fieldType: 'text',
  ...more,
})
