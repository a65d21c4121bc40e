import { type Id, reference, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { ReportColumn, ReportRelation, ReportSource } from './report-source.ts'

/** One step of a path to other rows. */
export type Hop = { step: Id; relation: ReportRelation }

/** A path of a report, taken apart: the rows it leads through, then a column of the last of them. */
export type Path = {
  hops: Hop[]
  /** How many of the hops lead to the last one into many rows: they are the grain. */
  depth: number
  type: ValueType
  /** The value over the alias of the last rows. */
  end(alias: string): ReportColumn
}

/** Follows a path from a source; undefined when a step is unknown or hidden. A path may end in a step into many rows: it means them. */
export function pathFrom(source: ReportSource, path: readonly string[]): Path | undefined {
  const hops: Hop[] = []
  let at = source
  for (const [i, step] of path.entries()) {
    const relation = at.relation?.(step)
    const isLast = i === path.length - 1
    if (!relation || (isLast && !relation.many)) return pathTo(hops, at, path.slice(i))
    hops.push({ step, relation })
    at = relation.source
  }
  const last = hops.at(-1)
  const row = last && pathToRow(last)
  return row && { ...row, hops, depth: hops.length }
}

/** The value that a row of a step into many is, over that row. */
export function pathToRow({ step, relation }: Hop): Path | undefined {
  return pathTo([], relation.source, [relation.value ?? 'id'], step)
}

function pathTo(hops: Hop[], source: ReportSource, rest: readonly string[], rows?: Id): Path | undefined {
  const depth = hops.findLastIndex(({ relation }) => relation.many) + 1
  const found = source.attribute(rest)
  if (found) return { hops, depth, type: found.type, end: (alias) => source.attribute(rest, alias) ?? found }
  // Rows always have their key, also where nobody may ask for it as a value.
  if (rows === undefined || rest[0] !== 'id') return undefined
  const type = reference(rows)
  return { hops, depth, type, end: (alias) => ({ expression: keyOf(alias), type }) }
}

/** The key of the rows of an alias. */
export const keyOf = (alias: string): RawBuilder<unknown> => sql.ref(`${alias}.id`)

/** The steps of hops as one name, to compare grains by. */
export const hopsName = (hops: readonly Hop[]): string => hops.map(({ step }) => step).join('.')

export const isPrefix = (short: readonly Hop[], long: readonly Hop[]): boolean =>
  short.length <= long.length && short.every(({ step }, i) => step === long[i]?.step)
