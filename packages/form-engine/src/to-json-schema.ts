import {
  type Attribute,
  type EntityDocument,
  type FieldDocument,
  inOrder,
  type JsonObject,
  type LocalizedText,
  maxKeyLength,
  type ReferenceKey,
  unreachable,
  type ValueType,
} from '@tangram/data-model'
import { maxDecimalLength } from './decimals.ts'
import type { FieldRegistry } from './field-type.ts'
import type { FormPlan } from './form-plan.ts'
import { type ResolvedField, resolveField } from './resolve-field.ts'
import { maxTextLength } from './value-problem.ts'

/**
 * The JSON Schema (2020-12) of a record's values: of the fields on a form, or of all fields of a table.
 *
 * On a form every value may be null (empty): what is required there depends on the record and is the form's matter. Read-only fields
 * (computed, numbered by the server) are marked `readOnly` and accepted, then ignored. Of a table the schema says all there is to know:
 * `x-entity`, and for each field `x-field-type`, `x-config` and `x-field`, from which `fromJsonSchema` makes the same fields again.
 */
export function toJsonSchema(source: FormPlan | EntityDocument, registry: FieldRegistry): JsonObject {
  const properties: JsonObject = {}
  if ('order' in source) {
    for (const id of source.order) {
      const field = source.fields[id]
      if (field) properties[id] = { anyOf: [shapeOf(field), { type: 'null' }], ...aboutField(field.attribute) }
    }
    return { $schema: dialect, type: 'object', properties, additionalProperties: false }
  }
  const fields = inOrder(source.fields)
  for (const field of fields) {
    const schema = fieldSchema(field, registry)
    if (schema) properties[field.id] = schema
  }
  const { id, label, icon, title, unique, indexes, shared } = source
  const required = fields.filter((field) => isAlwaysThere(field, registry)).map((field) => field.id)
  return {
    $schema: dialect,
    title: titleOf(label) ?? id,
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
    'x-entity': { id, label, title, ...defined({ icon, unique, indexes, shared }) },
  }
}

const dialect = 'https://json-schema.org/draft/2020-12/schema'

/** The schema of one field of a table; undefined when the registry does not know its type. */
export function fieldSchema(document: FieldDocument, registry: FieldRegistry): JsonObject | undefined {
  const field = resolveField(document, registry)
  if (!field) return undefined
  const { label, help, required, unique, computed, default: preset } = document
  const shape = field.attribute.rows ? rowsSchema(document, registry) : shapeOf(field)
  const value = isAlwaysThere(document, registry) ? shape : { anyOf: [shape, { type: 'null' }] }
  const description = help && titleOf(help)
  return {
    ...value,
    ...aboutField(field.attribute),
    ...(description ? { description } : {}),
    // An object is a formula, which only we can read.
    ...(preset === undefined || preset === null || typeof preset === 'object' ? {} : { default: preset }),
    ...(document.config ? { 'x-config': document.config } : {}),
    'x-field': { label, ...defined({ help, required, unique, default: preset, computed }) },
  }
}

/** A required field whose value people give: every record has one. */
function isAlwaysThere(document: FieldDocument, registry: FieldRegistry): boolean {
  return document.default === undefined && resolveField(document, registry)?.attribute.required === true
}

function rowsSchema(document: FieldDocument, registry: FieldRegistry): JsonObject {
  const columns = inOrder(document.fields).flatMap((column): [string, JsonObject][] => {
    const schema = fieldSchema(column, registry)
    return schema ? [[column.id, schema]] : []
  })
  const properties = { id: { type: 'string', format: 'uuid' }, ...Object.fromEntries(columns) }
  return { type: 'array', items: { type: 'object', properties, additionalProperties: false } }
}

function aboutField(attribute: Attribute): JsonObject {
  const title = titleOf(attribute.label)
  const filledIn = attribute.serial !== undefined || attribute.computed !== undefined
  return { ...(title ? { title } : {}), 'x-field-type': attribute.fieldType, ...(filledIn ? { readOnly: true } : {}) }
}

