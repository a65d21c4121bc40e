import type { Id, LocalizedText, ValueType } from '@tangram/data-model'
import type { Dimension, Measure, ReportDocument } from '@tangram/report-engine'
import { idFrom } from '../form/new-element.ts'
import { platform } from '../platform.ts'

/** How a figure is taken of the records. */
export type MeasureKind = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'avgDuration'

export const measureKinds: readonly MeasureKind[] = ['count', 'sum', 'avg', 'min', 'max', 'avgDuration']

export function kindOf(measure: Measure): MeasureKind | 'ratio' {
  return measureKinds.find((kind) => kind in measure) ?? 'ratio'
}

/** The same figure taken another way, of the first field that allows it; undefined when none does. */
export function measureOf(
  { label, format, where }: Measure,
  kind: MeasureKind,
  fields: readonly { path: string; type: ValueType | undefined }[],
): Measure | undefined {
  const common = { label, ...(format ? { format } : {}), ...(where ? { where } : {}) }
  if (kind === 'count') return { ...common, count: '*' }
  if (kind === 'avgDuration') {
    const times = fields.filter(({ type }) => type?.kind === 'timestamp').map(({ path }) => path)
    const [from, to = from] = times
    return from && to ? { ...common, format: 'duration', avgDuration: { from, to } } : undefined
  }
  const field = fields.find(({ type }) => fitsMeasure(kind, type))?.path
  return field === undefined ? undefined : ({ ...common, [kind]: field } as Measure)
}

export function fitsMeasure(kind: MeasureKind, type: ValueType | undefined): boolean {
  if (kind === 'avgDuration') return type?.kind === 'timestamp'
  return type?.kind === 'integer' || type?.kind === 'decimal'
}

/** The report with another chart, and with as many groups and figures as that chart can draw. */
export function withChart(report: ReportDocument, type: string): Partial<ReportDocument> {
  const chart = platform.charts.find((candidate) => candidate.type === type)
  if (!chart) return {}
  const cols = (report.cols ?? []).slice(0, Math.max(0, chart.dimensions.max - report.rows.length))
  const kept = report.rows.slice(0, chart.dimensions.max)
  const rows = kept.length < chart.dimensions.min ? [...kept, byMonth(report)] : kept
  const measureOrder = report.measureOrder.slice(0, chart.measures.max)
  return {
    chart: { type, config: {} },
    rows,
    cols: cols.length > 0 ? cols : undefined,
    ...measuresIn(report, measureOrder),
    ...sortIn(report, rows, measureOrder),
  }
}

function byMonth(report: ReportDocument): Dimension {
  return { field: 'created_at', as: freeName(report, 'created_at'), by: 'month' }
}

/** What is left of the figures, those that others are made of among them. */
function measuresIn(report: ReportDocument, order: Id[]): Pick<ReportDocument, 'measures' | 'measureOrder'> {
  const parts = order.flatMap((id) => {
    const measure = report.measures[id]
    return measure && 'ratio' in measure ? measure.ratio : []
  })
  const measures = Object.fromEntries(Object.entries(report.measures).filter(([id]) => order.includes(id) || parts.includes(id)))
  return { measures, measureOrder: order }
}

/** Sorting by what is gone goes too. */
function sortIn(report: ReportDocument, rows: Dimension[], order: Id[]): Pick<ReportDocument, 'sort'> {
  const sort = report.sort?.filter(({ by }) => order.includes(by) || rows.some((row) => row.as === by))
  return { sort: sort && sort.length > 0 ? sort : undefined } as Pick<ReportDocument, 'sort'>
}

export function setRows(report: ReportDocument, rows: Dimension[]): Partial<ReportDocument> {
  return { rows, ...sortIn(report, rows, report.measureOrder) }
}

/** A group by a field; times are grouped by month. */
export function dimensionOf(report: ReportDocument, field: string, type: ValueType | undefined): Dimension {
  const isTime = type?.kind === 'date' || type?.kind === 'timestamp'
  return { field, as: freeName(report, field.replaceAll('.', '_')), ...(isTime ? { by: 'month' as const } : {}) }
}

export function addMeasure(report: ReportDocument, label: LocalizedText): Partial<ReportDocument> {
  const id = freeName(report, 'count')
  return { measures: { ...report.measures, [id]: { label, count: '*' } }, measureOrder: [...report.measureOrder, id] }
}

export function removeMeasure(report: ReportDocument, id: Id): Partial<ReportDocument> {
  const order = report.measureOrder.filter((other) => other !== id)
  return { ...measuresIn(report, order), ...sortIn(report, report.rows, order) }
}

function freeName(report: ReportDocument, name: string): Id {
  return idFrom(name, (id) => Object.hasOwn(report.measures, id) || [...report.rows, ...(report.cols ?? [])].some(({ as }) => as === id))
}
