/**
 * Rules: when this happens to a record and that holds, do these.
 *
 *     const { rule } = compileRule(document, { triggers: triggerTypes, actions }, scope)
 *     const { steps, need } = decideRule(rule, change, { now, zone })
 *     // steps: [{ action: 'send-message', input: { message: 'No. 7 is resolved' }, key: 'tell:42:send' }]
 */

export type { RecordChange } from './change.ts'
export { checkRule } from './check-rule.ts'
export { type CompiledRule, compileRule, type RuleRegistry } from './compile-rule.ts'
export { decideRule, type RuleDecision, type RuleGiven, type StepToRun } from './decide-rule.ts'
export type { RuleDocument, RuleStep } from './document.ts'
export { type RuleFact, type RuleFacts, ruleFactKey } from './fact.ts'
export { ruleMessages } from './messages.ts'
export { ruleScope } from './rule-scope.ts'
export { defineTrigger, type TriggerType } from './trigger.ts'
export { triggerTypes } from './triggers/index.ts'
