import { type Diagnostic, diagnose, isId, pointer } from '@tangram/data-model'
import { shapeMessages } from '../messages.ts'
import { sameJson } from '../same-json.ts'
import type { JsonSchema } from './json-schema.ts'

type Definitions = { [name: string]: JsonSchema }

/** How many findings one document gets; a document of the wrong kind altogether would have thousands. */
const most = 200

/**
 * Where a value departs from a schema. Small on purpose: it knows the keywords of `JsonSchema`, compiles nothing (browsers
 * forbid that) and says what to do in words, where ajv speaks of schemas.
 */
export function schemaProblems(schema: JsonSchema & { $defs?: Definitions }, value: unknown): Diagnostic[] {
  const found: Diagnostic[] = []
  visit(schema, value, '', { definitions: schema.$defs ?? {}, found })
  return found.slice(0, most)
}

type Context = { definitions: Definitions; found: Diagnostic[] }

function visit(schema: JsonSchema, value: unknown, path: string, context: Context): void {
  const { found } = context
  if (found.length >= most) return
  if (schema.$ref !== undefined) {
    const target = context.definitions[schema.$ref.slice('#/$defs/'.length)]
    if (target) visit(target, value, path, context)
    return
  }
  if (schema.anyOf) {
    visitBranches(schema.anyOf, value, path, context)
    return
  }
  if (schema.const !== undefined && !sameJson(schema.const, value)) {
    found.push(diagnose(shapeMessages, 'app.shape.not-this', path, { expected: schema.const }))
    return
  }
  if (schema.enum && !schema.enum.some((entry) => sameJson(entry, value))) {
    found.push(diagnose(shapeMessages, 'app.shape.not-one-of', path, { expected: schema.enum.map(String) }))
    return
  }
  if (schema.type && !isOfType(schema.type, value)) {
    found.push(diagnose(shapeMessages, 'app.shape.wrong-type', path, { expected: typeWords[schema.type], found: typeWords[kindOf(value)] }))
    return
  }
  if (typeof value === 'string') visitText(schema, value, path, found)
  else if (typeof value === 'number') visitNumber(schema, value, path, found)
  else if (Array.isArray(value)) visitArray(schema, value, path, context)
  else if (value !== null && typeof value === 'object') visitObject(schema, value as { [key: string]: unknown }, path, context)
}

/** The branch whose constants and property names fit best tells what is wrong; when none does, that is said. */
function visitBranches(branches: readonly JsonSchema[], value: unknown, path: string, context: Context): void {
  let best: Diagnostic[] | undefined
  for (const branch of branches) {
    const found: Diagnostic[] = []
    visit(branch, value, path, { ...context, found })
    if (found.length === 0) return
    if (isMeant(branch, value, context.definitions) && (!best || found.length < best.length)) best = found
  }
  context.found.push(...(best ?? [diagnose(shapeMessages, 'app.shape.none-fits', path)]))
}

/** Whether a value that does not fit a branch was meant for it: the telling properties are there. */
function isMeant(branch: JsonSchema, value: unknown, definitions: Definitions): boolean {
  const schema = branch.$ref === undefined ? branch : (definitions[branch.$ref.slice('#/$defs/'.length)] ?? branch)
  if (schema.type === 'array') return Array.isArray(value)
  if (schema.type !== 'object' || value === null || typeof value !== 'object' || Array.isArray(value)) return false
  const given = value as { [key: string]: unknown }
  const constants = Object.entries(schema.properties ?? {}).filter(([, property]) => property.const !== undefined)
  if (constants.length > 0)
    return constants.every(([name, property]) => Object.hasOwn(given, name) && sameJson(given[name], property.const))
  return (schema.required ?? []).every((name) => Object.hasOwn(given, name))
}

function visitObject(schema: JsonSchema, value: { [key: string]: unknown }, path: string, context: Context): void {
  const { found } = context
  const keys = Object.keys(value).filter((key) => value[key] !== undefined)
  for (const name of schema.required ?? []) {
    if (!keys.includes(name)) found.push(diagnose(shapeMessages, 'app.shape.missing', path + pointer(name), { name }))
  }
  if (keys.length < (schema.minProperties ?? 0)) found.push(diagnose(shapeMessages, 'app.shape.empty', path))
  if (keys.length > (schema.maxProperties ?? Number.POSITIVE_INFINITY)) {
    found.push(diagnose(shapeMessages, 'app.shape.too-many', path, { most: schema.maxProperties }))
    return
  }
  for (const name of keys) {
    const at = path + pointer(name)
    // Every schema of property names in the app schema is the one of ids.
    if (schema.propertyNames && !isId(name)) {
      found.push(diagnose(shapeMessages, 'app.id.bad', at, { id: name }))
      continue
    }
    const property = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : schema.additionalProperties
    if (property === false) found.push(diagnose(shapeMessages, 'app.shape.unknown', at, { name }))
    else if (typeof property === 'object') visit(property, value[name], at, context)
  }
}

function visitArray(schema: JsonSchema, value: readonly unknown[], path: string, context: Context): void {
  const { found } = context
  if (value.length < (schema.minItems ?? 0)) found.push(diagnose(shapeMessages, 'app.shape.too-few', path, { least: schema.minItems }))
  if (value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY)) {
    found.push(diagnose(shapeMessages, 'app.shape.too-many', path, { most: schema.maxItems }))
    return
  }
  for (const [index, item] of value.entries()) if (schema.items) visit(schema.items, item, path + pointer(index), context)
}

function visitText(schema: JsonSchema, value: string, path: string, found: Diagnostic[]): void {
  if (schema.maxLength !== undefined && value.length > schema.maxLength) {
    found.push(diagnose(shapeMessages, 'app.shape.too-long', path, { most: schema.maxLength }))
  } else if (schema.pattern !== undefined && !isId(value)) {
    // The one pattern of the app schema is that of ids.
    found.push(diagnose(shapeMessages, 'app.id.bad', path, { id: value }))
  }
}

function visitNumber(schema: JsonSchema, value: number, path: string, found: Diagnostic[]): void {
  const { minimum: min = Number.NEGATIVE_INFINITY, maximum: max = Number.POSITIVE_INFINITY } = schema
  if (value < min || value > max) found.push(diagnose(shapeMessages, 'app.shape.out-of-range', path, { min, max }))
}

type Kind = NonNullable<JsonSchema['type']>

function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  const type = typeof value
  if (type === 'string' || type === 'number' || type === 'boolean' || type === 'object') return type
  return 'null' // functions and symbols, which JSON does not have
}

function isOfType(type: Kind, value: unknown): boolean {
  return type === 'integer' ? Number.isSafeInteger(value) : kindOf(value) === type
}

const typeWords: { [type in Kind]: { en: string; 'zh-CN': string } } = {
  object: { en: 'an object', 'zh-CN': '对象' },
  array: { en: 'a list', 'zh-CN': '列表' },
  string: { en: 'a text', 'zh-CN': '文本' },
  integer: { en: 'a whole number', 'zh-CN': '整数' },
  number: { en: 'a number', 'zh-CN': '数字' },
  boolean: { en: 'true or false', 'zh-CN': '真或假' },
  null: { en: 'nothing', 'zh-CN': '空' },
}
