import type { Id, JsonValue } from '@tangram/data-model'
import { compileEvaluator, type Given } from '@tangram/expression'

import type { Dimension, Measure, ReportDocument } from '../../document.ts'
import { isPeriod, moved, partOf, periodOf, type Reckoning, readSpan, type Span, spanOf, wallOf } from './calendar.ts'
import { holds, rangeOf, type Situation } from './conditions.ts'
import {
  type AggregateMeasure,
  aggregated,
  byValue,
  type Figure,
  figureOf,
  grainOf,
  isCalculation,
  meanOf,
  sumOf,
  whole,
} from './figures.ts'
import { withOwnFilters, withOwnSteps } from './own-steps.ts'
import { dimensionsOf, measuresOf } from './parts.ts'
import { Rational, rationalOf } from './rational.ts'
import { type Path, type Place, pathIn, placeOf, shared, tableOf, valuesAt, type World, walk } from './world.ts'

/** A value of a dimension as text: its JSON, or `others`. */
export type Mark = string

/** The marks of the dimensions in their order; undefined where the figure is taken over all of them. */
export type Key = readonly (Mark | undefined)[]

export type Answered = { key: Key; figures: { [measure: Id]: Figure } }

export type Answer = {
  rows: Answered[]
  truncated: boolean
  totals: { over: Id[]; rows: Answered[] }[]
  /** The keys beside which the others of a limited dimension are, best first. */
  kept: { [dimension: Id]: Mark[] | undefined }
  /** Measures whose rows may stand in several groups. */
  overlapping: Id[]
  /** The rows counted into a figure, each by its place, and how a key is matched. */
  placesOf(measure: Id, key: Key): Place[]
}

export const othersMark: Mark = 'others'

/** Answers a report by looking at every row for every figure. */
export function answer(report: ReportDocument, world: World, given: Given): Answer {
  return new Reading(report, world, given).answer()
}

type Group = { key: Mark[]; filled?: JsonValue }
/** A row of a measure's grain and the keys of the groups it stands in. */
type Standing = { place: Place; keys: Mark[][] }

class Reading {
  readonly #report: ReportDocument
  readonly #given: Given
  readonly #situation: Situation
  readonly #world: World
  readonly #dimensions: { dimension: Dimension; path: Path }[]
  readonly #chain: string[]
  readonly #bases: Place[]
  readonly #kept: { [dimension: Id]: Mark[] | undefined } = {}
  readonly #standings = new Map<Id, Standing[]>()
  readonly #figures = new Map<string, Figure>()
  readonly #earlier = new Map<string, Reading>()
  #groups: Group[] = []

