import { type Diagnostic, diagnose, type Id, inOrder, pointer } from '@tangram/data-model'
import type { CheckedNode } from './check-process.ts'
import type { ProcessDocument, SequenceFlowDocument } from './document.ts'
import { flowMessages } from './messages.ts'

/** Checks how nodes are connected: flows without ends, outcomes without flows, conditions, nodes no way leads to or from. */
export function checkWays(document: ProcessDocument, nodes: CheckedNode[]): Diagnostic[] {
  const flows = inOrder(document.flows)
  const exists = (id: Id) => Object.hasOwn(document.nodes.items, id)
  const connected = flows.filter((flow) => exists(flow.from) && exists(flow.to))
  const mayStop = stoppers(nodes, connected)
  return [
    ...flows.flatMap((flow) => dangling(flow, exists)),
    ...connected.flatMap((flow) => crossing(flow, document)),
    ...nodes.flatMap((node) => checkNodeWays(node, connected, mayStop)),
    ...checkReach(nodes, connected, mayStop),
  ]
}

function dangling(flow: SequenceFlowDocument, exists: (id: Id) => boolean): Diagnostic[] {
  const ends = (['from', 'to'] as const).filter((end) => !exists(flow[end]))
  return ends.map((end) => diagnose(flowMessages, 'flow.flow.dangling', pointer('flows', 'items', flow.id, end), { node: flow[end] }))
}

function crossing(flow: SequenceFlowDocument, document: ProcessDocument): Diagnostic[] {
  const [from, to] = [document.nodes.items[flow.from], document.nodes.items[flow.to]]
  return from?.parent === to?.parent ? [] : [diagnose(flowMessages, 'flow.flow.crosses', pointer('flows', 'items', flow.id))]
}

/** Nodes behind which nothing has to follow: what undoes something, and the steps of an ad-hoc sub-process. */
function stoppers(nodes: CheckedNode[], flows: SequenceFlowDocument[]): Set<Id> {
  const undoing = new Set(nodes.filter((node) => node.type.attaches === 'compensation').map((node) => node.document.id))
  const handlers = flows.filter((flow) => undoing.has(flow.from)).map((flow) => flow.to)
  const loose = new Set(nodes.filter((node) => node.type.stepDone).map((node) => node.document.id))
  const steps = nodes
    .filter(({ document }) => document.parent !== undefined && loose.has(document.parent))
    .map(({ document }) => document.id)
  return new Set([...handlers, ...steps.filter((id) => !flows.some((flow) => flow.from === id))])
}

function checkNodeWays({ document, type, ports, sound }: CheckedNode, flows: SequenceFlowDocument[], mayStop: Set<Id>): Diagnostic[] {
  const node = document.label
  const leaving = flows.filter((flow) => flow.from === document.id)
  const at = (flow: SequenceFlowDocument) => pointer('flows', 'items', flow.id)
  const coming = flows.filter((flow) => flow.to === document.id)
  const found = [
    ...(type.begins ? coming.map((flow) => diagnose(flowMessages, 'flow.flow.into-start', at(flow))) : []),
    ...(type.attaches || type.linked ? coming.map((flow) => diagnose(flowMessages, 'flow.flow.into-event', at(flow), { node })) : []),
  ]
  if (!sound) return found
  if (ports.length === 0) return [...found, ...leaving.map((flow) => diagnose(flowMessages, 'flow.flow.out-of-end', at(flow), { node }))]
  for (const flow of leaving) {
    if (flow.port !== undefined && !ports.some((port) => port.id === flow.port)) {
      found.push(diagnose(flowMessages, 'flow.port.unknown', `${at(flow)}/port`, { node, port: flow.port }))
    }
    if (!type.chooses && (flow.when !== undefined || flow.default)) {
      found.push(diagnose(flowMessages, 'flow.flow.useless-condition', at(flow), { node }, 'warning'))
    }
  }
  const path = pointer('nodes', 'items', document.id)
  const isDone = leaving.some((flow) => flow.port === undefined) || mayStop.has(document.id)
  const open = isDone ? [] : ports.filter((port) => !leaving.some((flow) => flow.port === port.id))
  found.push(...open.map((port) => diagnose(flowMessages, 'flow.port.unconnected', path, { node, port: port.label })))
  if (!type.chooses || leaving.length < 2) return found
  return [...found, ...checkChoice(leaving, path, document.label, type.choosesSeveral ? 'warning' : 'error')]
}

