import type { Id, JsonObject, JsonValue, RecordValues } from '@tangram/data-model'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { normalized } from '../field-cells.ts'
import type { FieldPlan, FormPlan } from '../form-plan.ts'
import { valueSchema } from '../to-json-schema.ts'
import { isCalendarDate, isInstant, isUuid, valueProblem } from '../value-problem.ts'

/** Gives what a new record stores; undefined when something is wrong with it, or might be. */
export type Check = (values: RecordValues) => RecordValues | undefined

/** The check of a form that has nothing to compute; undefined for any other. */
export function compileCheck(plan: FormPlan): Check | undefined {
  const fields = fieldsIn(plan)
  if ([...fields, ...fields.flatMap(columnsIn)].some(hasFormula)) return undefined
  const ajv = new Ajv2020({ strict: false, meta: false, validateSchema: false, messages: false })
  for (const [format, test] of Object.entries({ date: isCalendarDate, 'date-time': isInstant, uuid: isUuid })) ajv.addFormat(format, test)
  const owners: [readonly FieldPlan[], string][] = [
    [fields, ''],
    ...fields.map((field): [FieldPlan[], string] => [columnsIn(field), ownerPrefix(field)]),
  ]
  const sound = new Map(owners.flatMap(([of, prefix]) => [...addFieldRules(ajv, of, prefix)]))
  ajv.addKeyword({
    keyword: ruleKeyword,
    compile: (name: string) => (value: JsonValue) => value === null || sound.get(name)?.(value) === true,
  })
  const accepts = ajv.compile(schemaOf(fields, ''))
  const normal = normalizer(fields)
  return (values) => {
    const stored = normal(values)
    return stored && accepts(stored) ? stored : undefined
  }
}

const fieldsIn = ({ order, fields }: Pick<FormPlan, 'order' | 'fields'>): FieldPlan[] => order.flatMap((id) => fields[id] ?? [])

/** The columns of a sub-form, beside ones that it does not show but computes. */
const columnsIn = ({ rows }: FieldPlan): FieldPlan[] => (rows ? Object.values(rows.columns) : [])

const ownerPrefix = (field: FieldPlan): string => `${field.id}/`

/** Whether anything about a field is computed, which is for `evaluateForm` to do. */
function hasFormula(field: FieldPlan): boolean {
  const { visible, required, readOnly, options, checks, where } = field
  if (visible.length > 0 || typeof required !== 'boolean' || typeof readOnly !== 'boolean') return true
  return field.computed !== undefined || (readOnly && field.default !== undefined) || Boolean(options || where) || checks.length > 0
}

type Normalizer = (values: RecordValues) => RecordValues | undefined

/** Brings values to their stored form; undefined when there is one for a field that does not take any. */
function normalizer(fields: readonly FieldPlan[]): Normalizer {
  const writable = fields.filter(({ readOnly }) => readOnly !== true)
  const known = new Map(writable.map((field) => [field.id, field.rows ? rowsOf(field) : mayChange(field) ? brought(field) : emptied]))
  return (values) => {
    let stored = values
    for (const name in values) {
      const normalOf = known.get(name)
      if (normalOf === undefined) return undefined
      const value = values[name]
      if (value === undefined) continue
      const normal = normalOf(value)
      if (normal === undefined) return undefined
      if (normal === value) continue
      if (stored === values) stored = { ...values }
      stored[name] = normal
    }
    return stored
  }
}

type Normal = (value: JsonValue) => JsonValue | undefined

const emptied: Normal = (value) => (value === '' ? null : value)
const brought =
  (field: FieldPlan): Normal =>
  (value) =>
    normalized(value, field)

/** Rows, each with its cells in their stored form. What are no rows stays as it is, for the schema to refuse. */
function rowsOf(field: FieldPlan): Normal {
  const normalRow = normalizer(columnsIn(field))
  return (value) => {
    if (!Array.isArray(value)) return value
    if (value.length === 0) return null
    const seen = new Set<string>()
    const stored: JsonValue[] = []
    for (const row of value) {
      if (row === null || typeof row !== 'object' || Array.isArray(row)) return undefined
      const { id = null, ...cells } = row
      const normal = normalRow(cells)
      if (!normal || (id !== null && (!isUuid(id) || seen.has(id.toLowerCase())))) return undefined
      if (id !== null) seen.add(id.toLowerCase())
      stored.push(id === null ? normal : { id: id.toLowerCase(), ...normal })
    }
    return stored
  }
}

