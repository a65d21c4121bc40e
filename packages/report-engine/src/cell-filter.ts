import type { Id, JsonValue } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { Dimension, Measure, ReportDocument } from './document.ts'
import { allOf, anyOf, compared, type FilterContext, filterLogic, pathOf, rangeLogic, weekStartOf } from './filter-logic.ts'
import { addPeriods, isUnit } from './periods.ts'
import { aggregateOf, dimensionsOf } from './report-parts.ts'
import { type Cell, isOthers } from './result.ts'

/**
 * The condition that holds for exactly the records behind one mark of a report: those its query counted into that cell, whether the
 * cell is a period, the group without a value or the others beside the top ones.
 *
 * @param cell values of the dimensions as the result has them; a dimension left out is not narrowed (a total)
 * @param measure narrows to the records this measure reads: its own filters, and a value where it sums or averages one
 */
export function cellFilter(report: ReportDocument, cell: Cell, context: Omit<FilterContext, 'weekStart'>, measure?: Id): Logic {
  const full: FilterContext = { ...context, weekStart: weekStartOf(report) }
  const filters = (report.where ?? []).map((filter) => filterLogic(filter, full))
  const dimensions = dimensionsOf(report).flatMap((dimension) => {
    const value = Object.hasOwn(cell, dimension.as) ? cell[dimension.as] : undefined
    return value === undefined ? [] : [dimensionLogic(dimension, value, full)]
  })
  const own = measure !== undefined && Object.hasOwn(report.measures, measure) ? [measureLogic(report, measure, full)] : []
  return allOf([...filters, ...dimensions, ...own.filter((logic) => logic !== true)])
}

function dimensionLogic(dimension: Dimension, value: JsonValue, context: FilterContext): Logic {
  const field = { var: dimension.field }
  const type = context.typeOf(pathOf(dimension.field))
  if (isOthers(value)) return { '!': [anyOf(value.others.map((key) => compared(field, '==', key, type)))] }
  if (!isUnit(dimension.by) || typeof value !== 'string') return compared(field, '==', value, type)
  return rangeLogic(field, { from: value, to: addPeriods(value, dimension.by, 1) }, type, context.given.zone)
}

function measureLogic(report: ReportDocument, id: Id, context: FilterContext): Logic {
  const measure = report.measures[id] as Measure
  if ('ratio' in measure) {
    const [over, under] = measure.ratio.map((part) =>
      part !== id && Object.hasOwn(report.measures, part) ? measureLogic(report, part, context) : true,
    )
    return over === true || under === true ? true : anyOf([over as Logic, under as Logic])
  }
  const read = 'count' in measure ? [] : 'avgDuration' in measure ? [measure.avgDuration.from, measure.avgDuration.to] : [pathRead(measure)]
  const present = read.map((path) => ({ '!=': [{ var: path }, null] }))
  return allOf([...(aggregateOf(measure)?.where ?? []).map((filter) => filterLogic(filter, context)), ...present])
}

function pathRead(measure: Measure): string {
  const read =
    'sum' in measure ? measure.sum : 'avg' in measure ? measure.avg : 'min' in measure ? measure.min : 'max' in measure ? measure.max : ''
  return typeof read === 'string' ? read : ''
}
