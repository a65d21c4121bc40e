import type { ReportDocument } from '../../document.ts'
import { dimensionsOf } from './parts.ts'
import type { World } from './world.ts'

/** The least of a report, then of its world, that still fails: found by leaving out one part after the other. */
export async function smallest(
  report: ReportDocument,
  world: World,
  fails: (report: ReportDocument, world: World) => Promise<boolean>,
): Promise<{ report: ReportDocument; world: World }> {
  let [leastReport, leastWorld] = [report, world]
  for (let again = true; again; ) {
    again = false
    for (const candidate of simplerReports(leastReport)) {
      if (!(await fails(candidate, leastWorld))) continue
      leastReport = candidate
      again = true
      break
    }
  }
  for (let size = 16; size >= 1; size = Math.floor(size / 2)) {
    for (const [name, table] of Object.entries(leastWorld)) {
      for (let at = 0; at < table.rows.length; ) {
        const rows = (leastWorld[name] as typeof table).rows
        const candidate = { ...leastWorld, [name]: { ...table, rows: [...rows.slice(0, at), ...rows.slice(at + size)] } }
        if (rows.length > at && (await fails(leastReport, candidate))) leastWorld = candidate
        else at += size
      }
    }
  }
  return { report: leastReport, world: leastWorld }
}

function simplerReports(report: ReportDocument): ReportDocument[] {
  const { measures, measureOrder, rows, cols } = report
  const parts = ['where', 'having', 'totals', 'sort', 'limit', 'weekStart', 'fiscalYearStart', 'cols'] as const
  const out: ReportDocument[] = []
  for (const part of parts) {
    if (report[part] === undefined) continue
    const { [part]: _, ...rest } = report
    out.push(rest as ReportDocument)
  }
  const used = (id: string) =>
    Object.entries(measures).some(([other, one]) => other !== id && JSON.stringify({ ...one, label: 0 }).includes(`"${id}"`)) ||
    dimensionsOf(report).some(({ top }) => top?.by === id) ||
    [...(report.having ?? []).map(({ measure }) => measure), ...(report.sort ?? []).map(({ by }) => by)].includes(id)
  for (const id of measureOrder) {
    if (used(id) || measureOrder.length === 1) continue
    const { [id]: _, ...rest } = measures
    out.push({ ...report, measures: rest, measureOrder: measureOrder.filter((one) => one !== id) })
  }
  for (const id of measureOrder) {
    const { where, ...rest } = measures[id] as { where?: unknown }
    if (where) out.push({ ...report, measures: { ...measures, [id]: rest } } as ReportDocument)
  }
  for (const key of ['where', 'totals', 'sort'] as const) {
    const list = report[key] as unknown[] | undefined
    if (list && list.length > 1)
      for (const i of list.keys()) out.push({ ...report, [key]: list.filter((_, at) => at !== i) } as ReportDocument)
  }
  for (const [i, dimension] of rows.entries()) {
    if (!JSON.stringify([measures, report.sort]).includes(`"${dimension.as}"`))
      out.push({ ...report, rows: rows.filter((_, at) => at !== i) })
    for (const part of ['top', 'fill'] as const) {
      if (dimension[part] === undefined) continue
      const { [part]: _, ...rest } = dimension
      out.push({ ...report, rows: rows.map((one, at) => (at === i ? rest : one)) })
    }
  }
  if (cols?.length) out.push({ ...report, rows: [...rows, ...cols], cols: [] })
  return out
}
