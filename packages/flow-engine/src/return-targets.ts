import type { Id, Instant, LocalizedText } from '@tangram/data-model'
import type { ReturnRuleDocument } from './approval/document.ts'
import { forwardWays } from './approval/forward-ways.ts'
import { returnRuleOf } from './approval/task-settings.ts'
import type { CompiledNode, CompiledProcess } from './compile-process.ts'
import type { ElementInstance, InstanceState, TaskState } from './state.ts'

/** A step a task may be sent back to. `at`: when it was last done. */
export type ReturnTarget = { node: Id; label: LocalizedText; at: Instant }

/**
 * Where the task may be sent back to, the latest first: what its node allows of the steps that people have done on the way here. Steps
 * inside a branch or a sub-process that this task is not part of are left out, because nothing would lead out of them again.
 */
export function returnTargets(process: CompiledProcess, state: InstanceState, taskId: string): ReturnTarget[] {
  const task = state.tasks[taskId]
  const node = task && process.nodes[task.node]
  if (!task || !node) return []
  const all = waysBack(process, state, task)
  const { to } = returnRuleOf(node)
  const isStart = (target: ReturnTarget) => process.nodes[target.node]?.type.begins === true
  const [previous] = all.filter((target) => !isStart(target))
  return all.filter((target) =>
    isStart(target) ? to.includes('start') || to.includes('any') : to.includes('any') || (to.includes('previous') && target === previous),
  )
}

/** The node that a setting means; undefined when the process has not been there or cannot go back to it. */
export function returnTargetFor(
  process: CompiledProcess,
  state: InstanceState,
  task: TaskState,
  to: ReturnRuleDocument['to'][number] | Id,
): Id | undefined {
  const all = waysBack(process, state, task)
  const isStart = (target: ReturnTarget) => process.nodes[target.node]?.type.begins === true
  if (to === 'start') return all.find(isStart)?.node
  if (to === 'previous') return (all.find((target) => !isStart(target)) ?? all[0])?.node
  return all.find((target) => target.node === to)?.node
}

/** The element to end when the task goes back to that node: its own, or the one around it that stands beside the node. */
export function elementBeside(process: CompiledProcess, state: InstanceState, element: string, target: Id): ElementInstance | undefined {
  const parent = process.nodes[target]?.document.parent
  let found = state.elements[element]
  while (found && (found.index !== undefined || process.nodes[found.node]?.document.parent !== parent)) {
    const holder: string | undefined = state.scopes[found.scope]?.element
    found = holder === undefined ? undefined : state.elements[holder]
  }
  return found
}

function waysBack(process: CompiledProcess, state: InstanceState, task: TaskState): ReturnTarget[] {
  const latest = new Map<Id, Instant>()
  for (const other of Object.values(state.tasks)) {
    if (other.status !== 'done' || other.by === undefined || other.closedAt === undefined || other.isVoid) continue
    if (other.kind === 'opinion' || other.outcome === 'transferred' || other.outcome === 'returned') continue
    const before = latest.get(other.node)
    if (before === undefined || before < other.closedAt) latest.set(other.node, other.closedAt)
  }
  const start = Object.values(process.nodes).find(
    ({ type, document }) => type.begins && document.parent === undefined && state.nodes[document.id] !== undefined,
  )
  if (start && state.initiator !== null && state.startedAt !== null) latest.set(start.document.id, state.startedAt)
  return [...latest]
    .flatMap(([id, at]) => {
      const target = process.nodes[id]
      return target && leadsBack(process, state, task, target) ? [{ node: id, label: target.document.label, at }] : []
    })
    .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0) || order(process, other.node) - order(process, one.node))
}

const order = (process: CompiledProcess, node: Id) => process.document.nodes.order.indexOf(node)

function leadsBack(process: CompiledProcess, state: InstanceState, task: TaskState, target: CompiledNode): boolean {
  const from = elementBeside(process, state, task.element, target.document.id)
  if (!from || target.document.id === from.node) return false
  if (Object.values(state.elements).some(({ node, scope }) => node === target.document.id && scope === from.scope)) return false
  const { after } = forwardWays(process)
  return after(target.document.id).has(from.node) && isSelfContained(process, target.document.id, from.node)
}

/** A token that begins at `first` can get to `last` alone: no join between waits for a branch that does not begin there too. */
export function isSelfContained(process: CompiledProcess, first: Id, last: Id): boolean {
  const { after } = forwardWays(process)
  const joins = [...after(first)].filter((join) => join === last || after(join).has(last))
  return joins.every((join) => branchesInto(process, join).every((from) => from === first || after(first).has(from)))
}

/** Nodes whose tokens a join waits for; none for what does not wait. */
export function branchesInto(process: CompiledProcess, join: Id): Id[] {
  const node = process.nodes[join]
  const { isForward } = forwardWays(process)
  if (node?.type.gathers !== 'all' && node?.type.gathers !== 'counted') return []
  return node.incoming.flatMap((flow) => process.flows[flow]?.from ?? []).filter((from) => isForward(from, join))
}
