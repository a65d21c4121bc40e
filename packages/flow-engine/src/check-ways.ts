import { type Diagnostic, diagnose, type Id, inOrder, pointer } from '@tangram/data-model'
import type { CheckedNode } from './check-process.ts'
import type { ProcessDocument, SequenceFlowDocument } from './document.ts'
import { flowMessages } from './messages.ts'

/** Checks how nodes are connected: flows without ends, outcomes without flows, conditions, nodes no way leads to or from. */
export function checkWays(document: ProcessDocument, nodes: CheckedNode[]): Diagnostic[] {
  const flows = inOrder(document.flows)
  const exists = (id: Id) => Object.hasOwn(document.nodes.items, id)
  const connected = flows.filter((flow) => exists(flow.from) && exists(flow.to))
  return [
    ...flows.flatMap((flow) => dangling(flow, exists)),
    ...nodes.flatMap((node) => checkNodeWays(node, connected)),
    ...checkReach(nodes, connected),
  ]
}

function dangling(flow: SequenceFlowDocument, exists: (id: Id) => boolean): Diagnostic[] {
  const ends = (['from', 'to'] as const).filter((end) => !exists(flow[end]))
  return ends.map((end) => diagnose(flowMessages, 'flow.flow.dangling', pointer('flows', 'items', flow.id, end), { node: flow[end] }))
}

function checkNodeWays({ document, type, ports, sound }: CheckedNode, flows: SequenceFlowDocument[]): Diagnostic[] {
  const node = document.label
  const leaving = flows.filter((flow) => flow.from === document.id)
  const at = (flow: SequenceFlowDocument) => pointer('flows', 'items', flow.id)
  const intoStart = type.begins ? flows.filter((flow) => flow.to === document.id) : []
  const found = intoStart.map((flow) => diagnose(flowMessages, 'flow.flow.into-start', at(flow)))
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
  const catchAll = leaving.some((flow) => flow.port === undefined)
  const open = catchAll ? [] : ports.filter((port) => !leaving.some((flow) => flow.port === port.id))
  found.push(...open.map((port) => diagnose(flowMessages, 'flow.port.unconnected', path, { node, port: port.label })))
  return type.chooses && leaving.length > 1 ? [...found, ...checkChoice(leaving, path, document.label)] : found
}

function checkChoice(leaving: SequenceFlowDocument[], path: string, node: CheckedNode['document']['label']): Diagnostic[] {
  const defaults = leaving.filter((flow) => flow.default)
  return [
    ...(defaults.length === 0 ? [diagnose(flowMessages, 'flow.gateway.no-default', path, { node })] : []),
    ...(defaults.length > 1 ? [diagnose(flowMessages, 'flow.gateway.several-defaults', path, { node })] : []),
    ...leaving
      .filter((flow) => !flow.default && flow.when === undefined)
      .map((flow) => diagnose(flowMessages, 'flow.condition.missing', pointer('flows', 'items', flow.id))),
  ]
}

function checkReach(nodes: CheckedNode[], flows: SequenceFlowDocument[]): Diagnostic[] {
  const starts = nodes.filter((node) => node.type.begins).map((node) => node.document.id)
  const ends = nodes.filter((node) => node.sound && node.ports.length === 0).map((node) => node.document.id)
  const fromStart = reach(starts, (id) => flows.filter((flow) => flow.from === id).map((flow) => flow.to))
  const toEnd = reach(ends, (id) => flows.filter((flow) => flow.to === id).map((flow) => flow.from))
  return nodes.flatMap(({ document: { id, label } }) => {
    const path = pointer('nodes', 'items', id)
    if (starts.length > 0 && !fromStart.has(id)) return [diagnose(flowMessages, 'flow.node.unreachable', path, { node: label })]
    return toEnd.has(id) ? [] : [diagnose(flowMessages, 'flow.node.no-way-to-end', path, { node: label })]
  })
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
