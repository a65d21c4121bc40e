import type { Logic } from '@tangram/expression'
import { aggregateOf, type Measure } from '@tangram/report-engine'

/** The figure taken only of records that meet the condition, of all again without one; its other filters stay. */
export function withCondition(measure: Measure, logic: Logic | undefined): Measure {
  const aggregate = aggregateOf(measure)
  if (!aggregate) return measure
  const others = (aggregate.where ?? []).filter((filter) => !('logic' in filter))
  const where = logic === undefined ? others : [...others, { logic }]
  const { where: _where, ...rest } = measure as Measure & { where?: unknown }
  return (where.length > 0 ? { ...rest, where } : rest) as Measure
}
