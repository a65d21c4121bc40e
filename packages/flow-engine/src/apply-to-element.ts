import { type Id, invariant } from '@tangram/data-model'
import { withScope, withTokens } from './apply-to-scope.ts'
import type { FlowEvent } from './event.ts'
import type { ElementInstance, InstanceState, LoopState, Undoable } from './state.ts'

type Of<T extends FlowEvent['type']> = Extract<FlowEvent, { type: T }>

type ElementEvent = Of<
  | 'element.entered'
  | 'element.left'
  | 'link.issued'
  | 'timer.set'
  | 'timer.fired'
  | 'timer.stopped'
  | 'subscription.opened'
  | 'subscription.closed'
  | 'action.awaited'
  | 'action.done'
  | 'call.begun'
  | 'call.over'
  | 'incident.opened'
  | 'incident.closed'
  | 'loop.begun'
  | 'loop.advanced'
  | 'loop.grown'
  | 'loop.released'
  | 'undo.begun'
  | 'undo.next'
>

/** What an event changes of the elements. */
export function applyToElement(state: InstanceState, event: ElementEvent): InstanceState {
  if (event.type === 'element.entered') return enter(state, event)
  if (event.type === 'element.left') return leave(state, event)
  const before = elementOf(state, event.element)
  if (event.type === 'undo.begun') return beginUndo(state, event)
  return withElement(state, { ...before, ...changeOf(before, event) })
}

function changeOf(element: ElementInstance, event: Exclude<ElementEvent, Of<'element.entered' | 'element.left' | 'undo.begun'>>) {
  switch (event.type) {
    case 'link.issued':
      return { link: event.key }
    case 'timer.set': {
      const { key, dueAt, name = '', round = 1, catches } = event
      const timer = { name, dueAt, round, ...(catches === undefined ? {} : { catches }) }
      return { timers: { ...element.timers, [key]: timer }, timersSet: (element.timersSet ?? 0) + 1 }
    }
    case 'timer.fired':
    case 'timer.stopped':
      return { timers: without(element.timers, event.key ?? Object.keys(element.timers ?? {})[0]) }
    case 'subscription.opened': {
      const { key, kind, name, correlation, catches } = event
      const listens = { kind, name, ...(correlation === undefined ? {} : { correlation }), ...(catches === undefined ? {} : { catches }) }
      return { subscriptions: { ...element.subscriptions, [key]: listens } }
    }
    case 'subscription.closed':
      return { subscriptions: without(element.subscriptions, event.key) }
    case 'action.awaited':
      return { awaits: event.key }
    case 'action.done':
      return { awaits: undefined }
    case 'call.begun':
      return { child: event.key }
    case 'call.over':
      return { child: undefined }
    case 'incident.opened':
      return { incident: { key: event.key, code: event.code, message: event.message, at: event.at } }
    case 'incident.closed':
      return { incident: undefined, ...(event.retried ? { retried: (element.retried ?? 0) + 1 } : {}) }
    case 'undo.next':
      return { undoing: element.undoing?.slice(0, -1) }
    default:
      return { loop: loopAfter(element.loop, event) }
  }
}

function loopAfter(loop: LoopState | undefined, event: Of<'loop.begun' | 'loop.advanced' | 'loop.grown' | 'loop.released'>): LoopState {
  if (event.type === 'loop.begun') {
    return { total: event.total, started: 0, completed: 0, collected: {}, ...(event.items ? { items: event.items } : {}) }
  }
  invariant(loop, `element ${event.element} is no loop`)
  if (event.type === 'loop.released') return { ...loop, released: true }
  if (event.type === 'loop.grown') {
    const items = loop.items && { items: [...loop.items, event.item ?? null] }
    return { ...loop, total: (loop.total ?? 0) + 1, ...items }
  }
  const collected = event.value === undefined ? loop.collected : { ...loop.collected, [event.index]: event.value }
  return { ...loop, completed: loop.completed + 1, collected }
}

function enter(state: InstanceState, event: Of<'element.entered'>): InstanceState {
  const { element: id, node, scope, visit, at, index, item, begun } = event
  const spentMs = state.nodes[node]?.spentMs ?? 0
  const instance = index === undefined ? {} : { index, ...(item === undefined ? {} : { item }) }
  const after = {
    ...withTokens(state, scope, event.consumes, -1),
    elements: { ...state.elements, [id]: { id, node, scope, visit, enteredAt: at, ...instance, ...(begun ? { begun } : {}) } },
    nodes: { ...state.nodes, [node]: { visits: visit, spentMs } },
    ...(begun?.how === 'return' ? { returnedAt: at } : {}),
  }
  return index === undefined ? after : started(after, scope, index)
}

function started(state: InstanceState, scope: Id, index: number): InstanceState {
  const holder = elementOf(state, state.scopes[scope]?.element ?? '')
  invariant(holder.loop, `element ${holder.id} is no loop`)
  return withElement(state, { ...holder, loop: { ...holder.loop, started: Math.max(holder.loop.started, index + 1) } })
}

function leave(state: InstanceState, event: Of<'element.left'>): InstanceState {
  const { index } = elementOf(state, event.element)
  const { [event.element]: _, ...elements } = state.elements
  if (index !== undefined) return { ...state, elements }
  const node = state.nodes[event.node] ?? { visits: 1, spentMs: 0 }
  return { ...state, elements, nodes: { ...state.nodes, [event.node]: { ...node, spentMs: node.spentMs + event.spentMs } } }
}

function beginUndo(state: InstanceState, event: Of<'undo.begun'>): InstanceState {
  const begun = withElement(state, { ...elementOf(state, event.element), undoing: event.entries })
  const ids = new Set(flat(event.entries).map((entry) => entry.element))
  const undoable = (state.scopes[event.scope]?.undoable ?? []).filter((entry) => !flat([entry]).some(({ element }) => ids.has(element)))
  return withScope(begun, event.scope, { undoable })
}

function flat(entries: readonly Undoable[]): Undoable[] {
  return entries.flatMap((entry) => [entry, ...flat(entry.inner ?? [])])
}

function without<T>(all: { [key: string]: T } | undefined, key: string | undefined): { [key: string]: T } | undefined {
  if (!all || key === undefined) return all
  const { [key]: _, ...rest } = all
  return Object.keys(rest).length > 0 ? rest : undefined
}

/** A property that is undefined is left out, so that the snapshot is the same after a round through JSON. */
function withElement(state: InstanceState, element: ElementInstance): InstanceState {
  const kept = Object.fromEntries(Object.entries(element).filter(([, value]) => value !== undefined)) as ElementInstance
  return { ...state, elements: { ...state.elements, [element.id]: kept } }
}

function elementOf(state: InstanceState, id: string): ElementInstance {
  const found = state.elements[id]
  invariant(found, `element ${id} is not active`)
  return found
}
