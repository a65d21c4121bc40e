import type { Id, LocalizedText } from '@tangram/data-model'
import type { CompiledNode } from '../compile-process.ts'
import type { Assignees } from '../document.ts'
import { FactsMissing } from '../facts-missing.ts'
import { adminsFor, eachWithFacts } from '../people.ts'
import { isRealWork, membersOf } from '../people-meant.ts'
import { uniqueTexts } from '../people-texts.ts'
import type { Run } from '../run.ts'
import type { ElementInstance, TaskReason, TaskState } from '../state.ts'

/** People to be asked. `each`: every one of them gets a task; else one task is offered to all. */
export type Ask = { assignees: Assignees; each: boolean; group?: Id; groupLabel?: LocalizedText; weight?: number }

type EmptyRule = 'pass' | 'reject' | 'people' | 'admins' | 'incident'

export type SeatRules = {
  /** What happens when nobody is found. `reject` is for approvals. */
  empty: EmptyRule
  /** Of `people`. */
  instead?: Assignees
  /** What happens when somebody would approve what they began. */
  initiator?: 'self' | 'skip' | 'leader'
  /** Who has approved before: asked again, spared once they approved at any step, or only right before. */
  dedupe?: 'none' | 'earlier' | 'consecutive'
}

/** One task to be: whose it is, or how it is decided without anybody. */
export type Seat = {
  people: string[]
  /** The person meant at first; the weight of the vote is theirs. */
  meant?: string
  insteadOf?: string
  standsFor?: { [person: string]: string }
  ask: Ask
  /** Found because there was nobody else; no rule takes them away again. */
  isFallback?: boolean
  decided?: { approves: boolean; reason: TaskReason }
}

/**
 * Who gets a task, in this order: the people meant, those who are active, stand-ins, each once, what to do when it is nobody, what to do
 * when it is the initiator, who has approved before.
 *
 * @returns undefined when nobody was found and that is to be an incident
 */
export function seatsFor(
  run: Run,
  node: CompiledNode,
  element: ElementInstance,
  asks: readonly Ask[],
  rules: SeatRules,
): Seat[] | undefined {
  const meant = eachWithFacts(asks, (ask) => meantBy(run, node, ask))
  const standIns = eachWithFacts(meant, (people) => standInsOf(run, people))
  const found = asks.map((ask, index) => unique(seatsOf(ask, meant[index] ?? [], standIns[index] ?? {})))
  if (rules.empty === 'incident' && found.some((seats) => seats.length === 0)) return undefined
  const filled = eachWithFacts(asks, (ask) => {
    const seats = found[asks.indexOf(ask)] ?? []
    return seats.length > 0 ? seats : insteadOfNobody(run, node, ask, rules)
  })
  const before = whoApprovedBefore(run, element, rules.dedupe ?? 'none')
  return filled
    .flatMap((seats) => unique(seats.map((seat) => withoutInitiator(run, seat, rules.initiator ?? 'self'))))
    .map((seat) => {
      const [person, ...others] = seat.people
      const isSpared = !seat.decided && !seat.isFallback && person !== undefined && others.length === 0 && before.has(person)
      return isSpared ? { ...seat, decided: { approves: true, reason: 'duplicate' as const } } : seat
    })
}

type StandIns = { [person: string]: { to: string; mode: 'replace' | 'both' } }

/** Who stands in for the people named is asked together with whether they are active: one round less where all are. */
function meantBy(run: Run, node: CompiledNode, { assignees }: Ask): string[] {
  try {
    return membersOf(run, node, assignees).people
  } catch (error) {
    if (!(error instanceof FactsMissing)) throw error
    const soon = error.facts.flatMap((fact) => (fact.type === 'active-people' ? [{ type: 'stand-ins' as const, people: fact.people }] : []))
    throw new FactsMissing([...error.facts, ...soon.filter((fact) => !run.knows(fact))])
  }
}

function standInsOf(run: Run, people: string[]): StandIns {
  return people.length === 0 ? {} : (run.fact({ type: 'stand-ins', people }) as StandIns)
}

