import { type Id, pointer } from '@tangram/data-model'
import { checkExpression } from '@tangram/expression'
import type { Calculation, Measure, ReportDocument } from '../document.ts'
import { figureTypes } from '../figure-types.ts'
import { isStep } from '../own-fields.ts'
import { isUnit, monthsOf, offsetOf, type PeriodUnit } from '../periods.ts'
import { aggregateOf, calculationOf, dimensionsOf, partsOf } from '../report-parts.ts'
import { previousOf, timeDimensionOf, timeFieldOf } from '../time-of-report.ts'
import type { Review } from './review.ts'

/** Most periods of a moving mean. */
const maxMoving = 366

export function checkCalculation(id: Id, one: Calculation, report: ReportDocument, at: string, review: Review): void {
  for (const { measure, at: place } of partsOf(one)) checkPart(id, measure, report, at + place, review)
  if ('ratio' in one) return
  if ('logic' in one) {
    const { diagnostics } = checkExpression(one.logic, { typeOf: figureTypes(report), inDatabase: true }, at + pointer('logic'))
    // A name that is no measure is said once, as such.
    review.found.push(...diagnostics.filter(({ code }) => code !== 'expression.name.unknown'))
  } else if ('compare' in one) checkCompare(one, report, at, review)
  else if ('share' in one) {
    needs(one.of, report, isAggregate, at, review)
    if (one.share !== 'total') checkDimensions(one.share, report, at + pointer('share'), review)
  } else if ('conversion' in one) {
    needs(one.of, report, isAggregate, at, review)
    const steps = dimensionsOf(report).filter(isStep).length
    if (steps !== 1) review.say(`report.conversion.${steps === 0 ? 'no-steps' : 'two-ways'}`, at + pointer('conversion'))
  } else if ('running' in one) checkRunning(one, report, at, review)
  else if ('moving' in one) {
    needs(one.of, report, isBase, at, review)
    review.whole(one.moving, 2, maxMoving, at + pointer('moving'))
    if (!timeDimensionOf(report)) review.say('report.calculation.no-periods', at + pointer('moving'))
  } else if ('rank' in one) checkDimensions(one.within ?? [], report, at + pointer('within'), review)
}

const measureOf = (report: ReportDocument, id: Id): Measure | undefined =>
  Object.hasOwn(report.measures, id) ? report.measures[id] : undefined

function checkPart(id: Id, part: Id, report: ReportDocument, at: string, review: Review): void {
  const measure = measureOf(report, part)
  if (!measure) review.say('report.measure.unknown', at, { measure: part })
  else if (part === id || leadsTo(part, id, report, new Set())) review.say('report.measure.circular', at, { measure: part })
  else if (isText(measure, review)) {
    const needed = { en: 'a measure that is a number', 'zh-CN': '数值指标' }
    review.say('report.field.unsuitable', at, { field: part, needed })
  }
}

function leadsTo(from: Id, to: Id, report: ReportDocument, seen: Set<Id>): boolean {
  const measure = measureOf(report, from)
  const calculation = measure && calculationOf(measure)
  if (!calculation || seen.has(from)) return false
  seen.add(from)
  return partsOf(calculation).some(({ measure: next }) => next === to || leadsTo(next, to, report, seen))
}

/** Whether a measure shows something else than a number: the earliest date, the last status. */
export function isText(measure: Measure, review: Review): boolean {
  const shown =
    'first' in measure
      ? measure.first.of
      : 'final' in measure
        ? measure.final.of
        : 'min' in measure
          ? measure.min
          : 'max' in measure
            ? measure.max
            : undefined
  if (typeof shown !== 'string') return false
  const kind = review.kindOf(shown)
  return kind !== undefined && kind !== 'integer' && kind !== 'decimal'
}

const isAggregate = (measure: Measure): boolean => aggregateOf(measure) !== undefined

/** Adds up over groups that do not overlap: nothing else can run. */
const isAdditive = (measure: Measure): boolean => 'count' in measure || ('sum' in measure && measure.last === undefined)

/** Made of aggregates of its own group alone, so that it can be asked of another period. */
function isBase(measure: Measure, report: ReportDocument): boolean {
  if (isAggregate(measure)) return true
  const calculation = calculationOf(measure)
  if (!calculation || !('ratio' in calculation || 'logic' in calculation || 'target' in calculation)) return false
  return partsOf(calculation).every(({ measure: id }) => {
    const part = measureOf(report, id)
    return !part || part === measure || isBase(part, report)
  })
}

const kinds = new Map<unknown, { en: string; 'zh-CN': string }>([
  [isAggregate, { en: 'a count, a sum or another figure taken from the records', 'zh-CN': '直接取自记录的指标，如计数或求和' }],
  [isAdditive, { en: 'a count or a sum', 'zh-CN': '计数或求和指标' }],
  [isBase, { en: 'a figure that looks at its own group alone', 'zh-CN': '仅取决于本组的指标' }],
])

function needs(
  of: Id,
  report: ReportDocument,
  will: (measure: Measure, report: ReportDocument) => boolean,
  at: string,
  review: Review,
): void {
  const measure = measureOf(report, of)
  const isCircular = measure && leadsTo(of, of, report, new Set())
  if (measure && !isCircular && !will(measure, report)) {
    review.say('report.field.unsuitable', at + pointer('of'), { field: of, needed: kinds.get(will) ?? {} })
  }
}

function checkDimensions(ids: readonly Id[], report: ReportDocument, at: string, review: Review): void {
  for (const [i, id] of ids.entries()) {
    if (!dimensionsOf(report).some(({ as }) => as === id)) review.say('report.dimension.unknown', at + pointer(i), { dimension: id })
  }
}

function checkCompare({ of, compare }: { of: Id; compare: string }, report: ReportDocument, at: string, review: Review): void {
  needs(of, report, isBase, at, review)
  const place = at + pointer('compare')
  const offset = compare === 'previous' ? previousOf(report) : offsetOf(compare)
  if (compare !== 'previous' && !offset) review.say('report.compare.unreadable', place, { offset: compare })
  else if (!timeFieldOf(report) || !offset) review.say('report.compare.no-time', place)
  else {
    const time = timeDimensionOf(report)
    if (time && daysOf(offset.unit) * offset.count < daysOf(time.by)) review.say('report.compare.too-short', place, { offset: compare })
  }
}

function checkRunning({ of, running }: { of: Id; running: string }, report: ReportDocument, at: string, review: Review): void {
  needs(of, report, isAdditive, at, review)
  const place = at + pointer('running')
  const time = timeDimensionOf(report)
  if (!time) review.say('report.calculation.no-periods', place)
  else if (running !== 'all' && !isUnit(running)) review.say('report.period.unknown', place, { period: running })
  else if (running !== 'all' && daysOf(running as PeriodUnit) < daysOf(time.by)) review.say('report.running.too-short', place)
}

/** About how long a period is, to tell longer ones from shorter ones. */
const daysOf = (unit: PeriodUnit): number => (unit === 'day' ? 1 : unit === 'week' ? 7 : 30 * (monthsOf[unit] ?? 1))
