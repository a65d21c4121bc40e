import type { Id } from '@tangram/data-model'
import type { Simulation, Waiting } from '@tangram/flow-engine'

/** The step a waiting is named by: the event on the border, or the way of an event gateway, rather than what stands and waits for it. */
export function namedBy({ elements }: Simulation['state'], waiting: Waiting): Id {
  const element = elements[waiting.element]
  const set =
    waiting.kind === 'timer'
      ? element?.timers?.[waiting.key]
      : waiting.kind === 'subscription'
        ? element?.subscriptions?.[waiting.key]
        : undefined
  return set?.catches ?? waiting.node
}
