import type { FieldDocument, JsonObject, JsonValue } from '@tangram/data-model'
import { fieldTypeOf } from '../field-type.ts'
import { textOf } from '../import/cell-text.ts'
import { resolveField } from '../resolve-field.ts'
import { valueProblem } from '../value-problem.ts'
import { type Choices, choicesOf } from './choices-of.ts'
import { type FieldReading, leaveOut, type Property, reportRest, shown, warn, wordsOf } from './field-reading.ts'
import { gather, type Keywords } from './keywords.ts'
import { patternOf } from './pattern-of.ts'

/** What a field is, before its words and rules: a type with settings, and how literals of the schema become values. */
type Kind = Pick<FieldDocument, 'type' | 'config' | 'fields'> & { toValue?(literal: JsonValue): JsonValue | undefined }

/** The field that the keywords of JSON Schema describe; undefined when there is none for them. */
export function fieldOf({ name, id, keywords, isRequired, isColumn }: Property, reading: FieldReading): FieldDocument | undefined {
  const words = wordsOf(name, keywords)
  const literal = keywords.take('default')
  const kind = kindOf(keywords, reading, { name, isColumn })
  if (!kind) return undefined
  if (!fieldTypeOf(reading.registry, kind.type)) return leaveOut(reading, 'schema.no-type', keywords.path)
  const { toValue = (value) => value, ...described } = kind
  const field: FieldDocument = { id, ...described, ...words, ...(isRequired ? { required: true } : {}) }
  if (!literal || literal.value === null) return field
  const value = toValue(literal.value)
  if (value !== undefined && isFit(field, value, reading)) return { ...field, default: value }
  warn(reading, 'schema.bad-default', literal.path, { value: JSON.stringify(literal.value) })
  return field
}

type Named = { name: string; isColumn: boolean }

function kindOf(keywords: Keywords, reading: FieldReading, named: Named): Kind | undefined {
  const choices = choicesOf(keywords, reading)
  const type = keywords.take('type')
  if (choices && choices.options.length > 0) return { type: 'select', config: { options: choices.options }, toValue: choices.idOf }
  switch (type?.value ?? impliedType(keywords)) {
    case 'string':
      return textKind(keywords, reading)
    case 'integer':
      return integerKind(keywords)
    case 'number':
      return numberKind(keywords)
    case 'boolean':
      return { type: 'switch' }
    case 'array':
      return listKind(keywords, reading, named)
    case 'null':
      return leaveOut(reading, 'schema.nothing', keywords.path)
    case undefined:
      warn(reading, 'schema.any-value', keywords.path)
      return { type: 'textarea', toValue: asText }
    default:
      if (!Array.isArray(type?.value)) return leaveOut(reading, 'schema.no-type', keywords.path)
      warn(reading, 'schema.several-types', type.path, { types: type.value.map(shown).join(', ') })
      return { type: 'textarea', toValue: asText }
  }
}

/** Keywords that only mean something for one type. */
const implying: { readonly [keyword: string]: string } = {
  format: 'string',
  pattern: 'string',
  maxLength: 'string',
  minLength: 'string',
  minimum: 'number',
  maximum: 'number',
  multipleOf: 'number',
  items: 'array',
}

function impliedType(keywords: Keywords): string | undefined {
  const keyword = Object.keys(implying).find((each) => keywords.peek(each) !== undefined)
  return keyword === undefined ? undefined : implying[keyword]
}

const formats: { readonly [format: string]: string } = {
  email: 'email',
  'idn-email': 'email',
  uri: 'url',
  iri: 'url',
  date: 'date',
  'date-time': 'datetime',
  time: 'time',
  phone: 'phone',
  tel: 'phone',
}
const longestLine = 5_000
const longestText = 100_000

function textKind(keywords: Keywords, reading: FieldReading): Kind {
  const format = keywords.take('format')
  const named = typeof format?.value === 'string' ? formats[format.value] : undefined
  if (named && Object.hasOwn(formats, String(format?.value)) && fieldTypeOf(reading.registry, named)) return { type: named }
  if (format) warn(reading, 'schema.unsupported-format', format.path, { format: shown(format.value) })
  const most = keywords.peek('maxLength')
  const isLong = typeof most === 'number' && most > longestLine && keywords.peek('pattern') === undefined
  const config: JsonObject = {}
  if (typeof most === 'number' && Number.isInteger(most) && most >= 1 && most <= (isLong ? longestText : longestLine)) {
    config.maxLength = most
    keywords.take('maxLength')
  }
  if (isLong) return { type: 'textarea', config: { maxLength: longestText, ...config } }
  return { type: 'text', config: { maxLength: longestLine, ...config, ...patternSetting(keywords, reading) } }
}

/** A pattern as RE2 reads it; a shortest length is a pattern too. */
function patternSetting(keywords: Keywords, reading: FieldReading): JsonObject {
  const pattern = keywords.take('pattern')
  const least = keywords.peek('minLength')
  // An empty text is no value.
  if (least === 0 || least === 1) keywords.take('minLength')
  if (typeof pattern?.value === 'string') {
    const read = patternOf(pattern.value)
    if ('pattern' in read && read.pattern.length <= 500) return { pattern: read.pattern }
    const reason = 'reason' in read ? read.reason : `> 500`
    warn(reading, 'schema.bad-pattern', pattern.path, { pattern: pattern.value.slice(0, 80), reason })
    return {}
  }
  if (typeof least !== 'number' || !Number.isInteger(least) || least < 2 || least > 1_000) return {}
  keywords.take('minLength')
  return { pattern: `[\\s\\S]{${least},}`, patternMessage: `至少 ${least} 个字符 / At least ${least} characters` }
}

