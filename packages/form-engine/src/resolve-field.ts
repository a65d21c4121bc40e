import { type Attribute, type Diagnostic, diagnose, type FieldDocument, type JsonObject, pointer, withDefaults } from '@tangram/data-model'
import { checkConfig } from './check-config.ts'
import { type FieldRegistry, type FieldType, fieldTypeOf, valueTypeOf } from './field-type.ts'
import { formMessages } from './messages.ts'
import { wordsOf } from './words.ts'

/** A field with its registry entry, its settings (defaults filled in) and its attribute. */
export type ResolvedField = { document: FieldDocument; fieldType: FieldType; config: JsonObject; attribute: Attribute }

/** Resolves one field; undefined when the registry does not know its type. */
export function resolveField(document: FieldDocument, registry: FieldRegistry): ResolvedField | undefined {
  const fieldType = fieldTypeOf(registry, document.type)
  if (!fieldType) return undefined
  const config = withDefaults(fieldType.config, document.config)
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

/** What is wrong with the type and settings of one field. Paths start at the field. */
export function checkField(document: FieldDocument, registry: FieldRegistry): Diagnostic[] {
  const fieldType = fieldTypeOf(registry, document.type)
  if (!fieldType) {
    const known = registry.map((entry) => entry.type)
    return [diagnose(formMessages, 'form.field.unknown-type', '/type', { type: document.type, known })]
  }
  const found = checkConfig(fieldType.config, document.config, '/config')
  if (found.length > 0) return found
  const config = withDefaults(fieldType.config, document.config)
  for (const problem of fieldType.checkConfig?.(config) ?? []) {
    found.push({ code: problem.code, path: pointer('config', problem.setting), severity: 'error', ...wordsOf(problem, fieldType) })
  }
  if (document.required && (document.computed !== undefined || fieldType.serial)) {
    found.push(diagnose(formMessages, 'form.required-but-computed', '/required', { field: document.id }, 'warning'))
  }
  return found
}
