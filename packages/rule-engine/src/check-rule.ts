import { checkConfig, type Diagnostic, diagnose, namesInTemplates, pointer } from '@tangram/data-model'
import { checkExpression, type Scope } from '@tangram/expression'
import type { RuleRegistry } from './compile-rule.ts'
import type { RuleDocument, RuleStep } from './document.ts'
import { ruleMessages } from './messages.ts'
import { ruleScope } from './rule-scope.ts'

/** Everything an author should mend. */
export function checkRule(document: RuleDocument, registry: RuleRegistry, scope?: Scope): Diagnostic[] {
  const names = scope && ruleScope(scope)
  const ids = document.do.map((step) => step.id)
  return [
    ...checkTrigger(document, registry),
    ...(names && document.when !== undefined ? checkExpression(document.when, names, '/when').diagnostics : []),
    ...(document.do.length === 0 ? [diagnose(ruleMessages, 'rule.steps.none', '/do', {}, 'warning')] : []),
    ...document.do.flatMap((step, index) => [
      ...(ids.indexOf(step.id) < index ? [diagnose(ruleMessages, 'rule.step.twice', pointer('do', index, 'id'), { id: step.id })] : []),
      ...checkStep(step, registry, names, pointer('do', index)),
    ]),
  ]
}

function checkTrigger({ trigger, when }: RuleDocument, registry: RuleRegistry): Diagnostic[] {
  const type = registry.triggers.find((candidate) => candidate.type === trigger.type)
  if (!type) return [diagnose(ruleMessages, 'rule.trigger.unknown', '/trigger/type', { trigger: trigger.type })]
  const unconditional = type.onset === true && when === undefined
  return [
    ...checkConfig(type.config, trigger.config, '/trigger/config'),
    ...(unconditional ? [diagnose(ruleMessages, 'rule.condition.missing', '/when')] : []),
  ]
}

function checkStep(step: RuleStep, registry: RuleRegistry, scope: Scope | undefined, path: string): Diagnostic[] {
  const action = registry.actions?.find((candidate) => candidate.type === step.action)
  if (registry.actions && !action) return [diagnose(ruleMessages, 'rule.action.unknown', `${path}/action`, { action: step.action })]
  const found = action ? checkConfig(action.input, step.input, `${path}/input`) : []
  if (!scope) return found
  for (const [name, value] of Object.entries(step.input)) {
    const at = `${path}/input${pointer(name)}`
    const setting = action && Object.hasOwn(action.input, name) ? action.input[name] : undefined
    if (setting?.editor === 'values' && value !== null && typeof value === 'object') {
      found.push(...Object.entries(value).flatMap(([field, logic]) => checkExpression(logic, scope, at + pointer(field)).diagnostics))
    } else found.push(...namesInTemplates(value).flatMap((asked) => checkPlaceholder(asked, setting?.fills, scope, at)))
  }
  return found
}

function checkPlaceholder(asked: string[], fills: readonly string[] | undefined, scope: Scope, path: string): Diagnostic[] {
  const name = asked.join('.')
  if (fills?.includes(name)) return []
  const type = scope.typeOf(asked)
  if (!type) return [diagnose(ruleMessages, 'rule.placeholder.unknown', path, { name })]
  return type.kind === 'reference' ? [diagnose(ruleMessages, 'rule.placeholder.reference', path, { name }, 'warning')] : []
}
