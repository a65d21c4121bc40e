import { type Diagnostic, diagnose, type Id, inOrder, pointer } from '@tangram/data-model'
import type { CheckedNode } from './check-process.ts'
import type { ProcessDocument, SequenceFlowDocument } from './document.ts'
import { flowMessages } from './messages.ts'

/** More situations than this are not looked at; a process of people's size has far fewer. */
const maxMarkings = 5000
/** More tokens than this on one flow count as piling up. */
const maxTokens = 3

/** How many tokens are on each flow. */
type Marking = { [flow: Id]: number }

/**
 * Plays the process through in every way its outcomes and conditions allow, without data, and says where it would wait for
 * ever, where branches pile up and which loops never pause. The process must have no other errors.
 */
export function checkTokens(document: ProcessDocument, nodes: CheckedNode[]): Diagnostic[] {
  const flows = inOrder(document.flows)
  const start = nodes.find((node) => node.type.begins)
  if (!start) return []
  const found = new Map<string, Diagnostic>()
  const report = (code: 'flow.process.stuck' | 'flow.process.multiplies', id: Id) => {
    const node = document.nodes.items[id]?.label ?? id
    found.set(code + id, diagnose(flowMessages, code, pointer('nodes', 'items', id), { node }))
  }
  const open: Marking[] = exits(start, flows).map((taken) => moved({}, [], taken))
  const seen = new Set(open.map(keyOf))
  for (let marking = open.pop(); marking && seen.size < maxMarkings; marking = open.pop()) {
    const next = nodes.flatMap((node) => steps(node, flows, marking as Marking))
    const [held] = Object.keys(marking)
    if (next.length === 0 && held !== undefined) report('flow.process.stuck', flows.find((flow) => flow.id === held)?.to ?? held)
    for (const after of next) {
      const piled = Object.keys(after).find((flow) => (after[flow] ?? 0) > maxTokens)
      if (piled !== undefined) report('flow.process.multiplies', flows.find((flow) => flow.id === piled)?.to ?? piled)
      else if (!seen.has(keyOf(after))) {
        seen.add(keyOf(after))
        open.push(after)
      }
    }
  }
  return [...found.values(), ...checkLoops(nodes, flows)]
}

/** Every situation one visit of the node can lead to. */
function steps(node: CheckedNode, flows: SequenceFlowDocument[], marking: Marking): Marking[] {
  const incoming = flows.filter((flow) => flow.to === node.document.id).map((flow) => flow.id)
  const there = incoming.filter((flow) => (marking[flow] ?? 0) > 0)
  const uses = node.type.gathers ? (there.length === incoming.length && there.length > 0 ? [there] : []) : there.map((flow) => [flow])
  return uses.flatMap((used) => exits(node, flows).map((taken) => moved(marking, used, taken)))
}

/** The sets of flows that a visit may take. */
function exits({ document, type, ports }: CheckedNode, flows: SequenceFlowDocument[]): Id[][] {
  const leaving = flows.filter((flow) => flow.from === document.id)
  if (type.chooses) return leaving.map((flow) => [flow.id])
  if (ports.length === 0) return [[]]
  return ports.map((port) => {
    const own = leaving.filter((flow) => flow.port === port.id)
    return (own.length > 0 ? own : leaving.filter((flow) => flow.port === undefined)).map((flow) => flow.id)
  })
}

function moved(marking: Marking, used: Id[], taken: Id[]): Marking {
  const after = { ...marking }
  for (const flow of used) after[flow] = (after[flow] ?? 0) - 1
  for (const flow of taken) after[flow] = (after[flow] ?? 0) + 1
  return Object.fromEntries(Object.entries(after).filter(([, tokens]) => tokens > 0))
}

function keyOf(marking: Marking): string {
  return Object.entries(marking)
    .map(([flow, tokens]) => `${flow}:${tokens}`)
    .sort()
    .join(' ')
}

/** Loops in which nothing waits. A condition may still end one, so it is a warning; without any it cannot end. */
function checkLoops(nodes: CheckedNode[], flows: SequenceFlowDocument[]): Diagnostic[] {
  const passing = new Set(nodes.filter((node) => !node.type.resume).map((node) => node.document.id))
  const next = (id: Id) => flows.filter((flow) => flow.from === id && passing.has(flow.to)).map((flow) => flow.to)
  const looping = nodes.filter((node) => {
    const seen = new Set<Id>()
    const open = passing.has(node.document.id) ? next(node.document.id) : []
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === node.document.id) return true
      if (!seen.has(id)) {
        seen.add(id)
        open.push(...next(id))
      }
    }
    return false
  })
  const [first] = looping
  if (!first) return []
  const severity = looping.some((node) => node.type.chooses) ? 'warning' : 'error'
  const { id, label } = first.document
  return [diagnose(flowMessages, 'flow.process.endless', pointer('nodes', 'items', id), { node: label }, severity)]
}
