import type { Command } from '@tangram/app-model'
import { type Id, inOrder } from '@tangram/data-model'
import { layOutProcess, type NodeDocument, type ProcessDocument } from '@tangram/flow-engine'
import { patchAt, setProcessNode } from '../draft/edits.ts'
import { fixPlaces } from './add-step.ts'
import { bridgesAround, changeWay, removeWay, scopeOf } from './edit-flow.ts'
import { activityAt, belongingTo, boxesOf, nodeTypeOf, onBorder, type Point, scopeAt } from './places.ts'

/** Steps put down elsewhere: into another sub-process or out of it, an event onto another border; what belongs to them goes along. */
export function moveSteps(process: ProcessDocument, places: ReadonlyMap<Id, Point>): Command | undefined {
  const boxes = boxesOf(process)
  const moved = [...places].filter(([id]) => ![...places.keys()].some((other) => other !== id && belongingTo(process, other).includes(id)))
  const commands: Command[] = []
  const goneFrom = new Set<Id>()
  for (const [id, place] of moved) {
    const node = process.nodes.items[id]
    const box = boxes.get(id)
    if (!node || !box) continue
    const at = rounded(node.attachedTo === undefined ? place : snapped(process, node, place))
    const by = { x: at.x - box.x, y: at.y - box.y }
    const around = newSurroundings(process, node, { x: at.x + box.width / 2, y: at.y + box.height / 2 })
    if (by.x === 0 && by.y === 0 && Object.keys(around).length === 0) continue
    commands.push(setProcessNode(process.id, id, { position: at, ...around }))
    const along = belongingTo(process, id)
    for (const other of along) {
      const there = boxes.get(other)
      const isOnBorder = process.nodes.items[other]?.attachedTo === id
      const parent = isOnBorder && 'parent' in around ? { parent: around.parent as Id } : {}
      if (there) commands.push(setProcessNode(process.id, other, { position: { x: there.x + by.x, y: there.y + by.y }, ...parent }))
    }
    if ('parent' in around || 'attachedTo' in around) for (const each of [id, ...along]) goneFrom.add(each)
  }
  if (commands.length === 0) return undefined
  return {
    type: 'batch',
    commands: [
      ...fixPlaces(process),
      ...leaving(process, goneFrom),
      ...straightened(process, new Set(moved.map(([id]) => id))),
      ...commands,
    ],
  }
}

/** All steps of a process in columns from its start; what was placed by hand is placed anew. */
export function layOutAnew(process: ProcessDocument): Command {
  const nodes = inOrder(process.nodes).map(({ position: _place, size: _size, ...node }) => node)
  const flows = inOrder(process.flows).map(({ waypoints: _way, ...flow }) => flow)
  const bare = {
    ...process,
    nodes: { ...process.nodes, items: Object.fromEntries(nodes.map((node) => [node.id, node])) },
    flows: { ...process.flows, items: Object.fromEntries(flows.map((flow) => [flow.id, flow])) },
  }
  const { nodes: placed, flows: drawn } = layOutProcess(bare)
  return patchAt(['processes', 'items', process.id], { nodes: placed, flows: drawn })
}

/** The sub-process is drawn with another size, from another corner. */
export function resizeScope(process: ProcessDocument, id: Id, box: { x: number; y: number; width: number; height: number }): Command {
  const size = { width: Math.round(box.width), height: Math.round(box.height) }
  return {
    type: 'batch',
    commands: [...fixPlaces(process), setProcessNode(process.id, id, { position: rounded(box), size })],
  }
}

/** An event stays on a border: that of the activity it is put on, else that of its own. */
function snapped(process: ProcessDocument, node: NodeDocument, place: Point): Point {
  const boxes = boxesOf(process)
  const own = boxes.get(node.id)
  if (!own) return place
  const middle = { x: place.x + own.width / 2, y: place.y + own.height / 2 }
  const host = boxes.get(activityAt(process, middle) ?? node.attachedTo ?? '')
  if (!host) return place
  const at = onBorder(host, middle)
  return { x: at.x - own.width / 2, y: at.y - own.height / 2 }
}

/** What it stands in or on from now on, when that is something else than before. */
function newSurroundings(
  process: ProcessDocument,
  node: NodeDocument,
  middle: Point,
): Partial<Pick<NodeDocument, 'parent' | 'attachedTo'>> {
  if (nodeTypeOf(node)?.attaches) {
    const host = activityAt(process, middle) ?? node.attachedTo
    if (host === undefined || host === node.attachedTo) return {}
    return { attachedTo: host, parent: process.nodes.items[host]?.parent as Id }
  }
  const parent = scopeAt(process, middle, new Set([node.id, ...belongingTo(process, node.id)]))
  return parent === node.parent ? {} : { parent: parent as Id }
}

/** Flows that would cross the border of a sub-process: those that led in lead on, the others go. */
function leaving(process: ProcessDocument, ids: ReadonlySet<Id>): Command[] {
  if (ids.size === 0) return []
  const bridged = bridgesAround(process, ids)
  const kept = new Set(bridged.flatMap((command) => (command.type === 'batch' ? command.commands : [command])).flatMap(flowNamed))
  const gone = inOrder(process.flows).filter(({ id, from, to }) => ids.has(from) !== ids.has(to) && !kept.has(id))
  return [...bridged, ...gone.map(({ id }) => removeWay(process, id))]
}

const flowNamed = (command: Command): string[] => (command.type === 'set' ? [command.path.split('/')[6] ?? ''] : [])

/** A flow drawn by hand is drawn anew once one of its ends stands elsewhere. */
function straightened(process: ProcessDocument, ids: ReadonlySet<Id>): Command[] {
  return inOrder(process.flows)
    .filter(({ from, to, waypoints }) => waypoints && (touches(process, ids, from) || touches(process, ids, to)))
    .map(({ id }) => changeWay(process, id, { waypoints: undefined }))
}

const touches = (process: ProcessDocument, ids: ReadonlySet<Id>, id: Id): boolean => {
  const node = process.nodes.items[id]
  const around = node?.attachedTo ?? scopeOf(process, id)
  return ids.has(id) || (around !== undefined && touches(process, ids, around))
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) })
