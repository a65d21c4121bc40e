import type { Command } from '@tangram/app-model'
import { type JsonValue, pointer } from '@tangram/data-model'
import type { CalendarDocument, NodeDocument, SlaDocument, SlaStageDocument } from '@tangram/flow-engine'
import type { ReportDocument } from '@tangram/report-engine'
import type { RuleDocument } from '@tangram/rule-engine'

/** Sets some properties of the thing at a path; undefined takes one away. */
export function patchAt(path: readonly string[], patch: { [property: string]: unknown }): Command {
  const commands = Object.entries(patch).map(([property, value]): Command => {
    const at = pointer(...path, property)
    return value === undefined ? { type: 'set', path: at } : { type: 'set', path: at, value: value as JsonValue }
  })
  return commands.length === 1 && commands[0] ? commands[0] : { type: 'batch', commands }
}

export const setProcessNode = (process: string, node: string, patch: Partial<NodeDocument>): Command =>
  patchAt(['processes', 'items', process, 'nodes', 'items', node], patch)

export const setRule = (rule: string, patch: Partial<RuleDocument>): Command => patchAt(['rules', 'items', rule], patch)

export const setReport = (report: string, patch: Partial<ReportDocument>): Command => patchAt(['reports', 'items', report], patch)

export const setCalendar = (calendar: string, patch: Partial<CalendarDocument>): Command => patchAt(['calendars', 'items', calendar], patch)

export const setSla = (sla: string, patch: Partial<SlaDocument>): Command => patchAt(['slas', 'items', sla], patch)

export const setSlaStage = (sla: string, stage: string, patch: Partial<SlaStageDocument>): Command =>
  patchAt(['slas', 'items', sla, 'stages', 'items', stage], patch)
