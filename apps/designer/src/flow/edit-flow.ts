import type { Command } from '@tangram/app-model'
import { type Id, inOrder, pointer } from '@tangram/data-model'
import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from '@tangram/flow-engine'
import { patchAt } from '../draft/edits.ts'
import { idFrom } from '../form/new-element.ts'
import { belongingTo, nodeTypeOf, portsOf } from './places.ts'

/** Takes steps out, with what stands in them or sits on them; what led to them leads where their first way went. */
export function removeSteps(process: ProcessDocument, ids: readonly Id[]): Command {
  const gone = new Set(ids.flatMap((id) => [id, ...belongingTo(process, id)]))
  return {
    type: 'batch',
    commands: [...bridgesAround(process, gone), ...[...gone].map((node): Command => ({ type: 'remove-node', process: process.id, node }))],
  }
}

/** Flows that led into steps that go lead where these went on to. */
export function bridgesAround(process: ProcessDocument, gone: ReadonlySet<Id>): Command[] {
  const flows = inOrder(process.flows)
  const onward = (id: Id, seen: readonly Id[] = []): Id | undefined => {
    const next = flows.find(({ from, to }) => from === id && to !== id)?.to
    if (next === undefined || seen.includes(next)) return undefined
    return gone.has(next) ? onward(next, [...seen, id]) : next
  }
  return flows.flatMap((flow): Command[] => {
    if (!gone.has(flow.to) || gone.has(flow.from)) return []
    const next = onward(flow.to)
    if (next === undefined || next === flow.from || scopeOf(process, next) !== scopeOf(process, flow.from)) return []
    return [changeWay(process, flow.id, { to: next, waypoints: undefined })]
  })
}

/** Where its flows may lead: the sub-process it stands in, that of its activity for an event on a border. */
export function scopeOf(process: ProcessDocument, id: Id): Id | undefined {
  const node = process.nodes.items[id]
  return node?.attachedTo === undefined ? node?.parent : scopeOf(process, node.attachedTo)
}

/** Why no flow may lead from one step to another; undefined when one may. */
export function whyNot(process: ProcessDocument, from: Id, to: Id): 'begins' | 'ends' | 'border' | 'scope' | 'twice' | undefined {
  const target = nodeTypeOf(process.nodes.items[to])
  if (portsOf(process.nodes.items[from]).length === 0) return 'ends'
  if (target?.begins) return 'begins'
  if (target?.attaches) return 'border'
  if (scopeOf(process, from) !== scopeOf(process, to)) return 'scope'
  const ports = portsOf(process.nodes.items[from])
  const same = inOrder(process.flows).filter((flow) => flow.from === from && flow.to === to)
  return same.length >= Math.max(1, ports.length) ? 'twice' : undefined
}

/** A flow between two steps, from the first way out that leads nowhere yet. */
export function connect(process: ProcessDocument, from: Id, to: Id): Command | undefined {
  if (whyNot(process, from, to)) return undefined
  const port = freePort(process, from)
  const node = process.nodes.items[from]
  const conditional = nodeTypeOf(node)?.chooses && inOrder(process.flows).some((flow) => flow.from === from) ? { when: true } : {}
  const flow = newFlow(new Set(process.flows.order), { from, to, ...(port ? { port } : {}), ...conditional })
  return { type: 'connect', process: process.id, flow }
}

/** A further way out of a step, to an end where there is one. */
export function addWay(process: ProcessDocument, from: Id): Command | undefined {
  const others = inOrder(process.nodes).filter((node) => node.id !== from && !whyNot(process, from, node.id))
  const to = others.find((node) => portsOf(node).length === 0) ?? others[0]
  return to && connect(process, from, to.id)
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

/** Sets one property of the process itself; undefined takes it away. */
export function setProcess(process: ProcessDocument, patch: Partial<ProcessDocument>): Command {
  return patchAt(['processes', 'items', process.id], patch)
}

/** The first way out that leads nowhere yet; undefined for a step with one way out. */
export function freePort(process: ProcessDocument, from: Id): Id | undefined {
  const ports = portsOf(process.nodes.items[from])
  if (ports.length < 2) return undefined
  const used = inOrder(process.flows).flatMap((flow) => (flow.from === from ? [flow.port] : []))
  return (ports.find(({ id }) => !used.includes(id)) ?? ports[0])?.id
}

export function newFlow(taken: Set<Id>, flow: Omit<SequenceFlowDocument, 'id'>): SequenceFlowDocument {
  const id = idFrom(`${flow.from}_${flow.to}`.slice(0, 34), (candidate) => taken.has(candidate))
  taken.add(id)
  return { id, ...flow }
}

/** The steps that stand where a step may be led to. */
export function targetsOf(process: ProcessDocument, from: Id): NodeDocument[] {
  return inOrder(process.nodes).filter((node) => {
    const type = nodeTypeOf(node)
    return !type?.begins && !type?.attaches && scopeOf(process, node.id) === scopeOf(process, from)
  })
}
