import {
  type Id,
  type Instant,
  type JsonObject,
  type JsonValue,
  type Locale,
  type RecordValues,
  reservedFieldIds,
  resolveConfig,
  valueText,
} from '@tangram/data-model'
import { compileEvaluator, type Given, isTruthy, type Logic, type ReadValue } from '@tangram/expression'
import type { RecordChange } from './change.ts'
import type { CompiledRule } from './compile-rule.ts'
import { type RuleFact, type RuleFacts, ruleFactKey } from './fact.ts'

/** What a rule gets from outside. */
export type RuleGiven = {
  now: Instant
  /** IANA zone of the organisation. */
  zone: string
  /** Language of texts that have only one; zh-CN when absent. */
  locale?: Locale
  facts?: RuleFacts
}

/** An action to run, its input ready. Run once per `key`, however often the job is tried; write `cause` to what it changes. */
export type StepToRun = { step: Id; action: string; input: JsonObject; key: string; cause: string }

export type RuleDecision = { steps: StepToRun[]; need?: undefined } | { need: RuleFact[]; steps?: undefined }

/** What the rule wants done about one change: nothing, some steps in order, or first the facts it needs. */
export function decideRule(rule: CompiledRule, change: RecordChange, given: RuleGiven): RuleDecision {
  const own = `rule:${rule.document.id}`
  const chain = change.cause?.split('<') ?? []
  const { trigger, document } = rule
  const concerned = document.enabled && document.entity === change.entity && trigger?.happens(change, rule.config)
  if (!concerned || chain.includes(own)) return { steps: [] }
  const missing = new Map<string, RuleFact>()
  const reader = (values: RecordValues, old: RecordValues | null) => (path: string[]) => valueAt(path, values, old, change, given, missing)
  const after = reader(change.after, change.before)
  const clock: Given = { now: given.now, zone: given.zone, ...(given.locale ? { locale: given.locale } : {}) }
  const meets = (read: ReadValue) => document.when === undefined || isTruthy(evaluate(rule, document.when, read, clock))
  const holds = meets(after)
  const heldBefore = holds && trigger?.onset && change.before !== null && meets(reader(change.before, null))
  if (missing.size > 0) return { need: [...missing.values()] }
  if (!holds || heldBefore) return { steps: [] }
  const cause = [own, ...chain.filter((link) => link.startsWith('rule:'))].join('<')
  const steps = document.do.map((step) => ({
    step: step.id,
    action: step.action,
    input: resolveConfig(rule.actions[step.action], step.input, {
      evaluate: (logic) => evaluate(rule, logic, after, clock),
      textOf: (path, locale) => placeholderText(rule, path, after, given, locale),
    }),
    key: `${document.id}:${change.id}:${step.id}`,
    cause,
  }))
  return missing.size > 0 ? { need: [...missing.values()] } : { steps }
}

function evaluate(rule: CompiledRule, logic: Logic, read: ReadValue, given: Given): JsonValue {
  if (logic === null || typeof logic !== 'object') return logic
  const compiled = rule.logics.get(logic) ?? compileEvaluator(logic)
  rule.logics.set(logic, compiled)
  return compiled(read, given)
}

/** `$old.<field>` before the change, else after it; across a reference it is a fact, noted as missing until it is known. */
function valueAt(
  path: string[],
  values: RecordValues,
  old: RecordValues | null,
  change: RecordChange,
  given: RuleGiven,
  missing: Map<string, RuleFact>,
): JsonValue {
  const [first = '', second = ''] = path
  if (first === '$old') return old && path.length === 2 && Object.hasOwn(old, second) ? (old[second] ?? null) : null
  if (path.length === 1 && first === 'id') return change.record
  const own = Object.hasOwn(values, first) ? (values[first] ?? null) : null
  const isStoredElsewhere = !Object.hasOwn(values, first) && reservedFieldIds.has(first)
  if (path.length === 1 && !isStoredElsewhere) return own
  if (!isStoredElsewhere && typeof own !== 'string') return null
  const fact: RuleFact = { type: 'value', path, ...(typeof own === 'string' ? { via: own } : {}) }
  const key = ruleFactKey(fact)
  if (given.facts && Object.hasOwn(given.facts, key)) return given.facts[key] ?? null
  missing.set(key, fact)
  return null
}

/** `{{link}}` stays: only the action that makes the link knows its address. */
function placeholderText(
  rule: CompiledRule,
  path: string[],
  read: ReadValue,
  given: RuleGiven,
  locale: Locale = given.locale ?? 'zh-CN',
): string {
  if (path.join('.') === 'link') return '{{link}}'
  const now = path[0] === '$old' ? path.slice(1) : path
  const value = path.join('.') === '$now' ? given.now : read(path)
  return valueText(value, { locale, zone: given.zone, options: rule.scope?.optionsOf?.(now), valueType: rule.scope?.typeOf(now) })
}
