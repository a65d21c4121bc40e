import { inOrder } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'

export const columnWidth = 240
const rowHeight = 110

/** A place for every node that has none: a column per step from the start; within it in the order of the ways that lead there. */
export function layOut(process: ProcessDocument): { [node: string]: { x: number; y: number } } {
  const flows = inOrder(process.flows)
  const nodes = inOrder(process.nodes)
  const column = new Map<string, number>()
  const targets = new Set(flows.map(({ to }) => to))
  const queue = nodes.filter(({ id }) => !targets.has(id)).map(({ id }) => ({ id, depth: 0 }))
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (column.has(next.id)) continue
    column.set(next.id, next.depth)
    for (const flow of flows) if (flow.from === next.id) queue.push({ id: flow.to, depth: next.depth + 1 })
  }
  const filled = new Map<number, number>()
  const places: { [node: string]: { x: number; y: number } } = {}
  // What no way leads to stands at the beginning.
  for (const id of new Set([...column.keys(), ...nodes.map((node) => node.id)])) {
    const x = column.get(id) ?? 0
    const y = filled.get(x) ?? 0
    filled.set(x, y + 1)
    places[id] = { x: x * columnWidth, y: y * rowHeight }
  }
  return places
}
