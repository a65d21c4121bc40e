import { type Id, inOrder } from '@tangram/data-model'
import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from './document.ts'
import { layersOf } from './layers.ts'

type Box = { x: number; y: number; width: number; height: number }
type Point = { x: number; y: number }

const columnGap = 100
const leastColumn = 140
const rowHeight = 110
const padding = { left: 40, top: 50, right: 40, bottom: 40 }

/** How large a node is drawn that says nothing itself: 36 for events, 50 for gateways, 100 by 80 for the rest. */
export function sizeOf({ type, size, attachedTo }: Pick<NodeDocument, 'type' | 'size' | 'attachedTo'>): { width: number; height: number } {
  if (size) return size
  const side = type.endsWith('-gateway') ? 50 : isEvent(type) || attachedTo !== undefined ? 36 : undefined
  return side === undefined ? { width: 100, height: 80 } : { width: side, height: side }
}

const events = ['start', 'end', 'link-throw', 'link-catch', 'throw-signal', 'throw-escalation', 'compensate']

function isEvent(type: string): boolean {
  return events.includes(type) || /^(boundary-.+|.+-event|.+-end)$/.test(type)
}

/**
 * Gives every node a place that has none: columns from the start on, sub-processes as large as what stands in them, boundary events on
 * the lower border, ways back below everything else. What has a place keeps it; a process with none at all is laid out whole.
 */
export function layOutProcess(process: ProcessDocument): ProcessDocument {
  const nodes = inOrder(process.nodes)
  const flows = inOrder(process.flows)
  const missing = nodes.filter(({ position }) => !position)
  if (missing.length === 0) return process
  const isWhole = missing.length === nodes.length
  const below = isWhole ? 0 : 40 + Math.max(...nodes.flatMap((node) => (node.position ? [node.position.y + sizeOf(node).height] : [])))
  const layout = new Layout(isWhole ? nodes : missing, flows)
  const { height } = layout.inside(undefined, { x: 0, y: below })
  const placed = nodes.map((node): NodeDocument => {
    const box = node.position ? undefined : layout.boxes.get(node.id)
    if (!box) return node
    const isOpen = nodes.some(({ parent }) => parent === node.id)
    return { ...node, position: { x: box.x, y: box.y }, ...(isOpen ? { size: { width: box.width, height: box.height } } : {}) }
  })
  const ways = isWhole ? waysBack(flows, layout, below + height) : new Map<Id, Point[]>()
  return {
    ...process,
    nodes: { order: process.nodes.order, items: Object.fromEntries(placed.map((node) => [node.id, node])) },
    flows: {
      order: process.flows.order,
      items: Object.fromEntries(
        flows.map((flow) => {
          const waypoints = ways.get(flow.id)
          return [flow.id, waypoints && !flow.waypoints ? { ...flow, waypoints } : flow]
        }),
      ),
    },
  }
}

/** Places of the nodes of one process, found from the innermost sub-process outwards. */
class Layout {
  readonly boxes = new Map<Id, Box>()
  readonly #nodes: NodeDocument[]
  readonly #flows: SequenceFlowDocument[]

  constructor(nodes: NodeDocument[], flows: SequenceFlowDocument[]) {
    this.#nodes = nodes
    this.#flows = flows
  }

  /** Places what stands in a sub-process (or in the process) from a corner on and says how much room it takes. */
  inside(parent: Id | undefined, corner: Point): { width: number; height: number } {
    const known = new Set(this.#nodes.map(({ id }) => id))
    const nodes = this.#nodes.filter((node) => (node.parent !== undefined && known.has(node.parent) ? node.parent : undefined) === parent)
    const hosts = nodes.filter(({ attachedTo }) => attachedTo === undefined || !known.has(attachedTo))
    const sizes = new Map(nodes.map((node) => [node.id, this.#size(node)]))
    const layers = layersOf(hosts, this.#flowsAmong(nodes, hosts))
    let x = corner.x
    let lowest = 0
    for (const layer of layers) {
      const width = Math.max(...layer.map((id) => sizes.get(id)?.width ?? 0), leastColumn)
      let y = corner.y
      for (const id of layer) {
        const size = sizes.get(id) ?? { width: 100, height: 80 }
        const row = Math.max(rowHeight, size.height + 50)
        // Small things stand in the middle of the row and of the column, so that straight flows are straight.
        this.#place(id, {
          x: x + Math.round((width - size.width) / 2),
          y: y + Math.round((Math.min(row - 30, Math.max(80, size.height)) - size.height) / 2),
          ...size,
        })
        y += row
      }
      lowest = Math.max(lowest, y - corner.y)
      x += width + columnGap
    }
    for (const host of hosts) this.#attach(host.id, nodes)
    return { width: Math.max(0, x - corner.x - columnGap), height: lowest }
  }

  #size(node: NodeDocument): { width: number; height: number } {
    if (!this.#nodes.some(({ parent }) => parent === node.id)) return sizeOf(node)
    const { width, height } = this.inside(node.id, { x: 0, y: 0 })
    return { width: Math.max(width + padding.left + padding.right, 160), height: Math.max(height + padding.top + padding.bottom - 30, 120) }
  }

  /** A box, and with it everything inside, which has been placed from 0 on. */
  #place(id: Id, box: Box): void {
    this.boxes.set(id, box)
    this.#shift(id, { x: box.x + padding.left, y: box.y + padding.top })
  }

  #shift(parent: Id, by: Point): void {
    for (const { id } of this.#nodes.filter((node) => node.parent === parent)) {
      const box = this.boxes.get(id)
      if (box) this.boxes.set(id, { ...box, x: box.x + by.x, y: box.y + by.y })
      this.#shift(id, by)
    }
  }

  #attach(host: Id, nodes: NodeDocument[]): void {
    const box = this.boxes.get(host)
    if (!box) return
    for (const [index, { id }] of nodes.filter(({ attachedTo }) => attachedTo === host).entries()) {
      this.boxes.set(id, { x: box.x + 12 + index * 44, y: box.y + box.height - 18, width: 36, height: 36 })
    }
  }

  /** What leaves a boundary event leaves its activity, as far as columns go. */
  #flowsAmong(nodes: NodeDocument[], hosts: NodeDocument[]): { from: Id; to: Id }[] {
    const hostOf = new Map(nodes.map(({ id, attachedTo }) => [id, attachedTo ?? id]))
    const standing = new Set(hosts.map(({ id }) => id))
    return this.#flows.flatMap(({ from, to }) => {
      const [source, target] = [hostOf.get(from), hostOf.get(to)]
      return source !== undefined && target !== undefined && standing.has(source) && standing.has(target)
        ? [{ from: source, to: target }]
        : []
    })
  }
}

/** A way back runs below everything, each a little lower, so that all can be read. */
function waysBack(flows: SequenceFlowDocument[], layout: Layout, below: number): Map<Id, Point[]> {
  const ways = new Map<Id, Point[]>()
  for (const flow of flows) {
    const [from, to] = [layout.boxes.get(flow.from), layout.boxes.get(flow.to)]
    if (!from || !to || to.x > from.x) continue
    const y = below + ways.size * 20
    const [out, into] = [from.x + from.width / 2, to.x + to.width / 2]
    ways.set(flow.id, [
      { x: out, y: from.y + from.height },
      { x: out, y },
      { x: into, y },
      { x: into, y: to.y + to.height },
    ])
  }
  return ways
}
