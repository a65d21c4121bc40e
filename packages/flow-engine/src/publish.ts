import type { JsonObject } from '@tangram/data-model'
import type { Run } from './run.ts'

export type Published = { kind: 'message' | 'signal'; name: string; correlation?: string; payload: JsonObject; ttlMs?: number }

/**
 * Sends a message or signal. Listeners of this very instance get it within the decision; a message that one of them takes goes no
 * further.
 */
export function publish(run: Run, key: string, what: Published): void {
  const { kind, name, correlation, payload } = what
  const own = Object.values(run.state.elements).flatMap((element) =>
    Object.entries(element.subscriptions ?? {})
      .filter(([, listens]) => listens.kind === kind && listens.name === name && (kind === 'signal' || listens.correlation === correlation))
      .map(([subscription]) => ({ element: element.id, subscription, payload })),
  )
  const effect = { type: 'publish' as const, key, ...what }
  if (kind === 'message') {
    const [first] = own
    if (first) run.agenda.push({ ...first, otherwise: effect })
    else run.effects.push(effect)
    return
  }
  run.agenda.push(...own)
  run.effects.push(own.length > 0 ? { ...effect, told: own.map((one) => one.subscription) } : effect)
}
