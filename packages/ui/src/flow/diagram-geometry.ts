import type { Id } from '@tangram/data-model'
import type { DrawnProcess } from '../client/types.ts'

export type Box = { x: number; y: number; width: number; height: number }
export type Point = { x: number; y: number }
export type NodeShape = 'task' | 'event' | 'gateway' | 'scope'

/** The room a step takes, pixels; a place is its top left corner. Sizes of the BPMN diagram interchange, so that what was imported fits. */
const sizes = { task: { width: 100, height: 80 }, event: { width: 36, height: 36 }, gateway: { width: 50, height: 50 } } as const
/** A step is drawn a little wider than its room: more of its name fits. */
const overhang = 10
const margin = 32

/** Boxes of all nodes and paths of all flows, with the frame they fit in. */
export type Drawing = { boxes: Map<Id, Box & { shape: NodeShape }>; paths: Map<Id, Point[]>; frame: Box }

export function drawingOf(process: DrawnProcess): Drawing {
  const scopes = new Set(process.nodes.flatMap(({ parent }) => parent ?? []))
  const shapes = new Map(process.nodes.map(({ id, type }) => [id, shapeOf(type, scopes.has(id))]))
  const placed = placesOf(process)
  const rows = new Set(process.nodes.flatMap(({ id, position }) => (position && shapes.get(id) === 'task' ? [position.y] : [])))
  const boxes: Drawing['boxes'] = new Map()
  for (const node of process.nodes) {
    const shape = shapes.get(node.id) ?? 'task'
    const place = placed.get(node.id) ?? { x: 0, y: 0 }
    boxes.set(node.id, { ...boxAt(place, shape, node.size ?? undefined, rows.has(place.y) || !node.position), shape })
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

/** @param isInRow its upper edge is that of steps beside it: what is lower stands in the middle of the row, so that ways are straight */
function boxAt(place: Point, shape: NodeShape, size: { width: number; height: number } | undefined, isInRow: boolean): Box {
  if (shape === 'scope') return { ...place, ...(size ?? { width: 480, height: 240 }) }
  if (shape === 'task') {
    const { width, height } = size ?? sizes.task
    return { x: place.x - overhang, y: place.y, width: width + 2 * overhang, height }
  }
  const { width, height } = size ?? sizes[shape]
  return { x: place.x, y: isInRow && !size ? place.y + (sizes.task.height - height) / 2 : place.y, width, height }
}

function boxOnBorder(host: Box): Box {
  const { width, height } = sizes.event
  return { x: host.x + 12, y: host.y + host.height - height / 2, width, height }
}

/** Where the nodes stand; those without a place follow from left to right by their distance from a start. */
function placesOf(process: DrawnProcess): Map<Id, Point> {
  const columns = columnsOf(process)
  const filled = new Map<number, number>()
  return new Map(
    process.nodes.map(({ id, position }) => {
      if (position) return [id, position]
      const column = columns.get(id) ?? 0
      const row = filled.get(column) ?? 0
      filled.set(column, row + 1)
      return [id, { x: column * 200, y: row * 120 }]
    }),
  )
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

/**
 * Where the words of a way stand, in the middle of their line: above a level piece, or on the upright one of a way that turns off, as ways
 * out of one box begin with the same level piece.
 */
export function labelPlaceOf(points: readonly Point[]): Point {
  const pieces = points.slice(1).map((to, index) => ({ from: points[index] ?? to, to }))
  const isLevel = ({ from, to }: Piece) => from.y === to.y
  const longest = (among: readonly Piece[]) => [...among].sort((a, b) => lengthOf(b) - lengthOf(a))[0]
  const [first] = pieces
  const upright = first && isLevel(first) ? longest(pieces.filter((piece) => !isLevel(piece))) : undefined
  if (upright && lengthOf(upright) >= 32) return { ...middleOf(upright), y: middleOf(upright).y + 4 }
  const piece = longest(pieces.filter(isLevel)) ?? longest(pieces)
  return piece ? { ...middleOf(piece), y: middleOf(piece).y - 6 } : { x: 0, y: 0 }
}

type Piece = { from: Point; to: Point }
const lengthOf = ({ from, to }: Piece): number => Math.hypot(to.x - from.x, to.y - from.y)
const middleOf = ({ from, to }: Piece): Point => ({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 })

function frameOf(boxes: Drawing['boxes'], paths: Drawing['paths']): Box {
  const points = [
    ...[...boxes.values()].flatMap((box) => {
      // Names stand below small shapes, and are wider than they.
      const name = box.shape === 'event' || box.shape === 'gateway' ? { beside: 40, below: 36 } : { beside: 0, below: 0 }
      return [
        { x: box.x - name.beside, y: box.y },
        { x: box.x + box.width + name.beside, y: box.y + box.height + name.below },
      ]
    }),
    ...[...paths.values()].flat(),
  ]
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const left = Math.min(0, ...xs) - margin
  const top = Math.min(...(ys.length > 0 ? ys : [0])) - margin
  return { x: left, y: top, width: Math.max(0, ...xs) + margin - left, height: Math.max(0, ...ys) + margin - top }
}
