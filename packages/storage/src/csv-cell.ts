import type { Locale, Option, ValueType } from '@tangram/data-model'
import { textIn } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'

type Cell = {
  value: RawBuilder<unknown>
  type: ValueType
  options?: readonly Option[] | undefined
  /** The name of what the value refers to. */
  label?: RawBuilder<unknown> | undefined
  /** An instant as the clock of this zone shows it; without one as ISO 8601. */
  zone?: string
  locale: Locale
}

/** A value as people read it in a table: labels for keys, TRUE and FALSE, exact numbers; no text is taken for a formula. */
export function csvCell({ value, type, options, label, zone, locale }: Cell): RawBuilder<unknown> {
  if (options) return labelOf(value, options, locale)
  switch (type.kind) {
    case 'integer':
    case 'decimal':
    case 'date':
      return value
    case 'boolean':
      return sql`case when ${value} then 'TRUE' when not ${value} then 'FALSE' end`
    case 'timestamp':
      return zone === undefined
        ? sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
        : sql`(${value} at time zone ${zone})::timestamp(0)`
    case 'reference':
      return label ? sql`case when ${label} is null then ${value}::text else ${shielded(label)} end` : sql`${value}::text`
    default:
      return shielded(sql`${value}::text`)
  }
}

/** Names of files, one after the other. */
export function csvFiles(value: RawBuilder<unknown>, _options: readonly Option[], locale: Locale): RawBuilder<unknown> {
  const nameOf = (file: RawBuilder<unknown>) => sql`coalesce(${file} ->> 'name', ${file}::text)`
  const each = sql`select string_agg(${nameOf(sql`file`)}, ${between(locale)} order by at) from jsonb_array_elements(${value}) with ordinality as each(file, at)`
  return shielded(sql`(case when jsonb_typeof(${value}) = 'array' then (${each}) else ${nameOf(value)} end)`)
}

/** Labels of choices, one after the other. */
export function csvChoices(value: RawBuilder<unknown>, options: readonly Option[], locale: Locale): RawBuilder<unknown> {
  const cases = options.map(({ id, label }) => sql` when ${id} then ${textIn(label, locale, id)}`)
  const label = options.length > 0 ? sql`case item${sql.join(cases, sql``)} else item end` : sql`item`
  return shielded(
    sql`(select string_agg(${label}, ${between(locale)} order by at) from unnest(${value}) with ordinality as each(item, at))`,
  )
}

const between = (locale: Locale): string => (locale === 'zh-CN' ? '、' : ', ')

function labelOf(value: RawBuilder<unknown>, options: readonly Option[], locale: Locale): RawBuilder<unknown> {
  const own = shielded(sql`${value}::text`)
  if (options.length === 0) return own
  const each = options.map(({ id, label }) => sql` when ${id} then ${shielded(sql`${textIn(label, locale, id)}::text`)}`)
  return sql`case ${value}::text${sql.join(each, sql``)} else ${own} end`
}

/**
 * A text that no spreadsheet program takes for a formula, as `shield` of the workbook package writes it: one that begins like a formula, or
 * looks shielded already, gets an apostrophe in front. The first character alone decides for nearly all.
 *
 * @param text cheap to compute: it is written several times
 */
export function shielded(text: RawBuilder<unknown>): RawBuilder<unknown> {
  const isFormula = sql`(${text} ~ '^[=+@\t\r\n-]' and ${text} !~ '^-[0-9]+([.][0-9]+)?$') or ${text} ~ '^''+[=+@\t\r\n-]'`
  return sql`case when ascii(${text}) <= 64 and ascii(${text}) in (61, 43, 45, 64, 9, 13, 10, 39) and (${isFormula}) then '''' || ${text} else ${text} end`
}
