import type { Id } from '@tangram/data-model'
import { sql } from 'kysely'
import { intervalOf } from '../../periods.ts'
import { type Column, columnOf, exact, keysOf, type Reading } from './calculation.ts'
import { neededTime } from './time.ts'

/** The mean of the last n periods by the calendar: one without records counts for nothing, unless it is filled. */
export function moving(one: { of: Id; moving: number }, { figures, figure }: Reading): Column {
  const { time, unit, beside } = neededTime(figures)
  const at = columnOf(time.name)
  const partition = sql.join([columnOf('level'), sql`${at} is null`, ...keysOf(beside)])
  const back = sql`${sql.lit(intervalOf({ count: one.moving - 1, unit }))}::interval`
  const frame = sql`range between ${back} preceding and current row`
  const mean = sql`avg((${figure(one.of)})::numeric) over (partition by ${partition} order by ${at} ${frame})`
  return { value: sql`case when ${columnOf('level')} = 0 and ${at} is not null then ${mean} end`, type: exact }
}
