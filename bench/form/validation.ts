import type { JsonObject, JsonValue, RecordValues } from '@tangram/data-model'
import { compileForm, type FormPlan, fieldTypes, jsonSchemaOf } from '@tangram/form-engine'
import { checkSubmission } from '@tangram/form-engine/ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { median } from '../result.ts'
import { recordForm } from './schema.ts'

const rounds = 501
const perRound = 50

/**
 * Checks of a record a second: what the server asks of a form with fifty fields, and ajv alone with a schema of the same form. The schema is
 * as lean as one writes it for speed; what the server checks beside it (characters that cannot be stored, web addresses, bounds of decimals)
 * counts for ajv.
 */
export function compareValidation(): { ratio: number; figures: { [name: string]: number } } {
  const { entity, form } = recordForm()
  const plan = compileForm(form, entity, fieldTypes)
  const given = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }
  const ajv = addFormats.default(new Ajv2020({ strict: false }), { formats: ['date', 'date-time', 'email', 'uuid'] })
  const accepts = ajv.compile(leanSchema(jsonSchemaOf(plan, fieldTypes), plan))
  const ours = (values: RecordValues) => checkSubmission(plan, values, given).errors.length === 0
  const raw = (values: RecordValues) => accepts(values) === true

  const records = Array.from({ length: 20 }, (_, n) => recordOf(n))
  for (const record of records) {
    if (!ours(record) || !raw(record)) throw new Error(`${JSON.stringify(record)} should be sound`)
  }
  for (const wrong of [
    { ...records[0], field_3: -1 },
    { ...records[0], field_5: '2026-02-30' },
  ]) {
    if (ours(wrong) || raw(wrong)) throw new Error(`${JSON.stringify(wrong)} should be wrong`)
  }
  const times = { ours: [] as number[], raw: [] as number[] }
  for (let round = -100; round < rounds; round += 1) {
    const turns = [['ours', ours] as const, ['raw', raw] as const]
    for (const [name, check] of round % 2 === 0 ? turns : turns.toReversed()) {
      const ms = timeOf(check, records)
      if (round >= 0) times[name].push(ms)
    }
  }
  const [oursMs, rawMs] = [median(times.ours), median(times.raw)]
  return {
    ratio: Math.round((rawMs / oursMs) * 1000) / 1000,
    figures: { validationsPerSecond: Math.round(1_000 / oursMs), ajvValidationsPerSecond: Math.round(1_000 / rawMs) },
  }
}

/** The same rules as one writes them for speed: no alternatives for null, no patterns of plain text, and what must be there. */
function leanSchema(schema: JsonObject, plan: FormPlan): JsonObject {
  const properties: JsonObject = {}
  for (const [id, property] of Object.entries(schema.properties as { [id: string]: { anyOf: [JsonObject] } })) {
    const { pattern, type, ...rest } = property.anyOf[0]
    const { attribute, required } = plan.fields[id] ?? {}
    const mayBeEmpty = required !== true
    const own: JsonObject = { ...rest, ...(attribute?.valueType.kind === 'decimal' && pattern !== undefined ? { pattern } : {}) }
    if (rest['x-format'] === 'http-url') own.pattern = webAddress
    if (Array.isArray(rest.enum)) properties[id] = { enum: mayBeEmpty ? [...rest.enum, null] : rest.enum }
    else properties[id] = { ...own, type: mayBeEmpty ? [type ?? 'string', 'null'] : (type ?? 'string') }
  }
  const required = plan.order.filter((id) => plan.fields[id]?.required === true)
  return { type: 'object', properties, required, additionalProperties: false }
}

/** JSON Schema has no format for addresses of the web alone. */
const webAddress = '^[hH][tT][tT][pP][sS]?:\\/\\/[^\\s\\/?#\\\\"<>@]+(:[0-9]{1,5})?([\\/?#][^\\s"<>\\\\]*)?$'

/** Milliseconds of one check. */
function timeOf(check: (values: RecordValues) => boolean, records: readonly RecordValues[]): number {
  const began = performance.now()
  let sound = 0
  for (let n = 0; n < perRound; n += 1) if (check(records[n % records.length] ?? {})) sound += 1
  const ms = performance.now() - began
  if (sound < perRound) throw new Error('a sound record was refused')
  return ms / perRound
}

function recordOf(n: number): RecordValues {
  const values: JsonValue[] = [
    `李雷 ${n}`,
    `设备运行一段时间后停机，重启后恢复。\n第 ${n} 次`,
    `lin.yue${n}@example.com`,
    n * 7,
    `${n}.25`,
    `2026-11-${String((n % 28) + 1).padStart(2, '0')}`,
    ['low', 'normal', 'high'][n % 3] ?? '',
    n % 2 === 0,
    (n % 5) + 1,
    `https://example.com/orders/${n}`,
  ]
  return Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`field_${index}`, values[index % values.length] ?? null]))
}
