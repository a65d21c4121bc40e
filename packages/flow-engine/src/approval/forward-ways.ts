import type { Id } from '@tangram/data-model'
import type { CompiledProcess } from '../compile-process.ts'
import { nextOf } from '../reach.ts'

/** Which nodes come after which when nothing leads back: steps back into a loop are left out. */
type ForwardWays = { after(node: Id): ReadonlySet<Id>; isForward(from: Id, to: Id): boolean }

const known = new WeakMap<CompiledProcess, ForwardWays>()

export function forwardWays(process: CompiledProcess): ForwardWays {
  const found = known.get(process) ?? build(process)
  known.set(process, found)
  return found
}

function build(process: CompiledProcess): ForwardWays {
  const back = stepsBack(process)
  const isForward = (from: Id, to: Id) => !back.has(`${from} ${to}`)
  const reached = new Map<Id, ReadonlySet<Id>>()
  const after = (node: Id): ReadonlySet<Id> => {
    const before = reached.get(node)
    if (before) return before
    const next = nextOf(process, node).filter((to) => isForward(node, to))
    const all = new Set(next.flatMap((to) => [to, ...after(to)]))
    reached.set(node, all)
    return all
  }
  return { after, isForward }
}

/** Steps to a node that a walk from the beginning is still inside of. */
function stepsBack(process: CompiledProcess): Set<string> {
  const back = new Set<string>()
  const done = new Set<Id>()
  const inside = new Set<Id>()
  const walk = (node: Id) => {
    if (done.has(node)) return
    inside.add(node)
    for (const to of nextOf(process, node)) {
      if (inside.has(to)) back.add(`${node} ${to}`)
      else walk(to)
    }
    inside.delete(node)
    done.add(node)
  }
  const nodes = Object.values(process.nodes)
  for (const node of [...nodes.filter((each) => each.type.begins), ...nodes]) walk(node.document.id)
  return back
}
