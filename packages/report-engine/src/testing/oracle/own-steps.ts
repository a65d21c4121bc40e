import type { ReportDocument, ReportFilter } from '../../document.ts'
import { monthsOf, type PeriodUnit } from '../../periods.ts'
import { periodOf } from './calendar.ts'
import { holds, type Situation } from './conditions.ts'
import { pathIn, placeOf, type Row, tableOf, valuesAt, type World } from './world.ts'

/** A world in which the stages of a funnel and the times of a cohort are rows like any other. */
export function withOwnSteps(report: ReportDocument, world: World, situation: Situation): World {
  const base = tableOf(world, report.from)
  const places = base.rows.filter((row) => row.hidden !== true).map((row) => placeOf(report.from, row))
  const meets = (filters: ReportDocument['where'] = []) =>
    places.filter((place) => filters.every((filter) => holds(filter, place, situation)))
  const idOf = (place: (typeof places)[number]) => place.rows[0]?.id ?? null
  let made = world
  const { funnel, cohort } = report
  if (funnel) {
    const stages = funnel.stages.map(({ id }) => id)
    const rows = stages.flatMap((stage, i) =>
      meets(funnel.stages.slice(0, i + 1).flatMap(({ where }) => where)).map((place): Row => ({ record: idOf(place), stage })),
    )
    const table = {
      columns: { record: { kind: 'text' as const }, stage: { kind: 'text' as const } },
      options: { stage: stages },
      relations: {},
      rows,
    }
    made = joined(made, report.from, '$stage', { table: '$stages', on: 'record', many: true, value: 'stage' }, table)
  }
  if (cohort) {
    const [key, at] = [cohort.key, cohort.at].map((field) => pathIn(world, report.from, field)) as [
      ReturnType<typeof pathIn>,
      ReturnType<typeof pathIn>,
    ]
    const valueIn = (place: (typeof places)[number], path: typeof key) => valuesAt(world, place, path)[0] ?? null
    const others = (report.where ?? []).filter((filter) => !JSON.stringify(filter).includes('"field":"$cohort'))
    const first = new Map<string, string>()
    for (const place of meets(cohort.where ?? others)) {
      const [who, when] = [valueIn(place, key), valueIn(place, at)]
      if (who === null || when === null) continue
      const known = first.get(JSON.stringify(who))
      if (known === undefined || String(when) < known) first.set(JSON.stringify(who), String(when))
    }
    const rows = places.map((place): Row => {
      const start = first.get(JSON.stringify(valueIn(place, key))) ?? null
      const when = valueIn(place, at)
      const period = (time: unknown) => periodOf(String(time), cohort.by, situation.reckoning)
      return {
        record: idOf(place),
        start,
        offset: start === null || when === null ? null : periodsBetween(period(start), period(when), cohort.by),
      }
    })
    const columns = { record: { kind: 'text' as const }, start: at.type, offset: { kind: 'integer' as const } }
    made = joined(made, report.from, '$cohort', { table: '$cohorts', on: 'record', many: false }, { columns, relations: {}, rows })
  }
  return made
}

function joined(
  world: World,
  from: string,
  step: string,
  { table, ...relation }: { table: string; on: string; many: boolean; value?: string },
  rows: World[string],
): World {
  const base = tableOf(world, from)
  return { ...world, [table]: rows, [from]: { ...base, relations: { ...base.relations, [step]: { ...relation, to: table, from: 'id' } } } }
}

function periodsBetween(from: string, to: string, by: PeriodUnit): number {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  if (by === 'day') return days
  if (by === 'week') return days / 7
  const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
  return (months(to) - months(from)) / (monthsOf[by] as number)
}

/** The report with what its funnel and its cohort mean as filters: who begins, who is new when, and how many periods are shown. */
export function withOwnFilters(report: ReportDocument): ReportDocument {
  const { funnel, cohort, where = [] } = report
  const ofStart = (filter: ReportFilter): ReportFilter =>
    'any' in filter
      ? { any: filter.any.map(ofStart) }
      : 'field' in filter && filter.field === cohort?.at
        ? { ...filter, field: '$cohort.start' }
        : filter
  const shown: ReportFilter[] = cohort
    ? [
        { field: '$cohort.offset', gte: 0 },
        { field: '$cohort.offset', lte: cohort.periods - 1 },
      ]
    : []
  // One of one: what stands in `any` is of the same time in every comparison.
  const first = (funnel?.stages[0]?.where ?? []).map((filter): ReportFilter => ({ any: [filter] }))
  return { ...report, where: [...(cohort?.where ? where : where.map(ofStart)), ...first, ...shown] }
}
