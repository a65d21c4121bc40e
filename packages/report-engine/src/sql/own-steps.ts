import { integer, text, type ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { Cohort, Stage } from '../document.ts'
import { whereOfCohort } from '../own-fields.ts'
import { monthsOf, type PeriodUnit } from '../periods.ts'
import { allHold, type Reading, readablePath } from './condition.ts'
import { localTime } from './local-time.ts'
import { type ReportColumn, type ReportRelation, type ReportSource, sourceAlias } from './report-source.ts'
import { Rows } from './rows.ts'

/** The source of a report with the steps the report has of itself: `$stage` into the stages of a record, `$cohort` to when its key began. */
export function withOwnSteps(source: ReportSource, reading: Reading): ReportSource {
  const { funnel, cohort } = reading.report
  if (!funnel && !cohort) return source
  const own = {
    $stage: funnel && stagesOf(funnel.stages, reading),
    $cohort: cohort && cohortOf(cohort, source, reading),
  }
  return { ...source, relation: (step) => (step === '$stage' || step === '$cohort' ? own[step] : source.relation?.(step)) }
}

/** The columns of what a step leads to; each is asked for by its name alone. */
function columns(query: RawBuilder<unknown>, known: { [id: string]: Omit<ReportColumn, 'expression'> }): ReportSource {
  return {
    query,
    attribute: ([id = '', ...more], alias = sourceAlias) => {
      const column = more.length === 0 && Object.hasOwn(known, id) ? known[id] : undefined
      return column && { ...column, expression: sql.ref(`${alias}.${id}`) }
    },
  }
}

const labels = {
  stage: { en: 'Stage', 'zh-CN': '阶段' },
  start: { en: 'First time', 'zh-CN': '首次时间' },
  offset: { en: 'Periods later', 'zh-CN': '之后第几期' },
}

/** The stages a record has reached, a row each. */
function stagesOf(stages: readonly Stage[], reading: Reading): ReportRelation {
  const list = sql`array[${sql.join(stages.map(({ id }) => sql.lit(id)))}]`
  const options = stages.map(({ id, label }) => ({ id, label }))
  const count = (rows: Rows) => {
    // The first one is what the report is of.
    const left = stages.slice(1).flatMap(({ where }, i) => {
      const met = allHold(where, { rows, about: [] }, reading)
      return met ? [sql`when (${met}) is not true then ${sql.lit(i + 1)}`] : []
    })
    const all = sql.lit(stages.length)
    return left.length > 0 ? sql`case ${sql.join(left, sql` `)} else ${all} end` : all
  }
  return {
    many: true,
    firstOf: { count, list },
    from: 'id',
    to: 'record',
    value: 'stage',
    source: columns(sql`(select unnest(${list}) as stage)`, { stage: { type: text(), attribute: { label: labels.stage, options } } }),
    // Said of each record: a look at all records for their stages would be one more.
    join: (rows, alias) => sql`lateral (select unnest((${list})[1:${count(rows)}]) as stage) as ${sql.ref(alias)} on true`,
  }
}

/** When the key of a record began, and how many periods after that the record is. */
function cohortOf({ key, at, by }: Cohort, source: ReportSource, reading: Reading): ReportRelation {
  const { type } = readablePath(new Rows(source, sourceAlias, reading.aliases), at, reading.report)
  const firsts = firstTimes(key, at, source, reading)
  return {
    many: false,
    isNeeded: true,
    from: 'id',
    to: 'key',
    source: columns(firsts, {
      start: { type, attribute: { label: labels.start } },
      offset: { type: integer(), attribute: { label: labels.offset } },
    }),
    join: (rows, alias) => {
      const [who, when] = [key, at].map((field) => rows.column(readablePath(rows, field, reading.report)).expression)
      const place = (value: RawBuilder<unknown>) => placeOf(localOf(value, type, reading), by, reading)
      const later = sql`(${place(sql`${when}`)} - ${place(sql`first.start`)})`
      return sql`lateral (select first.start, ${later} as "offset" from ${firsts} as first where first.key = ${who}) as ${sql.ref(alias)} on true`
    },
  }
}

/** The first time of each key, whenever that was. */
function firstTimes(key: string, at: string, source: ReportSource, reading: Reading): RawBuilder<unknown> {
  const rows = new Rows(source, sourceAlias, reading.aliases)
  const [who, when] = [key, at].map((field) => rows.column(readablePath(rows, field, reading.report)).expression)
  const met = allHold(whereOfCohort(reading.report), { rows, about: [] }, reading)
  return sql`(select ${who} as key, min(${when}) as start from ${rows.from}${met ? sql` where ${met}` : sql``} group by 1)`
}

const localOf = (value: RawBuilder<unknown>, { kind }: ValueType, { given }: Reading): RawBuilder<unknown> =>
  kind === 'timestamp' ? localTime(value, given) : sql`(${value})::timestamp`

/**
 * The place of a date among all periods, one after the other: of months and longer ones without looking for their first days, of which every
 * record would need two.
 */
function placeOf(local: RawBuilder<unknown>, by: PeriodUnit, { time }: Reading): RawBuilder<unknown> {
  const months = monthsOf[by]
  if (months === undefined) {
    // 1 January 2024 was a Monday.
    const days = sql`((${local})::date - date ${sql.lit(time.weekStart === 'sun' ? '2023-12-31' : '2024-01-01')})`
    return by === 'week' ? sql`floor(${days} / 7.0)::integer` : days
  }
  const ahead = by.startsWith('fiscal') ? (time.fiscalYearStart ?? 1) - 1 : 0
  const count = sql`(date_part('year', ${local}) * 12 + date_part('month', ${local}) - ${sql.lit(1 + ahead)})::integer`
  return months === 1 ? count : sql`(${count} / ${sql.lit(months)})`
}
