import { type Id, inOrder } from '@tangram/data-model'
import type { NodeDocument, NodeType, ProcessDocument, SequenceFlowDocument } from '@tangram/flow-engine'
import { type Edge, MarkerType, type Node } from '@xyflow/react'
import { type Box, boxesOf, depthOf, nodeTypeOf, type Shape, shapeOf } from '../places.ts'

export type StepNode = Node<{ node: NodeDocument; type: NodeType | undefined; shape: Shape }, 'step'>
export type WayEdge = Edge<{ flow: SequenceFlowDocument; from: NodeDocument | undefined; entity: Id }, 'way'>

/** The steps as the canvas draws them, those that hold others first; a step that did not change is the same object as before. */
export function canvasNodes(process: ProcessDocument, before: readonly StepNode[]): StepNode[] {
  const boxes = boxesOf(process)
  const known = new Map(before.map((node) => [node.id, node]))
  const depths = new Map(process.nodes.order.map((id) => [id, depthOf(process, id)]))
  return inOrder(process.nodes)
    .sort((a, b) => (depths.get(a.id) ?? 0) - (depths.get(b.id) ?? 0))
    .map((node) => {
      const drawn = stepNode(node, boxes, depths.get(node.id) ?? 0)
      const old = known.get(node.id)
      if (old && isSame(old, drawn)) return old
      const { measured: _old, ...rest } = old ?? {}
      return { ...rest, ...drawn }
    })
}

function stepNode(node: NodeDocument, boxes: ReadonlyMap<Id, Box>, depth: number): StepNode {
  const type = nodeTypeOf(node)
  const shape = shapeOf(type)
  const box = boxes.get(node.id) ?? { x: 0, y: 0, width: 100, height: 80 }
  const around = node.attachedTo ?? node.parent
  const holder = around === undefined ? undefined : boxes.get(around)
  return {
    id: node.id,
    type: 'step',
    data: { node, type, shape },
    // Within what holds it; the document knows places on the whole canvas.
    position: { x: box.x - (holder?.x ?? 0), y: box.y - (holder?.y ?? 0) },
    width: box.width,
    height: box.height,
    zIndex: levelOf(depth) + (node.attachedTo === undefined ? 0 : 5),
    ...(around !== undefined && holder ? { parentId: around } : {}),
  }
}

function isSame(old: StepNode, drawn: StepNode): boolean {
  return (
    old.data.node === drawn.data.node &&
    old.position.x === drawn.position.x &&
    old.position.y === drawn.position.y &&
    old.width === drawn.width &&
    old.height === drawn.height &&
    old.zIndex === drawn.zIndex &&
    old.parentId === drawn.parentId
  )
}

/** The flows as the canvas draws them, from side to side by where the steps stand; one that did not change is the same object as before. */
export function canvasEdges(process: ProcessDocument, selected: ReadonlySet<Id>, before: readonly WayEdge[] = []): WayEdge[] {
  const boxes = boxesOf(process)
  const known = new Map(before.map((edge) => [edge.id, edge]))
  return inOrder(process.flows).flatMap((flow): WayEdge[] => {
    const from = boxes.get(flow.from)
    const to = boxes.get(flow.to)
    if (!from || !to) return []
    const isOnBorder = process.nodes.items[flow.from]?.attachedTo !== undefined
    const [sourceHandle, targetHandle] = sidesOf(from, to, isOnBorder)
    const drawn: WayEdge = {
      id: flow.id,
      type: 'way',
      source: flow.from,
      target: flow.to,
      sourceHandle,
      targetHandle,
      data: { flow, from: process.nodes.items[flow.from], entity: process.entity },
      selected: selected.has(flow.id),
      markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
      zIndex: levelOf(Math.max(depthOf(process, flow.from), depthOf(process, flow.to))) - 4,
    }
    const old = known.get(flow.id)
    return [old && isSameWay(old, drawn) ? old : drawn]
  })
}

function isSameWay(old: WayEdge, drawn: WayEdge): boolean {
  return (
    old.data?.flow === drawn.data?.flow &&
    old.data?.from === drawn.data?.from &&
    old.data?.entity === drawn.data?.entity &&
    old.sourceHandle === drawn.sourceHandle &&
    old.targetHandle === drawn.targetHandle &&
    old.selected === drawn.selected &&
    old.zIndex === drawn.zIndex
  )
}

/** What holds others lies lowest, then what stands on its border, the flows in it, the steps in it: no flow is drawn across a step. */
const levelOf = (depth: number): number => 10 * (depth + 1)

type Side = 'left' | 'right' | 'top' | 'bottom'

/** Onward from right to left; up, down and back by the shorter way. */
function sidesOf(from: Box, to: Box, isOnBorder: boolean): [Side, Side] {
  const isBelow = to.y >= from.y + from.height
  const isRight = to.x >= from.x + from.width
  if (isOnBorder) return ['bottom', isBelow && !isRight ? 'top' : isRight ? 'left' : 'bottom']
  if (isRight) return ['right', 'left']
  if (isBelow) return ['bottom', 'top']
  if (to.y + to.height <= from.y) return ['top', 'bottom']
  return ['bottom', 'bottom']
}
