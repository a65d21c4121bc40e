import { compoundSurnames, endsOf, type Mask } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'

/** `maskText` of data-model in SQL: the text cell with what the mask leaves of it, null where it is null. */
export function maskedCell(mask: Mask, cell: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select case when m.v is null then null else ${leftOf(mask)} end from (select ${plain(mask, cell)} as v) as m)`
}

function plain({ kind }: Mask, cell: RawBuilder<unknown>): RawBuilder<unknown> {
  return kind === 'phone' ? sql`regexp_replace((${cell})::text, '^\\+86(?=1[0-9]{10}$)', '')` : sql`(${cell})::text`
}

function leftOf(mask: Mask): RawBuilder<unknown> {
  if (mask.kind === 'all') return sql`'****'`
  if (mask.kind === 'mail') {
    return sql`case when m.v ~ '^.+@[^@]*$' then left(m.v, 1) || '****' || substring(m.v from '@[^@]*$') else '****' end`
  }
  if (mask.kind === 'name') {
    return sql`case when char_length(m.v) < 2 then '*'
      when char_length(m.v) > 2 and left(m.v, 2) in (${sql.join([...compoundSurnames])}) then left(m.v, 2) || '*'
      else left(m.v, 1) || '*' end`
  }
  const { first, last } = endsOf(mask)
  // `left` and `right` with 0 give nothing.
  return sql`case when char_length(m.v) < ${first + last + 2}::integer then '****'
    else left(m.v, ${first}::integer) || '****' || right(m.v, ${last}::integer) end`
}
