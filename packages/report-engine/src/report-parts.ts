import { type Id, pointer } from '@tangram/data-model'
import { namesIn } from '@tangram/expression'
import type { Aggregate, Calculation, Dimension, Measure, ReportDocument, ReportFilter } from './document.ts'

/** Rows, then columns: the dimensions in the order a result has them. */
export function dimensionsOf(report: ReportDocument): Dimension[] {
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
