import type { Attribute, FieldDocument, JsonObject } from '@tangram/data-model'
import { type FieldRegistry, type FieldType, fieldTypeOf, valueTypeOf } from './field-type.ts'
import { valueProblem } from './value-problem.ts'

/** A field with its registry entry, its settings (defaults filled in) and its attribute. */
export type ResolvedField = { document: FieldDocument; fieldType: FieldType; config: JsonObject; attribute: Attribute }

/** Resolves one field; undefined when the registry does not know its type. */
export function resolveField(document: FieldDocument, registry: FieldRegistry): ResolvedField | undefined {
  const fieldType = fieldTypeOf(registry, document.type)
  if (!fieldType) return undefined
  const config = settingsOf(fieldType, document.config)
  const serial = fieldType.serial?.(config)
  const options = fieldType.options?.(config)
  const filledIn = serial !== undefined || document.computed !== undefined
  const attribute: Attribute = {
    id: document.id,
    label: document.label,
    valueType: valueTypeOf(fieldType, config),
    required: document.required === true && !filledIn,
    unique: document.unique === true || serial !== undefined,
    fieldType: document.type,
    ...(options ? { options } : {}),
    ...(document.default === undefined ? {} : { default: document.default }),
    ...(document.computed === undefined ? {} : { computed: document.computed }),
    ...(serial ? { serial } : {}),
  }
  return { document, fieldType, config, attribute }
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
