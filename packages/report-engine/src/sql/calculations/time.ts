import { invariant } from '@tangram/data-model'
import { isUnit, type PeriodUnit } from '../../periods.ts'
import type { FigureDimension, Figures } from '../figures.ts'

/** The dimension that calculations go along: the first one by periods. */
export function timeOf({ dimensions }: Figures): { time: FigureDimension; unit: PeriodUnit } | undefined {
  for (const time of dimensions) if (isUnit(time.dimension.by)) return { time, unit: time.dimension.by }
  return undefined
}

export function neededTime(figures: Figures): { time: FigureDimension; unit: PeriodUnit; beside: FigureDimension[] } {
  const found = timeOf(figures)
  invariant(found, 'a calculation along time was checked to have periods')
  return { ...found, beside: figures.dimensions.filter((one) => one !== found.time) }
}
