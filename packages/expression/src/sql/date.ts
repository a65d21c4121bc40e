import { invariant } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { DateUnit } from '../operator.ts'
import { mostUnits } from '../operators/date.ts'
import type { Typed } from '../typed-expression.ts'
import { at, quotient, type Translations } from './arguments.ts'
import { type Fragment, within } from './fragment.ts'
import type { Translation } from './translation.ts'
import { clock, wall, writable, writableWall } from './wall-clock.ts'

export const dateSql: Translations = {
  year: (to, args) => sql`extract(year from ${wall(to, args[0])})::bigint`,
  month: (to, args) => sql`extract(month from ${wall(to, args[0])})::bigint`,
  day: (to, args) => sql`extract(day from ${wall(to, args[0])})::bigint`,
  weekday: (to, args) => sql`extract(isodow from ${wall(to, args[0])})::bigint`,
  hour: (to, args) => sql`extract(hour from ${clock(to, args)})::bigint`,
  date: (to, args) => sql`${wall(to, args[0])}::date`,
  datetime: (to, args) => writable(sql`(${to.value(at(args, 0), { kind: 'date' })}::timestamp at time zone ${to.scope.given.zone}::text)`),
  date_add: (to, [value, amount, unit]) => {
    invariant(value && amount && unit?.node === 'literal', 'date_add has three operands')
    const name = unit.value as DateUnit
    const limit = mostUnits[name]
    const count = within(to.value(amount, { kind: 'integer' }), sql`${-limit - 1}::bigint`, sql`${limit + 1}::bigint`)
    const interval = sql`make_interval(${units[name]} => (${count})::int)`
    if (value.type?.kind === 'date') return sql`${writableWall(sql`(${to.value(value)} + ${interval})`)}::date`
    if (name === 'hour' || name === 'minute') return writable(sql`(${to.value(value, { kind: 'timestamp' })} + ${interval})`)
    return writable(sql`(${writableWall(sql`(${wall(to, value)} + ${interval})`)} at time zone ${to.scope.given.zone}::text)`)
  },
  days_between: (to, [from, until]) => sql`(${wall(to, until)}::date - ${wall(to, from)}::date)::bigint`,
  hours_between: (to, args) => quotient(elapsedMs(to, args), sql`3600000::numeric`, 4),
  minutes_between: (to, args) => quotient(elapsedMs(to, args), sql`60000::numeric`, 2),
}

const units = {
  minute: sql`mins`,
  hour: sql`hours`,
  day: sql`days`,
  week: sql`weeks`,
  month: sql`months`,
  year: sql`years`,
} satisfies { [Unit in DateUnit]: RawBuilder<unknown> }

export function elapsedMs(to: Translation, args: Typed[]): Fragment {
  const [from, until] = args.map((arg) => sql`extract(epoch from ${to.value(arg, { kind: 'timestamp' })})`)
  return sql`((${until} - ${from}) * 1000)`
}
