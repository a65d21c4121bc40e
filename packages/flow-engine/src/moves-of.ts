import type { Id } from '@tangram/data-model'
import type { CheckedNode } from './check-process.ts'
import { linksOf } from './check-ways.ts'
import type { SequenceFlowDocument } from './document.ts'

/** What a node uses and what it can take, for playing without data: worked out once, played often. */
export type Move = {
  id: Id
  waits: boolean
  gathers: 'all' | 'coming' | 'counted' | undefined
  /** How many branches a counted join needs. */
  count: number
  incoming: string[]
  /** The sets of flows that a visit may take. */
  exits: string[][]
  /** Events on its border that let it go on: what each takes, once a visit. */
  beside: { event: Id; exits: string[][] }[]
  /** Nodes from which each of its incoming flows can be reached without passing it, by flow. */
  sources: { [flow: string]: ReadonlySet<Id> }
}

/** The moves of one scope, and the sets of flows it can begin with. */
export function movesOf(nodes: CheckedNode[], all: SequenceFlowDocument[]): { moves: Move[]; openings: string[][] } {
  const ids = new Set(nodes.map((node) => node.document.id))
  const flows = all.filter((flow) => ids.has(flow.from))
  const skipped = handlersIn(nodes, flows)
  const played = nodes.filter((node) => !node.type.attaches && !skipped.has(node.document.id))
  const starts = played.filter((node) => node.type.begins)
  const free = starts.length > 0 ? [] : played.filter((node) => !node.type.linked && !flows.some((flow) => flow.to === node.document.id))
  const moves = played.map((node) => moveOf(node, nodes, flows, free.includes(node)))
  for (const move of moves) if (move.gathers) move.sources = sourcesOf(move, nodes, flows)
  const openings =
    starts.length > 0 ? starts.flatMap((start) => exitsOf(start, nodes, flows)) : [free.map((node) => opening(node.document.id))]
  return { moves, openings }
}

/** Whether a visit can last. */
export function waits({ type }: CheckedNode): boolean {
  return type.resume !== undefined || type.insideDone !== undefined
}

/** The place of the token with which a node nothing leads to begins. */
const opening = (id: Id): string => `>${id}`

function moveOf(node: CheckedNode, nodes: CheckedNode[], flows: SequenceFlowDocument[], isFree: boolean): Move {
  const { id } = node.document
  const incoming = [...flows.filter((flow) => flow.to === id).map((flow) => flow.id), ...(isFree ? [opening(id)] : [])]
  const borders = nodes.filter(({ document, type }) => document.attachedTo === id && type.attaches !== 'compensation')
  const goesOn = (event: CheckedNode) => event.config.interrupting === false
  const cutting = borders.filter((event) => !goesOn(event)).flatMap((event) => exitsOf(event, nodes, flows))
  const count = typeof node.config.count === 'number' ? node.config.count : incoming.length
  return {
    id,
    waits: waits(node),
    gathers: incoming.length > 1 ? node.type.gathers : undefined,
    count: Math.min(count, incoming.length),
    incoming,
    exits: distinct([...exitsOf(node, nodes, flows), ...cutting]),
    beside: borders.filter(goesOn).map((event) => ({ event: event.document.id, exits: exitsOf(event, nodes, flows) })),
    sources: {},
  }
}

/** The sets of flows that a visit may take: one way, any number of ways, or those of one outcome. */
function exitsOf(node: CheckedNode, nodes: CheckedNode[], flows: SequenceFlowDocument[]): string[][] {
  const { document, type, ports } = node
  const leaving = flows.filter((flow) => flow.from === document.id)
  const [link] = linksOf(node, nodes)
  const target = link === undefined ? undefined : nodes.find((other) => other.document.id === link)
  if (target) return exitsOf(target, nodes, flows)
  if (type.awaitsNext) return leaving.map((flow) => [flow.id])
  if (type.chooses && type.choosesSeveral) return several(leaving)
  if (type.chooses) return leaving.map((flow) => [flow.id])
  if (ports.length === 0 || leaving.length === 0) return [[]]
  const sets = ports.map((port) => {
    const own = leaving.filter((flow) => flow.port === port.id)
    return (own.length > 0 ? own : leaving.filter((flow) => flow.port === undefined)).map((flow) => flow.id)
  })
  return distinct(sets)
}

/** Every set of ways that can be taken together; the default alone. Of very many ways only each alone, and all of them. */
function several(leaving: SequenceFlowDocument[]): string[][] {
  const open = leaving.filter((flow) => !flow.default)
  const always = leaving.length > 1 ? open.filter((flow) => flow.when === undefined).map((flow) => flow.id) : []
  const asked = open.map((flow) => flow.id).filter((id) => !always.includes(id))
  const subsets = asked.length > 6 ? [...asked.map((id) => [id]), asked] : powerset(asked)
  const sets = subsets.map((set) => [...always, ...set]).filter((set) => set.length > 0)
  const otherwise = leaving.filter((flow) => flow.default).map((flow) => [flow.id])
  return always.length > 0 ? sets : [...sets, ...otherwise]
}

function powerset(ids: string[]): string[][] {
  const sets: string[][] = [[]]
  for (const id of ids) sets.push(...sets.map((set) => [...set, id]))
  return sets
}

function distinct(sets: string[][]): string[][] {
  return [...new Map(sets.map((set) => [set.join(' '), set])).values()]
}

/** What undoes an activity takes no part. */
function handlersIn(nodes: CheckedNode[], flows: SequenceFlowDocument[]): Set<Id> {
  const undoing = nodes.filter((node) => node.type.attaches === 'compensation').map((node) => node.document.id)
  return new Set(flows.filter((flow) => undoing.includes(flow.from)).map((flow) => flow.to))
}

function sourcesOf(join: Move, nodes: CheckedNode[], flows: SequenceFlowDocument[]): Move['sources'] {
  const previous = (id: Id): Id[] => [
    ...flows.filter((flow) => flow.to === id).map((flow) => flow.from),
    ...nodes.flatMap(({ document }) => (document.id === id && document.attachedTo !== undefined ? [document.attachedTo] : [])),
    ...nodes.flatMap((node) => (linksOf(node, nodes).includes(id) ? [node.document.id] : [])),
  ]
  return Object.fromEntries(
    join.incoming.map((incoming) => {
      const first = flows.find((flow) => flow.id === incoming)?.from
      const seen = new Set<Id>(first === undefined || first === join.id ? [] : [first])
      const open = [...seen]
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        for (const before of previous(id)) {
          if (before !== join.id && !seen.has(before)) {
            seen.add(before)
            open.push(before)
          }
        }
      }
      return [incoming, seen]
    }),
  )
}
