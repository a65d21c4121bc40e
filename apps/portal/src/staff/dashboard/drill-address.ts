import type { Id } from '@tangram/data-model'
import type { Cell, DrillStep } from '@tangram/report-engine'

/** Where a reader is below a report: the cells they went through, the figure they follow, and whether they see records by now. */
export type Drill = {
  report: Id
  steps: readonly DrillStep[]
  /** The figure of the mark they came by; absent: all of the report's. */
  measure?: Id | undefined
  /** The cell whose records are listed; `{}` is everything at this level. Absent: the chart of the level. */
  records?: Cell | undefined
}

const names = ['drill', 'down', 'figure', 'records'] as const

/** Reads `?drill=trend&down=[…]&figure=created&records={…}`; undefined where there is none, or none that can be read. */
export function readDrill(search: string): Drill | undefined {
  const params = new URLSearchParams(search)
  const report = params.get('drill')
  const down = parsed(params.get('down') ?? '[]')
  const records = parsed(params.get('records') ?? 'null')
  if (!report || !Array.isArray(down) || !down.every(isStep) || !(records === null || isCell(records))) return undefined
  return { report, steps: down, measure: params.get('figure') ?? undefined, ...(records === null ? {} : { records }) }
}

/** The query with another drill in it, or none; what else the address says stays. */
export function withDrill(search: string, drill: Drill | undefined): string {
  const params = new URLSearchParams(search)
  for (const name of names) params.delete(name)
  if (drill) {
    params.set('drill', drill.report)
    if (drill.steps.length > 0) params.set('down', JSON.stringify(drill.steps))
    if (drill.measure) params.set('figure', drill.measure)
    if (drill.records) params.set('records', JSON.stringify(drill.records))
  }
  const query = params.toString()
  return query ? `?${query}` : ''
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isCell = (value: unknown): value is Cell => typeof value === 'object' && value !== null && !Array.isArray(value)
const isStep = (value: unknown): value is DrillStep => isCell(value) && isCell(value.cell) && typeof value.by === 'string'
