import { type Id, integer } from '@tangram/data-model'
import { sql } from 'kysely'
import { type Column, columnOf, keysOf, type Reading } from './calculation.ts'

/** 1 is best, equal figures share a place. Others are no group to be placed, nor is one without a figure. */
export function rank(one: { of: Id; rank: 'asc' | 'desc'; within?: readonly Id[] }, { figures, figure }: Reading): Column {
  const others = figures.dimensions.map(({ rest }) => columnOf(rest))
  const isPlaced = sql.join(
    [sql`${columnOf('level')} = 0`, sql`${figure(one.of)} is not null`, ...others.map((rest) => sql`not ${rest}`)],
    sql` and `,
  )
  const within = figures.dimensions.filter(({ id }) => one.within?.includes(id))
  const partition = sql.join([sql`(${isPlaced})`, ...keysOf(within)])
  const order = sql`${figure(one.of)} ${sql.raw(one.rank === 'asc' ? 'asc' : 'desc')}`
  return { value: sql`case when ${isPlaced} then rank() over (partition by ${partition} order by ${order}) end`, type: integer() }
}
