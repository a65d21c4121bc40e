import type { Id } from '@tangram/data-model'
import { sql } from 'kysely'
import { isUnit, type PeriodUnit } from '../../periods.ts'
import { periodStart } from '../period-start.ts'
import { type Column, columnOf, keysOf, type Reading } from './calculation.ts'
import { neededTime } from './time.ts'

/** Added up from period to period, anew in each longer one; the group without a time has none, and totals neither. */
export function running(one: { of: Id; running: 'all' | PeriodUnit }, { figures, figure, typeOf }: Reading): Column {
  const { time, beside } = neededTime(figures)
  const at = columnOf(time.name)
  const anew = isUnit(one.running) ? [periodStart(at, one.running, figures)] : []
  // Without the groups of no time, which would come last, as one partition of their own.
  const partition = sql.join([columnOf('level'), sql`${at} is null`, ...keysOf(beside), ...anew])
  const sum = sql`sum(${figure(one.of)}) over (partition by ${partition} order by ${at})`
  return { value: sql`case when ${columnOf('level')} = 0 and ${at} is not null then ${sum} end`, type: typeOf(one.of) }
}
