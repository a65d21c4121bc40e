import type { Move } from './moves-of.ts'

/**
 * How many tokens are on each flow. Beside flows there are marks: `!join:flow` when a complex join has fired and used that flow,
 * `~event` when an event that lets its activity go on has happened.
 */
export type Marking = { [place: string]: number }

/** The same tokens somewhere else: each place of `used` has one less, each of `taken` one more. */
export function put(marking: Marking, taken: readonly string[], used: readonly string[] = []): Marking {
  const after = { ...marking }
  for (const place of used) {
    const left = (after[place] ?? 0) - 1
    if (left > 0) after[place] = left
    else delete after[place]
  }
  for (const place of taken) after[place] = (after[place] ?? 0) + 1
  return after
}

export function keyOf(marking: Marking): string {
  return Object.keys(marking)
    .sort()
    .map((place) => `${place}:${marking[place]}`)
    .join(' ')
}

/**
 * Every situation that can follow, in the order the engine works in: nodes that do not wait act at once; then joins that need not
 * wait any longer; only then one of those that wait.
 */
export function nextMarkings(moves: Move[], marking: Marking): Marking[] {
  for (const move of moves) {
    const next = move.waits || move.gathers === 'coming' ? [] : acts(move, marking)
    if (next.length > 0) return next
  }
  const joins = moves.filter((move) => move.gathers === 'coming' && there(move, marking).length > 0)
  const ready = joins.find((move) => !canCome(moves, move, marking, open(move, marking)))
  if (ready) return fire(ready, marking, there(ready, marking))
  for (const move of moves) {
    const used = usedOf(move, marking)
    const isOver =
      used.length > 0 &&
      !canCome(
        moves,
        move,
        marking,
        move.incoming.filter((flow) => !used.includes(flow)),
      )
    if (isOver) return [put(marking, [], marks(move, used))]
  }
  const next = moves.flatMap((move) => (move.waits ? acts(move, marking) : []))
  // Joins that wait for nothing but each other: the first of them goes.
  const [first] = joins
  return next.length === 0 && first ? fire(first, marking, there(first, marking)) : next
}

/** Every situation one visit of the node can lead to. */
function acts(move: Move, marking: Marking): Marking[] {
  const come = there(move, marking)
  if (come.length === 0) return []
  if (move.gathers === 'counted') return count(move, marking, come)
  if (move.gathers === 'all') return come.length < move.incoming.length ? [] : fire(move, marking, come)
  const besides = move.beside.filter(({ event }) => marking[`~${event}`] === undefined)
  const done = move.beside.map(({ event }) => `~${event}`).filter((mark) => marking[mark] !== undefined)
  return [
    ...come.flatMap((flow) => move.exits.map((taken) => put(marking, taken, [flow, ...done]))),
    ...besides.flatMap(({ event, exits }) => exits.map((taken) => put(marking, [...taken, `~${event}`]))),
  ]
}

function count(move: Move, marking: Marking, come: string[]): Marking[] {
  const used = usedOf(move, marking)
  if (used.length === 0) {
    if (come.length < move.count) return []
    const left = come.length < move.incoming.length ? marks(move, come) : []
    return fire(move, marking, come).map((after) => put(after, left))
  }
  const late = come.find((flow) => !used.includes(flow))
  if (late === undefined) return []
  const all = [...used, late]
  if (all.length < move.incoming.length) return [put(marking, marks(move, [late]), [late])]
  return [put(marking, [], [late, ...marks(move, used)])]
}

const fire = (move: Move, marking: Marking, used: string[]): Marking[] => move.exits.map((taken) => put(marking, taken, used))

const there = (move: Move, marking: Marking): string[] => move.incoming.filter((flow) => (marking[flow] ?? 0) > 0)

const open = (move: Move, marking: Marking): string[] => move.incoming.filter((flow) => (marking[flow] ?? 0) === 0)

const marks = (move: Move, flows: string[]): string[] => flows.map((flow) => `!${move.id}:${flow}`)

const usedOf = (move: Move, marking: Marking): string[] => move.incoming.filter((flow) => marking[`!${move.id}:${flow}`] !== undefined)

/** Whether a token that is somewhere else can still come to one of the flows without passing the join. */
function canCome(moves: Move[], join: Move, marking: Marking, flows: string[]): boolean {
  return moves.some(
    (move) => move.id !== join.id && there(move, marking).length > 0 && flows.some((flow) => join.sources[flow]?.has(move.id)),
  )
}
