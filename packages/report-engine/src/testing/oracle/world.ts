import type { Id, JsonValue, ValueType } from '@tangram/data-model'

/** Tables as plain arrays, with the steps that lead from one to another. */
export type World = { [table: Id]: Table }

export type Table = {
  columns: { [id: Id]: ValueType }
  /** Choices of a column, in their author's order. */
  options?: { [column: Id]: string[] }
  relations: { [step: string]: Relation }
  rows: Row[]
}

/** Rows of `to` whose `on` equals our `from`; `value` is the column a path may end in. */
export type Relation = { to: Id; from: Id; on: Id; many: boolean; value?: Id }

/** JSON forms of the value types by column. What is `hidden` no reader sees. */
export type Row = { [column: Id]: JsonValue }

/** A path taken apart: the steps to rows, then a column of the last one (none when the path means those rows). */
export type Path = {
  steps: string[]
  column: Id | undefined
  type: ValueType
  options: string[] | undefined
  /** The steps up to the last one that leads to several rows. */
  grain: string[]
}

export function pathIn(world: World, from: Id, field: string): Path {
  const steps: string[] = []
  let table = tableOf(world, from)
  let grain: string[] = []
  const segments = field === '' ? [] : field.split('.')
  for (const [i, segment] of segments.entries()) {
    const type = table.columns[segment]
    if (i === segments.length - 1 && type) return { steps, column: segment, type, options: table.options?.[segment], grain }
    const relation = table.relations[segment]
    if (!relation) throw new Error(`${from} has no path ${field}`)
    steps.push(segment)
    if (relation.many) grain = [...steps]
    table = tableOf(world, relation.to)
    if (i === segments.length - 1 && relation.value) {
      return {
        steps,
        column: relation.value,
        type: table.columns[relation.value] as ValueType,
        options: table.options?.[relation.value],
        grain,
      }
    }
  }
  return { steps, column: undefined, type: { kind: 'reference', to: from }, options: undefined, grain }
}

/** A base row and, for each step taken from it, the row arrived at (null: there is none). */
export type Place = { from: Id; steps: readonly string[]; rows: readonly (Row | null)[] }

export function placeOf(from: Id, row: Row): Place {
  return { from, steps: [], rows: [row] }
}

/**
 * All ways to go on from a place by the steps. A step to one row that is not there arrives at null; a step to several arrives nowhere
 * then, or at null when `orNone`.
 */
export function walk(world: World, place: Place, steps: readonly string[], orNone = false): Place[] {
  const [step, ...rest] = steps
  if (step === undefined) return [place]
  const table = tableOf(world, tableAt(world, place))
  const relation = table.relations[step] as Relation
  const row = place.rows.at(-1) ?? null
  const key = row?.[relation.from] ?? null
  const there = key === null ? [] : tableOf(world, relation.to).rows.filter((one) => one.hidden !== true && one[relation.on] === key)
  const next: (Row | null)[] = there.length > 0 ? there : relation.many && !orNone ? [] : [null]
  return next.flatMap((one) => walk(world, { from: place.from, steps: [...place.steps, step], rows: [...place.rows, one] }, rest, orNone))
}

/** The values a path has from a place: it shares the place's own rows as far as the steps are the same. */
export function valuesAt(world: World, place: Place, path: Path): JsonValue[] {
  return walk(world, shared(place, path.steps), path.steps.slice(commonLength(place.steps, path.steps))).map(({ rows }) => {
    const row = rows.at(-1) ?? null
    return row?.[path.column ?? 'id'] ?? null
  })
}

/** The place up to where it goes along with the steps. */
export function shared(place: Place, steps: readonly string[]): Place {
  const length = commonLength(place.steps, steps)
  return { from: place.from, steps: place.steps.slice(0, length), rows: place.rows.slice(0, length + 1) }
}

export function commonLength(a: readonly string[], b: readonly string[]): number {
  const end = a.findIndex((step, i) => step !== b[i])
  return end === -1 ? a.length : end
}

export function tableOf(world: World, id: Id): Table {
  const table = world[id]
  if (!table) throw new Error(`there is no table ${id}`)
  return table
}

function tableAt(world: World, place: Place): Id {
  return place.steps.reduce((table, step) => (tableOf(world, table).relations[step] as Relation).to, place.from)
}
