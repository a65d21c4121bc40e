import type { Id, LocalizedText, ValueType } from '@tangram/data-model'
import {
  aggregateOf,
  calculationOf,
  type Dimension,
  type Measure,
  partsOf,
  type ReportDocument,
  type TotalKind,
} from '@tangram/report-engine'
import { idFrom } from '../form/new-element.ts'
import { platform } from '../platform.ts'

/** How a figure is taken of the records. */
export const measureKinds = [
  'count',
  'distinct',
  'sum',
  'avg',
  'median',
  'min',
  'max',
  'percentile',
  'first',
  'final',
  'avgDuration',
] as const
export type MeasureKind = (typeof measureKinds)[number]

/** Undefined for a figure that is made of others, or taken in a way that only the document can say. */
export function kindOf(measure: Measure): MeasureKind | undefined {
  return calculationOf(measure) ? undefined : measureKinds.find((kind) => kind in measure)
}

type Field = { path: string; type: ValueType | undefined }

/** The same figure taken another way, of the first field that allows it; undefined when none does. */
export function measureOf(measure: Measure, kind: MeasureKind, fields: readonly Field[]): Measure | undefined {
  const { label, format } = measure
  const where = aggregateOf(measure)?.where
  const common = { label, ...(format ? { format } : {}), ...(where ? { where } : {}) }
  if (kind === 'count') return { ...common, count: '*' }
  if (kind === 'avgDuration') {
    const times = fields.filter(({ type }) => type?.kind === 'timestamp').map(({ path }) => path)
    const [from, to = from] = times
    return from && to ? { ...common, format: 'duration', avgDuration: { from, to } } : undefined
  }
  const field = fields.find(({ type }) => fitsMeasure(kind, type))?.path
  if (kind === 'percentile') return field === undefined ? undefined : { ...common, percentile: { of: field, at: 0.9 } }
  if (kind === 'first' || kind === 'final') {
    const by = fields.find(({ type }) => isTime(type))?.path
    if (field === undefined || by === undefined) return undefined
    return kind === 'first' ? { ...common, first: { of: field, by } } : { ...common, final: { of: field, by } }
  }
  return field === undefined ? undefined : ({ ...common, [kind]: field } as Measure)
}

const single = ['text', 'integer', 'decimal', 'boolean', 'date', 'time', 'timestamp', 'reference']

/** Whether records can be grouped by the values of a type. */
export const isGroup = (type: ValueType | undefined): boolean =>
  type !== undefined && single.includes(type.kind) && !(type.kind === 'reference' && type.many)

export const isTime = (type: ValueType | undefined): boolean => type?.kind === 'date' || type?.kind === 'timestamp'

export function fitsMeasure(kind: MeasureKind, type: ValueType | undefined): boolean {
  if (kind === 'avgDuration') return type?.kind === 'timestamp'
  if (kind === 'distinct' || kind === 'first' || kind === 'final') return isGroup(type)
  return type?.kind === 'integer' || type?.kind === 'decimal'
}

/** The totals that run over something in this report. */
export function possibleTotals({ rows, cols = [] }: Pick<ReportDocument, 'rows' | 'cols'>): TotalKind[] {
  return [
    ...(rows.length + cols.length > 0 ? ['grand' as const] : []),
    ...(rows.length > 1 ? ['subtotals' as const] : []),
    ...(rows.length > 0 && cols.length > 0 ? ['rows' as const, 'cols' as const] : []),
  ]
}

/**
 * The report with another chart, and with as many groups and figures as that chart can draw.
 *
 * @param time field that says when a record came to be, for groups that the chart wants and nobody chose
 */
export function withChart(report: ReportDocument, type: string, time: Id | undefined = 'created_at'): Partial<ReportDocument> {
  const chart = platform.charts.find((candidate) => candidate.type === type)
  if (!chart) return {}
  const cols = (report.cols ?? []).slice(0, Math.max(0, chart.dimensions.max - report.rows.length))
  const rows = enoughGroups(report, report.rows.slice(0, chart.dimensions.max), chart.dimensions.min - cols.length, time)
  const full = enoughMeasures({ ...report, ...alongSteps(report, [...rows, ...cols]) }, chart.measures.min)
  const measureOrder = full.measureOrder.slice(0, chart.measures.max)
  const kept = { ...full, ...measuresIn(full, measureOrder) }
  const grouped = { ...kept, ...setDimensions(kept, { rows, cols }) }
  const { measures, having, sort, totals } = { ...grouped, ...sortIn(grouped, [...rows, ...cols], measureOrder) }
  const tops = topsIn({ ...grouped, cols }, measureOrder)
  return {
    chart: { type, config: {} },
    ...tops,
    cols: cols.length > 0 ? tops.cols : undefined,
    measures,
    measureOrder,
    having,
    sort,
    totals,
  } as Partial<ReportDocument>
}

/** Times every record has, for groups that a chart wants and nobody chose. */
const times = ['month', 'day-of-week', 'hour-of-day'] as const

function enoughGroups(report: ReportDocument, rows: Dimension[], least: number, time: Id | undefined): Dimension[] {
  const enough = [...rows]
  if (time === undefined) return enough
  for (const by of times.slice(0, Math.max(0, least - rows.length))) {
    enough.push({ field: time, as: freeName({ ...report, rows: [...report.rows, ...enough] }, time), by })
  }
  return enough
}

function enoughMeasures(report: ReportDocument, least: number): ReportDocument {
  let full = report
  while (full.measureOrder.length < least) full = { ...full, ...addMeasure(full, newMeasure) }
  return full
}

/** What a figure is called that was only just added: it counts. */
export const newMeasure = { 'zh-CN': '数量', en: 'Count' }

