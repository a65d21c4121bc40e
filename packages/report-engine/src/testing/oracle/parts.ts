import type { Id } from '@tangram/data-model'
import type { Dimension, Measure, ReportDocument } from '../../document.ts'

export const dimensionsOf = (report: ReportDocument): Dimension[] => [...report.rows, ...(report.cols ?? [])]

export const measuresOf = (report: ReportDocument): [Id, Measure][] => report.measureOrder.map((id) => [id, report.measures[id] as Measure])
