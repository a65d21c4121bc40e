import type { Locale } from '@tangram/data-model'
import { textIn } from '@tangram/data-model'
import type { CompiledReport, ListedCell } from '@tangram/report-engine/sql'
import { type RawBuilder, sql } from 'kysely'
import { csvCell, shielded } from './csv-cell.ts'
import { namesOf } from './names-of.ts'
import type { SourceQuestion } from './records/source.ts'

/** The rows of a report as the cells of a CSV file, with the names that the reader may see. */
export function reportCsv({ listing }: CompiledReport, question: SourceQuestion, zone: string, locale: Locale): RawBuilder<unknown> {
  return listing((cells) => {
    const named = cells.map((cell, i) => {
      const names = cell.type.kind === 'reference' ? namesOf(question, cell.type) : undefined
      return { cell, names, alias: `label_${i}` }
    })
    const joins = named.flatMap(({ cell, names, alias }) => {
      if (!names) return []
      const [table, key] = [sql.id(alias), sql.ref(`${alias}.label_key`)]
      return [sql` left join ${names} as ${table} on ${key} = ${cell.value}`]
    })
    const columns = named.map(({ cell, names, alias }, i) => {
      const label = names && sql.ref(`${alias}.label_text`)
      return sql`${written(cell, label, zone, locale)} as ${sql.id(`c${i}`)}`
    })
    return { columns: sql.join(columns), joins: joins.length > 0 ? sql.join(joins, sql``) : sql`` }
  })
}

function written({ column, type, value, isOthers }: ListedCell, label: RawBuilder<unknown> | undefined, zone: string, locale: Locale) {
  const exact = type.kind === 'decimal' ? sql`trim_scale(${value}::numeric)` : value
  const own = csvCell({ value: exact, type, options: column.options, label, zone, locale })
  const { empty, others } = column
  if (!empty && !isOthers) return own
  const rest = isOthers ? sql`when ${isOthers} then ${shielded(sql`${textIn(others ?? otherGroups, locale)}::text`)}` : sql``
  const none = empty ? sql`when ${value} is null then ${shielded(sql`${textIn(empty, locale)}::text`)}` : sql``
  return sql`case ${rest} ${none} else ${own}::text end`
}

const otherGroups = { en: 'Others', 'zh-CN': '其他' }
