import type { Id } from '@tangram/data-model'
import { type Cell, type DrillStep, isOthers, type Mark, type ReportDocument } from '@tangram/report-engine'
import type { Drill } from './drill-address.ts'

/**
 * What a click on a mark leads to: the next field of the report's path, or the records where it ends. Fields that the reader has been to by
 * a way of their own are passed over.
 */
export function afterMark(report: ReportDocument, { steps, ...drill }: Drill, { cell, measure }: Mark): Drill {
  const path = report.drill?.path ?? []
  const been = [...[...report.rows, ...(report.cols ?? [])].map(({ field }) => field), ...steps.map(({ by }) => by)]
  const deepest = Math.max(-1, ...path.map((field, at) => (been.includes(field) ? at : -1)))
  const by = path.slice(deepest + 1).find((field) => !been.includes(field))
  const figure = measure ?? drill.measure
  if (by === undefined) return { report: drill.report, steps, measure: figure, records: cell }
  return { report: drill.report, steps: [...steps, { cell, by }], measure: figure }
}

/** The same mark, or the same level, by a field of the reader's choice. */
export function brokenDown(drill: Drill, by: Pick<DrillStep, 'by' | 'period'>): Drill {
  const { steps, records, ...rest } = drill
  const last = steps.at(-1)
  if (records && (Object.keys(records).length > 0 || !last)) return { ...rest, steps: [...steps, { cell: records, ...by }] }
  return { ...rest, steps: [...steps.slice(0, -1), { cell: last?.cell ?? {}, ...by }] }
}

/** Fields that are one value by now: to go on by them tells nothing. */
export function settledFields(report: ReportDocument, { steps, records }: Drill): Set<Id> {
  const settled = new Set<Id>()
  let dimensions: { field: string; as?: Id; by?: unknown; bins?: unknown }[] = [...report.rows, ...(report.cols ?? [])]
  const settle = (cell: Cell) => {
    for (const { field, as, by, bins } of dimensions) {
      // A dimension of a step is the only one, whatever it is called.
      const value = as === undefined ? Object.values(cell)[0] : cell[as]
      if (value !== undefined && !isOthers(value) && !by && !bins) settled.add(field)
    }
  }
  for (const { cell, by, period } of steps) {
    settle(cell)
    dimensions = [{ field: by, by: period }]
  }
  if (records) settle(records)
  return settled
}
