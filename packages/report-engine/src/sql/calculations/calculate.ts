import type { Id, ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { Calculation } from '../../document.ts'
import { calculationOf, partsOf } from '../../report-parts.ts'
import type { Calculate, Earlier, Figures, Step } from '../figures.ts'
import { type Column, columnOf, type Reading, readingOf } from './calculation.ts'
import { backOf, type Comparison, compared, groupKey, hasTime } from './compare.ts'
import { conversion } from './conversion.ts'
import { formula } from './formula.ts'
import { moving } from './moving.ts'
import { rank } from './rank.ts'
import { ratio } from './ratio.ts'
import { running } from './running.ts'
import { share } from './share.ts'
import { target } from './target.ts'

/** Adds each calculation as a column, in the order that those it is made of come first. */
export const calculate: Calculate = (figures, earlier) => {
  const steps: Step[] = []
  const types: { [id: Id]: ValueType } = {}
  const past = earlierFigures(figures, earlier, steps)
  let from = figures.from
  for (const measure of figures.measures) {
    const calculation = calculationOf(measure.measure)
    if (!calculation) continue
    const made =
      'compare' in calculation
        ? comparison(calculation, figures, types, from, past(calculation))
        : added(columnFor(calculation, readingOf(figures, types)), from)
    types[measure.id] = made.type
    from = `calculated_${measure.name}`
    steps.push([from, sql`${made.select} as ${sql.ref(measure.name)} ${made.from}`])
  }
  return { steps, from, types }
}

type Select = { select: RawBuilder<unknown>; from: RawBuilder<unknown>; type: ValueType }

const added = ({ value, type }: Column, from: string): Select => ({
  select: sql`select ${sql.ref(from)}.*, ${value}`,
  from: sql`from ${sql.ref(from)}`,
  type,
})

function comparison(one: Comparison, figures: Figures, types: { [id: Id]: ValueType }, from: string, past: string): Select {
  const now = readingOf(figures, types, 'now')
  const { value, type } = compared(one, readingOf(figures, types, 'past').figure(one.of), now)
  const on = sql`${groupKey(figures, 'past')} = ${groupKey(figures, 'now', backOf(one, figures).by)} and ${hasTime(figures, 'now')}`
  return {
    select: sql`select ${sql.ref('now')}.*, ${value}`,
    from: sql`from ${sql.ref(from)} as ${sql.ref('now')} left join ${sql.ref(past)} as ${sql.ref('past')} on ${on}`,
    type,
  }
}

function columnFor(one: Exclude<Calculation, Comparison>, reading: Reading): Column {
  return ofOneGroup(one, reading) ?? acrossGroups(one as Exclude<typeof one, OfOneGroup>, reading)
}

type OfOneGroup = Extract<Calculation, { ratio: unknown } | { logic: unknown } | { target: unknown }>

/** Those that look at their own group alone, and are the same of another time. */
function ofOneGroup(one: Calculation, reading: Reading): Column | undefined {
  if ('ratio' in one) return ratio(one, reading)
  if ('logic' in one) return formula(one, reading)
  return 'target' in one ? target(one, reading) : undefined
}

function acrossGroups(one: Exclude<Calculation, Comparison | OfOneGroup>, reading: Reading): Column {
  if ('conversion' in one) return conversion(one, reading)
  if ('share' in one) return share(one, reading)
  if ('running' in one) return running(one, reading)
  return 'moving' in one ? moving(one, reading) : rank(one, reading)
}

/** The figures of an earlier time, each asked once, with the calculations that look at one group alone. */
function earlierFigures(figures: Figures, earlier: Earlier, steps: Step[]): (one: Comparison) => string {
  const asked = new Map<string, string>()
  return (one) => {
    const { field, by } = backOf(one, figures)
    const key = JSON.stringify([field, by])
    const before = asked.get(key)
    if (before !== undefined) return before
    const base = earlier(field, by)
    steps.push(...base.steps)
    const from = withOwnCalculations(base.from, figures, steps)
    asked.set(key, from)
    return from
  }
}

function withOwnCalculations(base: string, figures: Figures, steps: Step[]): string {
  let from = base
  const made = new Set<Id>()
  const isThere = (id: Id) => made.has(id) || figures.measures.some((one) => one.id === id && !one.isCalculation)
  for (const measure of figures.measures) {
    const calculation = calculationOf(measure.measure)
    const isPossible = calculation && partsOf(calculation).every((part) => isThere(part.measure))
    const column = isPossible ? ofOneGroup(calculation, readingOf(figures, {})) : undefined
    if (!column) continue
    const next = `${base}_${measure.name}`
    steps.push([next, sql`select ${sql.ref(from)}.*, ${column.value} as ${columnOf(measure.name)} from ${sql.ref(from)}`])
    made.add(measure.id)
    from = next
  }
  return from
}
