import type { Id } from '@tangram/data-model'
import { isTruthy } from '@tangram/expression'
import type { CompiledNode } from './compile-process.ts'
import type { SequenceFlowDocument } from './document.ts'
import { fail } from './errors.ts'
import { evaluate } from './evaluate.ts'
import type { Run } from './run.ts'

/** Puts a token on every flow that leaves through the port: on those whose condition holds if the node chooses. None: the branch ends. */
export function takeFlows(run: Run, node: CompiledNode, scope: Id, port: Id | undefined): void {
  for (const flow of flowsTaken(run, node, port)) {
    run.emit({ type: 'flow.taken', flow: flow.id, scope })
    run.agenda.push({ flow: flow.id, scope })
  }
}

/** The flows a token takes that leaves through the port. */
export function flowsTaken(run: Run, node: CompiledNode, port: Id | undefined): SequenceFlowDocument[] {
  if (node.outgoing.length === 0) return []
  return node.type.chooses ? choose(run, node) : through(node, port)
}

function choose(run: Run, node: CompiledNode): SequenceFlowDocument[] {
  const isOpen = (flow: SequenceFlowDocument) =>
    !flow.default && (flow.when !== undefined || (node.type.choosesSeveral && node.outgoing.length > 1))
  const holds = (flow: SequenceFlowDocument) => isTruthy(evaluate(run, flow.when ?? true))
  const open = node.outgoing.filter(isOpen)
  const first = node.type.choosesSeveral ? undefined : open.find(holds)
  const found = node.type.choosesSeveral ? open.filter(holds) : first ? [first] : []
  if (found.length > 0) return found
  const otherwise = node.outgoing.find((flow) => flow.default) ?? (node.outgoing.length === 1 ? node.outgoing[0] : undefined)
  if (!otherwise || (otherwise.when !== undefined && !otherwise.default)) {
    throw fail('flow.gateway.nothing-holds', { node: node.document.label })
  }
  return [otherwise]
}

/** Flows of this port; without any, the flows drawn for whatever happens. */
function through(node: CompiledNode, port: Id | undefined): SequenceFlowDocument[] {
  const own = node.outgoing.filter((flow) => flow.port !== undefined && flow.port === port)
  const flows = own.length > 0 ? own : node.outgoing.filter((flow) => flow.port === undefined)
  if (flows.length > 0) return flows
  const outcome = node.ports.find((candidate) => candidate.id === port)?.label ?? port ?? ''
  throw fail('flow.process.no-way-out', { node: node.document.label, outcome })
}