function shapeOf({ attribute, fieldType, config }: Pick<ResolvedField, 'attribute' | 'fieldType' | 'config'>): JsonObject {
  const own = { ...valueSchema(attribute.valueType), ...fieldType.schema?.(config) }
  const ids = attribute.options?.map((option) => option.id)
  return !ids ? own : attribute.valueType.kind === 'list' ? { ...own, items: { enum: ids } } : { ...own, enum: ids }
}

const titleOf = (text: LocalizedText): string | undefined => text.en ?? text['zh-CN']

/** Only what is there: JSON has no undefined. */
function defined(values: { [name: string]: unknown }): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as JsonObject
}

/** What PostgreSQL can store: no NUL, no half of a surrogate pair. Patterns read whole characters, so a sound pair is none of these. */
const storableText = '^[^\\u0000\\ud800-\\udfff]*$'

/** So many digits before and after the point, not counting zeros that say nothing. */
function decimalPattern(whole: number, fraction: number): string {
  const digits = (most: number) => (most > 0 ? `[0-9]{1,${most}}` : '')
  const before = whole > 0 ? `0*${digits(whole)}` : '0+'
  const after = fraction > 0 ? `${digits(fraction)}0*` : '0+'
  return `^-?${before}([.]${after})?$`
}

/** What names a record. */
function keySchema(key: ReferenceKey | undefined): JsonObject {
  switch (key) {
    case undefined:
      return { type: 'string', format: 'uuid' }
    case 'text':
      return { type: 'string', minLength: 1, maxLength: maxKeyLength, pattern: storableText }
    case 'bpchar':
      return { ...keySchema('text'), pattern: '^[^\\u0000\\ud800-\\udfff]*[^ \\u0000\\ud800-\\udfff]$' }
    case 'bigint':
      return { type: 'string', pattern: `^(0|${upTo('9223372036854775807')}|-(${upTo('9223372036854775808')}))$` }
    case 'numeric':
      return { type: 'string', pattern: '^-?[0-9]{1,100}([.][0-9]{1,100})?$' }
  }
}

/** Whole numbers from 1 to the highest, digit by digit. */
function upTo(highest: string): string {
  const below = [...highest].flatMap((digit, at) => {
    const least = at === 0 ? 1 : 0
    const rest = highest.length - at - 1
    return Number(digit) > least ? [`${highest.slice(0, at)}[${least}-${Number(digit) - 1}][0-9]{${rest}}`] : []
  })
  return [`[1-9][0-9]{0,${highest.length - 2}}`, ...below, highest].join('|')
}

/** The JSON form of a value type: exactly the values that have no `valueProblem`. */
export function valueSchema(type: ValueType): JsonObject {
  switch (type.kind) {
    case 'text':
      return { type: 'string', maxLength: type.maxLength ?? maxTextLength, pattern: storableText }
    case 'integer':
      return { type: 'integer', minimum: type.min ?? Number.MIN_SAFE_INTEGER, maximum: type.max ?? Number.MAX_SAFE_INTEGER }
    case 'decimal':
      return { type: 'string', maxLength: maxDecimalLength, pattern: decimalPattern(type.precision - type.scale, type.scale) }
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date' }
    case 'time':
      return { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$' }
    case 'timestamp':
      return { type: 'string', format: 'date-time' }
    case 'list':
      return { type: 'array', items: valueSchema(type.of) }
    case 'range':
      return {
        type: 'object',
        properties: { start: nullable(valueSchema(type.of)), end: nullable(valueSchema(type.of)) },
        additionalProperties: false,
      }
    case 'reference':
      return type.many ? { type: 'array', items: keySchema(type.key) } : keySchema(type.key)
    case 'rows':
      return {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: { type: 'string', format: 'uuid' },
            ...Object.fromEntries(Object.entries(type.of).map(([column, of]) => [column, nullable(valueSchema(of))])),
          },
          additionalProperties: false,
        },
      }
    case 'json':
      return {}
    default:
      return unreachable(type)
  }
}

const nullable = (schema: JsonObject): JsonObject => ({ anyOf: [schema, { type: 'null' }] })
