import type { Id } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import { type Column, exact, type Reading } from './calculation.ts'

/** One figure of the group divided by the other, totals likewise: a ratio of sums. Nothing where that would be a division by zero. */
export const ratio = ({ ratio: [over, under] }: { ratio: [Id, Id] }, { figure }: Reading): Column => ({
  value: divided(figure(over), figure(under)),
  type: exact,
})

export const divided = (over: RawBuilder<unknown>, under: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`((${over})::numeric / nullif((${under})::numeric, 0))`
