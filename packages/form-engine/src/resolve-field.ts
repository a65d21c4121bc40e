import { type Attribute, type FieldDocument, type Id, inOrder, type JsonObject, rows, type ValueType } from '@tangram/data-model'
import { type FieldRegistry, type FieldType, fieldTypeOf, valueTypeOf } from './field-type.ts'
import { valueProblem } from './value-problem.ts'

/** A field with its registry entry, its settings (defaults filled in) and its attribute. */
export type ResolvedField = { document: FieldDocument; fieldType: FieldType; config: JsonObject; attribute: Attribute }

/**
 * Resolves one field by itself; undefined when the registry does not know its type. What its formula gives and whether it has a column
 * depends on its neighbours: `resolveFields` tells.
 */
export function resolveField(document: FieldDocument, registry: FieldRegistry): ResolvedField | undefined {
  const fieldType = fieldTypeOf(registry, document.type)
  if (!fieldType) return undefined
  const config = settingsOf(fieldType, document.config)
  const serial = fieldType.serial?.(config)
  const options = fieldType.options?.(config)
  const shows = fieldType.shows?.(config)
  const computed = shows === undefined ? document.computed : { var: shows }
  const columns = fieldType.columns ? columnsOf(document, registry) : undefined
  const filledIn = serial !== undefined || computed !== undefined
  const attribute: Attribute = {
    id: document.id,
    label: document.label,
    valueType: columns ? rowsTypeOf(columns) : sealed(valueTypeOf(fieldType, config), document),
    required: document.required === true && !filledIn,
    unique: document.unique === true || serial !== undefined,
    fieldType: document.type,
    ...(fieldType.mask ? { mask: fieldType.mask } : {}),
    ...(document.personal ? { personal: document.personal } : {}),
    ...(options ? { options } : {}),
    ...(document.default === undefined ? {} : { default: document.default }),
    ...(computed === undefined ? {} : { computed }),
    ...(serial ? { serial } : {}),
    ...(columns ? { rows: columns } : {}),
  }
  return { document, fieldType, config, attribute }
}

/** Text that its author marked is kept sealed; the mark on anything else is refused by the check of the app. */
function sealed(type: ValueType, { encrypted }: FieldDocument): ValueType {
  return encrypted === true && type.kind === 'text' ? { ...type, encrypted } : type
}

/** The columns of a sub-form. A sub-form among them is left out: rows hold no rows. */
function columnsOf(document: FieldDocument, registry: FieldRegistry): NonNullable<Attribute['rows']> {
  const attributes: { [id: Id]: Attribute } = {}
  const order: Id[] = []
  for (const column of inOrder(document.fields ?? { order: [], items: {} })) {
    const attribute = resolveField(column, registry)?.attribute
    if (!attribute || attribute.rows) continue
    attributes[column.id] = attribute
    order.push(column.id)
  }
  return { order, attributes }
}

/** The value type of rows with these columns. */
export function rowsTypeOf({ order, attributes }: NonNullable<Attribute['rows']>): ValueType {
  return rows(Object.fromEntries(order.flatMap((id) => (attributes[id] ? [[id, attributes[id].valueType]] : []))))
}

/** The settings with their defaults; one that does not fit its type counts as not given, so that resolving never fails. */
export function settingsOf({ config: schema }: FieldType, given: JsonObject | undefined): JsonObject {
  const settings: JsonObject = {}
  for (const [name, property] of Object.entries(schema)) {
    const own = given && Object.hasOwn(given, name) ? given[name] : undefined
    const fits = own !== undefined && own !== null && !valueProblem(property.valueType, own)
    const value = fits ? own : property.default
    if (value !== undefined) settings[name] = value
  }
  return settings
}
