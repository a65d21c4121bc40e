import { type RawBuilder, sql } from 'kysely'
import type { PeriodUnit, WeekStart } from '../periods.ts'

/** The first date of the period a date or a wall clock reading lies in; `startOfPeriod` says the same of a date here. */
export function periodStart(
  local: RawBuilder<unknown>,
  unit: PeriodUnit,
  { weekStart, fiscalYearStart }: { weekStart: WeekStart; fiscalYearStart: number },
): RawBuilder<unknown> {
  if (unit === 'day') return sql`(${local})::date`
  if (unit === 'week' && weekStart === 'sun') return sql`(date_trunc('week', (${local}) + interval '1 day') - interval '1 day')::date`
  if (unit !== 'fiscal-quarter' && unit !== 'fiscal-year') return sql`date_trunc(${sql.lit(unit)}, (${local})::timestamp)::date`
  const ahead = sql`${sql.lit(`${fiscalYearStart - 1} months`)}::interval`
  return sql`(date_trunc(${sql.lit(unit === 'fiscal-year' ? 'year' : 'quarter')}, (${local}) - ${ahead}) + ${ahead})::date`
}
