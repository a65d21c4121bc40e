/**
 * How a vote ought to come out, told without looking at the engine: by trying every way the votes still open could be cast. Slow, plain
 * and good for five people.
 */
export type Said = { person: string; approves: boolean }

export type Ballot = {
  mode: 'all' | 'any' | 'vote' | 'sequence'
  rejectRule: 'first' | 'all'
  /** Of `vote`, percent. */
  share: number
  above: boolean
  /** In their order, with weights. */
  voters: { person: string; weight: number }[]
  /** Those one of them added: before (their result comes first), after (it comes last) or beside (they are voters like the rest). */
  added?: { by: string; where: 'before' | 'after' | 'beside'; people: string[]; mode: 'all' | 'any' | 'sequence' }
}

type Item = { weight: number; people: string[]; value(votes: Votes): boolean; open(votes: Votes): string[] }
type Votes = ReadonlyMap<string, boolean>

/** What is decided after these votes, in the order they were cast, and who is asked next. */
export function expected(ballot: Ballot, said: readonly Said[]): { result: boolean | undefined; open: string[] } {
  const items = itemsOf(ballot)
  const votes: Votes = new Map(said.map(({ person, approves }) => [person, approves]))
  const result = resultOf(ballot, items, said)
  if (result !== undefined) return { result, open: [] }
  const undecided = items.filter((item) => certain(item, votes) === undefined)
  const asked = ballot.mode === 'sequence' ? undecided.slice(0, 1) : undecided
  return { result, open: asked.flatMap((item) => item.open(votes)) }
}

function resultOf(ballot: Ballot, items: Item[], said: readonly Said[]): boolean | undefined {
  const votesAfter = (count: number): Votes => new Map(said.slice(0, count).map(({ person, approves }) => [person, approves]))
  const now = votesAfter(said.length)
  const values = items.map((item) => certain(item, now))
  const isPatient = ballot.rejectRule === 'all'
  if (ballot.mode === 'any' && !isPatient) {
    for (let count = 1; count <= said.length; count += 1) {
      const first = items.map((item) => certain(item, votesAfter(count))).find((value) => value !== undefined)
      if (first !== undefined) return first
    }
    return undefined
  }
  if (ballot.mode === 'sequence') {
    if (!isPatient && values.includes(false)) return false
    return values.includes(undefined) ? undefined : values.includes(true)
  }
  return unanimous(
    everyWay(
      items.flatMap((item) => item.people),
      now,
    ).map((votes) => passes(ballot, items, votes)),
  )
}

/** With every vote cast. */
function passes({ mode, share, above }: Ballot, items: Item[], votes: Votes): boolean {
  const approving = items.filter((item) => item.value(votes))
  if (mode === 'all') return approving.length === items.length
  if (mode === 'any') return approving.length > 0
  const sum = (some: Item[]) => some.reduce((total, item) => total + item.weight, 0)
  const reached = sum(approving) / sum(items)
  return above ? reached > share / 100 : reached >= share / 100
}

function itemsOf({ voters, added }: Ballot): Item[] {
  const alone = (person: string, weight: number): Item => ({
    weight,
    people: [person],
    value: (votes) => votes.get(person) === true,
    open: () => [person],
  })
  return voters.flatMap(({ person, weight }) => {
    if (added?.by !== person) return [alone(person, weight)]
    const { where, people, mode } = added
    if (where === 'beside') return [alone(person, weight), ...people.map((other) => alone(other, 1))]
    const group = groupOf(people, mode)
    const own = alone(person, weight)
    const [first, second] = where === 'before' ? [group, own] : [own, group]
    const open = (votes: Votes) => (certain(first, votes) === undefined ? first.open(votes) : second.open(votes))
    return [{ weight, people: [person, ...people], value: (votes: Votes) => first.value(votes) && second.value(votes), open }]
  })
}

function groupOf(people: string[], mode: 'all' | 'any' | 'sequence'): Item {
  const value = (votes: Votes) =>
    mode === 'any' ? people.some((person) => votes.get(person)) : people.every((person) => votes.get(person))
  const open = (votes: Votes) => {
    const left = people.filter((person) => !votes.has(person))
    return mode === 'sequence' ? left.slice(0, 1) : left
  }
  return { weight: 1, people, value, open }
}

/** The value an item has however the rest is cast. */
function certain(item: Item, votes: Votes): boolean | undefined {
  return unanimous(everyWay(item.people, votes).map((all) => item.value(all)))
}

function everyWay(people: string[], votes: Votes): Votes[] {
  const left = people.filter((person) => !votes.has(person))
  return Array.from({ length: 2 ** left.length }, (_, bits) => {
    return new Map([...votes, ...left.map((person, index): [string, boolean] => [person, ((bits >> index) & 1) === 1])])
  })
}

const unanimous = (values: boolean[]): boolean | undefined => (values.every((value) => value === values[0]) ? values[0] : undefined)
