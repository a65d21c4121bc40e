import {
  type ConfigSchema,
  type Id,
  type JsonObject,
  type JsonValue,
  type Locale,
  type LocalizedText,
  withDefaults,
} from '@tangram/data-model'
import type { Cell, ReportResult } from './result.ts'

/** How a result is drawn. One file per entry under `charts/`. */
export type ChartType = {
  type: Id
  label: Required<LocalizedText>
  /** A Tabler icon name. */
  icon: string
  /** How many dimensions (rows and columns together) and measures it can draw. */
  dimensions: { min: number; max: number }
  measures: { min: number; max: number }
  config: ConfigSchema
  toSpec(result: ReportResult, config: JsonObject, context: ChartContext): ChartSpec
  examples: { config: JsonObject; result: ReportResult }[]
}

export type ChartContext = {
  locale: Locale
  /** Categorical colours, safe for colour-blind people, in the order they are used. */
  palette: readonly string[]
  dark: boolean
  /** What a screen reader says before the figures: the report's label. */
  title?: string
}

/** What the browser draws: an ECharts option, one figure or a table. All of it plain JSON. */
export type ChartSpec = EChartsSpec | KpiSpec | TableSpec

/** An option for `echarts.setOption`. Every data item carries a `mark`, which a click handler finds at `params.data.mark`. */
export type EChartsSpec = { kind: 'echarts'; option: JsonObject }

/** What a click on a mark sends to the drill. */
export type Mark = { cell: Cell; measure?: Id }

export type KpiSpec = { kind: 'kpi'; label: string; text: string; value: JsonValue; mark: Mark }

export type TableSpec = {
  kind: 'table'
  columns: { id: Id; label: string; align: 'start' | 'end'; role: 'dimension' | 'measure' }[]
  rows: { texts: string[]; values: JsonValue[]; mark: Mark }[]
  truncated: boolean
}

/** An entry of the chart registry; settings left out of a stored config have their defaults in `toSpec`. */
export function defineChartType(type: ChartType): ChartType {
  return { ...type, toSpec: (result, config, context) => type.toSpec(result, withDefaults(type.config, config), context) }
}