function integerKind(keywords: Keywords): Kind {
  const config: JsonObject = {}
  const bound = (name: string, inclusive: string, exclusive: string, step: 1 | -1) => {
    const [own, beyond] = [keywords.peek(inclusive), keywords.peek(exclusive)]
    const bounds = [
      ...(typeof own === 'number' ? [step * Math.ceil(step * own)] : []),
      ...(typeof beyond === 'number' ? [step * (Math.floor(step * beyond) + 1)] : []),
    ].filter(Number.isSafeInteger)
    if (bounds.length === 0) return
    keywords.take(inclusive)
    keywords.take(exclusive)
    config[name] = step === 1 ? Math.max(...bounds) : Math.min(...bounds)
  }
  bound('min', 'minimum', 'exclusiveMinimum', 1)
  bound('max', 'maximum', 'exclusiveMaximum', -1)
  if (keywords.peek('multipleOf') === 1) keywords.take('multipleOf')
  return { type: 'integer', config }
}

/** As many decimals as JSON numbers usually carry. */
const decimalsOfNumbers = 10

function numberKind(keywords: Keywords): Kind {
  const step = keywords.peek('multipleOf')
  const decimals = typeof step === 'number' ? decimalsOfStep(step) : undefined
  if (decimals !== undefined) keywords.take('multipleOf')
  const config: JsonObject = { decimals: decimals ?? decimalsOfNumbers }
  for (const [name, keyword] of [
    ['min', 'minimum'],
    ['max', 'maximum'],
  ] as const) {
    const bound = keywords.peek(keyword)
    if (typeof bound !== 'number' || valueProblem({ kind: 'decimal', precision: 30, scale: 10 }, textOf(bound))) continue
    keywords.take(keyword)
    config[name] = textOf(bound)
  }
  return { type: 'number', config, toValue: (value) => (typeof value === 'number' ? textOf(value) : undefined) }
}

/** 0.01 → 2; undefined when a step is no power of ten. */
function decimalsOfStep(step: number): number | undefined {
  const parts = /^(?:1|0\.(0*1))$/.exec(textOf(step))
  return parts && (parts[1]?.length ?? 0) <= decimalsOfNumbers ? (parts[1]?.length ?? 0) : undefined
}

function listKind(keywords: Keywords, reading: FieldReading, { name, isColumn }: Named): Kind | undefined {
  const items = keywords.take('items')
  if (!items) return leaveOut(reading, 'schema.no-type', keywords.path)
  const entry = gather(items.value, items.path, reading, keywords.above)
  const choices = choicesOf(entry, reading)
  if (choices && choices.options.length > 0) return choicesKind(choices, keywords, entry, reading)
  const type = entry.peek('type') ?? impliedType(entry)
  if (type === 'string' && entry.peek('format') === undefined && fieldTypeOf(reading.registry, 'tags')) {
    entry.take('type')
    reportRest(entry, reading)
    keywords.take('uniqueItems')
    return { type: 'tags' }
  }
  if (isColumn) return leaveOut(reading, 'schema.no-list-in-rows', keywords.path, { name })
  const isRecord = entry.properties.size > 0
  if (!isRecord && (type === undefined || type === 'array' || type === 'object')) return leaveOut(reading, 'schema.no-type', keywords.path)
  return rowsKind(keywords, entry, reading, name)
}

function choicesKind({ options, idOf }: Choices, keywords: Keywords, entry: Keywords, reading: FieldReading): Kind {
  entry.take('type')
  reportRest(entry, reading)
  keywords.take('uniqueItems')
  const most = keywords.peek('maxItems')
  const isFitMost = typeof most === 'number' && Number.isInteger(most) && most >= 1 && most <= 1000
  if (isFitMost) keywords.take('maxItems')
  return {
    type: 'multiSelect',
    config: { options, ...(isFitMost ? { max: most } : {}) },
    toValue: (value) => {
      const ids = Array.isArray(value) ? value.map(idOf) : []
      return Array.isArray(value) && ids.every((id) => id !== undefined) ? ids : undefined
    },
  }
}

function rowsKind(keywords: Keywords, entry: Keywords, reading: FieldReading, name: string): Kind | undefined {
  const type = reading.registry.find(({ columns }) => columns)?.type
  if (type === undefined) return leaveOut(reading, 'schema.no-type', keywords.path)
  if (entry.properties.size === 0) {
    warn(reading, 'schema.wrapped', keywords.path, { name })
    const column = fieldOf({ name: 'value', id: 'value', keywords: entry, isRequired: true, isColumn: true }, reading)
    reportRest(entry, reading)
    return column && { type, fields: { order: [column.id], items: { [column.id]: column } } }
  }
  entry.take('type')
  // Rows carry an id of their own.
  const rowId = entry.properties.get('id')
  if (rowId && gather(rowId.value, rowId.path, reading, rowId.above).peek('format') === 'uuid') entry.properties.delete('id')
  const fields = reading.columnsOf(entry)
  reportRest(entry, reading)
  if (fields.length === 0) return leaveOut(reading, 'schema.no-fields', keywords.path)
  return { type, fields: { order: fields.map(({ id }) => id), items: Object.fromEntries(fields.map((field) => [field.id, field])) } }
}

const asText = shown

/** Whether a record could hold this value; an object would be read as a formula. */
function isFit(field: FieldDocument, value: JsonValue, { registry }: FieldReading): boolean {
  const resolved = resolveField(field, registry)
  if (!resolved || (typeof value === 'object' && !Array.isArray(value))) return false
  const { attribute, fieldType, config } = resolved
  if (attribute.rows || valueProblem(attribute.valueType, value)) return false
  const ids = attribute.options?.map(({ id }) => id)
  if (ids && ![value].flat().every((each) => ids.includes(each as string))) return false
  return fieldType.validate?.(value, config) === undefined
}
