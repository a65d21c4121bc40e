import type { Id } from '@tangram/data-model'
import type { FlowEvent } from './event.ts'
import type { BegunBy, BegunByReturn, ElementInstance, InstanceState, ScopeState, TaskState, Undoable } from './state.ts'

/** The state under the names of another version: every node and flow that was mapped, wherever it is mentioned. */
export function migrated(state: InstanceState, event: Extract<FlowEvent, { type: 'instance.migrated' }>): InstanceState {
  const node = (id: Id): Id => event.nodes[id] ?? id
  const flow = (id: Id): Id => event.flows[id] ?? id
  return {
    ...state,
    scopes: each(state.scopes, (scope) => scopeAs(scope, node, flow)),
    elements: each(state.elements, (element) => elementAs(element, node)),
    tasks: each(state.tasks, (task) => taskAs(task, node)),
    nodes: summed(state.nodes, node),
  }
}

function scopeAs(scope: ScopeState, node: (id: Id) => Id, flow: (id: Id) => Id): ScopeState {
  const taken: ScopeState['taken'] = {}
  for (const [id, tokens] of Object.entries(scope.taken)) taken[flow(id)] = (taken[flow(id)] ?? 0) + tokens
  const fired = scope.fired && Object.fromEntries(Object.entries(scope.fired).map(([id, used]) => [node(id), used.map(flow)]))
  return {
    ...scope,
    taken,
    ...(scope.node === undefined ? {} : { node: node(scope.node) }),
    ...(scope.undoable ? { undoable: scope.undoable.map((entry) => undoableAs(entry, node)) } : {}),
    ...(fired ? { fired } : {}),
  }
}

function elementAs(element: ElementInstance, node: (id: Id) => Id): ElementInstance {
  const caught = <T extends { catches?: Id }>(wait: T): T => (wait.catches === undefined ? wait : { ...wait, catches: node(wait.catches) })
  return {
    ...element,
    node: node(element.node),
    ...(element.begun ? { begun: begunAs(element.begun, node) } : {}),
    ...(element.timers ? { timers: each(element.timers, caught) } : {}),
    ...(element.subscriptions ? { subscriptions: each(element.subscriptions, caught) } : {}),
    ...(element.undoing ? { undoing: element.undoing.map((entry) => undoableAs(entry, node)) } : {}),
  }
}

function taskAs(task: TaskState, node: (id: Id) => Id): TaskState {
  const { begun } = task.led ?? {}
  return { ...task, node: node(task.node), ...(task.led && begun ? { led: { ...task.led, begun: returnAs(begun, node) } } : {}) }
}

function begunAs(begun: BegunBy, node: (id: Id) => Id): BegunBy {
  if (begun.how === 'return') return returnAs(begun, node)
  return begun.how === 'withdraw' && begun.again ? { ...begun, again: returnAs(begun.again, node) } : begun
}

const returnAs = (begun: BegunByReturn, node: (id: Id) => Id): BegunByReturn => ({ ...begun, from: node(begun.from) })

function undoableAs(entry: Undoable, node: (id: Id) => Id): Undoable {
  return {
    ...entry,
    node: node(entry.node),
    ...(entry.handler === undefined ? {} : { handler: node(entry.handler) }),
    ...(entry.inner ? { inner: entry.inner.map((inner) => undoableAs(inner, node)) } : {}),
  }
}

function summed(nodes: InstanceState['nodes'], node: (id: Id) => Id): InstanceState['nodes'] {
  const sums: InstanceState['nodes'] = {}
  for (const [id, { visits, spentMs }] of Object.entries(nodes)) {
    const before = sums[node(id)] ?? { visits: 0, spentMs: 0 }
    sums[node(id)] = { visits: before.visits + visits, spentMs: before.spentMs + spentMs }
  }
  return sums
}

function each<T>(all: { [key: string]: T }, change: (item: T) => T): { [key: string]: T } {
  return Object.fromEntries(Object.entries(all).map(([key, item]) => [key, change(item)]))
}
