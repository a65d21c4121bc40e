import type { ElementInstance, InstanceState } from './state.ts'

/** A snapshot of an earlier version as it would be written today; one of today is given back as it is. */
export function upgradeState(state: InstanceState): InstanceState {
  const isOld = state.variables === undefined || state.parent === undefined || Object.values(state.elements).some(hasOldTimer)
  if (!isOld) return state
  const elements = Object.entries(state.elements).map(([id, element]) => [id, hasOldTimer(element) ? withTimers(element) : element])
  return { ...state, variables: state.variables ?? {}, parent: state.parent ?? null, elements: Object.fromEntries(elements) }
}

const hasOldTimer = (element: ElementInstance): boolean => element.timer !== undefined

function withTimers({ timer = '', ...element }: ElementInstance): ElementInstance {
  return { ...element, timers: { [timer]: { name: '', dueAt: element.enteredAt, round: 1 } }, timersSet: 1 }
}
