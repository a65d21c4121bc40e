import { sql } from 'kysely'
import type { Typed } from '../typed-expression.ts'
import { nothing } from './arguments.ts'
import { type Fragment, within } from './fragment.ts'
import type { Translation } from './translation.ts'

/** What clocks and calendars in the zone show; dates are midnight. */
export function wall(to: Translation, arg: Typed | undefined): Fragment {
  const value = to.value(arg ?? nothing, arg?.type ?? { kind: 'timestamp' })
  return arg?.type?.kind === 'date' ? sql`${value}::timestamp` : sql`(${value} at time zone ${to.scope.given.zone}::text)`
}

export function writable(instant: Fragment): Fragment {
  return within(instant, sql`'0001-12-31 23:59:59.999999+00 BC'::timestamptz`, sql`'10000-01-01 00:00:00+00'::timestamptz`)
}

export function writableWall(reading: Fragment): Fragment {
  return within(reading, sql`'0001-12-31 23:59:59.999999 BC'::timestamp`, sql`'10000-01-01 00:00:00'::timestamp`)
}

/** What clocks show, be it of an instant or of a time of day. */
export function clock(to: Translation, args: readonly Typed[]): Fragment {
  const arg = args[0]
  return arg?.type?.kind === 'time' ? to.value(arg) : wall(to, arg)
}
