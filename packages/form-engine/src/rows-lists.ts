import type { JsonValue } from '@tangram/data-model'

/** One entry a row. */
export type Values = readonly (JsonValue | undefined)[]
type Lists = readonly (readonly unknown[])[]

/** From the position of each row now to where it was: -1 for a new one. */
export type Moves = Int32Array

export function movesFrom(before: readonly string[], now: readonly string[]): Moves {
  const moves = new Int32Array(now.length).fill(-1)
  // Most rows stand as far from an edit as before it: the rest is looked up.
  let start = 0
  while (start < now.length && start < before.length && now[start] === before[start]) {
    moves[start] = start
    start += 1
  }
  let end = 0
  const most = Math.min(before.length, now.length) - start
  while (end < most && now[now.length - 1 - end] === before[before.length - 1 - end]) {
    moves[now.length - 1 - end] = before.length - 1 - end
    end += 1
  }
  if (start + end >= now.length) return moves
  const places = new Map<string, number>()
  for (let index = start; index < before.length - end; index++) places.set(before[index] ?? '', index)
  for (let index = start; index < now.length - end; index++) moves[index] = places.get(now[index] ?? '') ?? -1
  return moves
}

/** The positions whose entry in one of the lists is another than before. Lists of the same rows, one beside the other. */
export function changedIn(now: Lists, before: Lists, length: number, moves: Moves | undefined): number[] {
  const changed = new Set<number>()
  for (let which = 0; which < now.length; which++) {
    const [list, old] = [now[which], before[which]]
    if (!list || !old) continue
    if (moves) for (let index = 0; index < length; index++) if (list[index] !== old[moves[index] ?? -1]) changed.add(index)
    if (moves || list === old) continue
    for (let index = 0; index < length; index++) if (list[index] !== old[index]) changed.add(index)
  }
  // New rows are changed ones, also where nothing is to be compared.
  if (moves) for (let index = 0; index < length; index++) if (moves[index] === -1) changed.add(index)
  return [...changed]
}

/** The list as its rows stand now, to be written to. */
export function arranged<T>(list: readonly T[], moves: Moves | undefined): T[] {
  return moves ? Array.from(moves, (from) => list[from] as T) : list.slice()
}

export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}

/** The list before when it has the same items, so that nothing follows. */
export const unlessSame = <T>(list: readonly T[], previous: readonly T[] | undefined): readonly T[] =>
  previous && sameItems(list, previous) ? previous : list
