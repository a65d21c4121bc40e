import type { Id } from '@tangram/data-model'
import type { NodeType, ProcessDocument } from '@tangram/flow-engine'
import type { StepPlace } from '../add-step.ts'
import { activityAt, type Point, scopeAt } from '../places.ts'

/** What letting go of a new step at a point would do; `refused` says why it would do nothing. */
export type Drop = { place: StepPlace; target: Id | undefined } | { refused: 'drop-on-activity' }

/** @param flow the flow under the pointer, if any */
export function dropOf(process: ProcessDocument, type: NodeType, point: Point, flow: Id | undefined): Drop {
  if (type.attaches) {
    const host = activityAt(process, point)
    return host === undefined ? { refused: 'drop-on-activity' } : { place: { border: host, at: point }, target: host }
  }
  if (flow !== undefined && !type.begins) return { place: { flow }, target: flow }
  const scope = scopeAt(process, point)
  return { place: { scope, at: point }, target: scope }
}