/** What is left of the figures, those that others are made of among them; conditions on one that is gone go with it. */
function measuresIn(report: ReportDocument, order: Id[]): Pick<ReportDocument, 'measures' | 'measureOrder' | 'having'> {
  const kept = new Set<Id>()
  const keep = (id: Id) => {
    const measure = kept.has(id) ? undefined : report.measures[id]
    if (!measure) return
    kept.add(id)
    const calculation = calculationOf(measure)
    for (const part of calculation ? partsOf(calculation) : []) keep(part.measure)
  }
  for (const id of order) keep(id)
  const measures = Object.fromEntries(Object.entries(report.measures).filter(([id]) => kept.has(id)))
  const having = report.having?.filter(({ measure }) => kept.has(measure))
  return { measures, measureOrder: order, having: having?.length ? having : undefined } as ReturnType<typeof measuresIn>
}

function totalsIn(report: ReportDocument, rows: Dimension[], cols = report.cols ?? []): Pick<ReportDocument, 'totals'> {
  const possible = possibleTotals({ rows, cols })
  const totals = report.totals?.filter((kind) => possible.includes(kind))
  return { totals: totals?.length ? totals : undefined } as Pick<ReportDocument, 'totals'>
}

/** Sorting by what is gone goes too. */
function sortIn(report: ReportDocument, rows: Dimension[], order: Id[]): Pick<ReportDocument, 'sort'> {
  const sort = report.sort?.filter(({ by }) => order.includes(by) || rows.some((row) => row.as === by))
  return { sort: sort && sort.length > 0 ? sort : undefined } as Pick<ReportDocument, 'sort'>
}

export function setRows(report: ReportDocument, rows: Dimension[]): Partial<ReportDocument> {
  return setDimensions(report, { rows })
}

/** The report by other groups. What named one that is gone goes along: its place in the order, totals, shares and ranks within it. */
export function setDimensions(
  report: ReportDocument,
  { rows = report.rows, cols = report.cols ?? [] }: { rows?: Dimension[]; cols?: Dimension[] },
): Partial<ReportDocument> {
  const all = [...rows, ...cols]
  const { measures, ...others } = alongSteps(report, all)
  return {
    rows,
    cols: cols.length > 0 ? cols : undefined,
    ...others,
    measures: Object.fromEntries(Object.entries(measures).map(([id, measure]) => [id, among(measure, all)])),
    ...sortIn(report, all, others.measureOrder ?? report.measureOrder),
    ...totalsIn(report, rows, cols),
  } as Partial<ReportDocument>
}

/** What is left of the figures without stages to go along: no conversions, which are of one stage after the other. */
function alongSteps(
  report: ReportDocument,
  dimensions: readonly Dimension[],
): Pick<ReportDocument, 'measures'> & Partial<Pick<ReportDocument, 'measureOrder' | 'having'>> {
  const isConversion = (id: Id) => 'conversion' in (report.measures[id] ?? {})
  const hasSteps = dimensions.some(({ field }) => field === '$stage' || field === '$cohort.offset')
  if (hasSteps || !report.measureOrder.some(isConversion)) return { measures: report.measures }
  return measuresIn(
    report,
    report.measureOrder.filter((id) => !isConversion(id)),
  )
}

function among(measure: Measure, dimensions: readonly Dimension[]): Measure {
  const isThere = (id: Id) => dimensions.some(({ as }) => as === id)
  if ('share' in measure && measure.share !== 'total') {
    const share = measure.share.filter(isThere)
    return { ...measure, share: share.length > 0 ? share : 'total' }
  }
  if (!('rank' in measure && measure.within)) return measure
  const { within, ...rest } = measure
  const left = within.filter(isThere)
  return left.length > 0 ? { ...rest, within: left } : rest
}

/** The figures by which a report can tell its largest groups: those that are no calculation, and ratios. */
export const rankingMeasures = (report: ReportDocument): Id[] =>
  report.measureOrder.filter((id) => {
    const measure = report.measures[id]
    return measure !== undefined && (calculationOf(measure) === undefined || 'ratio' in measure)
  })

/** The groups without a top by a figure that is gone. */
function topsIn(report: ReportDocument, order: readonly Id[]): Pick<ReportDocument, 'rows' | 'cols'> {
  const kept = (dimensions: Dimension[]) =>
    dimensions.map(({ top, ...dimension }) => (top && order.includes(top.by) ? { ...dimension, top } : dimension))
  return { rows: kept(report.rows), ...(report.cols ? { cols: kept(report.cols) } : {}) }
}

/** A group by a field; times are grouped by month. */
export function dimensionOf(report: ReportDocument, field: string, type: ValueType | undefined): Dimension {
  const by = field === '$cohort.start' ? report.cohort?.by : isTime(type) ? ('month' as const) : undefined
  return { field, as: freeName(report, field.replaceAll(/[.:]/g, '_')), ...(by ? { by } : {}) }
}

export function addMeasure(report: ReportDocument, label: LocalizedText): Partial<ReportDocument> {
  const id = freeName(report, 'count')
  return { measures: { ...report.measures, [id]: { label, count: '*' } }, measureOrder: [...report.measureOrder, id] }
}

export function removeMeasure(report: ReportDocument, id: Id): Partial<ReportDocument> {
  const order = report.measureOrder.filter((other) => other !== id)
  return { ...measuresIn(report, order), ...topsIn(report, order), ...sortIn(report, [...report.rows, ...(report.cols ?? [])], order) }
}

/** An id that no figure and no group of the report has. */
export function freeName(report: ReportDocument, name: string): Id {
  return idFrom(name, (id) => Object.hasOwn(report.measures, id) || [...report.rows, ...(report.cols ?? [])].some(({ as }) => as === id))
}
