import { type Id, invariant } from '@tangram/data-model'
import { forwardWays } from './approval/forward-ways.ts'
import { enterNode } from './enter-node.ts'
import { fail } from './errors.ts'
import type { Run, Step } from './run.ts'
import { type BegunBy, rootScope } from './state.ts'
import { clearScope, closeElement, elementsIn } from './tokens.ts'

/**
 * Moves the process to a node: the elements named are cancelled, and with them everything active, every token and every join that
 * has fired, as far as it can be reached from there; then a visit of `to` begins. What cannot be reached from `to` lives on.
 *
 * @param what.begun why the visit begins, when it is not a mere jump
 * @param what.scope where the visit begins; absent: the scope around the elements named that `to` stands in
 * @throws flow.jump.unknown when the process has no such node
 */
export function jump(run: Run, { elements, to, scope, begun }: { elements: readonly string[]; to: Id; scope?: Id; begun?: BegunBy }): void {
  const node = run.process.nodes[to]
  if (!node || node.type.attaches) throw fail('flow.jump.unknown', { node: to })
  const closed: Id[] = []
  let parent = node.document.parent
  let target = scope ?? scopeFor(run, elements, parent)
  for (; target === undefined; target = scopeFor(run, elements, parent)) {
    invariant(parent !== undefined, 'the process itself is always open')
    closed.unshift(parent)
    parent = run.process.nodes[parent]?.document.parent
  }
  const touched = elements.flatMap((id) => run.state.elements[id] ?? [])
  for (const element of touched) closeElement(run, element.id, 'cancelled', to)
  clean(run, target, closed[0] ?? to)
  for (const element of touched) closeEmpty(run, element.scope, target)
  const inside = closed.reduce((outer, id) => open(run, id, outer), target)
  run.agenda.push({ node: to, scope: inside, begun })
}

/** Opens a sub-process without beginning it. */
function open(run: Run, node: Id, scope: Id): Id {
  if (run.process.nodes[node]?.document.loop) throw fail('flow.jump.loop', { node: run.process.nodes[node]?.document.label ?? node })
  const { id } = enterNode(run, node, scope, [])
  clearScope(run, id)
  return id
}

/** Takes away all that comes after a node within one scope, what is about to begin there too; what could come back to it only through a loop is not after it. */
function clean(run: Run, scope: Id, to: Id): void {
  const reach = new Set([to, ...forwardWays(run.process).after(to)])
  for (const element of elementsIn(run, scope)) if (reach.has(element.node)) closeElement(run, element.id, 'cancelled', to)
  const comesFrom = (flow: Id) => reach.has(run.process.flows[flow]?.from ?? '')
  const isToCome = (step: Step) =>
    ('node' in step && step.scope === scope && reach.has(step.node)) ||
    ('caught' in step && step.scope === scope && (step.consumes.length > 0 ? step.consumes.some(comesFrom) : reach.has(step.caught)))
  run.agenda.splice(0, run.agenda.length, ...run.agenda.filter((step) => !isToCome(step)))
  const taken = Object.entries(run.state.scopes[scope]?.taken ?? {})
  const flows = taken.flatMap(([flow, tokens]) => (comesFrom(flow) ? Array.from({ length: tokens }, () => flow) : []))
  if (flows.length > 0) run.emit({ type: 'flows.dropped', scope, flows })
  for (const [id, used] of Object.entries(run.state.scopes[scope]?.fired ?? {})) {
    // What a join behind the node had let through is gone: it fires anew.
    const kept = reach.has(id) ? [] : used.filter((flow) => !comesFrom(flow))
    if (kept.length < used.length) run.emit({ type: 'join.fired', scope, node: id, used: kept.length > 0 ? kept : null })
  }
}

/** A sub-process or loop in which nothing is left after the jump does not go on as if it were done. */
function closeEmpty(run: Run, from: Id, target: Id): void {
  for (let scope: Id | null | undefined = from; scope && scope !== target; ) {
    const state: { parent: Id | null; element?: string } | undefined = run.state.scopes[scope]
    if (!state) return
    const isWaitedFor = run.agenda.some((step) => ('scope' in step && step.scope === scope) || ('loop' in step && step.loop === scope))
    if (state.element === undefined || isWaitedFor || elementsIn(run, scope).length > 0) return
    closeElement(run, state.element, 'cancelled', null)
    scope = state.parent
  }
}

/** The innermost open scope around the elements, or else any, that is the inside of `parent`. */
function scopeFor(run: Run, elements: readonly string[], parent: Id | undefined): Id | undefined {
  const isIt = (scope: Id) => isInsideOf(run, scope, parent) && !isWithin(run, scope, elements)
  for (const id of elements) {
    for (let scope: Id | null | undefined = run.state.elements[id]?.scope; scope; scope = run.state.scopes[scope]?.parent) {
      if (isIt(scope)) return scope
    }
  }
  return Object.keys(run.state.scopes).find(isIt)
}

/** Whether a scope goes with one of the elements. */
function isWithin(run: Run, scope: Id, elements: readonly string[]): boolean {
  for (let at: Id | null | undefined = scope; at; at = run.state.scopes[at]?.parent) if (elements.includes(at)) return true
  return false
}

function isInsideOf(run: Run, scope: Id, parent: Id | undefined): boolean {
  const { element, node } = run.state.scopes[scope] ?? {}
  if (parent === undefined) return scope === rootScope
  const holder = element === undefined ? undefined : run.state.elements[element]
  return node === parent && holder !== undefined && !holder.loop && !holder.undoing
}
