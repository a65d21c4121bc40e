import type { Id } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { Figures } from '../figures.ts'
import { bitOf, type Column, columnOf, exact, keysOf, type Reading } from './calculation.ts'
import { divided } from './ratio.ts'

/**
 * The figure of the group as part of the total over every dimension that is not named. That total is an aggregate of its own, so that shares
 * of distinct counts and of overlapping groups are right too.
 */
export function share(one: { of: Id; share: 'total' | Id[] }, { figures, figure }: Reading): Column {
  const whole = (level: number): RawBuilder<unknown> => {
    const over = levelOfWhole(one.share, level, figures)
    const kept = figures.dimensions.filter((dimension) => (over & bitOf(figures, dimension)) === 0)
    const within = kept.length > 0 ? sql`partition by ${sql.join(keysOf(kept))}` : sql``
    return sql`max(${figure(one.of)}) filter (where ${columnOf('level')} = ${sql.lit(over)}) over (${within})`
  }
  const cases = figures.levels.map(({ level }) => sql`when ${sql.lit(level)} then ${whole(level)}`)
  return { value: divided(figure(one.of), sql`case ${columnOf('level')} ${sql.join(cases, sql` `)} end`), type: exact }
}

/** The level of the total that groups of a level are a part of: the figures are to have it. */
export function levelOfWhole(named: 'total' | readonly Id[], level: number, figures: Pick<Figures, 'dimensions'>): number {
  const over = figures.dimensions.filter(({ id }) => named === 'total' || !named.includes(id))
  return over.reduce((sum, dimension) => sum | bitOf(figures, dimension), level)
}