/** Whether a value other than an empty text may be stored in another form than it was typed in. */
function mayChange({ attribute, fieldType }: FieldPlan): boolean {
  const { kind } = attribute.valueType
  return fieldType.normalize !== undefined || kind === 'list' || kind === 'json' || kind === 'reference'
}

/** @param prefix tells the rules of columns from those of fields */
function schemaOf(fields: readonly FieldPlan[], prefix: string): JsonObject {
  const properties: JsonObject = {}
  const required: Id[] = []
  for (const field of fields) {
    if (field.readOnly === true) continue
    properties[field.id] = field.rows ? rowsSchema(field) : fieldSchema(field, ruleOf(prefix + field.id))
    // A default is for `evaluateForm` to compute.
    if (field.required === true || field.default) required.push(field.id)
  }
  // Names that are not known have been refused before: `additionalProperties` asks a plain object for each, which takes longer than a map.
  return { type: 'object', properties, required }
}

function rowsSchema(field: FieldPlan): JsonObject {
  const { minRows = 0, maxRows = 0 } = field.rows ?? {}
  const items = schemaOf(columnsIn(field), ownerPrefix(field))
  return { type: field.required === true ? 'array' : ['array', 'null'], minItems: minRows, maxItems: maxRows, items }
}

/** What the value type says, the options, and the rule of the field type; empty where the field may be. */
function fieldSchema(field: FieldPlan, ruleName: string): JsonObject {
  const { attribute, fieldType } = field
  const ids = attribute.options?.map((option) => option.id)
  const isList = attribute.valueType.kind === 'list'
  const mayBeEmpty = field.required !== true
  const isText = attribute.valueType.kind === 'text'
  const base: JsonObject = isText ? { type: 'string', format: ruleName } : valueSchema(attribute.valueType)
  const shape: JsonObject = !ids ? base : isList ? { ...base, items: { enum: ids } } : { enum: mayBeEmpty ? [...ids, null] : ids }
  const rule: JsonObject =
    !fieldType.validate || (isText && !ids) ? {} : takesFormat(shape) ? { format: ruleName } : { [ruleKeyword]: ruleName }
  if (shape.type === undefined) return { ...shape, ...rule, ...(mayBeEmpty || ids ? {} : { not: { type: 'null' } }) }
  return { ...shape, ...rule, type: mayBeEmpty ? [shape.type, 'null'] : shape.type }
}

const ruleKeyword = 'x-rule'
const ruleOf = (owner: string): string => `rule-of-${owner}`

/** Ajv calls a format with the value alone, a keyword with an object made for each call: four times slower. */
function takesFormat(shape: JsonObject): boolean {
  return shape.format === undefined && (shape.type === 'string' || shape.type === 'integer')
}

/** The rules of the field types, each under the name of its field. Formats come after all that is said of a text or a number. */
function addFieldRules(ajv: Ajv2020, fields: readonly FieldPlan[], prefix: string): ReadonlyMap<string, (value: JsonValue) => boolean> {
  const sound = new Map<string, (value: JsonValue) => boolean>()
  for (const { id, attribute, fieldType, config } of fields) {
    const { valueType } = attribute
    const { validate } = fieldType
    const name = ruleOf(prefix + id)
    const holds = (value: JsonValue): boolean => validate === undefined || validate(value, config) === undefined
    const isSound = (value: JsonValue): boolean => valueProblem(valueType, value) === undefined && holds(value)
    sound.set(name, isSound)
    if (valueType.kind === 'integer') ajv.addFormat(name, { type: 'number', validate: holds })
    // Length, characters and rule in one call: ajv would walk the text twice before.
    else ajv.addFormat(name, valueType.kind === 'text' ? isSound : holds)
  }
  return sound
}
