import { isJsonObject, type JsonObject, type JsonValue } from '@tangram/data-model'
import type { Mark, ReadyOption } from '@tangram/report-engine'

/**
 * The point of a line or a cloud that lies closest to a place of the drawing, where it is within reach: points are too small for fingers.
 *
 * @param pixelOf where the drawing has a value of a series
 */
export function nearestMark(
  option: ReadyOption,
  [x, y]: readonly [x: number, y: number],
  pixelOf: (series: number, value: [number, number]) => readonly number[] | undefined,
  reach = reachPx,
): Mark | undefined {
  let nearest: { mark: Mark; distance: number } | undefined
  const piled = new Map<string, number>()
  for (const [at, series] of (Array.isArray(option.series) ? option.series : []).entries()) {
    if (
      !isJsonObject(series) ||
      !['line', 'scatter'].includes(String(series.type)) ||
      series.coordinateSystem ||
      !Array.isArray(series.data)
    )
      continue
    for (const [place, item] of series.data.entries()) {
      if (!isJsonObject(item) || !isJsonObject(item.mark)) continue
      const value = positionOf(item, place, series, piled)
      const [left = Number.NaN, top = Number.NaN] = (value && pixelOf(at, value)) ?? []
      const distance = Math.hypot(left - x, top - y)
      if (distance <= reach && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY))
        nearest = { mark: item.mark as unknown as Mark, distance }
    }
  }
  return nearest?.mark
}

/** How far from a point a finger may come down, in CSS pixels: half a touch target. */
export const reachPx = 22

/** The value an item is drawn at: of a cloud its own two, of a line its place and its figure on top of those it is stacked on. */
function positionOf(item: JsonObject, place: number, { stack }: JsonObject, piled: Map<string, number>): [number, number] | undefined {
  const value: JsonValue | undefined = item.value
  if (Array.isArray(value)) return [Number(value[0]), Number(value[1])]
  if (typeof value !== 'number') return undefined
  if (stack === undefined) return [place, value]
  const pile = JSON.stringify([stack, place, value < 0])
  const top = (piled.get(pile) ?? 0) + value
  piled.set(pile, top)
  return [place, top]
}
