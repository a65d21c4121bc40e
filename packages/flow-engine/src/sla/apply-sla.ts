import type { SlaEvent } from './event.ts'
import type { SlaClock, SlaState } from './state.ts'

/** The state after an event. Replaying all events of a record gives its state. */
export function applySla(state: SlaState, event: SlaEvent): SlaState {
  const before = state.clocks[event.stage]
  const { stage, round, at, elapsedMs, pausedMs, targetMs, dueAt } = event
  const counted = { elapsedMs, pausedMs, targetMs, dueAt, countedTo: at }
  const clock: SlaClock =
    event.type === 'started' || !before
      ? {
          ...counted,
          stage,
          round,
          status: 'running',
          startedAt: at,
          isPaused: event.type === 'started' && event.isPaused,
          warned: [],
          warnedAt: null,
          breachedAt: null,
          escalated: [],
          endedAt: null,
        }
      : { ...before, ...counted, ...changed(before, event) }
  return { clocks: { ...state.clocks, [stage]: { ...clock, status: statusOf(clock, event) } } }
}

function changed(clock: SlaClock, event: SlaEvent): Partial<SlaClock> {
  switch (event.type) {
    case 'paused':
    case 'resumed':
      return { isPaused: event.type === 'paused' }
    case 'warned':
      return { warned: [...clock.warned, event.percent], warnedAt: clock.warnedAt ?? event.at }
    case 'breached':
      return { breachedAt: event.at }
    case 'escalated':
      return { escalated: [...clock.escalated, event.escalation] }
    case 'met':
    case 'cancelled':
      return { endedAt: event.at }
    default:
      return {}
  }
}

function statusOf(clock: SlaClock, event: SlaEvent): SlaClock['status'] {
  if (clock.breachedAt !== null) return 'breached'
  if (event.type === 'met' || event.type === 'cancelled') return event.type
  return clock.isPaused ? 'paused' : 'running'
}
