import type { AppDocument, Command } from '@tangram/app-model'
import { type Id, inOrder, textIn } from '@tangram/data-model'
import type { NodeDocument, NodeType, ProcessDocument } from '@tangram/flow-engine'
import { startSettings } from '../config/start-settings.ts'
import { setProcessNode } from '../draft/edits.ts'
import { idFrom } from '../form/new-element.ts'
import { platform } from '../platform.ts'
import { changeWay, freePort, newFlow, scopeOf } from './edit-flow.ts'
import { boxesOf, columnWidth, drawnSize, isActivity, nodeTypeOf, onBorder, type Point, portsOf, scopeSize } from './places.ts'

/** Where a new step goes: into a flow, onto the border of an activity, or freely into a sub-process or the process. `at`: its middle. */
export type StepPlace = { flow: Id; at?: Point } | { border: Id; at?: Point } | { scope: Id | undefined; at: Point }

export type Added = { id: Id; command: Command }

/**
 * A new step right after another: the way out that led on leads into it, and its own first way goes where that one went. Its other ways
 * lead to an end, so that the flow is whole at once. Steps to the right make room. An event for borders sits on the step itself.
 */
export function insertStep(document: AppDocument, process: ProcessDocument, after: Id, type: NodeType): Added | undefined {
  if (type.attaches) {
    const host = isActivity(nodeTypeOf(process.nodes.items[after])) ? after : undefined
    return host === undefined ? undefined : addStep(document, process, type, { border: host })
  }
  const box = boxesOf(process).get(after)
  const right = box ? { x: box.x + box.width + 140, y: box.y + box.height / 2 } : { x: 0, y: 0 }
  const scope = scopeOf(process, after)
  if (type.begins) return addStep(document, process, type, { scope, at: { x: right.x, y: right.y + 110 } })
  const on = inOrder(process.flows).find(({ from }) => from === after)
  const ends = !leadsOn(type, document, process)
  if (on && !ends) return addStep(document, process, type, { flow: on.id })
  const added = addStep(document, process, type, { scope, at: ends ? { x: right.x, y: right.y + 110 } : right })
  if (portsOf(process.nodes.items[after]).length === 0) return added
  const port = freePort(process, after)
  const flow = newFlow(new Set(process.flows.order), { from: after, to: added.id, ...(port ? { port } : {}) })
  return { id: added.id, command: { type: 'batch', commands: [added.command, { type: 'connect', process: process.id, flow }] } }
}

/** A new step at a place, with everything that makes it whole. */
export function addStep(document: AppDocument, process: ProcessDocument, type: NodeType, place: StepPlace): Added {
  const node = newNode(document, process, type)
  if ('border' in place) return { id: node.id, command: attached(process, node, place.border, place.at) }
  if ('flow' in place) return { id: node.id, command: within(document, process, node, place.flow) }
  const { width, height } = drawnSize(node)
  const position = { x: Math.round(place.at.x - width / 2), y: Math.round(place.at.y - height / 2) }
  const standing = { ...node, position, ...(place.scope === undefined ? {} : { parent: place.scope }) }
  return {
    id: node.id,
    command: { type: 'batch', commands: [...fixPlaces(process), add(process, standing), ...inner(document, process, standing)] },
  }
}

/** Steps that have no place yet get the one they are drawn at, so that placing one by hand moves no other. */
export function fixPlaces(process: ProcessDocument): Command[] {
  const boxes = boxesOf(process)
  return inOrder(process.nodes).flatMap((node) => {
    const box = boxes.get(node.id)
    if (node.position || !box) return []
    const size = nodeTypeOf(node)?.contains ? { size: { width: box.width, height: box.height } } : {}
    return [setProcessNode(process.id, node.id, { position: { x: box.x, y: box.y }, ...size })]
  })
}

function newNode(document: AppDocument, process: ProcessDocument, type: NodeType): NodeDocument {
  const id = idFrom(textIn(type.label, 'zh-CN'), (candidate) => Object.hasOwn(process.nodes.items, candidate))
  const config = startSettings(type.config, { document, entity: process.entity, process: process.id })
  return { id, type: type.type, label: type.label, config, ...(type.contains ? { size: scopeSize } : {}) }
}

const add = (process: ProcessDocument, node: NodeDocument): Command => ({ type: 'add-node', process: process.id, node })

const leadsOn = (type: NodeType, document: AppDocument, process: ProcessDocument) => portsOf(newNode(document, process, type)).length > 0

function attached(process: ProcessDocument, node: NodeDocument, host: Id, at: Point | undefined): Command {
  const box = boxesOf(process).get(host)
  const others = inOrder(process.nodes).filter(({ attachedTo }) => attachedTo === host).length
  const middle = box && (at ? onBorder(box, at) : { x: box.x + box.width - 30 - others * 44, y: box.y + box.height })
  const { width, height } = drawnSize(node)
  const place = middle ? { position: { x: Math.round(middle.x - width / 2), y: Math.round(middle.y - height / 2) } } : {}
  const scope = process.nodes.items[host]?.parent
  const sitting = { ...node, attachedTo: host, ...(scope === undefined ? {} : { parent: scope }), ...place }
  const end = endNear(process, scope)
  const onward: Command[] =
    portsOf(node).length > 0 && end !== undefined && nodeTypeOf(node)?.attaches !== 'compensation'
      ? [{ type: 'connect', process: process.id, flow: newFlow(new Set(process.flows.order), { from: node.id, to: end }) }]
      : []
  return { type: 'batch', commands: [...fixPlaces(process), add(process, sitting), ...onward] }
}

