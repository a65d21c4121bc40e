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
  /** The room a tile of a dashboard gives it at first, of twelve columns; absent: half the width, five rows. */
  tile?: { w: number; h: number }
  config: ConfigSchema
  /** Pure: the same result gives the same spec. Draws what is there, leaves no group out without a note, throws on none. */
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
  /** The box to draw into, in CSS pixels; 480 × 320 when absent. */
  size?: { width: number; height: number }
  /** Dimensions of the report's `cols`: a pivot table lays them across. */
  across?: readonly Id[]
}

/** What the browser draws: an ECharts option, one figure, a table or a list. All of it plain JSON. */
export type ChartSpec = EChartsSpec | KpiSpec | TableSpec | ListSpec

/**
 * An option for ECharts, once `readyOption` has put functions where it names formats. Every data item carries a `mark`, which a
 * click handler finds at `params.data.mark`. `notes` say what the drawing does not show.
 */
export type EChartsSpec = { kind: 'echarts'; option: JsonObject; notes?: string[] }

/** What a click on a mark sends to the drill. A total or an inner node names only the dimensions it is about. */
export type Mark = { cell: Cell; measure?: Id }

export type KpiSpec = {
  kind: 'kpi'
  label: string
  text: string
  value: JsonValue
  mark: Mark
  /** Against the period before, or the figure it is compared with; `meaning` says whether that is welcome. */
  trend?: { text: string; direction: 'up' | 'down' | 'flat'; meaning: 'good' | 'bad' | 'neutral'; label: string }
  /** Part reached of what was aimed at, 1 being all of it. */
  target?: { text: string; share: number; label: string }
  /** The figure in every period, oldest first. */
  history?: (number | null)[]
}

export type TableSpec = {
  kind: 'table'
  /** Cells above the columns, row by row, when columns are grouped; each over `span` columns. `mark`: what a column or several stand for. */
  headers?: { text: string; span: number; mark?: Mark }[][]
  columns: { id: Id; label: string; align: 'start' | 'end'; role: 'dimension' | 'measure'; mark?: Mark }[]
  rows: {
    texts: string[]
    values: JsonValue[]
    mark: Mark
    /** What each cell leads to, null: to nothing; absent: all to `mark`. Neighbours with one and the same mark are one place to click. */
    marks?: (Mark | null)[]
    /** A row over other rows. */
    total?: true
  }[]
  truncated: boolean
}

/** Groups one below the other, each with a bar or a warning. */
export type ListSpec = {
  kind: 'list'
  label: string
  items: {
    /** 1 is first; equal figures share a place. */
    place?: number
    name: string
    text: string
    detail?: string
    /** Length of its bar, 0 to 1. */
    share?: number
    level?: 'danger' | 'warning' | 'calm'
    mark: Mark
  }[]
  truncated: boolean
}

/**
 * An entry of the chart registry; settings left out of a stored config have their defaults in `toSpec`. A plug-in passes its own beside
 * the built-in ones: `createPlatform({ charts: [...chartTypes, mine] })`.
 *
 *     export const mine = defineChartType({
 *       type: 'mine', label: { en: 'Mine', 'zh-CN': '我的' }, icon: 'star', dimensions: { min: 1, max: 1 }, measures: { min: 1, max: 1 }, config: {},
 *       toSpec: (result) => ({ kind: 'echarts', option: { series: [{ type: 'bar', data: result.rows.map(([, value]) => value) }] } }),
 *       examples: [],
 *     })
 */
export function defineChartType(type: ChartType): ChartType {
  return { ...type, toSpec: (result, config, context) => type.toSpec(result, withDefaults(type.config, config), context) }
}
