import { isJsonObject, type JsonObject, type JsonValue } from '@tangram/data-model'
import type { Cell, Mark, ReadyOption } from '@tangram/report-engine'

/** How much is left of a mark that is not the chosen one. */
const dimmed = 0.3

/** A drawing whose marks of one cell stand out: the others are dimmed. Without a cell, or with none of its marks in it, it stays as it is. */
export function withChosen(option: ReadyOption, chosen: Cell | undefined): ReadyOption {
  if (!chosen || !Array.isArray(option.series)) return option
  const series = option.series as JsonValue[]
  const items = series.flatMap((one) => (isJsonObject(one) && Array.isArray(one.data) ? one.data : []))
  if (!items.some((item) => isOf(markIn(item), chosen))) return option
  const dim = (item: JsonValue): JsonValue => {
    const mark = markIn(item)
    if (!mark || isOf(mark, chosen)) return item
    const own = item as JsonObject
    return { ...own, itemStyle: { ...(own.itemStyle as JsonObject | undefined), opacity: dimmed } }
  }
  return {
    ...option,
    series: series.map((one) => (isJsonObject(one) && Array.isArray(one.data) ? { ...one, data: one.data.map(dim) } : one)),
  } as ReadyOption
}

/** Whether a mark is one of a cell: it has all of its values. */
export function isOf(mark: Mark | undefined, chosen: Cell | undefined): boolean {
  if (!mark || !chosen) return false
  return Object.entries(chosen).every(([dimension, value]) => JSON.stringify(mark.cell[dimension]) === JSON.stringify(value))
}

const markIn = (item: JsonValue): Mark | undefined =>
  isJsonObject(item) && isJsonObject(item.mark) ? (item.mark as unknown as Mark) : undefined
