import type { JsonValue, ValueType } from '@tangram/data-model'
import { compileEvaluator, type Given, namesIn } from '@tangram/expression'
import type { Aggregate, Calculation, Measure, Operand, ReportDocument } from '../../document.ts'
import { readAt } from './conditions.ts'
import { Rational, rationalOf } from './rational.ts'
import { type Place, pathIn, valuesAt, type World } from './world.ts'

/** A number, exactly, or a value as it is. */
export type Figure = Rational | string | boolean | null

/** Text goes by pinyin. */
const collator = new Intl.Collator('zh')

const calculated = ['ratio', 'logic', 'compare', 'share', 'conversion', 'running', 'moving', 'rank', 'target']
export const isCalculation = (measure: Measure): measure is Measure & Calculation => calculated.some((key) => key in measure)

export type AggregateMeasure = Exclude<Measure, Calculation>

/** The to-many steps an aggregate's rows are reached by. */
export function grainOf(measure: Aggregate, report: ReportDocument, world: World): string[] {
  const grains = operandsOf(measure)
    .flatMap((operand) => (typeof operand === 'string' ? [operand] : namesIn(operand.logic).map((names) => names.join('.'))))
    .filter((field) => field !== '*' && !field.startsWith('$'))
    .map((field) => pathIn(world, report.from, field).grain)
  return grains.reduce((longest, one) => (one.length > longest.length ? one : longest), [])
}

function operandsOf(measure: Aggregate): Operand[] {
  if ('count' in measure) return [measure.count]
  if ('distinct' in measure) return [measure.distinct]
  if ('sum' in measure) return measure.last ? [measure.sum, measure.last] : [measure.sum]
  if ('avg' in measure) return [measure.avg]
  if ('min' in measure) return [measure.min]
  if ('max' in measure) return [measure.max]
  if ('median' in measure) return [measure.median]
  if ('percentile' in measure) return [measure.percentile.of]
  if ('first' in measure) return [measure.first.of, measure.first.by]
  if ('final' in measure) return [measure.final.of, measure.final.by]
  return [measure.avgDuration.from, measure.avgDuration.to]
}

/** One figure from the rows that count, each at its place in the grain. */
export function aggregated(measure: Aggregate, places: readonly Place[], world: World, given: Given): Figure {
  const read = (operand: Operand) => (place: Place) => operandAt(operand, place, world, given)
  const present = (operand: Operand) => places.map(read(operand)).filter((value) => value !== null)
  const numbers = (operand: Operand) => present(operand).filter((value) => value instanceof Rational)
  if ('count' in measure) {
    const [first] = places
    const counted = !first || measure.count === '*' || pathIn(world, first.from, measure.count).column === undefined
    return whole(counted ? places.length : present(measure.count).length)
  }
  if ('distinct' in measure) return whole(new Set(present(measure.distinct).map(textOf)).size)
  if ('sum' in measure)
    return sumOf(measure.last === undefined ? numbers(measure.sum) : latest(places, measure.last, world, given).map(read(measure.sum)))
  if ('avg' in measure) return meanOf(numbers(measure.avg))
  if ('min' in measure) return present(measure.min).sort(byValue)[0] ?? null
  if ('max' in measure) return present(measure.max).sort(byValue).at(-1) ?? null
  if ('median' in measure) return percentileOf(numbers(measure.median), new Rational(1n, 2n))
  if ('percentile' in measure) return percentileOf(numbers(measure.percentile.of), rationalOf(measure.percentile.at))
  if ('first' in measure) return inTime(places, measure.first, world, given)[0] ?? null
  if ('final' in measure) return inTime(places, measure.final, world, given).at(-1) ?? null
  const { from, to } = measure.avgDuration
  return meanOf(
    places.flatMap((place) => {
      const [a, b] = [read(from)(place), read(to)(place)]
      return typeof a === 'string' && typeof b === 'string' ? [new Rational(BigInt(Date.parse(b) - Date.parse(a)), 3_600_000n)] : []
    }),
  )
}

export function operandAt(operand: Operand, place: Place, world: World, given: Given): Figure {
  if (typeof operand !== 'string') {
    const value = compileEvaluator(operand.logic)(readAt(place, world), given)
    return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) ? rationalOf(value) : (value as Figure)
  }
  const path = pathIn(world, place.from, operand)
  return figureOf(valuesAt(world, place, path)[0] ?? null, path.type)
}

export function figureOf(value: JsonValue, type: ValueType): Figure {
  if (value === null) return null
  return type.kind === 'integer' || type.kind === 'decimal' ? rationalOf(value as string | number) : (value as Figure)
}

export function byValue(a: Figure, b: Figure): number {
  if (a instanceof Rational && b instanceof Rational) return a.comparedTo(b)
  const [x, y] = [String(a), String(b)]
  return isTime(x) || isUuid(x) ? Number(x > y) - Number(x < y) : collator.compare(x, y)
}

const isTime = (text: string) => /^\d{4}-\d\d-\d\d/.test(text)
const isUuid = (text: string) => /^[0-9a-f]{8}-/.test(text)

export const textOf = (figure: Figure): string => (figure instanceof Rational ? figure.toText() : JSON.stringify(figure))

export const whole = (count: number | bigint) => new Rational(BigInt(count))

export function sumOf(values: readonly Figure[]): Rational | null {
  const numbers = values.filter((value) => value instanceof Rational)
  return numbers.length === 0 ? null : numbers.reduce((a, b) => a.plus(b))
}

export function meanOf(values: readonly Figure[]): Rational | null {
  const numbers = values.filter((value) => value instanceof Rational)
  return sumOf(numbers)?.dividedBy(whole(numbers.length)) ?? null
}

/** Between the two neighbours of the place `at · (n − 1)`. */
function percentileOf(values: readonly Rational[], at: Rational): Rational | null {
  const sorted = [...values].sort((a, b) => a.comparedTo(b))
  const place = at.times(whole(sorted.length - 1))
  const below = sorted[Number(place.floor())]
  const above = sorted[Number(place.floor()) + 1]
  if (!below) return null
  return above ? below.plus(above.minus(below).times(place.minus(new Rational(place.floor())))) : below
}

/** The values in the order of a date, then of the ids; rows without the date have no place in it. */
function inTime(places: readonly Place[], { of, by }: { of: string; by: string }, world: World, given: Given): Figure[] {
  return places
    .map((place) => ({
      value: operandAt(of, place, world, given),
      at: operandAt(by, place, world, given),
      id: String(place.rows.at(-1)?.id),
    }))
    .filter(({ at }) => at !== null)
    .sort((a, b) => byValue(a.at, b.at) || (a.id < b.id ? -1 : 1))
    .map(({ value }) => value)
}

/** The rows at the latest value there is. */
function latest(places: readonly Place[], by: string, world: World, given: Given): Place[] {
  const dated = places.map((place) => ({ place, at: operandAt(by, place, world, given) })).filter(({ at }) => at !== null)
  const last =
    dated
      .map(({ at }) => at)
      .sort(byValue)
      .at(-1) ?? null
  return dated.filter(({ at }) => byValue(at, last) === 0).map(({ place }) => place)
}
