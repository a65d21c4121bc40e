import type { Id, ValueType } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { Measure, ReportDocument } from '../document.ts'
import { measuresOf } from '../report-parts.ts'
import type { ReadColumn } from './report-source.ts'

/** A measure taken apart into aggregates that can be aggregated again, so that top-N and totals stay exact. */
export type MeasurePlan = {
  id: Id
  measure: Measure
  type: ValueType
  /** The figure, written over the partial columns. */
  final: RawBuilder<unknown>
}

/** One partial aggregate: how it is read from records and how partial results are joined. */
export type Partial = { name: string; from: RawBuilder<unknown>; fold: 'sum' | 'min' | 'max' }

type MeasureContext = {
  column: ReadColumn
  /** The measure's own filters as a condition; undefined when it has none. */
  condition(measure: Measure): RawBuilder<unknown> | undefined
}

/** 38 digits hold any sum of ours; the scale is only said, the database computes it. */
const numeric: ValueType = { kind: 'decimal', precision: 38, scale: 10 }

/** The measures of a report and the partial aggregates they are made of, as columns `p0`, `p1`… */
export function planMeasures(report: ReportDocument, context: MeasureContext): { measures: MeasurePlan[]; partials: Partial[] } {
  const partials: Partial[] = []
  const add = (from: RawBuilder<unknown>, measure: Measure, fold: Partial['fold']): RawBuilder<unknown> => {
    const condition = context.condition(measure)
    const name = `p${partials.length}`
    partials.push({ name, from: condition ? sql`${from} filter (where ${condition})` : from, fold })
    return sql.ref(name)
  }
  const done = new Map<Id, MeasurePlan>()
  const plan = (id: Id, measure: Measure): MeasurePlan => {
    const before = done.get(id)
    if (before) return before
    const made: MeasurePlan = { id, measure, ...finalOf(measure) }
    done.set(id, made)
    return made
  }
  const finalOf = (measure: Measure): { type: ValueType; final: RawBuilder<unknown> } => {
    if ('count' in measure) return { type: { kind: 'integer' }, final: add(sql`count(*)`, measure, 'sum') }
    if ('sum' in measure) {
      return { type: numeric, final: add(sql`sum((${context.column(String(measure.sum)).expression})::numeric)`, measure, 'sum') }
    }
    if ('avg' in measure)
      return { type: numeric, final: meanOf(sql`(${context.column(String(measure.avg)).expression})::numeric`, measure) }
    if ('avgDuration' in measure) {
      const [from, to] = [context.column(measure.avgDuration.from), context.column(measure.avgDuration.to)]
      const hours =
        from.type.kind === 'date'
          ? sql`(((${to.expression}) - (${from.expression})) * 24)::numeric`
          : sql`(extract(epoch from (${to.expression}) - (${from.expression})) / 3600)::numeric`
      return { type: numeric, final: meanOf(hours, measure) }
    }
    if ('ratio' in measure) {
      const [over, under] = measure.ratio.map((id) => plan(id, report.measures[id] as Measure).final)
      return { type: numeric, final: sql`((${over})::numeric / nullif((${under})::numeric, 0))` }
    }
    const fold = 'min' in measure ? 'min' : 'max'
    const { expression, type } = context.column('min' in measure ? String(measure.min) : 'max' in measure ? String(measure.max) : '')
    return { type, final: add(sql`${sql.raw(fold)}(${expression})`, measure, fold) }
  }
  const meanOf = (value: RawBuilder<unknown>, measure: Measure): RawBuilder<unknown> => {
    const total = add(sql`sum(${value})`, measure, 'sum')
    return sql`(${total} / nullif(${add(sql`count(${value})`, measure, 'sum')}, 0))`
  }
  return { measures: measuresOf(report).map(([id, measure]) => plan(id, measure)), partials }
}
