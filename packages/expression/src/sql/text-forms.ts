import { invariant } from '@tangram/data-model'
import { sql } from 'kysely'
import { anyDecimal } from '../common-type.ts'
import { type DateToken, dateFormatOf, type NumberFormat, numberFormatOf } from '../formats.ts'
import { blanks } from '../operators/text.ts'
import { controls, mostWritten, narrow, unreserved, wide } from '../operators/text-forms.ts'
import { at, characters, once, type Translations, valueAt } from './arguments.ts'
import { bound, type Fragment, within } from './fragment.ts'
import { orFalse } from './operand.ts'
import { wall, writableWall } from './wall-clock.ts'

const text = { kind: 'text' } as const

export const textFormSql: Translations = {
  proper: (to, args) => sql`(initcap(${valueAt(to, args, 0, text)} collate "C") collate "C")`,
  clean: (to, args) => sql`translate(${valueAt(to, args, 0, text)}, ${controls}::text, '')`,
  squeeze: (to, args) => sql`regexp_replace(btrim(${valueAt(to, args, 0, text)}, ${blanks}::text), ${`[${blanks}]+`}::text, ' ', 'g')`,
  halfwidth: (to, args) => sql`translate(${valueAt(to, args, 0, text)}, ${wide}::text, ${narrow}::text)`,
  digits: (to, args) => sql`regexp_replace(${valueAt(to, args, 0, text)}, '[^0-9]', '', 'g')`,
  mask: (to, args) => {
    const count = (index: number, otherwise: number) => (args.length > index ? characters(to, args[index]) : sql`${otherwise}::int`)
    return once([valueAt(to, args, 0, text), count(1, 3), count(2, 4)], ([x, head, tail]) => {
      const hidden = sql`(char_length(${x})::bigint - ${head} - ${tail})`
      return sql`case when ${hidden} > 0 then left(${x}, ${head}) || repeat('*', ${hidden}::int) || right(${x}, ${tail}) else repeat('*', char_length(${x})) end`
    })
  },
  char: (to, args) =>
    once(
      [valueAt(to, args, 0, { kind: 'integer' })],
      ([code]) => sql`case when ${code} between 1 and 55295 or ${code} between 57344 and 1114111 then chr(${code}::int) end`,
    ),
  code: (to, args) => sql`nullif(ascii(${valueAt(to, args, 0, text)}), 0)::bigint`,
  encode_url: (to, args) =>
    once([valueAt(to, args, 0, text)], ([x]) => {
      const bytes = sql`regexp_replace(upper(encode(convert_to(c, 'UTF8'), 'hex')), '(..)', '%\\1', 'g')`
      const each = sql`case when strpos(${unreserved}::text, c) > 0 then c else ${bytes} end`
      const all = sql`(select string_agg(${each}, '' order by place) from unnest(string_to_array(${x}, null)) with ordinality as t(c, place))`
      return sql`case when ${x} is not null then coalesce(${all}, '') end`
    }),
  is_mobile: (to, args, _, mode) => orFalse(sql`${valueAt(to, args, 0, text)} ~ '^1[3-9][0-9]{9}$'`, mode),
  text_of_number: (to, args) => {
    const format = at(args, 1)
    const form = format.node === 'literal' ? numberFormatOf(format.value) : undefined
    invariant(form, 'a number format that is written out')
    const most = bound(mostWritten.toText(), anyDecimal)
    const value = within(valueAt(to, args, 0, anyDecimal), sql`(- ${most})`, most)
    return once([sql`round(${value} * ${form.percent ? 100 : 1}::int, ${form.most}::int)`], ([x]) => {
      const digits = sql`to_char(abs(${x}), ${digitsPattern(form)}::text)`
      const whole = form.most > 0 && form.always === 0 ? sql`rtrim(${digits}, '.')` : digits
      return sql`case when ${x} < 0 then '-' else '' end || ${form.before}::text || ${whole} || ${(form.percent ? '%' : '') + form.after}::text`
    })
  },
  text_of_date: (to, args) => {
    const format = at(args, 1)
    const parts = format.node === 'literal' ? dateFormatOf(format.value) : undefined
    invariant(parts, 'a date format that is written out')
    return once([writableWall(wall(to, args[0]))], ([x]) =>
      sql.join(
        parts.map((part) => ('text' in part ? sql`${part.text}::text` : sql`to_char(${x}, ${tokens[part.token]})`)),
        sql` || `,
      ),
    )
  },
}

/** Room for all digits that are written out, and for those of a percentage. */
const mostDigits = 30

function digitsPattern({ least, groups, always, most }: NumberFormat): string {
  const whole = '9'.repeat(mostDigits - least) + '0'.repeat(least)
  const grouped = groups ? whole.replace(/\B(?=(.{3})+$)/g, ',') : whole
  return `FM${grouped}${most > 0 ? `.${'0'.repeat(always)}${'9'.repeat(most - always)}` : ''}`
}

const tokens: { readonly [Token in DateToken]: Fragment } = {
  yyyy: sql`'YYYY'`,
  MM: sql`'MM'`,
  M: sql`'FMMM'`,
  dd: sql`'DD'`,
  d: sql`'FMDD'`,
  HH: sql`'HH24'`,
  H: sql`'FMHH24'`,
  mm: sql`'MI'`,
  ss: sql`'SS'`,
  Q: sql`'Q'`,
}