/** Where several ways may be taken at once, one without a condition is always taken, and a default may be missing. */
function checkChoice(
  leaving: SequenceFlowDocument[],
  path: string,
  node: CheckedNode['document']['label'],
  severity: 'warning' | 'error',
): Diagnostic[] {
  const defaults = leaving.filter((flow) => flow.default)
  const open = leaving.filter((flow) => !flow.default && flow.when === undefined)
  const isAlways = severity === 'warning' && open.length > 0
  return [
    ...(defaults.length === 0 && !isAlways ? [diagnose(flowMessages, 'flow.gateway.no-default', path, { node }, severity)] : []),
    ...(defaults.length > 1 ? [diagnose(flowMessages, 'flow.gateway.several-defaults', path, { node })] : []),
    ...open.map((flow) => diagnose(flowMessages, 'flow.condition.missing', pointer('flows', 'items', flow.id), {}, severity)),
  ]
}

function checkReach(nodes: CheckedNode[], flows: SequenceFlowDocument[], mayStop: Set<Id>): Diagnostic[] {
  const edges = edgesOf(nodes, flows)
  const starts = nodes.filter((node) => beginsIn(node, nodes, flows)).map((node) => node.document.id)
  const ends = nodes
    .filter((node) => node.sound && ((node.ports.length === 0 && !node.type.jumpsTo) || mayStop.has(node.document.id)))
    .map((node) => node.document.id)
  const fromStart = reach(starts, (id) => edges.filter(([from]) => from === id).map(([, to]) => to))
  const toEnd = reach(ends, (id) => edges.filter(([, to]) => to === id).map(([from]) => from))
  return nodes.flatMap(({ document: { id, label } }) => {
    const path = pointer('nodes', 'items', id)
    if (starts.length > 0 && !fromStart.has(id)) return [diagnose(flowMessages, 'flow.node.unreachable', path, { node: label })]
    return toEnd.has(id) ? [] : [diagnose(flowMessages, 'flow.node.no-way-to-end', path, { node: label })]
  })
}

/** A start; in a sub-process without one, whatever nothing leads to. */
function beginsIn(node: CheckedNode, nodes: CheckedNode[], flows: SequenceFlowDocument[]): boolean {
  const { parent, id } = node.document
  if (node.type.begins || parent === undefined) return node.type.begins === true
  const hasStart = nodes.some((other) => other.document.parent === parent && other.type.begins)
  return !hasStart && !node.type.attaches && !node.type.linked && !flows.some((flow) => flow.to === id)
}

/** Ways a token can go: along flows, by links, from a border. */
function edgesOf(nodes: CheckedNode[], flows: SequenceFlowDocument[]): [from: Id, to: Id][] {
  return [
    ...flows.map((flow): [Id, Id] => [flow.from, flow.to]),
    ...nodes.flatMap(({ document }): [Id, Id][] => (document.attachedTo === undefined ? [] : [[document.attachedTo, document.id]])),
    ...nodes.flatMap((node): [Id, Id][] => linksOf(node, nodes).map((to) => [node.document.id, to])),
  ]
}

/** Where the link of a node comes out. */
export function linksOf(node: CheckedNode, nodes: CheckedNode[]): Id[] {
  if (!node.type.jumpsTo || !node.sound) return []
  const others = nodes.filter((other) => other.document.parent === node.document.parent)
  return node.type.jumpsTo(
    node.config,
    others.map(({ document, config }) => ({ document, config })),
  )
}

function reach(from: Id[], next: (id: Id) => Id[]): Set<Id> {
  const seen = new Set(from)
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const other of next(id)) {
      if (!seen.has(other)) {
        seen.add(other)
        open.push(other)
      }
    }
  }
  return seen
}
