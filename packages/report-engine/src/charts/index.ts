import type { ChartType } from '../chart-type.ts'
import { bar } from './bar.ts'
import { kpi } from './kpi.ts'
import { line } from './line.ts'
import { pie } from './pie.ts'
import { table } from './table.ts'

/** Chart types in palette order. */
export const chartTypes: readonly ChartType[] = [kpi, line, bar, pie, table]
