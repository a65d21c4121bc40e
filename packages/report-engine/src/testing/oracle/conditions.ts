import type { CalendarDate, Id, JsonValue, ValueType } from '@tangram/data-model'
import { compileEvaluator, type Given } from '@tangram/expression'
import type { ReportFilter } from '../../document.ts'
import { moved, movedInstant, periodOf, type Reckoning, readSpan, type Span, spanOf, wallOf } from './calendar.ts'
import { rationalOf } from './rational.ts'
import { type Place, pathIn, placeOf, valuesAt, type World, walk } from './world.ts'

/** The situation filters are read in; `shift` moves the bounds of one field's filters. */
export type Situation = {
  world: World
  given: Given
  reckoning: Reckoning
  shift?: { field: string; span: Span } | undefined
}

/** Whether a place meets a filter. What lies beyond its own rows is to have one that does. */
export function holds(filter: ReportFilter, place: Place, situation: Situation): boolean {
  const { world } = situation
  const still = { ...situation, shift: undefined }
  if ('any' in filter) return filter.any.some((one) => holds(one, place, still))
  if ('some' in filter) return rowsOf(filter.some, place, world).some((row) => filter.where.every((one) => holds(one, row, still)))
  if ('none' in filter) return !rowsOf(filter.none, place, world).some((row) => filter.where.every((one) => holds(one, row, still)))
  if ('logic' in filter) return compileEvaluator(filter.logic)(readAt(place, world), situation.given) === true
  const path = pathIn(world, place.from, filter.field)
  return valuesAt(world, place, path).some((value) => meets(filter, value, path.type, situation))
}

/** Names of a formula over the rows of a place. */
export function readAt(place: Place, world: World): (path: string[]) => JsonValue {
  return (names) => valuesAt(world, place, pathIn(world, place.from, names.join('.')))[0] ?? null
}

/** The rows a step leads to from the base, each as a place of its own. */
function rowsOf(field: string, place: Place, world: World): Place[] {
  const { steps } = pathIn(world, place.from, field)
  const base = { from: place.from, steps: [], rows: place.rows.slice(0, 1) }
  return walk(world, base, steps).flatMap(({ rows }) => {
    const row = rows.at(-1)
    return row ? [placeOf(tableAfter(world, place.from, steps), row)] : []
  })
}

function tableAfter(world: World, from: Id, steps: readonly string[]): Id {
  return steps.reduce((table, step) => world[table]?.relations[step]?.to ?? '', from)
}

type FieldFilter = Extract<ReportFilter, { field: string }>

function meets(filter: FieldFilter, value: JsonValue, type: ValueType, situation: Situation): boolean {
  const { given, reckoning } = situation
  const span = situation.shift?.field === filter.field ? situation.shift.span : undefined
  const today = wallOf(given.now, reckoning.zone).slice(0, 10)
  if ('empty' in filter) return (value === null) === filter.empty
  if ('not' in filter) return !equals(value, filter.not, type, reckoning.zone, given.now, undefined)
  if ('oneOf' in filter) return filter.oneOf.some((one) => equals(value, one, type, reckoning.zone, given.now, undefined))
  if ('is' in filter) return equals(value, filter.is, type, reckoning.zone, given.now, span)
  if (value === null) return false
  if ('in' in filter) {
    const range = rangeOf(filter, today, reckoning)
    const [from, to] = [shifted(range.from, span), shifted(range.to, span)]
    const date = wallOf(String(value), reckoning.zone).slice(0, 10)
    return date >= from && date < to
  }
  const order = (operand: JsonValue) => compared(value, operand, type, reckoning.zone, given.now, span)
  if ('before' in filter) return order(filter.before) < 0
  if ('after' in filter) return order(filter.after) > 0
  if ('gte' in filter) return order(filter.gte) >= 0
  return order(filter.lte) <= 0
}

const shifted = (date: CalendarDate, span: Span | undefined) => (span ? moved(date, span) : date)

function equals(value: JsonValue, operand: JsonValue, type: ValueType, zone: string, now: string, span: Span | undefined): boolean {
  if (value === null || operand === null) return value === operand
  return compared(value, operand, type, zone, now, span) === 0
}

/** Negative, zero or positive; where an instant meets a date, 0 is that whole day. */
function compared(value: JsonValue, operand: JsonValue, type: ValueType, zone: string, now: string, span: Span | undefined): number {
  if (type.kind === 'integer' || type.kind === 'decimal') {
    return rationalOf(value as string | number).comparedTo(rationalOf(operand as string | number))
  }
  const [a, b] = [String(value), String(operand)]
  if (type.kind !== 'date' && type.kind !== 'timestamp') return a < b ? -1 : a > b ? 1 : 0
  const today = wallOf(now, zone).slice(0, 10)
  if (type.kind === 'date') return order(a, shifted(b === 'now' || b === 'today' ? today : b, span))
  const bound = b === 'now' ? now : b === 'today' ? today : b
  if (bound.length === 10) return order(wallOf(a, zone).slice(0, 10), shifted(bound, span))
  return Date.parse(a) - Date.parse(span ? movedInstant(bound, span, zone) : bound)
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The dates a span covers, the last excluded. */
export function rangeOf(
  filter: Extract<ReportFilter, { in: unknown }>,
  today: CalendarDate,
  reckoning: Reckoning,
): { from: CalendarDate; to: CalendarDate; length: Span } {
  if ('this' in filter.in) {
    const from = periodOf(today, filter.in.this, reckoning)
    return { from, to: moved(from, spanOf(1, filter.in.this)), length: spanOf(1, filter.in.this) }
  }
  const { count, unit } = readSpan(filter.in.last)
  const running = periodOf(today, unit, reckoning)
  const to = filter.in.complete ? running : moved(running, spanOf(1, unit))
  return { from: moved(to, spanOf(-count, unit)), to, length: spanOf(count, unit) }
}
