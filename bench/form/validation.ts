import type { JsonObject, JsonValue, RecordValues } from '@tangram/data-model'
import { compileForm, evaluateForm, type FormPlan, fieldTypes, toJsonSchema } from '@tangram/form-engine'
import { checkSubmission } from '@tangram/form-engine/ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { median } from '../result.ts'
import { recordForm } from './schema.ts'

const rounds = 501
const perRound = 50

/**
 * Checks of a record a second: what the server asks of a form with fifty fields, and ajv alone with a schema of the same rules, as lean as one
 * writes it for speed. `lenient` is ajv without the one rule people leave out: characters that PostgreSQL cannot store.
 */
export function compareValidation(): { ratio: number; figures: { [name: string]: number } } {
  const { entity, form } = recordForm()
  const plan = compileForm(form, entity, fieldTypes)
  const given = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }
  const ours = (values: RecordValues) => checkSubmission(plan, values, given).errors.length === 0
  const raw = rawCheck(plan, true)
  const lenient = rawCheck(plan, false)
  const evaluated = (values: RecordValues) => evaluateForm(plan, values, given).errors.length === 0

  // As they come out of a request: texts put together in JavaScript are read more slowly.
  const records = Array.from({ length: 20 }, (_, n): RecordValues => JSON.parse(JSON.stringify(recordOf(n))))
  const wrongs: RecordValues[] = [{ field_3: -1 }, { field_5: '2026-02-30' }, { field_0: 'a\0' }, { field_9: 'ftp://x' }, { field_99: 1 }]
  for (const check of [ours, raw, evaluated]) {
    for (const record of records) expectCheck(check(record), record)
    for (const wrong of wrongs) expectCheck(!check({ ...records[0], ...wrong }), wrong)
  }
  const contestants = { ours, raw, lenient, evaluated }
  const names = ['ours', 'raw', 'lenient', 'evaluated'] as const
  const times: Record<(typeof names)[number], number[]> = { ours: [], raw: [], lenient: [], evaluated: [] }
  for (let round = -100; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const ms = timeOf(contestants[name], records)
      if (round >= 0) times[name].push(ms)
    }
  }
  const ms = { ours: median(times.ours), raw: median(times.raw), lenient: median(times.lenient), evaluated: median(times.evaluated) }
  return {
    ratio: round3(ms.raw / ms.ours),
    figures: {
      validationsPerSecond: Math.round(1_000 / ms.ours),
      ajvValidationsPerSecond: Math.round(1_000 / ms.raw),
      lenientAjvValidationsPerSecond: Math.round(1_000 / ms.lenient),
      validateVsLenientAjv: round3(ms.lenient / ms.ours),
      evaluationsPerSecond: Math.round(1_000 / ms.evaluated),
    },
  }
}

const round3 = (value: number) => Math.round(value * 1000) / 1000

function expectCheck(isAsExpected: boolean, values: RecordValues): void {
  if (!isAsExpected) throw new Error(`checked wrongly: ${JSON.stringify(values)}`)
}

function rawCheck(plan: FormPlan, isStrict: boolean): (values: RecordValues) => boolean {
  const ajv = addFormats.default(new Ajv2020({ strict: false }), { formats: ['date', 'date-time', 'email', 'uuid'] })
  const accepts = ajv.compile(leanSchema(toJsonSchema(plan, fieldTypes), plan, isStrict))
  return (values) => accepts(values) === true
}

/** The rules of a form as one writes them for speed: no alternatives for null, and what must be there. */
function leanSchema(schema: JsonObject, plan: FormPlan, isStrict: boolean): JsonObject {
  const properties: JsonObject = {}
  for (const [id, property] of Object.entries(schema.properties as { [id: string]: { anyOf: [JsonObject] } })) {
    const { pattern, type, ...rest } = property.anyOf[0]
    const { attribute, required } = plan.fields[id] ?? {}
    const mayBeEmpty = required !== true
    const isKept = pattern !== undefined && (isStrict || attribute?.valueType.kind === 'decimal')
    const rules: JsonObject = { ...rest, ...(isKept ? { pattern } : {}) }
    // In place of the pattern of any text: a schema has one.
    if (rest['x-format'] === 'http-url') rules.pattern = webAddress
    if (Array.isArray(rest.enum)) properties[id] = { enum: mayBeEmpty ? [...rest.enum, null] : rest.enum }
    else properties[id] = { ...rules, type: mayBeEmpty ? [type ?? 'string', 'null'] : (type ?? 'string') }
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
