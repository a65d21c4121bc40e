import type { JsonObject } from '@tangram/data-model'
import type { ChartContext } from '../chart-type.ts'
import { ink } from './frame.ts'

/** A slider and the wheel over a category axis, showing its first `room` places. */
export function zoomOver(axis: 'x' | 'y', room: number, context: ChartContext): JsonObject[] {
  const colors = ink(context.dark)
  const over: JsonObject = axis === 'y' ? { yAxisIndex: 0 } : { xAxisIndex: 0 }
  const place: JsonObject = axis === 'y' ? { width: 14, right: 4 } : { height: 14, bottom: 6 }
  return [
    {
      type: 'slider',
      ...over,
      ...place,
      startValue: 0,
      endValue: room - 1,
      showDetail: false,
      showDataShadow: false,
      brushSelect: false,
      borderColor: colors.line,
      fillerColor: colors.line,
      handleStyle: { color: colors.text, borderColor: colors.text },
      moveHandleSize: 0,
    },
    // A finger that comes down on it still scrolls the page.
    { type: 'inside', ...over, zoomOnMouseWheel: false, moveOnMouseWheel: true, preventDefaultMouseMove: false },
  ]
}
