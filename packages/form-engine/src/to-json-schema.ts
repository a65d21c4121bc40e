import { type EntityDocument, inOrder, type JsonObject, unreachable, type ValueType } from '@tangram/data-model'
import { maxDecimalLength } from './decimals.ts'
import type { FieldRegistry } from './field-type.ts'
import type { FormPlan } from './form-plan.ts'
import { type ResolvedField, resolveField } from './resolve-field.ts'
import { maxTextLength } from './value-problem.ts'

/**
 * The JSON Schema (2020-12) of a record's values: of the fields on a form, or of all fields of a table.
 * Every value may be null (empty); which fields are required depends on the record and is the form's matter.
 *
 * Read-only fields (computed, numbered by the server) are marked `readOnly` and accepted, then ignored.
 */
export function toJsonSchema(source: FormPlan | EntityDocument, registry: FieldRegistry): JsonObject {
  const properties: JsonObject = {}
  for (const field of fieldsOf(source, registry)) properties[field.attribute.id] = fieldSchema(field)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties,
    additionalProperties: false,
  }
}

type Source = Pick<ResolvedField, 'attribute' | 'fieldType' | 'config'>

function fieldsOf(source: FormPlan | EntityDocument, registry: FieldRegistry): Source[] {
  if ('order' in source) return source.order.flatMap((id) => source.fields[id] ?? [])
  return inOrder(source.fields).flatMap((field) => resolveField(field, registry) ?? [])
}

function fieldSchema({ attribute, fieldType, config }: Source): JsonObject {
  const base = valueSchema(attribute.valueType)
  const own = { ...base, ...fieldType.schema?.(config) }
  const ids = attribute.options?.map((option) => option.id)
  const choices: JsonObject = !ids ? {} : attribute.valueType.kind === 'list' ? { items: { enum: ids } } : { enum: ids }
  const filledIn = attribute.serial !== undefined || attribute.computed !== undefined
  return {
    anyOf: [{ ...own, ...choices }, { type: 'null' }],
    ...(attribute.label.en || attribute.label['zh-CN'] ? { title: attribute.label.en ?? attribute.label['zh-CN'] ?? '' } : {}),
    'x-field-type': attribute.fieldType,
    ...(filledIn ? { readOnly: true } : {}),
  }
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
      return type.many ? { type: 'array', items: { type: 'string', format: 'uuid' } } : { type: 'string', format: 'uuid' }
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
