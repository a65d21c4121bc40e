import { type Id, pointer } from '@tangram/data-model'
import { namesIn } from '@tangram/expression'
import type { Aggregate, Calculation, Dimension, Measure, Operand, ReportDocument, ReportFilter } from './document.ts'

/** Rows, then columns: the dimensions in the order a result has them. */
export function dimensionsOf(report: Pick<ReportDocument, 'rows' | 'cols'>): Dimension[] {
  return [...report.rows, ...(report.cols ?? [])]
}

/** The measures in their order; ids without a measure are passed over (`checkReport` names them). */
export function measuresOf(report: ReportDocument): [Id, Measure][] {
  return report.measureOrder.flatMap((id) => {
    const measure = Object.hasOwn(report.measures, id) ? report.measures[id] : undefined
    return measure ? [[id, measure] as [Id, Measure]] : []
  })
}

/** A figure taken from rows, with its filters; undefined for one that is made of other figures. */
export function aggregateOf(measure: Measure): (Aggregate & { where?: ReportFilter[] }) | undefined {
  return calculationOf(measure) ? undefined : (measure as Aggregate & { where?: ReportFilter[] })
}

/** A figure made of other figures; undefined for one taken from rows. */
export function calculationOf(measure: Measure): Calculation | undefined {
  return 'ratio' in measure || 'logic' in measure || 'of' in measure ? measure : undefined
}

/** The measures a calculation is made of, with the place in it that names each. */
export function partsOf(one: Calculation): { measure: Id; at: string }[] {
  if ('ratio' in one) return one.ratio.map((measure, i) => ({ measure, at: pointer('ratio', i) }))
  if ('logic' in one) {
    return namesIn(one.logic).flatMap(([name = '', ...more]) =>
      name.startsWith('$') ? [] : [{ measure: [name, ...more].join('.'), at: pointer('logic') }],
    )
  }
  const target = 'target' in one && typeof one.target === 'string' ? [{ measure: one.target, at: pointer('target') }] : []
  return [{ measure: one.of, at: pointer('of') }, ...target]
}

/** What an aggregate reads of each row, its own filters aside. */
export function operandsOf(aggregate: Aggregate): Operand[] {
  if ('count' in aggregate) return aggregate.count === '*' ? [] : [aggregate.count]
  if ('sum' in aggregate) return aggregate.last === undefined ? [aggregate.sum] : [aggregate.sum, aggregate.last]
  if ('distinct' in aggregate) return [aggregate.distinct]
  if ('avg' in aggregate) return [aggregate.avg]
  if ('min' in aggregate) return [aggregate.min]
  if ('max' in aggregate) return [aggregate.max]
  if ('median' in aggregate) return [aggregate.median]
  if ('percentile' in aggregate) return [aggregate.percentile.of]
  if ('avgDuration' in aggregate) return [aggregate.avgDuration.from, aggregate.avgDuration.to]
  const { of, by } = 'first' in aggregate ? aggregate.first : aggregate.final
  return [of, by]
}

/** The fields an operand names. */
export function pathsOf(operand: Operand): string[] {
  return typeof operand === 'string'
    ? [operand]
    : namesIn(operand.logic).flatMap((path) => (path[0]?.startsWith('$') ? [] : [path.join('.')]))
}
