import { type Id, invariant } from '@tangram/data-model'
import { contextOf } from './node-context.ts'
import type { Signal } from './node-type.ts'
import type { Run } from './run.ts'
import type { ElementInstance } from './state.ts'

/** Starts a visit: uses up the tokens and lets the node act. */
export function enterNode(run: Run, node: Id, scope: Id, consumes: Id[]): void {
  const compiled = run.process.nodes[node]
  invariant(compiled, `no node ${node}`)
  const element = run.nextId()
  const visit = (run.state.nodes[node]?.visits ?? 0) + 1
  run.emit({ type: 'element.entered', element, node, label: compiled.document.label, scope, visit, consumes })
  compiled.type.enter(contextOf(run, elementOf(run, element)))
  mustWait(run, element)
}

/** Tells a waiting element what happened. */
export function resumeElement(run: Run, element: ElementInstance, signal: Signal): void {
  const compiled = run.process.nodes[element.node]
  invariant(compiled?.type.resume, `node ${element.node} cannot resume`)
  compiled.type.resume(contextOf(run, element), signal)
  mustWait(run, element.id)
}

/** A node that neither left nor waits would hold its token for ever: a bug of its descriptor. */
function mustWait(run: Run, id: string): void {
  const element = run.state.elements[id]
  if (!element) return
  const waits =
    element.link ?? element.timer ?? Object.values(run.state.tasks).find((task) => task.element === id && task.status === 'open')
  invariant(waits, `node ${element.node} neither left nor waits for anything`)
}

function elementOf(run: Run, id: string): ElementInstance {
  const element = run.state.elements[id]
  invariant(element, `element ${id} is not active`)
  return element
}
