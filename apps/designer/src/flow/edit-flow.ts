import type { AppDocument, Command } from '@tangram/app-model'
import { type Id, inOrder, pointer, textIn, withDefaults } from '@tangram/data-model'
import type { NodeDocument, NodeType, Port, ProcessDocument, SequenceFlowDocument } from '@tangram/flow-engine'
import { startSettings } from '../config/start-settings.ts'
import { patchAt } from '../draft/edits.ts'
import { idFrom } from '../form/new-element.ts'
import { platform } from '../platform.ts'
import { columnWidth, layOut } from './lay-out.ts'

export function nodeTypeOf(node: NodeDocument | undefined): NodeType | undefined {
  return node && platform.nodes.find(({ type }) => type === node.type)
}

/** The ways out a node has by its settings. */
export function portsOf(node: NodeDocument | undefined): Port[] {
  const type = nodeTypeOf(node)
  return type && node ? type.ports(withDefaults(type.config, node.config)) : []
}

/**
 * A new step right after another: the way out that led on leads into it, and its own first way goes where that one went. Its other ways
 * lead to an end, so that the flow is whole at once. Steps to the right make room.
 */
export function insertStep(document: AppDocument, process: ProcessDocument, after: Id, type: NodeType): { id: Id; command: Command } {
  const id = idFrom(textIn(type.label, 'zh-CN'), (candidate) => Object.hasOwn(process.nodes.items, candidate))
  const node: NodeDocument = {
    id,
    type: type.type,
    label: type.label,
    config: startSettings(type.config, { document, entity: process.entity }),
  }
  const end = inOrder(process.nodes).find((candidate) => portsOf(candidate).length === 0)?.id
  const leaving = inOrder(process.flows).filter(({ from }) => from === after)
  const ports = portsOf(node)
  const on = ports.length > 0 ? leaving[0] : undefined
  const next = on?.to ?? end
  const flowPath = (flow: Id) => pointer('processes', 'items', process.id, 'flows', 'items', flow)
  const taken = new Set(process.flows.order)
  const connect = (from: Id, to: Id, port?: Id): Command => ({
    type: 'connect',
    process: process.id,
    flow: newFlow(taken, { from, to, ...(port ? { port } : {}) }),
  })
  const room = makeRoom(process, after, node)
  return {
    id,
    command: {
      type: 'batch',
      commands: [
        ...room.commands,
        { type: 'add-node', process: process.id, node: { ...node, ...room.position } },
        on ? { type: 'set', path: `${flowPath(on.id)}/to`, value: id } : connect(after, id, freePort(process, after)),
        ...ports.flatMap((port, at) => {
          const to = at === 0 ? next : end
          return to === undefined ? [] : [connect(id, to, ports.length > 1 ? port.id : undefined)]
        }),
      ],
    },
  }
}

/** Takes a step out; what led to it leads where its first way went. */
export function removeStep(process: ProcessDocument, id: Id): Command {
  const next = inOrder(process.flows).find(({ from, to }) => from === id && to !== id)?.to
  const coming = inOrder(process.flows).filter(({ from, to }) => to === id && from !== id && from !== next)
  return {
    type: 'batch',
    commands: [
      ...(next === undefined
        ? []
        : coming.map(
            (flow): Command => ({
              type: 'set',
              path: pointer('processes', 'items', process.id, 'flows', 'items', flow.id, 'to'),
              value: next,
            }),
          )),
      { type: 'remove-node', process: process.id, node: id },
    ],
  }
}

/** A further way out of a step, to an end where there is one. */
export function addWay(process: ProcessDocument, from: Id): Command | undefined {
  const others = inOrder(process.nodes).filter((node) => node.id !== from && !nodeTypeOf(node)?.begins)
  const to = others.find((node) => portsOf(node).length === 0) ?? others[0]
  if (!to) return undefined
  const port = freePort(process, from)
  const node = process.nodes.items[from]
  const conditional = nodeTypeOf(node)?.chooses && inOrder(process.flows).some((flow) => flow.from === from) ? { when: true } : {}
  const flow = newFlow(new Set(process.flows.order), { from, to: to.id, ...(port ? { port } : {}), ...conditional })
  return { type: 'connect', process: process.id, flow }
}

export function changeWay(process: ProcessDocument, flow: Id, patch: { [property: string]: unknown }): Command {
  return patchAt(['processes', 'items', process.id, 'flows', 'items', flow], patch)
}

/** This way is taken when no other holds; one at most is. */
export function makeDefault(process: ProcessDocument, flow: SequenceFlowDocument): Command {
  const siblings = inOrder(process.flows).filter(({ from, id }) => from === flow.from && id !== flow.id)
  return {
    type: 'batch',
    commands: [
      changeWay(process, flow.id, { default: true, when: undefined }),
      ...siblings
        .filter((other) => other.default)
        .map((other) => changeWay(process, other.id, { default: undefined, when: other.when ?? true })),
    ],
  }
}

export function removeWay(process: ProcessDocument, flow: Id): Command {
  return { type: 'remove', collection: pointer('processes', 'items', process.id, 'flows'), id: flow }
}

/** The first way out that leads nowhere yet; undefined for a step with one way out. */
function freePort(process: ProcessDocument, from: Id): Id | undefined {
  const ports = portsOf(process.nodes.items[from])
  if (ports.length < 2) return undefined
  const used = inOrder(process.flows).flatMap((flow) => (flow.from === from ? [flow.port] : []))
  return (ports.find(({ id }) => !used.includes(id)) ?? ports[0])?.id
}

function newFlow(taken: Set<Id>, flow: Omit<SequenceFlowDocument, 'id'>): SequenceFlowDocument {
  const id = idFrom(`${flow.from}_${flow.to}`.slice(0, 34), (candidate) => taken.has(candidate))
  taken.add(id)
  return { id, ...flow }
}

/** Where steps have places of their own, those to the right move one column on; elsewhere the layout follows by itself. */
function makeRoom(
  process: ProcessDocument,
  after: Id,
  node: NodeDocument,
): { commands: Command[]; position: Pick<NodeDocument, 'position'> } {
  const nodes = inOrder(process.nodes)
  if (!nodes.some(({ position }) => position)) return { commands: [], position: {} }
  const laidOut = layOut(process)
  const placeOf = (id: Id) => process.nodes.items[id]?.position ?? laidOut[id] ?? { x: 0, y: 0 }
  const { x, y } = placeOf(after)
  const isEnd = portsOf(node).length === 0
  const right = isEnd ? [] : nodes.filter(({ id }) => placeOf(id).x > x)
  return {
    commands: right.map(({ id }) =>
      patchAt(['processes', 'items', process.id, 'nodes', 'items', id], { position: { ...placeOf(id), x: placeOf(id).x + columnWidth } }),
    ),
    position: { position: isEnd ? { x: x + columnWidth, y: y + 110 } : { x: x + columnWidth, y } },
  }
}
