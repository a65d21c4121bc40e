import { sql } from 'kysely'
import { anyDecimal } from '../common-type.ts'
import { capitalDigits, capitalPlaces, capitalSteps, cardChecks, cardPattern, cardWeights } from '../operators/china.ts'
import type { Typed } from '../typed-expression.ts'
import { once, type Translations, valueAt } from './arguments.ts'
import { bound, type Fragment, within } from './fragment.ts'
import type { Translation } from './translation.ts'

export const chinaSql: Translations = {
  rmb_capital: (to, args) => {
    const amount = sql`round(${within(valueAt(to, args, 0, anyDecimal), sql`'-1e16'::numeric`, sql`'1e16'::numeric`)}, 2)`
    return once([amount], ([x]) => {
      const cents = sql`lpad((trunc(abs(${x}) * 100))::text, 18, '0')`
      const digit = sql`substr(${capitalDigits}::text, substr(t.cents, i, 1)::int + 1, 1) || substr(${capitalPlaces}::text, i, 1)`
      const spelled = sql`(select string_agg(${digit}, '' order by i) from (select ${cents} as cents offset 0) as t, generate_series(1, 18) as i)`
      const words = capitalSteps.reduce<Fragment>(
        (before, [find, by]) => sql`regexp_replace(${before}, ${find}::text, ${by}::text, 'g')`,
        spelled,
      )
      return sql`case when ${x} = 0 then '零元整' when abs(${x}) < 1e16 then case when ${x} < 0 then '负' else '' end || ${words} end`
    })
  },
  id_birthday: (to, args) => once([card(to, args)], ([number]) => birthday(number)),
  id_gender: (to, args) =>
    once([card(to, args)], ([number]) => sql`case mod(substr(${number}, 17, 1)::int, 2) when 1 then '男' when 0 then '女' end`),
  id_valid: (to, args) =>
    once([card(to, args)], ([number]) => {
      const weights = bound([...cardWeights], { kind: 'list', of: { kind: 'integer' } })
      const sum = sql`(select sum(substr(${number}, place::int, 1)::int * weight)::int from unnest(${weights}) with ordinality as t(weight, place))`
      const check = sql`substr(${cardChecks}::text, mod(${sum}, 11) + 1, 1)`
      return sql`(coalesce(${check} = upper(substr(${number}, 18, 1)), false) and ${birthday(number)} is not null)`
    }),
}

/** The text if it has the form of an ID number. */
function card(to: Translation, args: Typed[]): Fragment {
  return sql`substring(${valueAt(to, args, 0, { kind: 'text' })} from ${cardPattern.source}::text)`
}

function birthday(number: Fragment): Fragment {
  const part = (from: number, count: number) => sql`substr(${number}, ${from}::int, ${count}::int)`
  return dateOf(sql`${part(7, 4)} || '-' || ${part(11, 2)} || '-' || ${part(13, 2)}`)
}

/** A date if there is such a day. */
export function dateOf(written: Fragment): Fragment {
  return once([written], ([day]) => sql`case when pg_input_is_valid(${day}, 'date') then ${day}::date end`)
}
