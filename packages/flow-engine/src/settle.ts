import { type Id, invariant } from '@tangram/data-model'
import { enterNode } from './enter-node.ts'
import { fail } from './errors.ts'
import type { Run } from './run.ts'

/** Nodes one command may pass before the engine takes it for an endless loop. */
const maxSteps = 1000

/** Moves tokens on until every branch waits for something or the instance is over. */
export function settle(run: Run): void {
  for (let steps = 0; ; ) {
    const next = run.agenda.shift()
    if (!next) break
    const ready = run.state.status === 'running' && consumable(run, next)
    if (!ready) continue
    steps += 1
    if (steps > maxSteps) throw fail('flow.process.endless', { steps: maxSteps })
    enterNode(run, ready.node, next.scope, ready.consumes)
  }
  if (run.state.status === 'running' && Object.keys(run.state.elements).length === 0) finish(run)
}

/** The node the token on a flow brings to life and the tokens it uses up; undefined while a join waits for more. */
function consumable(run: Run, { flow, scope }: { flow: Id; scope: Id }): { node: Id; consumes: Id[] } | undefined {
  const taken = run.state.scopes[scope]?.taken ?? {}
  const to = run.process.flows[flow]?.to
  const node = to === undefined ? undefined : run.process.nodes[to]
  invariant(node, `flow ${flow} leads nowhere`)
  const consumes = node.type.gathers ? node.incoming : [flow]
  return consumes.every((incoming) => (taken[incoming] ?? 0) > 0) ? { node: node.document.id, consumes } : undefined
}

/** Nothing is active any more: the last token was used up, or a join waits for what can never come. */
function finish(run: Run): void {
  const waiting = Object.values(run.state.scopes).flatMap((scope) => Object.keys(scope.taken))
  const [flow] = waiting
  if (flow !== undefined) {
    const node = run.process.nodes[run.process.flows[flow]?.to ?? '']
    throw fail('flow.process.stuck', { node: node?.document.label ?? flow })
  }
  invariant(run.ending !== null, 'the last token vanished without an end')
  endInstance(run, 'ended', run.ending)
}

/** Closes the books: totals into the event, the end to storage. */
export function endInstance(run: Run, status: 'ended' | 'cancelled', outcome: string, more: { by?: string; reason?: string } = {}): void {
  const { startedAt, nodes } = run.state
  const totalMs = startedAt === null ? 0 : Date.parse(run.given.now) - Date.parse(startedAt)
  run.emit({ type: 'instance.ended', status, outcome, totalMs, nodes, ...more })
  run.effects.push({ type: 'instance.end', outcome, totalMs, status })
}
