/** What each node waits for. */
type DependencyGraph = ReadonlyMap<string, readonly string[]>

/**
 * Groups of nodes that wait for each other, each in the order of one way round: `['a', 'b']` for a → b → a.
 * One group per knot (strongly connected component), found in one walk (Tarjan), without recursion.
 */
export function cyclesIn(graph: DependencyGraph): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const cycles: string[][] = []

  for (const root of graph.keys()) {
    if (index.has(root)) continue
    const work: { node: string; next: number }[] = []
    const enter = (node: string) => {
      index.set(node, index.size)
      low.set(node, index.get(node) ?? 0)
      stack.push(node)
      onStack.add(node)
      work.push({ node, next: 0 })
    }
    enter(root)
    while (work.length > 0) {
      const frame = work[work.length - 1]
      if (!frame) break
      const waitsFor = graph.get(frame.node) ?? []
      const target = waitsFor[frame.next]
      if (target !== undefined) {
        frame.next++
        if (!graph.has(target)) continue
        if (!index.has(target)) enter(target)
        else if (onStack.has(target)) low.set(frame.node, Math.min(low.get(frame.node) ?? 0, index.get(target) ?? 0))
        continue
      }
      work.pop()
      const parent = work[work.length - 1]
      if (parent) low.set(parent.node, Math.min(low.get(parent.node) ?? 0, low.get(frame.node) ?? 0))
      if (low.get(frame.node) !== index.get(frame.node)) continue
      const knot = new Set<string>()
      for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
        onStack.delete(node)
        knot.add(node)
        if (node === frame.node) break
      }
      if (knot.size > 1 || (graph.get(frame.node) ?? []).includes(frame.node)) cycles.push(wayRound(frame.node, knot, graph))
    }
  }
  return cycles
}

/** The shortest way from `start` back to itself within its knot. */
function wayRound(start: string, knot: ReadonlySet<string>, graph: DependencyGraph): string[] {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (const node of queue) {
    for (const target of graph.get(node) ?? []) {
      if (!knot.has(target)) continue
      if (target === start) {
        const way = [node]
        for (let step = cameFrom.get(node); step !== undefined; step = cameFrom.get(step)) way.push(step)
        return way.reverse()
      }
      if (!cameFrom.has(target)) {
        cameFrom.set(target, node)
        queue.push(target)
      }
    }
  }
  return [...knot]
}
