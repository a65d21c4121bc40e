import { type Id, invariant } from '@tangram/data-model'
import { sql } from 'kysely'
import { isOwnField, isStep, stageField } from '../../own-fields.ts'
import { bitOf, type Column, columnOf, exact, keysOf, type Reading } from './calculation.ts'
import { divided } from './ratio.ts'

/** What is left of the figure at the first stage or period, or at the one before; a total over the stages or over the cohorts has none. */
export function conversion(one: { of: Id; conversion: 'first' | 'previous' }, { figures, figure }: Reading): Column {
  const { dimensions } = figures
  const step = dimensions.find(({ dimension }) => isStep(dimension))
  invariant(step, 'a conversion was checked to have stages')
  const isStage = step.dimension.field === stageField
  const place = isStage ? step.place : columnOf(step.name)
  const partition = sql.join([columnOf('level'), ...keysOf(dimensions.filter((d) => d !== step))])
  const first = sql.lit(isStage ? 1 : 0)
  const before =
    one.conversion === 'first'
      ? sql`max(${figure(one.of)}) filter (where ${place} = ${first}) over (partition by ${partition})`
      : sql`max(${figure(one.of)}) over (partition by ${partition} order by ${place} range between 1 preceding and 1 preceding)`
  const over = dimensions.filter(({ dimension }) => isOwnField(dimension.field))
  const bits = over.reduce((sum, dimension) => sum | bitOf(figures, dimension), 0)
  return { value: sql`case when (${columnOf('level')} & ${sql.lit(bits)}) = 0 then ${divided(figure(one.of), before)} end`, type: exact }
}
