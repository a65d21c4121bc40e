import type { Id } from '@tangram/data-model'
import type { InstanceIncident, InstanceVisit, Named } from '../client/types.ts'

/** `ahead`: no token has come here. */
export type Standing = 'done' | 'active' | 'failed' | 'cancelled' | 'ahead'

export type NodeStanding = {
  status: Standing
  visits: number
  /** All visits together, and what of them lies within working hours; null where nobody counts those. */
  wallMs: number
  workingMs: number | null
  /** Who has it now, or had it last. */
  holders: Named[]
}

const ahead: NodeStanding = { status: 'ahead', visits: 0, wallMs: 0, workingMs: null, holders: [] }

/** How each node of an instance stands; nodes that nobody came to are `ahead`. `now`: for those that are not over. */
export function standingsOf(
  visits: readonly InstanceVisit[],
  incidents: readonly InstanceIncident[],
  now: number,
): (node: Id) => NodeStanding {
  const standings = new Map<Id, NodeStanding>()
  const failed = new Set(incidents.map(({ node }) => node))
  for (const visit of visits) {
    const before = standings.get(visit.node) ?? ahead
    standings.set(visit.node, {
      status: before.status === 'active' ? 'active' : visit.status,
      visits: before.visits + 1,
      wallMs: before.wallMs + wallMsOf(visit, now),
      workingMs: visit.workingMs === null ? before.workingMs : (before.workingMs ?? 0) + visit.workingMs,
      holders: visit.holders.length > 0 && (visit.status === 'active' || before.status !== 'active') ? visit.holders : before.holders,
    })
  }
  for (const node of failed) standings.set(node, { ...(standings.get(node) ?? ahead), status: 'failed' })
  return (node) => standings.get(node) ?? ahead
}

/** From the beginning of a visit to its end, or until now. */
export function wallMsOf({ startedAt, endedAt }: Pick<InstanceVisit, 'startedAt' | 'endedAt'>, now: number): number {
  return (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt)
}
