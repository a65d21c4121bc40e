import { type Id, type Instant, isJsonObject, type JsonObject, type JsonValue, type Locale, type RecordValues } from '@tangram/data-model'
import { compileEvaluator, isTruthy } from '@tangram/expression'
import type { CompiledProcess } from './compile-process.ts'
import type { StartConfig } from './nodes/start.ts'

/** The starts of a process in drawing order, with what they say. */
export function startsOf(process: CompiledProcess): { id: Id; config: StartConfig }[] {
  return Object.values(process.nodes)
    .filter((node) => node.type.begins && node.document.parent === undefined)
    .map((node) => ({ id: node.document.id, config: node.config as StartConfig }))
}

/** Whether a new record starts the process. `form`: the form it was made with, if any. */
export function startsOn(process: CompiledProcess, created: { entity: Id; form?: Id | null }): boolean {
  return createdStarts(process, created).length > 0
}

/** What befell a record. `before` null: it is new. Expressions are read from `values`, its values now. */
export type RecordHappening = {
  entity: Id
  form?: Id | null
  before: RecordValues | null
  values: RecordValues
}

/** The start a record happening begins the process at, if any: the first whose form, fields and condition fit. */
export function startFor(
  process: CompiledProcess,
  happening: RecordHappening,
  given: { now: Instant; zone: string; locale?: Locale },
): Id | undefined {
  const { before, values, entity } = happening
  const holds = ({ when }: StartConfig) =>
    when === undefined ||
    when === null ||
    isTruthy(compileEvaluator(when)(([field = '', ...rest]) => dig(values[field] ?? null, rest), given))
  if (before === null) return createdStarts(process, happening).find(({ config }) => holds(config))?.id
  if (process.document.entity !== entity) return undefined
  const hasChanged = (field: Id) => JSON.stringify(before[field] ?? null) !== JSON.stringify(values[field] ?? null)
  const watched = ({ fields }: StartConfig) => (fields && fields.length > 0 ? fields : Object.keys(values)).some(hasChanged)
  return startsOf(process).find(({ config }) => config.trigger === 'record-changed' && watched(config) && holds(config))?.id
}

/** Values of the record that a start by clock, message or webhook makes. `payload` is what came: `$message` in its expressions. */
export function recordOfStart(
  process: CompiledProcess,
  start: Id,
  payload: JsonObject,
  given: { now: Instant; zone: string; locale?: Locale },
): RecordValues {
  const values = (process.nodes[start]?.config as StartConfig | undefined)?.values ?? {}
  const read = ([first, ...rest]: string[]): JsonValue => (first === '$message' ? dig(payload, rest) : null)
  return Object.fromEntries(Object.entries(values).map(([field, logic]) => [field, compileEvaluator(logic)(read, given)]))
}

function createdStarts(process: CompiledProcess, { entity, form }: { entity: Id; form?: Id | null }) {
  if (process.document.entity !== entity) return []
  return startsOf(process).filter(
    ({ config }) => config.trigger === 'record-created' && (config.form === undefined || config.form === null || config.form === form),
  )
}

/** A part of a value; of a list, that part of every item. */
function dig(value: JsonValue, [name, ...rest]: readonly string[]): JsonValue {
  if (name === undefined) return value
  if (Array.isArray(value)) return value.map((item) => dig(item, [name, ...rest]))
  return isJsonObject(value) ? dig(value[name] ?? null, rest) : null
}
