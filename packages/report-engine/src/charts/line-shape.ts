import type { JsonObject } from '@tangram/data-model'
import type { ReportResult } from '../result.ts'

/** A line whose points can be clicked, however many they are; gaps stay gaps. */
export function lineShape(result: ReportResult, wish: { smooth?: boolean; fill?: number } = {}): JsonObject {
  return {
    type: 'line',
    symbol: 'circle',
    symbolSize: result.rows.length > 120 ? 4 : 7,
    showAllSymbol: true,
    connectNulls: false,
    smooth: wish.smooth === true,
    ...(wish.fill === undefined ? {} : { areaStyle: { opacity: wish.fill } }),
  }
}
