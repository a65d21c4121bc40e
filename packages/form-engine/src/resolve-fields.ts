import {
  type Attribute,
  type Entity,
  type EntityDocument,
  type Id,
  inOrder,
  itemOf,
  type JsonValue,
  recordAttributes,
  type ValueType,
} from '@tangram/data-model'
import { namesIn } from '@tangram/expression'
import { type FieldRegistry, type FieldType, fieldTypeOf } from './field-type.ts'
import { type ResolvedField, resolveField, rowsTypeOf, settingsOf } from './resolve-field.ts'

/** What fields need to know beside themselves. */
export type Around = {
  /** Resolves references; without it nothing is known of other records. */
  entities?: (id: Id) => Entity | undefined
  /** The type of what a formula gives, in a row of `rows` when it is one of a column. Without it that of the entity as `entities` knows it. */
  typeOfFormula?: (logic: JsonValue, entity: Entity, rows: Attribute | undefined) => ValueType | undefined
}

/**
 * The fields of an entity in their order. Fields of a type that the registry lacks are left out.
 *
 * A formula that looks into other records, at the clock or at the person makes its field virtual; so does one that reads a virtual field.
 * Fields whose type follows their formula get that of what it gives.
 */
export function resolveFields(app: Id, document: EntityDocument, registry: FieldRegistry, around: Around = {}): ResolvedField[] {
  const fields = inOrder(document.fields).flatMap((field) => resolveField(field, registry) ?? [])
  if (!fields.some(({ attribute }) => attribute.computed !== undefined || attribute.rows)) return fields
  const entity = entityWith(app, document, fields)
  // Each round settles formulas that read what the round before settled.
  for (let round = 0; round <= fields.length; round++) if (!settle({ entity, document, registry, around })) break
  return fields.map((field) => ({ ...field, attribute: entity.attributes[field.document.id] ?? field.attribute }))
}

/** An entity of resolved fields. */
export function entityWith(app: Id, document: EntityDocument, fields: readonly ResolvedField[]): Entity {
  return {
    app,
    id: document.id,
    label: document.label,
    title: document.title,
    attributes: Object.fromEntries(fields.map(({ attribute }) => [attribute.id, attribute])),
    order: fields.map(({ attribute }) => attribute.id),
    unique: document.unique ?? [],
    indexes: document.indexes ?? [],
    ...(document.linked ? { linked: { ...document.linked, columns: columnsOf(document) } } : {}),
  }
}

function columnsOf({ fields }: EntityDocument): { [attribute: Id]: string } {
  return Object.fromEntries(inOrder(fields).map(({ id, column }) => [id, column ?? id]))
}

type Settling = { entity: Entity; document: EntityDocument; registry: FieldRegistry; around: Around }

/** Whether anything became other than it was. */
function settle(settling: Settling): boolean {
  const { entity } = settling
  let isChanged = false
  for (const id of entity.order) {
    const attribute = entity.attributes[id]
    if (!attribute) continue
    const settled = attribute.rows ? settledRows(settling, attribute) : settledField(settling, attribute)
    if (settled === attribute) continue
    entity.attributes[id] = settled
    isChanged = true
  }
  return isChanged
}

function settledRows(settling: Settling, attribute: Attribute): Attribute {
  const { order, attributes } = attribute.rows ?? { order: [], attributes: {} }
  const columns: { [id: Id]: Attribute } = {}
  for (const id of order) {
    const column = attributes[id]
    if (column) columns[id] = settledField(settling, column, attribute)
  }
  if (order.every((id) => columns[id] === attributes[id])) return attribute
  const rows = { order, attributes: columns }
  return { ...attribute, rows, valueType: rowsTypeOf(rows) }
}

function settledField(settling: Settling, attribute: Attribute, rows?: Attribute): Attribute {
  const { entity, registry, around } = settling
  const { computed } = attribute
  if (computed === undefined) return attribute
  const fieldType = fieldTypeOf(registry, attribute.fieldType)
  const target = fieldType?.shows && targetOf(namesIn(computed)[0] ?? [], rows?.rows?.attributes ?? entity.attributes, around)
  const type = target?.valueType ?? (fieldType && typeOfFormula(settling, fieldType, attribute, rows))
  const options = target?.options
  const virtual = fieldType?.shows !== undefined || namesIn(computed).some((name) => leavesRecord(entity, name, rows))
  const isSettled =
    (!type || JSON.stringify(type) === JSON.stringify(attribute.valueType)) &&
    (!options || options === attribute.options) &&
    (!virtual || attribute.virtual === true)
  if (isSettled) return attribute
  return { ...attribute, ...(type ? { valueType: type } : {}), ...(options ? { options } : {}), ...(virtual ? { virtual } : {}) }
}

function typeOfFormula(
  { entity, document, around }: Settling,
  fieldType: FieldType,
  { id, computed = null }: Attribute,
  rows?: Attribute,
): ValueType | undefined {
  if (!fieldType.typeOfFormula) return undefined
  if (around.typeOfFormula) {
    const fields = rows ? itemOf(document.fields, rows.id)?.fields : document.fields
    const given = around.typeOfFormula(computed, entity, rows)
    return given && fieldType.typeOfFormula(given, settingsOf(fieldType, itemOf(fields, id)?.config))
  }
  const known = around.entities?.(entity.id)?.attributes
  return (rows ? known?.[rows.id]?.rows?.attributes : known)?.[id]?.valueType
}

/** The attribute that a path across references leads to. */
function targetOf(path: readonly string[], attributes: Entity['attributes'], { entities }: Around): Attribute | undefined {
  let from: Entity['attributes'] | undefined = attributes
  let found: Attribute | undefined
  for (const step of path) {
    found = from && Object.hasOwn(from, step) ? from[step] : undefined
    const type: ValueType | undefined = found?.valueType
    from = type?.kind === 'reference' && !type.many ? entities?.(type.to)?.attributes : undefined
  }
  return found
}

/** Whether a name needs more than the record itself, as it is stored: another record, the clock, the person, or a virtual field. */
function leavesRecord(entity: Entity, [first = '', ...rest]: readonly string[], rows?: Attribute): boolean {
  if (first === '$now' || first === '$today' || first === '$user') return true
  if (rows && (first === '$parent' || first === '$form')) return leavesAt(entity.attributes, rest)
  const own = rows ? rows.rows?.attributes : entity.attributes
  return leavesAt(own, rows && first === '$row' ? rest : [first, ...rest])
}

function leavesAt(attributes: Entity['attributes'] | undefined, [first = '', ...rest]: readonly string[]): boolean {
  const attribute = attributes && Object.hasOwn(attributes, first) ? attributes[first] : undefined
  if (!attribute) return rest.length > 0 && Object.hasOwn(recordAttributes, first)
  if (attribute.virtual) return true
  if (attribute.rows) return rest.length > 0 && leavesAt(attribute.rows.attributes, rest)
  return attribute.valueType.kind === 'reference' && rest.length > 0
}
