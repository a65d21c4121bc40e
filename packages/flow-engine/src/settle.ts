import { type Id, invariant } from '@tangram/data-model'
import { endInstance } from './end-instance.ts'
import { beginNext, enterCaught, enterNode, enterStuck } from './enter-node.ts'
import { fail } from './errors.ts'
import { deliver } from './fire-wait.ts'
import { insideDone, stepDone } from './inside-done.ts'
import { consumed, nextJoin, resetJoins } from './joins.ts'
import { jump } from './jump.ts'
import type { Run, Step } from './run.ts'
import { rootScope } from './state.ts'
import { elementsIn } from './tokens.ts'

/** Nodes one command may pass before the engine takes it for an endless loop; instances of loops are bounded by themselves. */
const maxSteps = 1000
const maxInstances = 10_000

/** Moves tokens on until every branch waits for something or the instance is over. */
export function settle(run: Run): void {
  const bounds = { steps: 0, instances: 0 }
  const isRunning = () => run.state.status === 'running'
  do {
    for (let step = run.agenda.shift(); step; step = run.agenda.shift()) if (isRunning()) take(run, step, bounds)
  } while (isRunning() && moveOn(run, bounds))
  if (isRunning() && elementsIn(run, rootScope).length === 0) finish(run)
}

type Bounds = { steps: number; instances: number }

function count(bounds: Bounds, what: keyof Bounds): void {
  bounds[what] += 1
  if (bounds.steps > maxSteps || bounds.instances > maxInstances) throw fail('flow.process.endless', { steps: maxSteps })
}

/** One thing that is still to be looked at; it may have become pointless meanwhile. */
function take(run: Run, step: Step, bounds: Bounds): void {
  if ('loop' in step) {
    count(bounds, 'instances')
    beginNext(run, step.loop)
    return
  }
  if ('inside' in step) {
    stepDone(run, step.inside)
    return
  }
  if ('subscription' in step) {
    const element = run.state.elements[step.element]
    if (element?.subscriptions?.[step.subscription]) deliver(run, element, step.subscription, step.payload)
    else if (step.otherwise) run.effects.push(step.otherwise)
    return
  }
  if (run.state.scopes[step.scope] === undefined) return
  if ('flow' in step) {
    const to = run.process.nodes[run.process.flows[step.flow]?.to ?? '']
    invariant(to, `flow ${step.flow} leads nowhere`)
    const consumes = consumed(run, to, step.flow, step.scope)
    if (!consumes) return
    count(bounds, 'steps')
    enterNode(run, to.document.id, step.scope, consumes)
  } else {
    count(bounds, 'steps')
    if ('jumpTo' in step) jump(run, { elements: [], to: step.jumpTo, scope: step.scope, begun: step.begun })
    else if ('caught' in step) enterCaught(run, step.caught, step.scope, step.consumes, step.signal)
    else enterNode(run, step.node, step.scope, [], step.begun)
  }
}

/** Nothing moves by itself: a join that need not wait any longer, or the inside of an element that is done. */
function moveOn(run: Run, bounds: Bounds): boolean {
  const join = nextJoin(run)
  if (join) {
    count(bounds, 'steps')
    enterNode(run, join.node, join.scope, join.consumes)
    return true
  }
  return resetJoins(run) || insidesDone(run, bounds)
}

function insidesDone(run: Run, bounds: Bounds): boolean {
  const busy = new Set(Object.values(run.state.elements).map((element) => element.scope))
  for (const [scope, { element, taken }] of Object.entries(run.state.scopes)) {
    if (element === undefined || busy.has(scope)) continue
    const [flow] = Object.keys(taken)
    count(bounds, 'instances')
    if (flow !== undefined) {
      holdStuck(run, scope, flow)
      return true
    }
    if (insideDone(run, element)) return true
  }
  return false
}

/** Nothing is active any more: the last token was used up, or a join waits for what can never come. */
function finish(run: Run): void {
  const [flow] = Object.keys(run.state.scopes[rootScope]?.taken ?? {})
  if (flow === undefined) endInstance(run, 'ended', run.state.ending ?? 'done')
  else holdStuck(run, rootScope, flow)
}

function holdStuck(run: Run, scope: Id, flow: Id): void {
  const taken = run.state.scopes[scope]?.taken ?? {}
  const node = run.process.nodes[run.process.flows[flow]?.to ?? '']
  invariant(node, `flow ${flow} leads nowhere`)
  enterStuck(
    run,
    node.document.id,
    scope,
    node.incoming.filter((incoming) => (taken[incoming] ?? 0) > 0),
  )
}
