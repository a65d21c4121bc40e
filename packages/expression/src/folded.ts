import type { JsonValue } from '@tangram/data-model'

/** Sums a list up in a way that one item can be exchanged without looking at the others. */
export type Fold<State> = {
  of(items: readonly JsonValue[]): State
  /** What it comes to with `after` in place of `before`; undefined when only all items together can tell. */
  exchange(state: State, before: JsonValue, after: JsonValue): State | undefined
}

type Kept = Map<Fold<unknown>, unknown>
const kept = new WeakMap<readonly JsonValue[], Kept>()

/** What the items come to; remembered for lists of `keepFolds`. */
export function folded<State>(list: readonly JsonValue[], fold: Fold<State>): State {
  const known = kept.get(list)
  if (!known) return fold.of(list)
  if (!known.has(fold)) known.set(fold, fold.of(list))
  return known.get(fold) as State
}

/** The same list; from now on what is folded over it is remembered. For long lists that formulas read again and again. */
export function keepFolds(list: readonly JsonValue[]): readonly JsonValue[] {
  kept.set(list, new Map())
  return list
}

/** A list with some items exchanged, by position. What was folded over the first one costs as much as what changed. */
export function exchanged(list: readonly JsonValue[], changes: ReadonlyMap<number, JsonValue>): readonly JsonValue[] {
  const changed = list.slice()
  for (const [index, value] of changes) changed[index] = value
  keepFolds(changed)
  const folds: Kept = kept.get(changed) ?? new Map()
  for (const [fold, before] of kept.get(list) ?? []) {
    let state: unknown = before
    for (const [index, value] of changes) {
      state = fold.exchange(state, list[index] ?? null, value)
      if (state === undefined) break
    }
    if (state !== undefined) folds.set(fold, state)
  }
  return changed
}
