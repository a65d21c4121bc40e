import type { Id } from '@tangram/data-model'
import { isTruthy } from '@tangram/expression'
import type { CompiledNode } from './compile-process.ts'
import type { SequenceFlowDocument } from './document.ts'
import { fail } from './errors.ts'
import { evaluate } from './evaluate.ts'
import type { Run } from './run.ts'

/** Puts a token on every flow that leaves through the port: on the one whose condition holds first if the node chooses. */
export function takeFlows(run: Run, node: CompiledNode, scope: Id, port: Id | undefined): void {
  for (const flow of node.type.chooses ? [choose(run, node)] : through(node, port)) {
    run.emit({ type: 'flow.taken', flow: flow.id, scope })
    run.agenda.push({ flow: flow.id, scope })
  }
}

/** Ends a visit and whatever it waited for. */
export function closeElement(run: Run, id: string, status: 'completed' | 'cancelled', outcome: string | null): void {
  const element = run.state.elements[id]
  if (!element) return
  for (const task of Object.values(run.state.tasks)) {
    if (task.element === id && task.status === 'open') closeTask(run, { task: task.id, status: 'cancelled' })
  }
  if (element.timer !== undefined) run.effects.push({ type: 'job.cancel', key: element.timer })
  const spentMs = Date.parse(run.given.now) - Date.parse(element.enteredAt)
  run.emit({ type: 'element.left', element: id, node: element.node, status, outcome, spentMs })
}

export function closeTask(
  run: Run,
  end: { task: string; status: 'done' | 'cancelled'; outcome?: Id; by?: string; opinion?: string },
): void {
  run.emit({ type: 'task.closed', ...end })
  run.effects.push({ type: 'task.close', ...end })
}

/** Ends every branch at once (BPMN's terminate end event, or the whole instance called off). */
export function dropEverything(run: Run): void {
  for (const element of Object.keys(run.state.elements)) closeElement(run, element, 'cancelled', null)
  for (const [scope, { taken }] of Object.entries(run.state.scopes)) {
    if (Object.keys(taken).length > 0) run.emit({ type: 'flows.dropped', scope })
  }
}

function choose(run: Run, node: CompiledNode): SequenceFlowDocument {
  const found =
    node.outgoing.find((flow) => !flow.default && flow.when !== undefined && isTruthy(evaluate(run, flow.when))) ??
    node.outgoing.find((flow) => flow.default) ??
    node.outgoing.find((flow) => flow.when === undefined && node.outgoing.length === 1)
  if (!found) throw fail('flow.gateway.nothing-holds', { node: node.document.label })
  return found
}

/** Flows of this port; without any, the flows drawn for whatever happens. */
function through(node: CompiledNode, port: Id | undefined): SequenceFlowDocument[] {
  const own = node.outgoing.filter((flow) => flow.port !== undefined && flow.port === port)
  const flows = own.length > 0 ? own : node.outgoing.filter((flow) => flow.port === undefined)
  if (flows.length > 0) return flows
  const outcome = node.ports.find((candidate) => candidate.id === port)?.label ?? port ?? ''
  throw fail('flow.process.no-way-out', { node: node.document.label, outcome })
}
