import { integer, text } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { Cohort, Stage } from '../document.ts'
import { whereOfCohort } from '../own-fields.ts'
import { monthsOf, type PeriodUnit } from '../periods.ts'
import { allHold, type Reading, readablePath } from './condition.ts'
import { localTime } from './local-time.ts'
import { periodStart } from './period-start.ts'
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
  const ids = sql`array[${sql.join(stages.map(({ id }) => sql.lit(id)))}]`
  const options = stages.map(({ id, label }) => ({ id, label }))
  return {
    many: true,
    isSet: true,
    from: 'id',
    to: 'record',
    value: 'stage',
    source: columns(sql`(select unnest(${ids}) as stage)`, { stage: { type: text(), attribute: { label: labels.stage, options } } }),
    // Said of each record: a look at all records for their stages would be one more.
    join: (rows, alias) => {
      // The first one is what the report is of.
      const left = stages.slice(1).flatMap(({ where }, i) => {
        const met = allHold(where, { rows, about: [] }, reading)
        return met ? [sql`when (${met}) is not true then ${sql.lit(i + 1)}`] : []
      })
      const all = sql.lit(stages.length)
      const reached = left.length > 0 ? sql`case ${sql.join(left, sql` `)} else ${all} end` : all
      return sql`lateral (select unnest((${ids})[1:${reached}]) as stage) as ${sql.ref(alias)} on true`
    },
  }
}

/** When the key of a record began, and how many periods after that the record is. */
function cohortOf({ key, at, by }: Cohort, source: ReportSource, reading: Reading): ReportRelation {
  const { type } = readablePath(new Rows(source, sourceAlias, reading.aliases), at, reading.report)
  const firsts = firstTimes(key, at, source, reading)
  return {
    many: false,
    from: 'id',
    to: 'key',
    source: columns(firsts, {
      start: { type, attribute: { label: labels.start } },
      offset: { type: integer(), attribute: { label: labels.offset } },
    }),
    join: (rows, alias) => {
      const [who, when] = [key, at].map((field) => rows.column(readablePath(rows, field, reading.report)).expression)
      const period = (value: RawBuilder<unknown>) => periodOf(value, type.kind === 'timestamp', by, reading)
      const later = periodsBetween(period(sql`first.start`), period(sql`${when}`), by)
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

function periodOf(value: RawBuilder<unknown>, isInstant: boolean, by: PeriodUnit, { given, time }: Reading): RawBuilder<unknown> {
  const local = isInstant ? localTime(value, given) : sql`(${value})::timestamp`
  return periodStart(local, by, { weekStart: time.weekStart, fiscalYearStart: time.fiscalYearStart ?? 1 })
}

/** How many periods lie between the first dates of two. */
function periodsBetween(from: RawBuilder<unknown>, to: RawBuilder<unknown>, by: PeriodUnit): RawBuilder<unknown> {
  const months = monthsOf[by]
  if (months === undefined) return sql`((${to} - ${from}) / ${sql.lit(by === 'week' ? 7 : 1)})`
  const count = (date: RawBuilder<unknown>) => sql`(date_part('year', ${date}) * 12 + date_part('month', ${date}))::integer`
  return sql`((${count(to)} - ${count(from)}) / ${sql.lit(months)})`
}
