import type { Id } from '@tangram/data-model'
import { branchesInto } from '../return-targets.ts'
import type { Run } from '../run.ts'
import type { ElementInstance } from '../state.ts'
import { flowsTaken } from '../take-flows.ts'
import { forwardWays } from './forward-ways.ts'
import { returnOf } from './return-of.ts'

/**
 * The node a token goes straight back to after its task was sent back to this one; undefined when it takes the usual way. The way is
 * looked for again with the values as they are now: a node that is not on it any more is not gone back to, and one inside of branches
 * that have yet to begin cannot be.
 */
export function directWayBack(run: Run, element: ElementInstance, port: Id | undefined): Id | undefined {
  const { node } = element
  const sentBack = returnOf(element.begun)
  if (sentBack?.resubmit !== 'direct') return undefined
  const { from } = sentBack
  const isBeside = run.process.nodes[from]?.document.parent === run.process.nodes[node]?.document.parent
  return isBeside && joinsFrom(run, node, from) && isOnTheWay(run, node, port, from) ? from : undefined
}

/** No join behind `to` waits for branches that begin after `from`. */
function joinsFrom(run: Run, from: Id, to: Id): boolean {
  const { after } = forwardWays(run.process)
  return [...after(to)].every((join) =>
    branchesInto(run.process, join).every((branch) => branch === to || after(to).has(branch) || !after(from).has(branch)),
  )
}

/** Whether a token comes by there, were every approval on the way given. */
function isOnTheWay(run: Run, first: Id, port: Id | undefined, to: Id): boolean {
  const seen = new Set<Id>()
  const open = next(run, first, port)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true
    if (seen.has(at)) continue
    seen.add(at)
    open.push(...next(run, at, undefined))
  }
  return false
}

function next(run: Run, id: Id, port: Id | undefined): Id[] {
  const node = run.process.nodes[id]
  if (!node) return []
  const { isForward } = forwardWays(run.process)
  const approved = node.ports.some((candidate) => candidate.id === 'approved') ? 'approved' : undefined
  const by = port ?? approved
  const flows = node.type.chooses || by !== undefined ? flowsTaken(run, node, by) : node.outgoing
  return [...flows.map((flow) => flow.to), ...node.jumpsTo].filter((to) => isForward(id, to))
}
