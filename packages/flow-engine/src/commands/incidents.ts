import type { FlowCommand } from '../command.ts'
import { elementNamed } from '../element-named.ts'
import { act } from '../enter-node.ts'
import { fail } from '../errors.ts'
import { closeIncident } from '../incidents.ts'
import { contextOf } from '../node-context.ts'
import type { Run } from '../run.ts'

/** The step of an incident is tried again, with the values as they are now. */
export function retryElement(run: Run, { element: id, actor }: Extract<FlowCommand, { type: 'retry-element' }>): void {
  const { incident, node } = elementNamed(run, id)
  if (!incident) throw fail('flow.element.no-incident', { node: run.process.nodes[node]?.document.label ?? node })
  closeIncident(run, id, { ...(actor === null ? {} : { by: actor }), retried: true })
  act(run, elementNamed(run, id))
}

/** A step is passed with an outcome, whatever it waits for. */
export function skipElement(run: Run, { element: id, port }: Extract<FlowCommand, { type: 'skip-element' }>): void {
  const element = elementNamed(run, id)
  const node = run.process.nodes[element.node]
  const ports = node?.ports ?? []
  if (port !== undefined && !ports.some((candidate) => candidate.id === port)) {
    throw fail('flow.port.unknown', { port, node: node?.document.label ?? element.node })
  }
  run.within(element, {}, () => {
    const context = contextOf(run, element)
    if (ports.length === 0) context.end('skipped', false)
    else context.leave(port, 'skipped')
  })
}
