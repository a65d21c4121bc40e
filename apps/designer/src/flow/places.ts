import { type Id, inOrder, withDefaults } from '@tangram/data-model'
import { layOutProcess, type NodeDocument, type NodeType, type Port, type ProcessDocument, sizeOf } from '@tangram/flow-engine'
import { platform } from '../platform.ts'

export type Point = { x: number; y: number }
export type Box = Point & { width: number; height: number }
/** How a step is drawn: a circle, a diamond, a rounded rectangle, or a frame others stand in. */
export type Shape = 'event' | 'gateway' | 'task' | 'scope'

/** How large a sub-process is drawn that says nothing itself. */
export const scopeSize = { width: 420, height: 200 }
/** From one step to the next. */
export const columnWidth = 180

export function nodeTypeOf(node: Pick<NodeDocument, 'type'> | undefined): NodeType | undefined {
  return node && platform.nodes.find(({ type }) => type === node.type)
}

/** The ways out a node has by its settings. */
export function portsOf(node: NodeDocument | undefined): Port[] {
  const type = nodeTypeOf(node)
  return type && node ? type.ports(withDefaults(type.config, node.config)) : []
}

export function shapeOf(type: NodeType | undefined): Shape {
  if (type?.contains) return 'scope'
  if (type?.group === 'gateway') return 'gateway'
  return type?.group === 'event' ? 'event' : 'task'
}

/** Whether events may sit on its border and it may be visited in a loop. */
export function isActivity(type: NodeType | undefined): boolean {
  return type !== undefined && type.group !== 'event' && type.group !== 'gateway'
}

export function drawnSize(node: NodeDocument): { width: number; height: number } {
  return node.size ?? (nodeTypeOf(node)?.contains ? scopeSize : sizeOf(node))
}

const placed = new WeakMap<ProcessDocument, ProcessDocument>()

/** The process with a place for every step. */
export function withPlaces(process: ProcessDocument): ProcessDocument {
  const known = placed.get(process)
  if (known) return known
  const laidOut = layOutProcess(process)
  placed.set(process, laidOut)
  return laidOut
}

const boxes = new WeakMap<ProcessDocument, Map<Id, Box>>()

/** Where each step is drawn, on the canvas as a whole. */
export function boxesOf(process: ProcessDocument): Map<Id, Box> {
  const known = boxes.get(process)
  if (known) return known
  const found = new Map(inOrder(withPlaces(process).nodes).map((node) => [node.id, { x: 0, y: 0, ...node.position, ...drawnSize(node) }]))
  boxes.set(process, found)
  return found
}

/** Everything that stands in a step or sits on its border, however deep. */
export function belongingTo(process: ProcessDocument, id: Id): Id[] {
  const direct = inOrder(process.nodes).filter((node) => node.parent === id || node.attachedTo === id)
  return direct.flatMap((node) => [node.id, ...belongingTo(process, node.id)])
}

/** The innermost sub-process at a point; undefined for the process itself. `except` and what belongs to it do not count. */
export function scopeAt(process: ProcessDocument, point: Point, except: ReadonlySet<Id> = new Set()): Id | undefined {
  const all = boxesOf(process)
  const around = inOrder(process.nodes).filter((node) => {
    const box = all.get(node.id)
    return nodeTypeOf(node)?.contains && !except.has(node.id) && box && isInside(point, box)
  })
  return around.sort((a, b) => depthOf(process, b.id) - depthOf(process, a.id))[0]?.id
}

/** The activity whose border is at a point, a little beside it included. */
export function activityAt(process: ProcessDocument, point: Point): Id | undefined {
  const all = boxesOf(process)
  const near = inOrder(process.nodes).filter((node) => {
    const box = all.get(node.id)
    return isActivity(nodeTypeOf(node)) && box && isInside(point, grown(box, 24))
  })
  return near.sort((a, b) => depthOf(process, b.id) - depthOf(process, a.id))[0]?.id
}

export function depthOf(process: ProcessDocument, id: Id): number {
  const node = process.nodes.items[id]
  const around = node?.parent ?? node?.attachedTo
  return around === undefined ? 0 : 1 + depthOf(process, around)
}

/** The place on the border of a box that is nearest to a point, for the middle of an event. */
export function onBorder(box: Box, point: Point): Point {
  const x = Math.min(Math.max(point.x, box.x), box.x + box.width)
  const y = Math.min(Math.max(point.y, box.y), box.y + box.height)
  const sides = [
    { far: Math.abs(y - box.y - box.height), at: { x, y: box.y + box.height } },
    { far: Math.abs(x - box.x - box.width), at: { x: box.x + box.width, y } },
    { far: Math.abs(y - box.y), at: { x, y: box.y } },
    { far: Math.abs(x - box.x), at: { x: box.x, y } },
  ]
  return sides.reduce((best, side) => (side.far < best.far ? side : best)).at
}

const isInside = ({ x, y }: Point, box: Box) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
const grown = ({ x, y, width, height }: Box, by: number): Box => ({ x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by })
