import { type Diagnostic, diagnose, type Id, inOrder, pointer } from '@tangram/data-model'
import type { CheckedNode } from './check-process.ts'
import type { ProcessDocument, SequenceFlowDocument } from './document.ts'
import { keyOf, type Marking, nextMarkings, put } from './marking.ts'
import { flowMessages } from './messages.ts'
import { type Move, movesOf, waits } from './moves-of.ts'

/** More situations than this are not looked at, and the author is told; a process of people's size has far fewer. */
const maxMarkings = 3000
/** More tokens than this on one flow count as piling up. */
const maxTokens = 3

/**
 * Plays the process and each of its sub-processes through in every way their outcomes, conditions and borders allow, without data,
 * and says where they would wait for ever, where branches pile up and which loops never pause. A complex join whose condition reads
 * data cannot be played; the author is told. The process must have no other errors.
 */
export function checkTokens(document: ProcessDocument, nodes: CheckedNode[]): Diagnostic[] {
  const flows = inOrder(document.flows)
  const scopes = [undefined, ...nodes.filter((node) => node.type.contains && !node.type.stepDone).map((node) => node.document.id)]
  const found = scopes.flatMap((parent) => {
    const inside = nodes.filter((node) => node.document.parent === parent)
    return playScope(document, inside, flows)
  })
  return [...found, ...checkLoops(nodes, flows)]
}

function playScope(document: ProcessDocument, nodes: CheckedNode[], flows: SequenceFlowDocument[]): Diagnostic[] {
  const unplayed = nodes.find((node) => node.type.gathers === 'counted' && node.config.when !== undefined)
  if (unplayed) {
    const path = pointer('nodes', 'items', unplayed.document.id)
    return [diagnose(flowMessages, 'flow.process.unplayed', path, { node: unplayed.document.label }, 'warning')]
  }
  const { moves, openings } = movesOf(nodes, flows)
  const found = new Map<string, Diagnostic>()
  const report = (code: 'flow.process.stuck' | 'flow.process.multiplies', id: Id) => {
    const node = document.nodes.items[id]?.label ?? id
    found.set(code + id, diagnose(flowMessages, code, pointer('nodes', 'items', id), { node }))
  }
  const targetOf = (flow: string) => document.flows.items[flow]?.to ?? flow
  const open: Marking[] = openings.map((taken) => put({}, taken))
  const seen = new Set(open.map(keyOf))
  for (let marking = open.pop(); marking; marking = open.pop()) {
    if (seen.size > maxMarkings) {
      found.set('', diagnose(flowMessages, 'flow.process.too-wide', '/nodes', { looked: maxMarkings }, 'warning'))
      break
    }
    const next = nextMarkings(moves, marking)
    const held = Object.keys(marking).find((place) => isToken(moves, place))
    if (next.length === 0 && held !== undefined) report('flow.process.stuck', targetOf(held))
    for (const after of next) {
      const piled = Object.keys(after).find((flow) => (after[flow] ?? 0) > maxTokens)
      if (piled !== undefined) {
        // One pile is enough to say: behind it the situations have no end.
        report('flow.process.multiplies', targetOf(piled))
        return [...found.values()]
      }
      const key = keyOf(after)
      if (!seen.has(key)) {
        seen.add(key)
        open.push(after)
      }
    }
  }
  return [...found.values()]
}

const isToken = (moves: Move[], place: string): boolean => moves.some((move) => move.incoming.includes(place))

/** Loops in which nothing waits. A condition may still end one, so it is a warning; without any it cannot end. */
function checkLoops(nodes: CheckedNode[], flows: SequenceFlowDocument[]): Diagnostic[] {
  const passing = new Set(nodes.filter((node) => !waits(node)).map((node) => node.document.id))
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
