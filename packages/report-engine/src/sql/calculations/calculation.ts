import { type Id, invariant, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { FigureDimension, FigureMeasure, Figures } from '../figures.ts'

/** A calculation as SQL over the columns of the step before it. */
export type Column = { value: RawBuilder<unknown>; type: ValueType }

/** 38 digits hold any figure of ours; the scale is only said, the database computes it. */
export const exact: ValueType = { kind: 'decimal', precision: 38, scale: 10 }

/** What an expression of one calculation may read: the columns of the step, with the types of those calculated so far. */
export type Reading = {
  figures: Figures
  /** Column of a measure, as an exact number. */
  figure(id: Id): RawBuilder<unknown>
  typeOf(id: Id): ValueType
}

export function readingOf(figures: Figures, types: { readonly [id: Id]: ValueType }, alias?: string): Reading {
  const found = (id: Id): FigureMeasure => {
    const measure = figures.measures.find((one) => one.id === id)
    invariant(measure, `a calculation is of ${id}, which is not among the figures`)
    return measure
  }
  return {
    figures,
    figure: (id) => sql`${columnOf(found(id).name, alias)}`,
    typeOf: (id) => (Object.hasOwn(types, id) ? types[id] : undefined) ?? found(id).type,
  }
}

export const columnOf = (name: string, alias?: string): RawBuilder<unknown> =>
  alias === undefined ? sql`${sql.ref(name)}` : sql`${sql.ref(`${alias}.${name}`)}`

/** The columns that tell groups of these dimensions apart, null and others included. */
export const keysOf = (dimensions: readonly FigureDimension[]): RawBuilder<unknown>[] =>
  dimensions.flatMap(({ name, rest }) => [columnOf(name), columnOf(rest)])

/** The bit a dimension has in `level`, the last dimension being the lowest. */
export const bitOf = ({ dimensions }: Pick<Figures, 'dimensions'>, dimension: FigureDimension): number =>
  2 ** (dimensions.length - 1 - dimensions.indexOf(dimension))
