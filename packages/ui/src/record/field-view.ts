import {
  type Attribute,
  type Entity,
  type EntityDocument,
  type FieldDocument,
  type Id,
  inOrder,
  type JsonObject,
  type JsonValue,
  type LocalizedText,
  type Option,
  recordAttributes,
  rows,
  type ValueType,
  withDefaults,
} from '@tangram/data-model'
import { type FieldRegistry, type FieldType, fieldTypeOf, valueTypeOf } from '@tangram/form-engine'

/** All that showing or editing a field needs: its words, its widget, its settings with defaults filled in. */
export type FieldView = {
  id: Id
  label: LocalizedText
  help?: LocalizedText
  icon: string
  /** Name of an entry of the widget registry. */
  widget: string
  valueType: ValueType
  config: JsonObject
  options?: Option[]
  format?: FieldType['format']
  /** Columns of a sub-form. */
  columns?: FieldView[]
}

const recordIcons: Record<string, string> = { timestamp: 'calendar-time', reference: 'user', integer: 'hash', text: 'id' }
const recordWidgets: Record<string, string> = { timestamp: 'datetime', reference: 'reference', integer: 'integer', text: 'readonly' }

/**
 * One field of an entity. A type the registry does not know is shown as plain text.
 *
 * @param attribute the field resolved, where the whole app is known: what a formula or a look-up gives depends on other fields
 */
export function fieldViewOf(field: FieldDocument, registry: FieldRegistry, attribute?: Attribute): FieldView {
  const type = fieldTypeOf(registry, field.type)
  const own = { id: field.id, label: field.label, ...(field.help ? { help: field.help } : {}) }
  if (!type) return { ...own, icon: 'puzzle', widget: 'text', valueType: { kind: 'json' }, config: field.config ?? {} }
  const config = withDefaults(type.config, field.config)
  const options = attribute?.options ?? type.options?.(config)
  const columns =
    type.columns && inOrder(field.fields).map((column) => fieldViewOf(column, registry, attribute?.rows?.attributes[column.id]))
  return {
    ...own,
    icon: type.icon,
    widget: type.widget,
    valueType: columns
      ? rows(Object.fromEntries(columns.map(({ id, valueType }) => [id, valueType])))
      : (attribute?.valueType ?? valueTypeOf(type, config)),
    config,
    ...(options ? { options } : {}),
    // What follows from a formula is written as its value type is.
    ...(type.format && !(attribute && type.typeOfFormula) ? { format: type.format } : {}),
    ...(columns ? { columns } : {}),
  }
}

/** Every field of an entity by id, together with those each record of the app's own has (created, updated…). */
export function fieldViewsOf(entity: EntityDocument, registry: FieldRegistry, resolved?: Entity): { [id: Id]: FieldView } {
  const views: { [id: Id]: FieldView } = {}
  // A linked table has its columns and nothing more: nobody wrote down who made its rows, or when.
  const kept = entity.linked ? [] : Object.entries(recordAttributes)
  for (const [id, { label, valueType }] of kept) {
    views[id] = {
      id,
      label,
      valueType,
      icon: recordIcons[valueType.kind] ?? 'id',
      widget: recordWidgets[valueType.kind] ?? 'readonly',
      config: {},
    }
  }
  for (const field of inOrder(entity.fields)) views[field.id] = fieldViewOf(field, registry, resolved?.attributes[field.id])
  return views
}

/** The value of a field or of a record attribute (`created_at`…). */
export function fieldValueOf(record: { values: { [field: Id]: JsonValue } }, field: Id): JsonValue {
  if (Object.hasOwn(record.values, field)) return record.values[field] ?? null
  const key = field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  const own = (record as unknown as Record<string, JsonValue | undefined>)[key]
  return Object.hasOwn(recordAttributes, field) ? (own ?? null) : null
}
