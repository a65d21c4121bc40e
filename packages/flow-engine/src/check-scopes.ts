import { type Diagnostic, diagnose, type Id, inOrder, isJsonObject, pointer } from '@tangram/data-model'
import type { CheckedNode } from './check-process.ts'
import type { LoopDocument, ProcessDocument } from './document.ts'
import { flowMessages } from './messages.ts'

/** Checks where nodes stand: in sub-processes, on borders, in loops, behind each other by links. */
export function checkScopes(document: ProcessDocument, nodes: CheckedNode[]): Diagnostic[] {
  const byId = new Map(nodes.map((node) => [node.document.id, node]))
  return nodes.flatMap((node) => [
    ...checkParent(node, byId),
    ...checkBorder(node, byId, document),
    ...checkLoop(node, document),
    ...checkLink(node, nodes),
    ...checkFollowers(node, byId, document),
    ...checkTransaction(node, byId),
  ])
}

/** Whether it is an activity: something can be attached to it, and it can run in a loop. */
export function isActivity({ type }: CheckedNode): boolean {
  return type.group === 'task' || type.group === 'service'
}

const at = ({ document }: CheckedNode, ...rest: string[]) => pointer('nodes', 'items', document.id, ...rest)

function checkParent(node: CheckedNode, byId: Map<Id, CheckedNode>): Diagnostic[] {
  const { id, parent, label } = node.document
  const isEmpty = node.type.contains && ![...byId.values()].some((other) => other.document.parent === id)
  const found = isEmpty ? [diagnose(flowMessages, 'flow.scope.empty', at(node), { node: label })] : []
  if (parent === undefined) return found
  const seen = new Set([id])
  for (let outer = byId.get(parent); outer; outer = outer.document.parent === undefined ? undefined : byId.get(outer.document.parent)) {
    if (seen.has(outer.document.id)) return [...found, diagnose(flowMessages, 'flow.scope.circular', at(node, 'parent'), { node: label })]
    seen.add(outer.document.id)
  }
  if (byId.get(parent)?.type.contains) return found
  return [...found, diagnose(flowMessages, 'flow.scope.unknown', at(node, 'parent'), { node: label, parent })]
}

function checkBorder(node: CheckedNode, byId: Map<Id, CheckedNode>, process: ProcessDocument): Diagnostic[] {
  const { attachedTo, parent, label } = node.document
  const { attaches } = node.type
  if (!attaches) return attachedTo === undefined ? [] : [diagnose(flowMessages, 'flow.border.misplaced', at(node), { node: label })]
  const host = attachedTo === undefined ? undefined : byId.get(attachedTo)
  if (!host || !isActivity(host) || host.document.parent !== parent)
    return [diagnose(flowMessages, 'flow.border.missing', at(node), { node: label })]
  if (attaches === 'cancel' && host.document.config.transaction !== true) {
    return [diagnose(flowMessages, 'flow.cancel.no-transaction', at(node), { node: label })]
  }
  return attaches === 'compensation' ? checkHandler(node, byId, process) : []
}

/** What undoes an activity stands alone: only the compensation event leads to it, and nothing follows. */
function checkHandler(node: CheckedNode, byId: Map<Id, CheckedNode>, process: ProcessDocument): Diagnostic[] {
  const flows = inOrder(process.flows)
  const leaving = flows.filter((flow) => flow.from === node.document.id)
  const handler = byId.get(leaving[0]?.to ?? '')
  const isAlone =
    handler !== undefined &&
    leaving.length === 1 &&
    isActivity(handler) &&
    !flows.some((flow) => flow.from === handler.document.id || (flow.to === handler.document.id && flow.from !== node.document.id))
  return isAlone ? [] : [diagnose(flowMessages, 'flow.compensation.handler', at(node), { node: node.document.label })]
}

function checkLoop(node: CheckedNode, process: ProcessDocument): Diagnostic[] {
  const { loop, label } = node.document
  if (loop === undefined) return []
  const kinds: unknown[] = ['parallel', 'sequential', 'while']
  if (!isJsonObject(loop) || !kinds.includes(loop.kind))
    return [diagnose(flowMessages, 'flow.loop.unfit', at(node, 'loop'), { node: label })]
  const known: LoopDocument = loop
  const needs = known.kind === 'while' ? known.while : known.over
  const isKept = known.collect === undefined || Object.hasOwn(process.variables?.items ?? {}, known.collect.variable)
  return [
    ...(isActivity(node) ? [] : [diagnose(flowMessages, 'flow.loop.no-activity', at(node, 'loop'), { node: label })]),
    ...(needs === undefined || needs === null ? [diagnose(flowMessages, 'flow.loop.unfit', at(node, 'loop'), { node: label })] : []),
    ...(isKept
      ? []
      : [diagnose(flowMessages, 'flow.loop.no-variable', at(node, 'loop', 'collect'), { variable: known.collect?.variable ?? '' })]),
  ]
}

function checkLink(node: CheckedNode, nodes: CheckedNode[]): Diagnostic[] {
  if (!node.type.jumpsTo || !node.sound) return []
  const others = nodes
    .filter((other) => other.document.parent === node.document.parent)
    .map(({ document, config }) => ({ document, config }))
  const targets = node.type.jumpsTo(node.config, others)
  if (targets.length === 1) return []
  const code = targets.length === 0 ? 'flow.link.unmatched' : 'flow.link.several'
  return [diagnose(flowMessages, code, at(node), { node: node.document.label })]
}

function checkFollowers(node: CheckedNode, byId: Map<Id, CheckedNode>, process: ProcessDocument): Diagnostic[] {
  if (!node.type.awaitsNext) return []
  const leaving = inOrder(process.flows).filter((flow) => flow.from === node.document.id)
  return leaving.flatMap((flow) => {
    const type = byId.get(flow.to)?.type
    const isEvent = type?.arm !== undefined && !type.attaches
    return isEvent
      ? []
      : [diagnose(flowMessages, 'flow.event-gateway.follower', pointer('flows', 'items', flow.id), { node: node.document.label })]
  })
}

function checkTransaction(node: CheckedNode, byId: Map<Id, CheckedNode>): Diagnostic[] {
  if (!node.type.cancels) return []
  const around = byId.get(node.document.parent ?? '')
  return around?.document.config.transaction === true
    ? []
    : [diagnose(flowMessages, 'flow.cancel.no-transaction', at(node), { node: node.document.label })]
}
