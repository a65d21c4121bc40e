import type { JsonValue } from '@tangram/data-model'
import { keepFolds } from '@tangram/expression'
import type { FieldCells } from './field-cells.ts'
import type { Problem } from './field-type.ts'
import { arranged, changedIn, movesFrom, type Values } from './rows-lists.ts'
import { sameJson } from './same-json.ts'

/** A column evaluated for all rows, and what it was made of: a row is computed again when something of its own in there is another. */
export type Column = {
  ids: readonly string[]
  /** What was typed, then what its formulas read of the row. */
  inputs: readonly Values[]
  /** What its formulas read of the record around. */
  outer: readonly JsonValue[]
  stored: readonly JsonValue[]
  /** As typed, given or computed; the same list as `kept` where they are the same. */
  values: Values
  /** What is stored; undefined to leave it as it is. */
  kept: Values
  problems: readonly (Problem | undefined)[]
}

/** The cells of a column, one row at a time: those of row `index` after `at(index)`. */
export type ColumnCells = FieldCells & { at(index: number): void }

/** Computes a column, anew only for rows that something changed for. */
export function computeColumn(made: Pick<Column, 'ids' | 'inputs' | 'outer'>, cells: ColumnCells, previous: Column | undefined): Column {
  const { ids, inputs, outer } = made
  const isUsable = previous && outer.every((value, index) => sameJson(value, previous.outer[index]))
  const usable = isUsable ? previous : undefined
  const moves = usable && usable.ids !== ids ? movesFrom(usable.ids, ids) : undefined
  const dirty = usable ? changedIn(inputs, usable.inputs, ids.length, moves) : undefined
  if (usable && !moves && dirty?.length === 0) return usable
  const stored = usable ? arranged(usable.stored, moves) : new Array<JsonValue>(ids.length)
  const kept = usable ? arranged(usable.kept, moves) : new Array<JsonValue | undefined>(ids.length)
  const values = usable && usable.values !== usable.kept ? arranged(usable.values, moves) : undefined
  const problems = usable && !moves ? usable.problems : undefined
  let found = problems ? undefined : usable ? arranged(usable.problems, moves) : new Array<Problem | undefined>(ids.length)
  let other = values
  const changes: [JsonValue, JsonValue][] = []
  const compute = (index: number) => {
    cells.at(index)
    const [value, toStore] = [cells.value(), cells.toStore()]
    if (value !== toStore) other ??= kept.slice()
    if (usable) changes.push([stored[index] ?? null, cells.stored()])
    stored[index] = cells.stored()
    kept[index] = toStore
    if (other) other[index] = value
    const problem = cells.problem()
    if (!found && problem !== problems?.[index]) found = [...(problems ?? [])]
    if (found) found[index] = problem
  }
  if (dirty) for (const index of dirty) compute(index)
  else for (let index = 0; index < ids.length; index++) compute(index)
  return {
    ...made,
    stored: storedList(stored, changes, usable, moves),
    values: other ?? kept,
    kept,
    problems: found ?? problems ?? [],
  }
}

/** The list that formulas fold: the same one when nothing in it changed, so that none of them runs. */
function storedList(
  stored: readonly JsonValue[],
  changes: [JsonValue, JsonValue][],
  usable: Column | undefined,
  moves: Int32Array | undefined,
): readonly JsonValue[] {
  if (!usable) return keepFolds(stored)
  const others = changes.filter(([before, after]) => before !== after)
  if (!moves) return others.length === 0 ? usable.stored : keepFolds(stored, usable.stored, others)
  const stays = new Uint8Array(usable.ids.length)
  for (const from of moves) if (from >= 0) stays[from] = 1
  usable.stored.forEach((value, index) => {
    if (!stays[index]) others.push([value, null])
  })
  return keepFolds(stored, usable.stored, others)
}
