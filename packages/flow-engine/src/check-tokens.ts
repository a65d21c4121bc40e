import { type Diagnostic, diagnose, type Id, inOrder, pointer } from '@tangram/data-model'
import type { CheckedNode } from './check-process.ts'
import type { ProcessDocument, SequenceFlowDocument } from './document.ts'
import { flowMessages } from './messages.ts'

/** More situations than this are not looked at, and the author is told; a process of people's size has far fewer. */
const maxMarkings = 3000
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
  const moves = nodes.map((node) => moveOf(node, flows))
  const open: Marking[] = exits(start, flows).map((taken) => moved({}, [], taken))
  const seen = new Set(open.map(keyOf))
  for (let marking = open.pop(); marking; marking = open.pop()) {
    if (seen.size > maxMarkings) {
      found.set('', diagnose(flowMessages, 'flow.process.too-wide', '/nodes', { looked: maxMarkings }, 'warning'))
      break
    }
    const next = nextOf(moves, marking)
    const [held] = Object.keys(marking)
    if (next.length === 0 && held !== undefined) report('flow.process.stuck', document.flows.items[held]?.to ?? held)
    for (const after of next) {
      const piled = Object.keys(after).find((flow) => (after[flow] ?? 0) > maxTokens)
      if (piled !== undefined) {
        // One pile is enough to say: behind it the situations have no end.
        report('flow.process.multiplies', document.flows.items[piled]?.to ?? piled)
        return [...found.values()]
      }
      const key = keyOf(after)
      if (!seen.has(key)) {
        seen.add(key)
        open.push(after)
      }
    }
  }
  return [...found.values(), ...checkLoops(nodes, flows)]
}

/** What a node uses and what it can take: worked out once, played often. */
type Move = { waits: boolean; gathers: boolean; incoming: Id[]; exits: Id[][] }

function moveOf(node: CheckedNode, flows: SequenceFlowDocument[]): Move {
  const incoming = flows.filter((flow) => flow.to === node.document.id).map((flow) => flow.id)
  return { waits: node.type.resume !== undefined, gathers: node.type.gathers === 'all', incoming, exits: exits(node, flows) }
}

/** Nodes that do not wait act at once, as they do when the process runs; only then one of those that wait. */
function nextOf(moves: Move[], marking: Marking): Marking[] {
  for (const move of moves) {
    const next = move.waits ? [] : steps(move, marking)
    if (next.length > 0) return next
  }
  return moves.flatMap((move) => (move.waits ? steps(move, marking) : []))
}

/** Every situation one visit of the node can lead to. */
function steps(move: Move, marking: Marking): Marking[] {
  const there = move.incoming.filter((flow) => (marking[flow] ?? 0) > 0)
  if (there.length === 0 || (move.gathers && there.length < move.incoming.length)) return []
  const uses = move.gathers ? [there] : there.map((flow) => [flow])
  return uses.flatMap((used) => move.exits.map((taken) => moved(marking, used, taken)))
}

/** The sets of flows that a visit may take. */
function exits({ document, type, ports }: CheckedNode, flows: SequenceFlowDocument[]): Id[][] {
  const leaving = flows.filter((flow) => flow.from === document.id)
  if (type.chooses) return leaving.map((flow) => [flow.id])
  if (ports.length === 0) return [[]]
  const sets = ports.map((port) => {
    const own = leaving.filter((flow) => flow.port === port.id)
    return (own.length > 0 ? own : leaving.filter((flow) => flow.port === undefined)).map((flow) => flow.id)
  })
  return [...new Map(sets.map((set) => [set.join(' '), set])).values()]
}

function moved(marking: Marking, used: Id[], taken: Id[]): Marking {
  const after = { ...marking }
  for (const flow of used) {
    const left = (after[flow] ?? 0) - 1
    if (left > 0) after[flow] = left
    else delete after[flow]
  }
  for (const flow of taken) after[flow] = (after[flow] ?? 0) + 1
  return after
}

function keyOf(marking: Marking): string {
  return Object.keys(marking)
    .sort()
    .map((flow) => `${flow}:${marking[flow]}`)
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
