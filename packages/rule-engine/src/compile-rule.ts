import { type ConfigSchema, type Diagnostic, type JsonObject, withDefaults } from '@tangram/data-model'
import type { CompiledLogic, Scope } from '@tangram/expression'
import { checkRule } from './check-rule.ts'
import type { RuleDocument } from './document.ts'
import type { TriggerType } from './trigger.ts'

/** The parts of a platform that rules are made of; a whole platform fits. */
export type RuleRegistry = {
  triggers: readonly TriggerType[]
  /** Absent: actions are neither checked nor known by their input. */
  actions?: readonly { type: string; input: ConfigSchema }[]
}

/** A rule ready to run. */
export type CompiledRule = {
  document: RuleDocument
  /** Absent when the registry has no such trigger: the rule never runs. */
  trigger: TriggerType | undefined
  config: JsonObject
  /** Compiled expressions by the object they were compiled from. */
  logics: WeakMap<object, CompiledLogic>
  scope: Scope | undefined
  actions: { [type: string]: ConfigSchema }
}

/**
 * Prepares a rule and says everything that is wrong with it. Run it only when no diagnostic is an error.
 *
 * @param scope names of the record's entity; without it expressions are not checked and texts show option ids
 */
export function compileRule(
  document: RuleDocument,
  registry: RuleRegistry,
  scope?: Scope,
): { rule: CompiledRule; diagnostics: Diagnostic[] } {
  const trigger = registry.triggers.find((candidate) => candidate.type === document.trigger.type)
  const rule: CompiledRule = {
    document,
    trigger,
    config: withDefaults(trigger?.config ?? {}, document.trigger.config),
    logics: new WeakMap(),
    scope,
    actions: Object.fromEntries((registry.actions ?? []).map((action) => [action.type, action.input])),
  }
  return { rule, diagnostics: checkRule(document, registry, scope) }
}
