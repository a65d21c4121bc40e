import { type Id, invariant, type JsonValue } from '@tangram/data-model'
import { beginAgain } from './approval/begin-again.ts'
import { armBoundary } from './arm.ts'
import { fail } from './errors.ts'
import { openIncident } from './incidents.ts'
import { beginLoop } from './loops.ts'
import { contextOf } from './node-context.ts'
import type { Signal } from './node-type.ts'
import type { Run } from './run.ts'
import type { BegunBy, ElementInstance } from './state.ts'
import { isWaiting } from './waits.ts'

/** Starts a visit: uses up the tokens and lets the node act, as often as its loop says. */
export function enterNode(run: Run, node: Id, scope: Id, consumes: Id[], begun?: BegunBy): ElementInstance {
  const element = begin(run, node, scope, { consumes, ...(begun ? { begun } : {}) })
  if (run.process.nodes[node]?.document.loop) beginLoop(run, element)
  else act(run, element)
  if (run.state.elements[element.id]) armBoundary(run, element.id)
  return element
}

/** Starts the next instance of a loop; the loop may be over by now. */
export function beginNext(run: Run, id: string): void {
  const element = run.state.elements[id]
  const loop = element?.loop
  if (!element || !loop || (loop.total !== null && loop.started >= loop.total)) return
  const item = loop.items?.[loop.started]
  act(run, begin(run, element.node, id, { consumes: [], index: loop.started, ...(item === undefined ? {} : { item }) }))
}

/** Starts a visit of an event that has already happened: a boundary event, the way taken behind an event gateway. */
export function enterCaught(run: Run, node: Id, scope: Id, consumes: Id[], signal: Signal): void {
  resumeElement(run, begin(run, node, scope, { consumes }), signal)
}

/** A join that waits for what can never come: an incident holds the tokens that are there, and an administrator decides. */
export function enterStuck(run: Run, node: Id, scope: Id, consumes: Id[]): void {
  const element = begin(run, node, scope, { consumes })
  const label = run.process.nodes[node]?.document.label ?? node
  const code = 'flow.process.stuck'
  openIncident(run, element.id, code, fail(code, { node: label }).messageIn(run.given.locale ?? 'zh-CN'))
}

/** Tells a waiting element what happened. */
export function resumeElement(run: Run, element: ElementInstance, signal: Signal): void {
  const compiled = run.process.nodes[element.node]
  invariant(compiled?.type.resume, `node ${element.node} cannot resume`)
  const { resume } = compiled.type
  run.within(element, {}, () => resume(contextOf(run, element), signal))
  mustWait(run, element.id)
}

/** Lets a node act from the beginning: on entering, and when an administrator has it tried again. */
export function act(run: Run, element: ElementInstance): void {
  const compiled = run.process.nodes[element.node]
  invariant(compiled, `no node ${element.node}`)
  if (!beginAgain(run, element)) run.within(element, {}, () => compiled.type.enter(contextOf(run, element)))
  mustWait(run, element.id)
}

function begin(
  run: Run,
  node: Id,
  scope: Id,
  more: { consumes: Id[]; index?: number; item?: JsonValue; begun?: BegunBy },
): ElementInstance {
  const compiled = run.process.nodes[node]
  invariant(compiled, `no node ${node}`)
  const id = run.nextId()
  const visits = run.state.nodes[node]?.visits ?? 0
  const visit = more.index === undefined ? visits + 1 : visits
  run.emit({ type: 'element.entered', element: id, node, label: compiled.document.label, scope, visit, ...more })
  const element = run.state.elements[id]
  invariant(element, `element ${id} is not active`)
  return element
}

/** A node that neither left nor waits would hold its token for ever: a bug of its descriptor. */
function mustWait(run: Run, id: string): void {
  const element = run.state.elements[id]
  if (element) invariant(isWaiting(run.state, element), `node ${element.node} neither left nor waits for anything`)
}