/** Into a flow: what led to the next step leads to this one, which leads there. */
function within(document: AppDocument, process: ProcessDocument, node: NodeDocument, into: Id): Command {
  const flow = process.flows.items[into]
  if (!flow) return { type: 'batch', commands: [] }
  const boxes = boxesOf(process)
  const before = boxes.get(flow.from)
  const size = drawnSize(node)
  const scope = scopeOf(process, flow.from)
  const isLaidOut = inOrder(process.nodes).some(({ position }) => position)
  const left = before ? before.x + before.width + 60 : 0
  const position = before ? { x: left, y: Math.round(before.y + before.height / 2 - size.height / 2) } : { x: 0, y: 0 }
  const taken = new Set(process.flows.order)
  const end = endNear(process, scope)
  const ports = portsOf(node)
  const standing = { ...node, ...(scope === undefined ? {} : { parent: scope }), ...(isLaidOut ? { position } : {}) }
  return {
    type: 'batch',
    commands: [
      ...(isLaidOut ? [...fixPlaces(process), ...makeRoom(process, scope, left, size.width + 60)] : []),
      add(process, standing),
      changeWay(process, flow.id, { to: node.id, waypoints: undefined }),
      ...ports.flatMap((port, at): Command[] => {
        const to = at === 0 ? flow.to : end
        if (to === undefined) return []
        const named = ports.length > 1 ? { port: port.id } : {}
        return [{ type: 'connect', process: process.id, flow: newFlow(taken, { from: node.id, to, ...named }) }]
      }),
      ...inner(document, process, standing),
    ],
  }
}

/** Steps of the same sub-process that would be covered move on; everything in them goes along. */
function makeRoom(process: ProcessDocument, scope: Id | undefined, from: number, by: number): Command[] {
  const boxes = boxesOf(process)
  const next = Math.min(
    ...inOrder(process.nodes).flatMap((node) => {
      const box = boxes.get(node.id)
      return box && node.parent === scope && node.attachedTo === undefined && box.x >= from - 20 ? [box.x] : []
    }),
  )
  const distance = Math.max(0, Math.min(from + by, from + columnWidth + by) - next)
  if (!Number.isFinite(next) || distance === 0) return []
  const moving = inOrder(process.nodes).filter((node) => isToTheRight(process, node, scope, from - 20))
  return moving.flatMap((node) => {
    const box = boxes.get(node.id)
    return box ? [setProcessNode(process.id, node.id, { position: { x: box.x + distance, y: box.y } })] : []
  })
}

/** Whether the step, or the one of the same level that it belongs to, stands to the right. */
function isToTheRight(process: ProcessDocument, node: NodeDocument, scope: Id | undefined, from: number): boolean {
  const around = node.attachedTo ?? (node.parent === scope ? undefined : node.parent)
  const holder = around === undefined ? undefined : process.nodes.items[around]
  if (holder) return isToTheRight(process, holder, scope, from)
  return node.parent === scope && (boxesOf(process).get(node.id)?.x ?? 0) >= from
}

function endNear(process: ProcessDocument, scope: Id | undefined): Id | undefined {
  const ends = inOrder(process.nodes).filter((node) => portsOf(node).length === 0 && scopeOf(process, node.id) === scope)
  return (ends.find(({ type }) => type === 'end') ?? ends[0])?.id
}

/** What a new sub-process begins with: a start that leads to an end; one step to choose where the order is free. */
function inner(document: AppDocument, process: ProcessDocument, scope: NodeDocument): Command[] {
  const type = nodeTypeOf(scope)
  if (!type?.contains) return []
  const nodes = { order: [...process.nodes.order, scope.id], items: { ...process.nodes.items, [scope.id]: scope } }
  let grown: ProcessDocument = { ...process, nodes }
  const make = (wanted: string, x: number): NodeDocument | undefined => {
    const found = platform.nodes.find((candidate) => candidate.type === wanted)
    if (!found) return undefined
    const made = { ...newNode(document, grown, found), parent: scope.id }
    const { height } = drawnSize(made)
    const place = scope.position && {
      position: { x: scope.position.x + x, y: scope.position.y + Math.round((scopeSize.height - height) / 2) },
    }
    const node = { ...made, ...place }
    grown = { ...grown, nodes: { order: [...grown.nodes.order, node.id], items: { ...grown.nodes.items, [node.id]: node } } }
    return node
  }
  if (type.type === 'ad-hoc') return [make('handle', 160)].flatMap((node) => (node ? [add(process, node)] : []))
  const start = make('start', 40)
  const end = make('end', 340)
  if (!start || !end) return []
  const flow = newFlow(new Set(process.flows.order), { from: start.id, to: end.id })
  return [add(process, start), add(process, end), { type: 'connect', process: process.id, flow }]
}
