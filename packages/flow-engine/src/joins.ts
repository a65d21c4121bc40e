import type { Id } from '@tangram/data-model'
import { isTruthy } from '@tangram/expression'
import type { CompiledNode } from './compile-process.ts'
import { evaluate } from './evaluate.ts'
import { sourcesOf } from './reach.ts'
import type { Run } from './run.ts'
import { elementsIn } from './tokens.ts'

/**
 * The tokens a node uses up now that one has come on a flow; undefined while it waits for more. An inclusive join is never asked
 * here: whether anything else can come is only known when nothing moves (`nextJoin`).
 */
export function consumed(run: Run, node: CompiledNode, flow: Id, scope: Id): Id[] | undefined {
  if (tokensOn(run, scope, flow) === 0 || node.type.gathers === 'coming') return undefined
  if (node.type.gathers === 'counted') return counted(run, node, flow, scope)
  const consumes = node.type.gathers === 'all' ? node.incoming : [flow]
  return consumes.every((incoming) => tokensOn(run, scope, incoming) > 0) ? consumes : undefined
}

/** A complex join: fires when enough have come, then throws away what else comes until the rest is there. */
function counted(run: Run, node: CompiledNode, flow: Id, scope: Id): Id[] | undefined {
  const { id } = node.document
  const used = run.state.scopes[scope]?.fired?.[id]
  if (used) {
    if (!used.includes(flow)) swallow(run, node, scope, [...used, flow], flow)
    return undefined
  }
  const there = node.incoming.filter((incoming) => tokensOn(run, scope, incoming) > 0)
  const names = { $arrived: there.length, $incoming: node.incoming.length }
  const place = { id: '', node: id, scope, visit: 0, enteredAt: run.given.now }
  const fires = node.type.activates?.(node.config, {
    arrived: there.length,
    incoming: node.incoming.length,
    holds: (logic) => run.within(place, names, () => isTruthy(evaluate(run, logic))),
  })
  if (!fires) return undefined
  if (there.length < node.incoming.length) run.emit({ type: 'join.fired', scope, node: id, used: there })
  return there
}

function swallow(run: Run, node: CompiledNode, scope: Id, used: Id[], flow: Id): void {
  run.emit({ type: 'flows.dropped', scope, flows: [flow] })
  run.emit({ type: 'join.fired', scope, node: node.document.id, used })
  if (node.incoming.every((incoming) => used.includes(incoming))) reset(run, node, scope)
}

/** The next round begins, with what has come for it already. */
function reset(run: Run, node: CompiledNode, scope: Id): void {
  run.emit({ type: 'join.fired', scope, node: node.document.id, used: null })
  for (const flow of node.incoming) if (tokensOn(run, scope, flow) > 0) run.agenda.push({ flow, scope })
}

/** A join that something has come to and that may still wait for more. */
type Candidate = { node: CompiledNode; scope: Id /** Flows nothing has come on yet. */; open: Id[] }

/**
 * When nothing moves: the inclusive join that need not wait any longer, with the tokens it uses up. It need not when nothing active
 * and no token in its scope can come to one of its empty flows other than through the join itself. Joins that wait for nothing but
 * each other would wait for ever: the first of them goes.
 *
 * @see van der Aalst, workflow patterns 37 and 38
 */
export function nextJoin(run: Run): { node: Id; scope: Id; consumes: Id[] } | undefined {
  for (const [scope, { taken }] of Object.entries(run.state.scopes)) {
    if (Object.keys(taken).length === 0) continue
    const waiting = candidatesIn(run, scope)
    const ready = waiting.find((candidate) => blockersOf(run, candidate).length === 0) ?? mutual(run, waiting)
    if (ready) {
      const consumes = ready.node.incoming.filter((flow) => tokensOn(run, scope, flow) > 0)
      return { node: ready.node.document.id, scope, consumes }
    }
  }
  return undefined
}

/** When nothing moves: a complex join whose rest cannot come any more begins anew. */
export function resetJoins(run: Run): boolean {
  const before = run.agenda.length
  let isReset = false
  for (const [scope, { fired = {} }] of Object.entries(run.state.scopes)) {
    for (const [id, used] of Object.entries(fired)) {
      const node = run.process.nodes[id]
      if (!node || blockersOf(run, { node, scope, open: node.incoming.filter((flow) => !used.includes(flow)) }).length > 0) continue
      reset(run, node, scope)
      isReset = true
    }
  }
  return isReset && run.agenda.length > before
}

function candidatesIn(run: Run, scope: Id): Candidate[] {
  return Object.values(run.process.nodes).flatMap((node) => {
    if (node.type.gathers !== 'coming') return []
    const open = node.incoming.filter((flow) => tokensOn(run, scope, flow) === 0)
    return open.length < node.incoming.length ? [{ node, scope, open }] : []
  })
}

/** Nodes where something stands that can still come to an open flow. */
function blockersOf(run: Run, { node, scope, open }: Candidate): Id[] {
  if (open.length === 0) return []
  const sources = sourcesOf(run.process, node.document.id, open)
  const tokens = Object.keys(run.state.scopes[scope]?.taken ?? {}).map((flow) => run.process.flows[flow]?.to ?? '')
  const active = elementsIn(run, scope).flatMap((element) =>
    element.loop?.released ? (run.process.nodes[element.node]?.attached ?? []) : [element.node],
  )
  return [...tokens, ...active].filter((id) => sources.has(id))
}

function mutual(run: Run, waiting: Candidate[]): Candidate | undefined {
  let left = waiting
  for (;;) {
    const among = new Set(left.map((candidate) => candidate.node.document.id))
    const kept = left.filter((candidate) => {
      const busy = new Set(elementsIn(run, candidate.scope).map((element) => element.node))
      return blockersOf(run, candidate).every((id) => among.has(id) && !busy.has(id))
    })
    if (kept.length === left.length) return left[0]
    left = kept
  }
}

function tokensOn(run: Run, scope: Id, flow: Id): number {
  return run.state.scopes[scope]?.taken[flow] ?? 0
}
