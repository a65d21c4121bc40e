import { type Id, invariant } from '@tangram/data-model'
import type { FlowEvent } from './event.ts'
import type { InstanceState, ScopeState } from './state.ts'

type ScopeEvent = Extract<
  FlowEvent,
  { type: 'flow.taken' | 'flows.dropped' | 'scope.opened' | 'scope.closed' | 'scope.named' | 'undo.noted' | 'join.fired' }
>

/** What an event changes of the scopes. */
export function applyToScope(state: InstanceState, event: ScopeEvent): InstanceState {
  switch (event.type) {
    case 'flow.taken':
      return withTokens(state, event.scope, [event.flow], 1)
    case 'flows.dropped':
      return event.flows ? withTokens(state, event.scope, event.flows, -1) : withScope(state, event.scope, { taken: {} })
    case 'scope.opened': {
      const { scope, parent, element, node } = event
      return { ...state, scopes: { ...state.scopes, [scope]: { parent, element, node, taken: {} } } }
    }
    case 'scope.closed': {
      invariant(Object.keys(scopeOf(state, event.scope).taken).length === 0, `scope ${event.scope} still holds tokens`)
      const { [event.scope]: _, ...scopes } = state.scopes
      return { ...state, scopes }
    }
    case 'scope.named':
      return withScope(state, event.scope, { names: { ...scopeOf(state, event.scope).names, ...event.names } })
    case 'undo.noted':
      return withScope(state, event.scope, { undoable: [...(scopeOf(state, event.scope).undoable ?? []), event.entry] })
    case 'join.fired': {
      const { [event.node]: _, ...others } = scopeOf(state, event.scope).fired ?? {}
      return withScope(state, event.scope, { fired: event.used === null ? others : { ...others, [event.node]: event.used } })
    }
  }
}

/** Puts tokens on flows or takes them off. @throws InvariantError when one is not there */
export function withTokens(state: InstanceState, scope: Id, flows: readonly Id[], change: 1 | -1): InstanceState {
  if (flows.length === 0) return state
  const taken = { ...scopeOf(state, scope).taken }
  for (const flow of flows) {
    const left = (taken[flow] ?? 0) + change
    invariant(left >= 0, `no token on flow ${flow}`)
    if (left === 0) delete taken[flow]
    else taken[flow] = left
  }
  return withScope(state, scope, { taken })
}

export function withScope(state: InstanceState, id: Id, change: Partial<ScopeState>): InstanceState {
  return { ...state, scopes: { ...state.scopes, [id]: { ...scopeOf(state, id), ...change } } }
}

function scopeOf(state: InstanceState, scope: Id): ScopeState {
  const found = state.scopes[scope]
  invariant(found, `no scope ${scope}`)
  return found
}
