import type { JsonObject } from '@tangram/data-model'
import type { ChartContext } from '../chart-type.ts'
import { compactValue } from '../format-value.ts'
import type { ReportResult } from '../result.ts'
import { wordsOn } from './frame.ts'
import { keyOf, type Place, plain, type Reading, type Row, read, totalOf } from './reading.ts'
import { listing } from './words.ts'

type Node = { name: string; value: number; mark: JsonObject; tooltip: JsonObject; children?: Node[] }

/** Groups within groups, one level for each dimension. What is not above zero has no area; the notes name it. */
export function treeOf(result: ReportResult, context: ChartContext): { nodes: Node[]; notes: string[] } {
  const reading = read(result, context)
  const [measure] = reading.measures
  const isPart = (row: Row) => (reading.figure(row, measure) ?? 0) > 0
  return {
    nodes: level({ result, reading, context }, reading.rows.filter(isPart), 0),
    notes: listing(
      'notPositive',
      reading.rows.filter((row) => !isPart(row)).map((row) => reading.name(row)),
      context.locale,
    ),
  }
}

/** A part and its parts in one colour, with words that read well on it. */
export function inkedNode({ children, ...node }: Node, color: string): JsonObject {
  return {
    ...node,
    itemStyle: { color },
    label: { color: wordsOn(color) },
    ...(children ? { children: children.map((child) => inkedNode(child, color)) } : {}),
  }
}

type Drawn = { result: ReportResult; reading: Reading; context: ChartContext }

function level(drawn: Drawn, rows: readonly Row[], depth: number): Node[] {
  const { result, reading, context } = drawn
  const own = reading.dimensions[depth]
  const [measure] = reading.measures
  if (!own) return []
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row[own.at])
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].map((group) => {
    const [first = []] = group
    const above = reading.dimensions.slice(0, depth + 1)
    const isLeaf = depth === reading.dimensions.length - 1
    const sum = group.reduce((all, row) => all + (reading.figure(row, measure) ?? 0), 0)
    const exact = isLeaf ? first : totalOf(result, reading, first, above)
    const text = exact ? reading.text(exact, measure) : sumText(sum, measure, context)
    return {
      name: plain(reading.text(first, own)),
      value: sum,
      mark: reading.mark(first, measure, above),
      tooltip: reading.tip(above.map((place) => reading.text(first, place)).join(' · '), [[measure?.label ?? '', text]]),
      ...(isLeaf ? {} : { children: level(drawn, group, depth + 1) }),
    }
  })
}

/** A sum made for the drawing alone, where the report has no total: short, as an axis says it. */
const sumText = (sum: number, measure: Place | undefined, { locale }: ChartContext) => compactValue(sum, measure?.column.format, locale)
