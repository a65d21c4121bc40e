import { type Diagnostic, diagnose, type Id, inOrder, isJsonObject, itemOf, pointer } from '@tangram/data-model'
import { checkExpression, type Logic, type Scope } from '@tangram/expression'
import { checkAction } from '../check-action.ts'
import type { SlaRegistry } from './compile-sla.ts'
import type { SlaDocument, SlaStageDocument, SlaStep } from './document.ts'
import { slaMessages } from './messages.ts'
import { slaScope } from './sla-scope.ts'

/** Everything an author should mend. */
export function checkSla(document: SlaDocument, registry: SlaRegistry, scope?: Scope): Diagnostic[] {
  const { calendar, stages } = document
  const isUnknown = calendar !== undefined && !itemOf(registry.calendars, calendar)
  const check: Check = {
    registry,
    names: scope && slaScope(scope),
    condition: (logic, path) => (scope && logic !== undefined ? checkExpression(logic, scope, path).diagnostics : []),
  }
  return [
    ...(isUnknown ? [diagnose(slaMessages, 'sla.calendar.unknown', '/calendar', { calendar })] : []),
    ...check.condition(document.when, '/when'),
    ...check.condition(document.pausedWhile, '/pausedWhile'),
    ...(stages.order.length === 0 ? [diagnose(slaMessages, 'sla.stages.none', '/stages', {}, 'warning')] : []),
    ...inOrder(stages).flatMap((stage) => checkStage(stage, pointer('stages', 'items', stage.id), check)),
  ]
}

type Check = {
  registry: SlaRegistry
  names: Scope | undefined
  condition(logic: Logic | undefined, path: string): Diagnostic[]
}

function checkStage(stage: SlaStageDocument, path: string, check: Check): Diagnostic[] {
  const { label, targets, warnAt = [], onWarn = [], onBreach = [], escalations = [] } = stage
  const always = targets.findIndex((target) => target.when === undefined)
  const isIdle = warnAt.length > 0 && onWarn.length === 0
  return [
    ...check.condition(stage.doneWhen, `${path}/doneWhen`),
    ...(targets.length === 0 ? [diagnose(slaMessages, 'sla.targets.none', `${path}/targets`, { stage: label })] : []),
    ...targets.flatMap(({ when, minutes }, index) => {
      const at = path + pointer('targets', index)
      return [
        ...check.condition(when, `${at}/when`),
        ...(minutes >= 1 ? [] : [diagnose(slaMessages, 'sla.target.wrong', `${at}/minutes`)]),
        ...(always >= 0 && index > always ? [diagnose(slaMessages, 'sla.target.unreachable', at, {}, 'warning')] : []),
      ]
    }),
    ...checkTwice(targets, `${path}/targets`),
    ...warnAt.flatMap((percent, index) =>
      percent >= 1 && percent <= 99 ? [] : [diagnose(slaMessages, 'sla.warning.wrong', path + pointer('warnAt', index))],
    ),
    ...(isIdle ? [diagnose(slaMessages, 'sla.warning.idle', `${path}/onWarn`, { stage: label }, 'warning')] : []),
    ...checkSteps(onWarn, `${path}/onWarn`, check),
    ...checkSteps(onBreach, `${path}/onBreach`, check),
    ...checkTwice(escalations, `${path}/escalations`),
    ...escalations.flatMap((each, index) => checkSteps(each.do, path + pointer('escalations', index, 'do'), check)),
  ]
}

function checkSteps(steps: readonly SlaStep[], path: string, { registry, names }: Check): Diagnostic[] {
  const found = steps.flatMap((step, index) => {
    const at = path + pointer(index)
    const action = registry.actions?.find(({ type }) => type === step.action)
    const values = Object.entries(action?.input ?? {}).flatMap(([name, { editor }]) => {
      const value = editor === 'values' ? step.input[name] : undefined
      if (!names || !isJsonObject(value)) return []
      return Object.entries(value).flatMap(
        ([field, logic]) => checkExpression(logic, names, at + pointer('input', name, field)).diagnostics,
      )
    })
    return [...checkAction(step.action, step.input, { nodes: [], actions: registry.actions, scope: names, path: at }), ...values]
  })
  return [...found, ...checkTwice(steps, path)]
}

function checkTwice(things: readonly { id: Id }[], path: string): Diagnostic[] {
  return things.flatMap(({ id }, index) =>
    things.findIndex((other) => other.id === id) < index
      ? [diagnose(slaMessages, 'sla.step.twice', path + pointer(index, 'id'), { id })]
      : [],
  )
}