function seatsOf(ask: Ask, people: readonly string[], standIns: StandIns): Seat[] {
  if (ask.each) return people.map((person) => ({ ask, meant: person, ...share([person], standIns) }))
  return people.length > 0 ? [{ ask, ...share(people, standIns) }] : []
}

function share(people: readonly string[], standIns: StandIns): Pick<Seat, 'people' | 'insteadOf' | 'standsFor'> {
  const standsFor: { [person: string]: string } = {}
  const all = people.flatMap((person) => {
    const rule = standIns[person]
    if (!rule) return [person]
    if (!people.includes(rule.to)) standsFor[rule.to] ??= person
    return rule.mode === 'both' ? [person, rule.to] : [rule.to]
  })
  const [only, ...others] = [...new Set(all)]
  const insteadOf = others.length === 0 && only !== undefined ? standsFor[only] : undefined
  return {
    people: [...new Set(all)],
    ...(insteadOf === undefined ? {} : { insteadOf }),
    ...(Object.keys(standsFor).length > 0 ? { standsFor } : {}),
  }
}

/** Nobody is asked twice; who speaks for several has the weight of the first. */
function unique(seats: readonly Seat[]): Seat[] {
  const seen = new Set<string>()
  return seats.filter(({ people: [person], ask, decided }) => {
    if (!ask.each || decided || person === undefined) return true
    const isNew = !seen.has(person)
    seen.add(person)
    return isNew
  })
}

function insteadOfNobody(run: Run, node: CompiledNode, ask: Ask, { empty, instead }: SeatRules): Seat[] {
  if (empty === 'pass' || empty === 'reject') return [{ ask, people: [], decided: { approves: empty === 'pass', reason: 'empty' } }]
  const people = empty === 'people' && instead ? membersOf(run, node, instead).people : []
  if (people.length > 0) return seatsOf(ask, people, {}).map((seat) => ({ ...seat, isFallback: true }))
  return [{ ask, people: adminsFor(run, node), isFallback: true }]
}

function withoutInitiator(run: Run, seat: Seat, rule: 'self' | 'skip' | 'leader'): Seat {
  const { initiator } = run.state
  if (rule === 'self' || initiator === null || seat.decided || seat.isFallback || !seat.people.includes(initiator)) return seat
  const others = seat.people.filter((person) => person !== initiator)
  if (rule === 'leader') {
    const [leader] = uniqueTexts(run.fact({ type: 'leaders', person: initiator, levels: 1 }))
    return leader === undefined ? seat : { ...seat, people: [...new Set([...others, leader])], insteadOf: initiator }
  }
  return others.length > 0 ? { ...seat, people: others } : { ...seat, decided: { approves: true, reason: 'initiator' } }
}

/** People whose approval counts here too. A node that is done again asks everybody again, and what was sent back counts no more. */
function whoApprovedBefore(run: Run, element: ElementInstance, rule: 'none' | 'earlier' | 'consecutive'): ReadonlySet<string> {
  if (rule === 'none' || element.visit > 1) return new Set()
  const { returnedAt = '' } = run.state
  const approvals = Object.values(run.state.tasks).filter(
    (task) => task.element !== element.id && task.outcome === 'approved' && isRealWork(task) && (task.closedAt ?? '') > returnedAt,
  )
  const latest = latestApproval(run, element)
  const counted = rule === 'earlier' ? approvals : approvals.filter((task) => task.element === latest)
  return new Set(counted.flatMap((task) => (task.by === undefined ? [] : [task.by])))
}

/** The approval, other than this one, that people dealt with last. */
function latestApproval(run: Run, element: ElementInstance): string | undefined {
  const done = Object.values(run.state.tasks).filter((task) => task.kind === 'approve' && task.element !== element.id && isRealWork(task))
  const latest = (one: TaskState, other: TaskState) => ((other.closedAt ?? '') >= (one.closedAt ?? '') ? other : one)
  return done.length > 0 ? done.reduce(latest).element : undefined
}
