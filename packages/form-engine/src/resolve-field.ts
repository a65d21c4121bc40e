import {
  type Attribute,
  checkConfig,
  configMessages,
  type Diagnostic,
  diagnose,
  type FieldDocument,
  type JsonObject,
  pointer,
} from '@tangram/data-model'
import { type FieldRegistry, type FieldType, fieldTypeOf, valueTypeOf } from './field-type.ts'
import { kindWords } from './kind-words.ts'
import { formMessages } from './messages.ts'
import { valueProblem } from './value-problem.ts'
import { wordsOf } from './words.ts'

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

/** What is wrong with the type and settings of one field. Paths start at the field. */
export function checkField(document: FieldDocument, registry: FieldRegistry): Diagnostic[] {
  const fieldType = fieldTypeOf(registry, document.type)
  if (!fieldType) {
    const known = registry.map((entry) => entry.type)
    return [diagnose(formMessages, 'form.field.unknown-type', '/type', { type: document.type, known })]
  }
  const found = checkSettings(fieldType, document.config)
  if (found.some((diagnostic) => diagnostic.severity === 'error')) return found
  const config = settingsOf(fieldType, document.config)
  for (const problem of fieldType.checkConfig?.(config) ?? []) {
    found.push({ code: problem.code, path: pointer('config', problem.setting), severity: 'error', ...wordsOf(problem, fieldType) })
  }
  if (document.required && (document.computed !== undefined || fieldType.serial)) {
    found.push(diagnose(formMessages, 'form.required-but-computed', '/required', { field: document.id }, 'warning'))
  }
  return found
}

/** The settings with their defaults; one that does not fit its type counts as not given, so that resolving never fails. */
function settingsOf({ config: schema }: FieldType, given: JsonObject | undefined): JsonObject {
  const settings: JsonObject = {}
  for (const [name, property] of Object.entries(schema)) {
    const own = given && Object.hasOwn(given, name) ? given[name] : undefined
    const fits = own !== undefined && own !== null && !valueProblem(property.valueType, own)
    const value = fits ? own : property.default
    if (value !== undefined) settings[name] = value
  }
  return settings
}

/** `checkConfig` looks at dates and decimals only as texts; the values of a field's settings go into comparisons. */
function checkSettings({ config: schema }: FieldType, given: JsonObject | undefined): Diagnostic[] {
  const found = checkConfig(schema, given, '/config')
  for (const [name, property] of Object.entries(schema)) {
    const path = pointer('config', name)
    const value = given && Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined || value === null || value === '' || found.some((diagnostic) => diagnostic.path === path)) continue
    if (!valueProblem(property.valueType, value)) continue
    const params = { setting: property.label, expected: kindWords[property.valueType.kind] }
    found.push(diagnose(configMessages, 'config.wrong-type', path, params))
  }
  return found
}
