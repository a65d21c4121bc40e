import { unreachable } from '@tangram/data-model'
import { applyToElement } from './apply-to-element.ts'
import { applyToScope } from './apply-to-scope.ts'
import { applyToTasks } from './apply-to-tasks.ts'
import type { FlowEvent } from './event.ts'
import { migrated } from './migrated.ts'
import { type InstanceState, rememberedRequests } from './state.ts'
import { upgradeState } from './upgrade-state.ts'

/**
 * The state after one event. Knows nothing of processes, commands or facts: an event says all that changes.
 *
 * @throws InvariantError if the event cannot follow the state (a token consumed that is not there, a task closed twice)
 */
export function apply(state: InstanceState, event: FlowEvent): InstanceState {
  switch (event.type) {
    case 'command.accepted': {
      const now = upgradeState(state)
      return { ...now, requests: [...now.requests, event.requestId].slice(-rememberedRequests) }
    }
    case 'instance.started':
      return {
        ...state,
        status: 'running',
        record: event.record,
        initiator: event.initiator,
        startedAt: event.at,
        variables: event.variables ?? {},
        parent: event.parent ?? null,
        scopes: { [event.scope]: { parent: null, taken: {} } },
      }
    case 'task.opened':
    case 'task.closed':
    case 'task.changed':
    case 'task.operated':
    case 'task.led':
    case 'task.voided':
    case 'task.carried':
    case 'copies.sent':
      return applyToTasks(state, event)
    case 'variables.set':
      return { ...state, variables: { ...state.variables, ...event.variables } }
    case 'end.reached':
      return { ...state, ending: event.outcome }
    case 'instance.suspended':
      return { ...state, suspendedAt: event.at, held: [] }
    case 'command.held':
      return { ...state, held: [...(state.held ?? []), event.command] }
    case 'instance.resumed': {
      const { suspendedAt: _at, held: _held, ...rest } = state
      return rest
    }
    case 'instance.migrated':
      return migrated(state, event)
    case 'instance.ended':
      return { ...state, status: event.status, outcome: event.outcome, endedAt: event.at, scopes: {} }
    case 'flow.taken':
    case 'flows.dropped':
    case 'scope.opened':
    case 'scope.closed':
    case 'scope.named':
    case 'undo.noted':
    case 'join.fired':
      return applyToScope(state, event)
    case 'element.entered':
    case 'element.left':
    case 'link.issued':
    case 'timer.set':
    case 'timer.fired':
    case 'timer.stopped':
    case 'subscription.opened':
    case 'subscription.closed':
    case 'action.awaited':
    case 'action.done':
    case 'call.begun':
    case 'call.over':
    case 'incident.opened':
    case 'incident.closed':
    case 'loop.begun':
    case 'loop.advanced':
    case 'loop.grown':
    case 'loop.released':
    case 'undo.begun':
    case 'undo.next':
      return applyToElement(state, event)
    case 'link.answered':
      return { ...state, isAnswered: true }
    case 'message.received':
    case 'error.thrown':
    case 'escalation.thrown':
    case 'instance.jumped':
    case 'record.changed':
      return state
    default:
      return unreachable(event)
  }
}
