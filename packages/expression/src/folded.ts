import type { JsonValue } from '@tangram/data-model'

/** Sums a list up in a way that one item can be exchanged without looking at the others. Null in a list is nothing. */
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

/**
 * The same list; from now on what is folded over it is remembered. For long lists that formulas read again and again.
 *
 * @param from the list it was made of: what was folded over that one costs as much as what changed
 * @param changes the items that went and came, in pairs; null beside one that only went or came
 */
export function keepFolds(
  list: readonly JsonValue[],
  from?: readonly JsonValue[],
  changes: readonly (readonly [before: JsonValue, after: JsonValue])[] = [],
): readonly JsonValue[] {
  const folds: Kept = new Map()
  kept.set(list, folds)
  for (const [fold, before] of (from && kept.get(from)) ?? []) {
    let state: unknown = before
    for (const [less, more] of changes) {
      state = fold.exchange(state, less, more)
      if (state === undefined) break
    }
    if (state !== undefined) folds.set(fold, state)
  }
  return list
}
