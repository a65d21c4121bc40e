import type { Id } from '@tangram/data-model'
import type { DrawnNode, DrawnProcess } from '../client/types.ts'

export type Box = { x: number; y: number; width: number; height: number }
export type Point = { x: number; y: number }
export type NodeShape = 'task' | 'event' | 'gateway' | 'scope'

/** What the designer draws a step as, pixels; a place is its top left corner. */
const taskSize = { width: 190, height: 62 }
const roundSize = 44
const margin = 32

/** Boxes of all nodes and paths of all flows, with the frame they fit in. */
export type Drawing = { boxes: Map<Id, Box & { shape: NodeShape }>; paths: Map<Id, Point[]>; frame: Box }

export function drawingOf(process: DrawnProcess): Drawing {
  const scopes = new Set(process.nodes.flatMap(({ parent }) => parent ?? []))
  const placed = placesOf(process)
  const boxes: Drawing['boxes'] = new Map()
  for (const node of process.nodes) {
    const shape = shapeOf(node.type, scopes.has(node.id))
    const place = placed.get(node.id) ?? { x: 0, y: 0 }
    boxes.set(node.id, { ...boxAt(place, shape, node.size ?? undefined), shape })
  }
  for (const node of process.nodes) {
    const host = node.attachedTo ? boxes.get(node.attachedTo) : undefined
    if (host && !node.position) {
      boxes.set(node.id, { ...boxOnBorder(host), shape: 'event' })
    }
  }
  const paths: Drawing['paths'] = new Map()
  for (const flow of process.flows) {
    const from = boxes.get(flow.from)
    const to = boxes.get(flow.to)
    if (from && to) paths.set(flow.id, flow.waypoints && flow.waypoints.length > 1 ? flow.waypoints : wayBetween(from, to))
  }
  return { boxes, paths, frame: frameOf(boxes, paths) }
}

export function shapeOf(type: string, holdsNodes: boolean): NodeShape {
  if (holdsNodes) return 'scope'
  if (type.endsWith('-gateway')) return 'gateway'
  if (type === 'start' || type === 'end' || type === 'compensate') return 'event'
  return /^(boundary|throw|link)-|-(event|end)$/.test(type) ? 'event' : 'task'
}

/** Round shapes stand in the middle of the room a step takes, so that all of a row lie on one line. */
function boxAt(place: Point, shape: NodeShape, size: { width: number; height: number } | undefined): Box {
  if (shape === 'scope') return { ...place, ...(size ?? { width: 480, height: 240 }) }
  if (shape === 'task') return { ...place, ...taskSize }
  return {
    x: place.x + (taskSize.width - roundSize) / 2,
    y: place.y + (taskSize.height - roundSize) / 2,
    width: roundSize,
    height: roundSize,
  }
}

function boxOnBorder(host: Box): Box {
  return { x: host.x + 12, y: host.y + host.height - roundSize / 2, width: roundSize, height: roundSize }
}

/** Where the nodes stand; those without a place follow from left to right by their distance from a start. */
function placesOf(process: DrawnProcess): Map<Id, Point> {
  const places = new Map<Id, Point>()
  const parents = new Map(process.nodes.map((node) => [node.id, node.parent ?? null]))
  const byId = new Map(process.nodes.map((node) => [node.id, node]))
  const own = (node: DrawnNode): Point | undefined => node.position ?? undefined
  const columns = columnsOf(process)
  const filled = new Map<number, number>()
  for (const node of process.nodes) {
    const given = own(node)
    if (given) {
      places.set(node.id, inScope(given, node, byId))
      continue
    }
    const column = columns.get(node.id) ?? 0
    const row = filled.get(column) ?? 0
    filled.set(column, row + 1)
    places.set(node.id, { x: column * 250, y: row * 110 + (parents.get(node.id) ? 40 : 0) })
  }
  return places
}

/** Places within a sub-process count from its corner. */
function inScope(place: Point, node: DrawnNode, byId: ReadonlyMap<Id, DrawnNode>): Point {
  const parent = node.parent ? byId.get(node.parent) : undefined
  if (!parent?.position) return place
  const corner = inScope(parent.position, parent, byId)
  return { x: corner.x + place.x, y: corner.y + place.y }
}

function columnsOf(process: DrawnProcess): Map<Id, number> {
  const targets = new Set(process.flows.map(({ to }) => to))
  const columns = new Map<Id, number>()
  const queue = process.nodes.filter(({ id }) => !targets.has(id)).map(({ id }) => ({ id, column: 0 }))
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (columns.has(next.id)) continue
    columns.set(next.id, next.column)
    for (const flow of process.flows) if (flow.from === next.id) queue.push({ id: flow.to, column: next.column + 1 })
  }
  return columns
}

/** At right angles from the right side of one box to the left side of the other; ways back go below both. */
function wayBetween(from: Box, to: Box): Point[] {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 }
  const end = { x: to.x, y: to.y + to.height / 2 }
  if (end.x >= start.x + 8) {
    const middle = (start.x + end.x) / 2
    return start.y === end.y ? [start, end] : [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end]
  }
  const below = Math.max(from.y + from.height, to.y + to.height) + 34
  const out = { x: from.x + from.width / 2, y: from.y + from.height }
  const into = { x: to.x + to.width / 2, y: to.y + to.height }
  return [out, { x: out.x, y: below }, { x: into.x, y: below }, into]
}

function frameOf(boxes: Drawing['boxes'], paths: Drawing['paths']): Box {
  const points = [
    ...[...boxes.values()].flatMap((box) => [
      { x: box.x, y: box.y },
      // Names stand below round shapes.
      { x: box.x + box.width, y: box.y + box.height + (box.shape === 'event' || box.shape === 'gateway' ? 36 : 0) },
    ]),
    ...[...paths.values()].flat(),
  ]
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const left = Math.min(0, ...xs) - margin
  const top = Math.min(...(ys.length > 0 ? ys : [0])) - margin
  return { x: left, y: top, width: Math.max(0, ...xs) + margin - left, height: Math.max(0, ...ys) + margin - top }
}
