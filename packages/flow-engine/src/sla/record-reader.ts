import {
  type Instant,
  type JsonObject,
  type JsonValue,
  type Locale,
  type LocalizedText,
  type RecordValues,
  reservedFieldIds,
  resolveConfig,
  textIn,
  valueText,
} from '@tangram/data-model'
import { compileEvaluator, isTruthy, type Logic } from '@tangram/expression'
import { type Fact, type Facts, factKey } from '../fact.ts'
import type { CompiledSla } from './compile-sla.ts'
import type { SlaStep } from './document.ts'
import type { SlaClock } from './state.ts'

/** Conditions and texts over a record at one moment. What has to be looked up is noted in `missing`; until it is known it is null. */
export type RecordReader = {
  holds(logic: Logic): boolean
  /** The input of a step, ready to run. */
  inputOf(step: SlaStep): JsonObject
}

type Reading = { sla: CompiledSla; given: { record: string; zone: string; locale?: Locale; facts?: Facts }; missing: Map<string, Fact> }

/** @param about the clock that `$sla` names */
export function recordReader(
  { sla, given, missing }: Reading,
  values: RecordValues,
  now: Instant,
  about?: { clock: SlaClock; label: LocalizedText },
): RecordReader {
  const { record, zone, locale = 'zh-CN', facts } = given

  const lookUp = (fact: Fact): JsonValue => {
    const key = factKey(fact)
    if (facts && Object.hasOwn(facts, key)) return facts[key] ?? null
    missing.set(key, fact)
    return null
  }
  const read = (path: string[], language: Locale = locale): JsonValue => {
    const [first = '', second = ''] = path
    if (first === '$sla') return about ? ofClock(about, second, language) : null
    if (first === 'id' && path.length === 1) return record
    if (!Object.hasOwn(values, first)) return reservedFieldIds.has(first) ? lookUp({ type: 'value', path }) : null
    const own = values[first] ?? null
    if (path.length === 1) return own
    return typeof own === 'string' ? lookUp({ type: 'value', path, via: own }) : null
  }
  const evaluate = (logic: Logic): JsonValue => {
    if (logic === null || typeof logic !== 'object') return logic
    const compiled = sla.logics.get(logic) ?? compileEvaluator(logic)
    sla.logics.set(logic, compiled)
    return compiled((path) => read(path), { now, zone, locale })
  }
  const textOf = (path: string[], language: Locale = locale): string => {
    if (path.join('.') === 'link') return '{{link}}'
    const value = path.join('.') === '$now' ? now : read(path, language)
    const valueType = path[0] === '$sla' && path[1] === 'due_at' ? ({ kind: 'timestamp' } as const) : sla.scope?.typeOf(path)
    return valueText(value, { locale: language, zone, options: sla.scope?.optionsOf?.(path), valueType })
  }
  return {
    holds: (logic) => isTruthy(evaluate(logic)),
    inputOf: ({ action, input }) => resolveConfig(sla.actions[action], input, { evaluate, textOf }),
  }
}

function ofClock({ clock, label }: { clock: SlaClock; label: LocalizedText }, name: string, locale: Locale): JsonValue {
  switch (name) {
    case 'stage':
      return textIn(label, locale)
    case 'due_at':
      return clock.dueAt
    case 'target_minutes':
      return Math.round(clock.targetMs / 60_000)
    case 'elapsed_minutes':
      return Math.round(clock.elapsedMs / 60_000)
    default:
      return null
  }
}
