import { invariant } from '@tangram/data-model'
import type { Run } from './run.ts'

/** The token stays where it is until an administrator decides. */
export function openIncident(run: Run, id: string, code: string | null, message: string): void {
  const element = run.state.elements[id]
  invariant(element, `element ${id} is not active`)
  const key = `incident:${id}`
  if (element.incident) closeIncident(run, id)
  run.emit({ type: 'incident.opened', element: id, key, code, message })
  run.effects.push({ type: 'incident.open', key, element: id, node: element.node, code, message })
}

export function closeIncident(run: Run, id: string, more: { by?: string; retried?: boolean } = {}): void {
  const incident = run.state.elements[id]?.incident
  if (!incident) return
  run.emit({ type: 'incident.closed', element: id, ...more })
  run.effects.push({ type: 'incident.close', key: incident.key })
}
