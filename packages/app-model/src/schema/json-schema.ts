import type { JsonValue } from '@tangram/data-model'

/** The part of JSON Schema 2020-12 that the app schema uses and `schemaProblems` understands. */
export type JsonSchema = {
  $ref?: string
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'
  description?: string
  title?: string
  const?: JsonValue
  enum?: readonly JsonValue[]
  anyOf?: readonly JsonSchema[]
  properties?: { [name: string]: JsonSchema }
  required?: readonly string[]
  additionalProperties?: boolean | JsonSchema
  propertyNames?: JsonSchema
  minProperties?: number
  maxProperties?: number
  items?: JsonSchema
  minItems?: number
  maxItems?: number
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
}

/** An object with exactly these properties; a name with `?` behind it may be missing. */
export function object(properties: { [name: string]: JsonSchema }, description?: string): JsonSchema {
  const entries = Object.entries(properties)
  return {
    type: 'object',
    ...(description ? { description } : {}),
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace('?', ''), schema])),
    required: entries.flatMap(([name]) => (name.endsWith('?') ? [] : [name])),
    additionalProperties: false,
  }
}

export const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` })
export const arrayOf = (items: JsonSchema, maxItems = 1000): JsonSchema => ({ type: 'array', items, maxItems })
export const anyOf = (...schemas: JsonSchema[]): JsonSchema => ({ anyOf: schemas })
export const constant = (value: JsonValue): JsonSchema => ({ const: value })
export const oneOf = (...values: JsonValue[]): JsonSchema => ({ enum: values })
export const boolean: JsonSchema = { type: 'boolean' }
export const string = (maxLength = 2000): JsonSchema => ({ type: 'string', maxLength })
export const integer = (minimum: number, maximum: number): JsonSchema => ({ type: 'integer', minimum, maximum })

/** Things by id with the order people see them in. */
export const collectionOf = (item: JsonSchema): JsonSchema =>
  object({
    order: arrayOf(ref('id'), 5000),
    items: { type: 'object', propertyNames: ref('id'), additionalProperties: item, maxProperties: 5000 },
  })

/** Values by id. */
export const mapOf = (value: JsonSchema): JsonSchema => ({
  type: 'object',
  propertyNames: ref('id'),
  additionalProperties: value,
  maxProperties: 1000,
})
