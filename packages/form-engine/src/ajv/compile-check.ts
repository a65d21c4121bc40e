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
  const fields = plan.order.flatMap((id) => plan.fields[id] ?? [])
  if (
    fields.some(({ visible, required, readOnly }) => visible.length > 0 || typeof required !== 'boolean' || typeof readOnly !== 'boolean')
  ) {
    return undefined
  }
  if (fields.some((field) => field.computed || (field.readOnly === true && field.default))) return undefined
  const ajv = new Ajv2020({ strict: false, meta: false, validateSchema: false, messages: false })
  for (const [format, test] of Object.entries({ date: isCalendarDate, 'date-time': isInstant, uuid: isUuid })) ajv.addFormat(format, test)
  addFieldRules(ajv, fields)
  const typed = fields.filter(({ readOnly }) => readOnly !== true)
  const accepts = ajv.compile(schemaOf(typed))
  const known = new Map(typed.map((field) => [field.id, mayChange(field) ? field : null]))

  return (values) => {
    let stored = values
    for (const name in values) {
      const field = known.get(name)
      if (field === undefined) return undefined
      const value = values[name]
      const normal = field ? normalized(value, field) : value === '' ? null : value
      if (normal === value || value === undefined || normal === undefined) continue
      if (stored === values) stored = { ...values }
      stored[name] = normal
    }
    return accepts(stored) ? stored : undefined
  }
}

/** Whether a value other than an empty text may be stored in another form than it was typed in. */
function mayChange({ attribute, fieldType }: FieldPlan): boolean {
  const { kind } = attribute.valueType
  return fieldType.normalize !== undefined || kind === 'list' || kind === 'json' || kind === 'reference'
}

function schemaOf(fields: readonly FieldPlan[]): JsonObject {
  const properties: JsonObject = {}
  const required: Id[] = []
  for (const field of fields) {
    properties[field.id] = fieldSchema(field)
    // A default is for `evaluateForm` to compute.
    if (field.required === true || field.default) required.push(field.id)
  }
  // Names that are not known have been refused before: `additionalProperties` asks a plain object for each, which takes longer than a map.
  return { type: 'object', properties, required }
}

/** What the value type says, the options, and the rule of the field type; empty where the field may be. */
function fieldSchema(field: FieldPlan): JsonObject {
  const { attribute, fieldType } = field
  const ids = attribute.options?.map((option) => option.id)
  const isList = attribute.valueType.kind === 'list'
  const mayBeEmpty = field.required !== true
  const isText = attribute.valueType.kind === 'text'
  const base: JsonObject = isText ? { type: 'string', format: ruleOf(field.id) } : valueSchema(attribute.valueType)
  const shape: JsonObject = !ids ? base : isList ? { ...base, items: { enum: ids } } : { enum: mayBeEmpty ? [...ids, null] : ids }
  const rule: JsonObject =
    !fieldType.validate || (isText && !ids) ? {} : takesFormat(shape) ? { format: ruleOf(field.id) } : { [ruleKeyword]: field.id }
  if (shape.type === undefined) return { ...shape, ...rule, ...(mayBeEmpty || ids ? {} : { not: { type: 'null' } }) }
  return { ...shape, ...rule, type: mayBeEmpty ? [shape.type, 'null'] : shape.type }
}

const ruleKeyword = 'x-rule'
const ruleOf = (id: Id): string => `rule-of-${id}`

/** Ajv calls a format with the value alone, a keyword with an object made for each call: four times slower. */
function takesFormat(shape: JsonObject): boolean {
  return shape.format === undefined && (shape.type === 'string' || shape.type === 'integer')
}

/** The rules of the field types, each under the name of its field. Formats come after all that is said of a text or a number. */
function addFieldRules(ajv: Ajv2020, fields: readonly FieldPlan[]): void {
  const sound = new Map<Id, (value: JsonValue) => boolean>()
  for (const { id, attribute, fieldType, config } of fields) {
    const { valueType } = attribute
    const { validate } = fieldType
    const holds = (value: JsonValue): boolean => validate === undefined || validate(value, config) === undefined
    const isSound = (value: JsonValue): boolean => valueProblem(valueType, value) === undefined && holds(value)
    sound.set(id, isSound)
    if (valueType.kind === 'integer') ajv.addFormat(ruleOf(id), { type: 'number', validate: holds })
    // Length, characters and rule in one call: ajv would walk the text twice before.
    else ajv.addFormat(ruleOf(id), valueType.kind === 'text' ? isSound : holds)
  }
  ajv.addKeyword({
    keyword: ruleKeyword,
    compile: (id: Id) => (value: JsonValue) => value === null || sound.get(id)?.(value) === true,
  })
}
