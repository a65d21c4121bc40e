import { type Id, invariant, unreachable } from '@tangram/data-model'
import type { FlowEvent } from './event.ts'
import { type ElementInstance, type InstanceState, rememberedRequests, type TaskState } from './state.ts'

/**
 * The state after one event. Knows nothing of processes, commands or facts: an event says all that changes.
 *
 * @throws InvariantError if the event cannot follow the state (a token consumed that is not there, a task closed twice)
 */
export function apply(state: InstanceState, event: FlowEvent): InstanceState {
  switch (event.type) {
    case 'command.accepted':
      return { ...state, requests: [...state.requests, event.requestId].slice(-rememberedRequests) }
    case 'instance.started':
      return {
        ...state,
        status: 'running',
        record: event.record,
        initiator: event.initiator,
        startedAt: event.at,
        scopes: { [event.scope]: { parent: null, taken: {} } },
      }
    case 'flow.taken':
      return withTokens(state, event.scope, [event.flow], 1)
    case 'element.entered':
      return enter(state, event)
    case 'element.left':
      return leave(state, event)
    case 'task.opened':
      return { ...state, tasks: { ...state.tasks, [event.task.id]: { ...event.task, status: 'open', openedAt: event.at } } }
    case 'task.closed':
      return { ...state, tasks: { ...state.tasks, [event.task]: closed(state.tasks[event.task], event) } }
    case 'link.issued':
      return withElement(state, event.element, { link: event.key })
    case 'timer.set':
      return withElement(state, event.element, { timer: event.key })
    case 'timer.fired':
      return withElement(state, event.element, { timer: undefined })
    case 'flows.dropped':
      return { ...state, scopes: { ...state.scopes, [event.scope]: { parent: scopeOf(state, event.scope).parent, taken: {} } } }
    case 'instance.ended':
      return { ...state, status: event.status, outcome: event.outcome, endedAt: event.at, scopes: {} }
    case 'link.answered':
    case 'record.changed':
      return state
    default:
      return unreachable(event)
  }
}

function enter(state: InstanceState, event: Extract<FlowEvent, { type: 'element.entered' }>): InstanceState {
  const { element: id, node, scope, visit, at } = event
  const spentMs = state.nodes[node]?.spentMs ?? 0
  return {
    ...withTokens(state, scope, event.consumes, -1),
    elements: { ...state.elements, [id]: { id, node, scope, visit, enteredAt: at } },
    nodes: { ...state.nodes, [node]: { visits: visit, spentMs } },
  }
}

function leave(state: InstanceState, event: Extract<FlowEvent, { type: 'element.left' }>): InstanceState {
  invariant(state.elements[event.element], `element ${event.element} is not active`)
  const { [event.element]: _, ...elements } = state.elements
  const node = state.nodes[event.node] ?? { visits: 1, spentMs: 0 }
  return { ...state, elements, nodes: { ...state.nodes, [event.node]: { ...node, spentMs: node.spentMs + event.spentMs } } }
}

function closed(task: TaskState | undefined, event: Extract<FlowEvent, { type: 'task.closed' }>): TaskState {
  invariant(task?.status === 'open' || task?.status === 'waiting', `task ${event.task} is not open`)
  const { at, status, outcome, by, opinion } = event
  return {
    ...task,
    status,
    closedAt: at,
    ...(outcome === undefined ? {} : { outcome }),
    ...(by === undefined ? {} : { by }),
    ...(opinion === undefined ? {} : { opinion }),
  }
}

function withTokens(state: InstanceState, scope: Id, flows: readonly Id[], change: 1 | -1): InstanceState {
  if (flows.length === 0) return state
  const before = scopeOf(state, scope)
  const taken = { ...before.taken }
  for (const flow of flows) {
    const left = (taken[flow] ?? 0) + change
    invariant(left >= 0, `no token on flow ${flow}`)
    if (left === 0) delete taken[flow]
    else taken[flow] = left
  }
  return { ...state, scopes: { ...state.scopes, [scope]: { ...before, taken } } }
}

function withElement(state: InstanceState, id: string, change: Pick<ElementInstance, 'link' | 'timer'>): InstanceState {
  const before = state.elements[id]
  invariant(before, `element ${id} is not active`)
  const after = { ...before, ...change }
  if (after.timer === undefined) delete after.timer
  return { ...state, elements: { ...state.elements, [id]: after } }
}

function scopeOf(state: InstanceState, scope: Id) {
  const found = state.scopes[scope]
  invariant(found, `no scope ${scope}`)
  return found
}
