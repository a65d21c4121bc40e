import { type Diagnostic, diagnose, type Id, isJsonObject, type JsonObject } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import { checkAssignees } from './check-assignees.ts'
import { checkItems } from './check-items.ts'
import { flowMessages } from './messages.ts'

type Kind = { approves: boolean; outcomes: readonly Id[] }

const isPositive = (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value > 0
const isCount = (value: unknown) => value === undefined || (typeof value === 'number' && Number.isInteger(value) && value > 0)

/** What each way to deal with a timeout needs besides. */
const ways: { [way: string]: (timeout: JsonObject) => boolean } = {
  remind: ({ times, everyHours }) => isCount(times) && (everyHours === undefined || isPositive(everyHours)),
  approve: () => true,
  reject: () => true,
  complete: ({ outcome }) => typeof outcome === 'string' && outcome !== '',
  transfer: ({ to }) => isJsonObject(to),
  return: ({ to }) => typeof to === 'string' && to !== '',
  escalate: ({ levels }) => isCount(levels),
}

/** Checks what happens when nobody has dealt with a task in time. */
export function checkTimeouts(timeouts: readonly unknown[], path: string, scope: Scope | undefined, kind: Kind): Diagnostic[] {
  return checkItems(timeouts, path, (timeout, at) => {
    const way = String(timeout.do)
    const isComplete = Object.hasOwn(ways, way) && ways[way]?.(timeout) && isPositive(timeout.afterHours)
    if (!isComplete) return [diagnose(flowMessages, 'flow.timeout.incomplete', at)]
    if (!fits(timeout, kind)) return [diagnose(flowMessages, 'flow.timeout.unfit', `${at}/do`, { do: way })]
    return way === 'transfer' ? checkAssignees(timeout.to, `${at}/to`, scope) : []
  })
}

/** Approvals are approved and rejected, other tasks completed with one of their outcomes. */
function fits({ do: way, outcome }: JsonObject, { approves, outcomes }: Kind): boolean {
  if (way === 'approve' || way === 'reject') return approves
  return way !== 'complete' || (!approves && outcomes.includes(String(outcome)))
}
