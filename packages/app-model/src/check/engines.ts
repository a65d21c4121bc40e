import { type Diagnostic, diagnose, type Id, inOrder, itemOf, pointer } from '@tangram/data-model'
import { checkProcess, checkSla, type ProcessDocument, type SlaDocument } from '@tangram/flow-engine'
import { checkForm, type FormDocument } from '@tangram/form-engine'
import { checkReport, entityReportScope, type ReportDocument } from '@tangram/report-engine'
import { checkRule, type RuleDocument } from '@tangram/rule-engine'
import { onlyReadable } from '../linked/check-linked.ts'
import { linkMessages } from '../messages.ts'
import { checkSettingLinks } from './check-setting-links.ts'
import type { CheckContext } from './context.ts'

/** The form's own check, when its table is one of this app. */
export function checkFormOf(form: FormDocument, { app, platform, scopeOf, entityIds, resolved }: CheckContext): Diagnostic[] {
  const entity = itemOf(app.entities, form.entity)
  if (!entity) return [unknownEntity(form.entity, '/entity', entityIds)]
  return [...onlyReadable(entity, '/entity'), ...checkForm(form, entity, platform.fields, scopeOf, resolved.entity)]
}

/** The process's own check, and the ids its settings name. */
export function checkProcessOf(process: ProcessDocument, context: CheckContext): Diagnostic[] {
  const { app, platform, scopeOf, entityIds } = context
  const entity = itemOf(app.entities, process.entity)
  if (!entity) return [unknownEntity(process.entity, '/entity', entityIds)]
  const found = [...onlyReadable(entity, '/entity'), ...checkProcess(process, platform, scopeOf(process.entity))]
  if (process.calendar !== undefined && !itemOf(app.calendars, process.calendar)) {
    found.push(diagnose(linkMessages, 'app.calendar.unknown', '/calendar', { id: process.calendar }))
  }
  for (const node of Object.values(process.nodes.items)) {
    const type = platform.nodes.find((candidate) => candidate.type === node.type)
    const at = pointer('nodes', 'items', node.id, 'config')
    if (type) found.push(...checkSettingLinks(type.config, node.config, at, process.entity, context))
  }
  return found
}

/** The rule's own check, and the ids its trigger and steps name. */
export function checkRuleOf(rule: RuleDocument, context: CheckContext): Diagnostic[] {
  const { app, platform, scopeOf, entityIds } = context
  const entity = itemOf(app.entities, rule.entity)
  if (!entity) return [unknownEntity(rule.entity, '/entity', entityIds)]
  const found = [...onlyReadable(entity, '/entity'), ...checkRule(rule, platform, scopeOf(rule.entity))]
  const trigger = platform.triggers.find((candidate) => candidate.type === rule.trigger.type)
  if (trigger) found.push(...checkSettingLinks(trigger.config, rule.trigger.config, '/trigger/config', rule.entity, context))
  for (const [index, step] of rule.do.entries()) {
    const action = platform.actions.find((candidate) => candidate.type === step.action)
    if (action) found.push(...checkSettingLinks(action.input, step.input, pointer('do', index, 'input'), rule.entity, context))
  }
  return found
}

/** The agreement's own check, and the ids its steps name. */
export function checkSlaOf(sla: SlaDocument, context: CheckContext): Diagnostic[] {
  const { app, platform, scopeOf, entityIds } = context
  const entity = itemOf(app.entities, sla.entity)
  if (!entity) return [unknownEntity(sla.entity, '/entity', entityIds)]
  const found = [...onlyReadable(entity, '/entity'), ...checkSla(sla, { ...platform, calendars: app.calendars }, scopeOf(sla.entity))]
  for (const { id, onWarn = [], onBreach = [], escalations = [] } of inOrder(sla.stages)) {
    const at = pointer('stages', 'items', id)
    const lists = [
      { path: `${at}/onWarn`, steps: onWarn },
      { path: `${at}/onBreach`, steps: onBreach },
      ...escalations.map(({ do: steps }, index) => ({ path: at + pointer('escalations', index, 'do'), steps })),
    ]
    for (const { path, steps } of lists) {
      for (const [index, step] of steps.entries()) {
        const action = platform.actions.find((candidate) => candidate.type === step.action)
        if (action) found.push(...checkSettingLinks(action.input, step.input, path + pointer(index, 'input'), sla.entity, context))
      }
    }
  }
  return found
}

/** The report's own check; reports may ask the tables of the organisation too, and how processes and agreements went. */
export function checkReportOf(report: ReportDocument, { platform, resolved, entityIds }: CheckContext): Diagnostic[] {
  const source = resolved.reportSource(report.from)
  if (source) return checkReport(report, entityReportScope(source, resolved.entity), platform.charts)
  return [unknownEntity(report.from, '/from', [...entityIds, ...resolved.datasets.map(({ id }) => id)])]
}

const unknownEntity = (id: Id, path: string, known: readonly Id[]): Diagnostic =>
  diagnose(linkMessages, 'app.entity.unknown', path, { id, known: [...known] })