  constructor(
    asked: ReportDocument,
    tables: World,
    given: Given,
    shift?: Situation['shift'],
    kept?: { [dimension: Id]: Mark[] | undefined },
  ) {
    const report = withOwnFilters(asked)
    const reckoning: Reckoning = {
      zone: given.zone,
      weekStart: report.weekStart ?? 'mon',
      fiscalYearStart: report.fiscalYearStart ?? 1,
    }
    const world = withOwnSteps(report, tables, { world: tables, given, reckoning })
    this.#report = report
    this.#world = world
    this.#given = given
    this.#situation = { world, given, reckoning, shift }
    this.#dimensions = dimensionsOf(report).map((dimension) => ({ dimension, path: pathIn(world, report.from, dimension.field) }))
    this.#chain = this.#dimensions.reduce<string[]>((longest, { path }) => (path.grain.length > longest.length ? path.grain : longest), [])
    this.#bases = tableOf(world, report.from)
      .rows.filter((row) => row.hidden !== true)
      .map((row) => placeOf(report.from, row))
      .filter((place) => (report.where ?? []).every((filter) => holds(filter, place, this.#situation)))
    if (kept) this.#kept = kept
    else for (const { dimension } of this.#dimensions) if (dimension.top) this.#keep(dimension)
    this.#groups = distinct(this.#bases.flatMap((place) => this.#keysOf(place))).map((key) => ({ key }))
    if (this.#dimensions.length === 0) this.#groups = [{ key: [] }]
  }

  answer(): Answer {
    const found = [...this.#groups]
    for (const [i, { dimension }] of this.#dimensions.entries()) {
      const { fill = isStep(dimension) ? 0 : undefined } = dimension
      const isKnown = dimension.bins || isPeriod(dimension.by) || isStep(dimension)
      if (fill !== undefined && isKnown) this.#fill(i, fill)
    }
    const rows = this.#groups
      .map((group) => this.#answered(group.key, group))
      .filter(({ figures }) => (this.#report.having ?? []).every((filter) => keeps(figures[filter.measure] ?? null, filter)))
      .sort((a, b) => this.#compared(a, b))
    const limit = this.#report.limit ?? 1000
    return {
      rows: rows.slice(0, limit),
      truncated: rows.length > limit,
      totals: this.#totals(found),
      kept: this.#kept,
      overlapping: measuresOf(this.#report)
        .filter(([, measure]) => !isCalculation(measure) && !isPrefix(this.#chain, grainOf(measure, this.#report, this.#world)))
        .map(([id]) => id),
      placesOf: (measure, key) => this.#placesOf(measure, key),
    }
  }

  #answered(key: Key, group?: Group): Answered {
    return { key, figures: Object.fromEntries(measuresOf(this.#report).map(([id]) => [id, this.#figure(id, key, group)])) }
  }

  /** The keys of the groups a place stands in: one, unless a dimension looks at several of its rows. */
  #keysOf(place: Place, raw = false): Mark[][] {
    const start = shared(place, this.#chain)
    const keys = walk(this.#world, start, this.#chain.slice(start.steps.length), true).map((end) =>
      this.#dimensions.map(({ dimension, path }) => {
        const mark = this.#markOf(valuesAt(this.#world, end, path)[0] ?? null, dimension, path)
        const kept = raw ? undefined : this.#kept[dimension.as]
        return kept && !kept.includes(mark) ? othersMark : mark
      }),
    )
    return distinct(keys)
  }

  #markOf(value: JsonValue, { by, bins }: Dimension, path: Path): Mark {
    if (value === null) return 'null'
    if (by) {
      return JSON.stringify(
        isPeriod(by) ? periodOf(String(value), by, this.#situation.reckoning) : partOf(String(value), by, this.#situation.reckoning.zone),
      )
    }
    if (bins) {
      const [from, width] = [rationalOf(bins.from ?? 0), rationalOf(bins.width)]
      const steps = rationalOf(value as string | number)
        .minus(from)
        .dividedBy(width) as Rational
      return JSON.stringify(new Rational(steps.floor()).times(width).plus(from).toText())
    }
    return path.type.kind === 'decimal' ? JSON.stringify(rationalOf(value as string).toText()) : JSON.stringify(value)
  }

  /** Takes the best keys of a limited dimension by their figures over everything else. */
  #keep(dimension: Dimension): void {
    const at = this.#dimensions.findIndex((one) => one.dimension === dimension)
    const top = dimension.top as NonNullable<Dimension['top']>
    const marks = [...new Set(this.#bases.flatMap((place) => this.#keysOf(place, true).map((key) => key[at] as Mark)))]
    const before = { ...this.#kept }
    for (const { dimension: other } of this.#dimensions) this.#kept[other.as] = undefined
    const ranked = marks
      .map((mark) => ({
        mark,
        figure: this.#figure(
          top.by,
          this.#dimensions.map((_, i) => (i === at ? mark : undefined)),
        ),
      }))
      .sort((a, b) => nullsLast(a.figure, b.figure, -1) || this.#byMark(at, a.mark, b.mark))
    this.#standings.clear()
    this.#figures.clear()
    Object.assign(this.#kept, before)
    if (ranked.length > top.n) this.#kept[dimension.as] = ranked.slice(0, top.n).map(({ mark }) => mark)
  }

  #placesOf(id: Id, key: Key): Place[] {
    return this.#standing(id)
      .filter(({ keys }) => keys.some((one) => matches(one, key)))
      .map(({ place }) => place)
  }

  #standing(id: Id): Standing[] {
    const before = this.#standings.get(id)
    if (before) return before
    const measure = this.#report.measures[id] as AggregateMeasure
    const grain = grainOf(measure, this.#report, this.#world)
    const made = this.#bases
      .flatMap((base) => walk(this.#world, base, grain).filter(({ rows }) => rows.at(-1) !== null))
      .filter((place) => (measure.where ?? []).every((filter) => holds(filter, place, this.#situation)))
      .map((place) => ({ place, keys: this.#keysOf(place) }))
    this.#standings.set(id, made)
    return made
  }

  /** The figure of a group, or of all groups that have the marks the key names. */
  #figure(id: Id, key: Key, group?: Group): Figure {
    const name = JSON.stringify([id, key.map((mark) => mark ?? null), group?.filled === undefined ? 0 : 1])
    const before = this.#figures.get(name)
    if (before !== undefined) return before
    const measure = this.#report.measures[id] as Measure
    const made = isCalculation(measure)
      ? this.#calculated(measure, key, group)
      : group?.filled !== undefined
        ? filledWith(measure, group.filled)
        : aggregated(measure, this.#placesOf(id, key), this.#world, this.#given)
    this.#figures.set(name, made)
    return made
  }

  #calculated(measure: Extract<Measure, object>, key: Key, group?: Group): Figure {
    const figure = (id: Id) => this.#figure(id, key, group)
    if ('ratio' in measure) return divided(figure(measure.ratio[0]), figure(measure.ratio[1]))
    if ('logic' in measure) return this.#formula(measure.logic, figure)
    if ('share' in measure) {
      const named = measure.share === 'total' ? [] : measure.share
      const within = key.map((mark, i) => (named.includes(this.#dimensions[i]?.dimension.as as Id) ? mark : undefined))
      return divided(figure(measure.of), this.#figure(measure.of, within))
    }
    if ('compare' in measure) {
      const [now, then] = [figure(measure.of), this.#before(measure.of, measure.compare, key)]
      if (measure.show === undefined || measure.show === 'value') return then
      const difference = minus(now, then)
      return measure.show === 'difference' ? difference : divided(difference, then)
    }
    if ('target' in measure) {
      const target = typeof measure.target === 'number' ? rationalOf(measure.target) : figure(measure.target)
      return measure.show === 'difference' ? minus(figure(measure.of), target) : divided(figure(measure.of), target)
    }
    if ('conversion' in measure) return this.#conversion(measure, key, group)
    if (!group) return null
    if ('rank' in measure) return this.#rank(measure, key, group)
    return 'running' in measure ? this.#along(measure.of, key, measure) : 'moving' in measure ? this.#along(measure.of, key, measure) : null
  }

  /** The figure beside that of the first step or of the one before, where there is such a group. */
  #conversion({ of, conversion }: Extract<Measure, { conversion: unknown }>, key: Key, group?: Group): Figure {
    const at = this.#dimensions.findIndex(({ dimension }) => isStep(dimension))
    const own = key[at]
    const start = this.#dimensions.findIndex(({ dimension }) => dimension.field === '$cohort.start')
    if (own === undefined || own === 'null' || (start >= 0 && key[start] === undefined)) return null
    const { dimension, path } = this.#dimensions[at] as { dimension: Dimension; path: Path }
    const steps = dimension.field === '$stage' ? (path.options ?? []) : undefined
    const place = steps ? steps.indexOf(JSON.parse(own) as string) : Number(own)
    const before = conversion === 'first' ? 0 : place - 1
    if (before < 0) return null
    const wanted = key.map((mark, i) => (i === at ? JSON.stringify(steps ? steps[before] : before) : mark))
    const there = this.#groups.find((one) => (group || one.filled === undefined) && matches(one.key, wanted))
    return there ? divided(this.#figure(of, key, group), this.#figure(of, wanted, group ? there : undefined)) : null
  }

  #formula(logic: JsonValue, figure: (id: Id) => Figure): Figure {
    const value = compileEvaluator(logic)(([id = '']) => {
      const found = figure(id)
      const type = found instanceof Rational && found.under === 1n && 'count' in (this.#report.measures[id] as Measure)
      return found instanceof Rational ? (type ? Number(found.over) : found.toText()) : found
    }, this.#given)
    return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) ? rationalOf(value) : (value as Figure)
  }

  /** The figure of the same marks one span earlier; null when there was no such group. */
  #before(id: Id, compare: string, key: Key): Figure {
    const time = this.#timeDimension()
    const ranged = (this.#report.where ?? []).find((filter) => 'in' in filter)
    const field = time === -1 ? (ranged as { field: string } | undefined)?.field : this.#dimensions[time]?.dimension.field
    if (field === undefined) return null
    const unit = this.#dimensions[time]?.dimension.by
    const span = compare === 'previous' ? this.#previous(unit) : spanOfText(compare)
    const name = JSON.stringify(span)
    const earlier = this.#earlier.get(name) ?? new Reading(this.#report, this.#world, this.#given, { field, span }, this.#kept)
    this.#earlier.set(name, earlier)
    const then = key.map((mark, i) => {
      if (i !== time || mark === undefined || mark === 'null' || !isPeriod(unit)) return mark
      return JSON.stringify(periodOf(moved(JSON.parse(mark), span), unit, this.#situation.reckoning))
    })
    if (time !== -1 && key[time] === 'null') return null
    // Of everything there is always a figure, as of a report without dimensions.
    const wasThere = then.every((mark) => mark === undefined) || earlier.#groups.some((group) => matches(group.key, then))
    return wasThere ? earlier.#figure(id, then) : null
  }

  #previous(unit: Dimension['by']): Span {
    if (isPeriod(unit)) return spanOf(-1, unit)
    const today = wallOf(this.#given.now, this.#given.zone).slice(0, 10)
    const [first] = (this.#report.where ?? []).flatMap((filter) =>
      'in' in filter ? [rangeOf(filter, today, this.#situation.reckoning)] : [],
    )
    return first ? { months: -first.length.months, days: -first.length.days } : { months: 0, days: 0 }
  }

  #timeDimension(): number {
    return this.#dimensions.findIndex(({ dimension }) => isPeriod(dimension.by))
  }

  /** Sums or means along time, among the groups that are the same otherwise. */
  #along(id: Id, key: Key, measure: { running: 'all' | string } | { moving: number }): Figure {
    const time = this.#timeDimension()
    const unit = this.#dimensions[time]?.dimension.by
    if (!isPeriod(unit) || key[time] === 'null') return null
    const own = JSON.parse(key[time] as Mark) as string
    const same = this.#groups.filter((group) => group.key.every((mark, i) => (i === time ? mark !== 'null' : mark === key[i])))
    const dated = same.map((group) => ({ group, date: JSON.parse(group.key[time] as Mark) as string }))
    const figuresOf = (wanted: (date: string) => boolean) =>
      dated.filter(({ date }) => wanted(date)).map(({ group }) => this.#figure(id, group.key, group))
    if ('moving' in measure) {
      const first = moved(own, spanOf(1 - measure.moving, unit))
      return meanOf(figuresOf((date) => date >= first && date <= own))
    }
    const era = (date: string) => (isPeriod(measure.running) ? periodOf(date, measure.running, this.#situation.reckoning) : '')
    return sumOf(figuresOf((date) => date <= own && era(date) === era(own)))
  }

  #rank({ of, rank, within = [] }: Extract<Measure, { rank: unknown }>, key: Key, group: Group): Figure {
    const own = this.#figure(of, key, group)
    if (own === null || key.includes(othersMark)) return null
    const beside = this.#groups.filter(
      (one) =>
        !one.key.includes(othersMark) &&
        one.key.every((mark, i) => !within.includes(this.#dimensions[i]?.dimension.as as Id) || mark === key[i]),
    )
    const better = beside.filter((one) => {
      const figure = this.#figure(of, one.key, one)
      return figure !== null && byValue(figure, own) * (rank === 'asc' ? 1 : -1) < 0
    })
    return whole(better.length + 1)
  }

  /** Adds the periods or bins in between that have no group, for all that is beside them. */
  #fill(at: number, value: JsonValue): void {
    const { dimension } = this.#dimensions[at] as { dimension: Dimension }
    const found = this.#groups.map(({ key }) => key[at] as Mark).filter((mark) => mark !== 'null' && mark !== othersMark)
    const marks = dimension.bins
      ? binsBetween(found, dimension.bins.width)
      : isStep(dimension)
        ? this.#stepsOf(at)
        : this.#periodsOf(dimension, found)
    const beside = distinct(this.#groups.map(({ key }) => key.filter((_, i) => i !== at)))
    if (this.#dimensions.length === 1 && beside.length === 0) beside.push([])
    const there = new Set(this.#groups.map(({ key }) => JSON.stringify(key)))
    for (const rest of beside) {
      for (const mark of marks) {
        const key = [...rest.slice(0, at), mark, ...rest.slice(at)]
        if (!there.has(JSON.stringify(key)) && this.#isLived(at, key)) this.#groups.push({ key, filled: value })
      }
    }
  }

  #stepsOf(at: number): Mark[] {
    const { dimension, path } = this.#dimensions[at] as { dimension: Dimension; path: Path }
    if (dimension.field === '$stage') return (path.options ?? []).map((one) => JSON.stringify(one))
    return Array.from({ length: this.#report.cohort?.periods ?? 0 }, (_, i) => String(i))
  }

  /** Whether a cohort has come to a period already; the one of those who never began has not. */
  #isLived(at: number, key: readonly Mark[]): boolean {
    const start = this.#dimensions.findIndex(({ dimension: { field, by } }) => field === '$cohort.start' && isPeriod(by))
    const unit = this.#report.cohort?.by
    if (this.#dimensions[at]?.dimension.field !== '$cohort.offset' || start === -1 || !unit) return true
    if (key[start] === 'null') return false
    const today = wallOf(this.#given.now, this.#given.zone).slice(0, 10)
    return moved(JSON.parse(key[start] as Mark) as string, spanOf(Number(key[at]), unit)) <= today
  }

  #periodsOf(dimension: Dimension, found: Mark[]): Mark[] {
    const unit = dimension.by
    if (!isPeriod(unit)) return []
    const today = wallOf(this.#given.now, this.#given.zone).slice(0, 10)
    const ranges = (this.#report.where ?? []).flatMap((filter) =>
      'in' in filter && filter.field === dimension.field ? [rangeOf(filter, today, this.#situation.reckoning)] : [],
    )
    const dates = found.map((mark) => JSON.parse(mark) as string).sort()
    const start =
      ranges.length > 0
        ? (ranges
            .map(({ from }) => from)
            .sort()
            .at(-1) as string)
        : dates[0]
    const end = ranges.length > 0 ? [today, ...ranges.map(({ to }) => moved(to, { months: 0, days: -1 }))].sort()[0] : dates.at(-1)
    if (start === undefined || end === undefined) return []
    const marks: Mark[] = []
    for (let date = periodOf(start, unit, this.#situation.reckoning); date <= end; date = moved(date, spanOf(1, unit))) {
      marks.push(JSON.stringify(date))
    }
    return marks
  }

  #totals(found: readonly Group[]): Answer['totals'] {
    const { rows, cols = [], totals = [] } = this.#report
    const named = (dimensions: readonly Dimension[]) => dimensions.map(({ as }) => as)
    const sets = totals.flatMap((kind): Id[][] => {
      if (kind === 'rows') return [named(rows)]
      if (kind === 'cols') return [named(cols)]
      if (kind === 'grand') return [[]]
      return rows.slice(1).map((_, i) => [...named(rows.slice(0, i + 1)), ...named(cols)])
    })
    if (totals.includes('rows') && totals.includes('subtotals')) sets.push(...rows.slice(1).map((_, i) => named(rows.slice(0, i + 1))))
    const all = named(dimensionsOf(this.#report))
    const wanted = new Map(sets.map((set) => [JSON.stringify(all.filter((id) => !set.includes(id))), set]))
    return [...wanted].flatMap(([over, set]) => {
      if (set.length === all.length || found.length === 0) return []
      const keys =
        set.length === 0
          ? [all.map(() => undefined)]
          : distinct(found.map(({ key }) => key.map((mark, i) => (set.includes(all[i] as Id) ? mark : undefined))))
      return [{ over: JSON.parse(over) as Id[], rows: keys.map((key) => this.#answered(key)) }]
    })
  }

  #compared(a: Answered, b: Answered): number {
    const limited = this.#dimensions.findIndex(({ dimension }) => dimension.top)
    const only = this.#dimensions.length === 1 ? this.#dimensions[0]?.dimension.top?.by : undefined
    const sort = this.#report.sort ?? (only ? [{ by: only, dir: 'desc' as const }] : [])
    for (const { by, dir = 'asc' } of sort) {
      const at = this.#dimensions.findIndex(({ dimension }) => dimension.as === by)
      const way = dir === 'desc' ? -1 : 1
      const order = at >= 0 ? this.#byMark(at, a.key[at] as Mark, b.key[at] as Mark, way) : this.#byMeasure(by, a, b, way, limited >= 0)
      if (order !== 0) return order
    }
    return this.#dimensions.reduce((order, _, i) => order || this.#byMark(i, a.key[i] as Mark, b.key[i] as Mark), 0)
  }

  #byMeasure(id: Id, a: Answered, b: Answered, way: number, limited: boolean): number {
    for (const [i] of limited ? this.#dimensions.entries() : []) {
      const order = Number(a.key[i] === othersMark) - Number(b.key[i] === othersMark)
      if (order !== 0) return order
    }
    return nullsLast(a.figures[id] ?? null, b.figures[id] ?? null, way)
  }

  /** Keys by value, empty ones last, the others behind them all. */
  #byMark(at: number, a: Mark, b: Mark, way = 1): number {
    if (a === othersMark || b === othersMark) return Number(a === othersMark) - Number(b === othersMark)
    const { dimension, path } = this.#dimensions[at] as { dimension: Dimension; path: Path }
    const options = dimension.by || dimension.bins ? undefined : path.options
    const figure = (mark: Mark): Figure => {
      const value = JSON.parse(mark) as JsonValue
      if (value === null) return null
      if (options) return whole(options.indexOf(String(value)))
      return typeof value === 'number' || dimension.bins
        ? rationalOf(value as number)
        : dimension.by
          ? (value as string)
          : figureOf(value, path.type)
    }
    return nullsLast(figure(a), figure(b), way)
  }
}

function filledWith(measure: AggregateMeasure, value: JsonValue): Figure {
  const takes = 'count' in measure || 'distinct' in measure || 'sum' in measure
  return takes && value !== null ? rationalOf(value as string | number) : null
}

function keeps(figure: Figure, filter: NonNullable<ReportDocument['having']>[number]): boolean {
  if ('empty' in filter) return (figure === null) === filter.empty
  if (!(figure instanceof Rational)) return false
  if ('gte' in filter) return figure.comparedTo(rationalOf(filter.gte)) >= 0
  if ('lte' in filter) return figure.comparedTo(rationalOf(filter.lte)) <= 0
  if ('gt' in filter) return figure.comparedTo(rationalOf(filter.gt)) > 0
  return figure.comparedTo(rationalOf(filter.lt)) < 0
}

function nullsLast(a: Figure, b: Figure, way: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return byValue(a, b) * way
}

function binsBetween(found: readonly Mark[], width: number): Mark[] {
  const lows = found.map((mark) => rationalOf(JSON.parse(mark))).sort((a, b) => a.comparedTo(b))
  const marks: Mark[] = []
  const last = lows.at(-1)
  for (let low = lows[0]; low && last && low.comparedTo(last) <= 0; low = low.plus(rationalOf(width)))
    marks.push(JSON.stringify(low.toText()))
  return marks
}

function spanOfText(text: string): Span {
  const { count, unit } = readSpan(text)
  return spanOf(count, unit)
}

const isStep = ({ field }: Dimension) => field === '$stage' || field === '$cohort.offset'

const divided = (a: Figure, b: Figure): Figure => (a instanceof Rational && b instanceof Rational ? (a.dividedBy(b) ?? null) : null)
const minus = (a: Figure, b: Figure): Figure => (a instanceof Rational && b instanceof Rational ? a.minus(b) : null)
const matches = (own: readonly Mark[], key: Key) => key.every((mark, i) => mark === undefined || mark === own[i])
const isPrefix = (a: readonly string[], b: readonly string[]) => a.every((step, i) => step === b[i])
const distinct = <T extends Key>(keys: readonly T[]): T[] => [
  ...new Map(keys.map((key) => [JSON.stringify(key.map((mark) => mark ?? null)), key])).values(),
]
