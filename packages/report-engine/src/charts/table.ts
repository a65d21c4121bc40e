import { textIn } from '@tangram/data-model'
import type { TableSpec } from '../chart-type.ts'
import { defineChartType } from '../chart-type.ts'
import { amount, byProblemAndChannel, count, hours, problem, resultOf } from './examples.ts'
import { keyOf, loneOf, type Place, type Reading, type Row, read } from './reading.ts'
import { say } from './words.ts'

/** Every group and figure, row by row, with the subtotals and the total the report asks for. */
export const table = defineChartType({
  type: 'table',
  label: { en: 'Table', 'zh-CN': '表格' },
  icon: 'table',
  dimensions: { min: 0, max: 12 },
  measures: { min: 0, max: 24 },
  tile: { w: 12, h: 6 },
  config: {},
  toSpec(result, _config, context) {
    const reading = read(result, context)
    const totals = result.totals ?? []
    const grand = totals.find(({ over }) => over.length === reading.dimensions.length)
    // A total over the last dimensions stands below the rows it is over; others have no place among rows.
    const isTail = (over: readonly string[]) =>
      over.length < reading.dimensions.length && reading.dimensions.slice(-over.length).every(({ column }) => over.includes(column.id))
    const tails = totals
      .filter(({ over }) => over.length > 0 && isTail(over))
      .sort((a, b) => a.over.length - b.over.length)
      .map(({ over, rows }) => {
        const kept = reading.dimensions.filter(({ column }) => !over.includes(column.id))
        return { kept, byKey: new Map(rows.map((row) => [keyIn(kept, row), row])) }
      })
    const rows: TableSpec['rows'] = []
    for (const [at, row] of result.rows.entries()) {
      rows.push({
        texts: result.columns.map((_, place) => textAt(reading, row, place)),
        values: [...row],
        ...marksOf(reading, row),
      })
      const next = result.rows[at + 1]
      for (const { kept, byKey } of tails) {
        const key = keyIn(kept, row)
        const total = next && keyIn(kept, next) === key ? undefined : byKey.get(key)
        if (total) rows.push(totalRow(reading, total, kept, 'subtotal', context.locale))
      }
    }
    if (reading.dimensions.length > 0) for (const row of grand?.rows ?? []) rows.push(totalRow(reading, row, [], 'total', context.locale))
    return {
      kind: 'table',
      columns: result.columns.map(({ id, label, role }) => ({
        id,
        label: textIn(label, context.locale, id),
        align: role === 'measure' ? 'end' : 'start',
        role,
      })),
      rows,
      truncated: result.truncated,
    }
  },
  examples: [
    { config: {}, result: resultOf([problem, count, hours], [['delivery', 1204, '49.5']]) },
    { config: {}, result: resultOf([problem], []) },
    {
      config: {},
      result: {
        ...byProblemAndChannel,
        totals: [
          {
            over: ['channel'],
            rows: [
              ['malfunction', null, 108],
              ['delivery', null, 95],
            ],
          },
          { over: ['problem', 'channel'], rows: [[null, null, 480]] },
        ],
      },
    },
    { config: {}, result: resultOf([problem, amount], [[{ others: ['delivery'] }, '-12345678901234567890.12']]) },
  ],
})

const textAt = (reading: Reading, row: Row, at: number) =>
  reading.text(
    row,
    [...reading.dimensions, ...reading.measures].find((place) => place.at === at),
  )

const keyIn = (places: readonly Place[], row: Row) => keyOf(places.map(({ at }) => row[at] ?? null))

/** A figure leads to what it is made of, the groups of a row to what they hold; of a lone figure that is the same. */
function marksOf(
  reading: Reading,
  row: Row,
  kept: readonly Place[] = reading.dimensions,
): Pick<TableSpec['rows'][number], 'mark' | 'marks'> {
  const mark = reading.mark(row, loneOf(reading), kept)
  const columns = [...reading.dimensions, ...reading.measures].sort((a, b) => a.at - b.at)
  const marks = columns.map((place) =>
    place.column.role === 'measure' && reading.measures.length > 1 ? reading.mark(row, place, kept) : mark,
  )
  return { mark, marks }
}

function totalRow(
  reading: Reading,
  row: Row,
  kept: readonly Place[],
  word: 'total' | 'subtotal',
  locale: 'en' | 'zh-CN',
): TableSpec['rows'][number] {
  const named = reading.dimensions.find((place) => !kept.includes(place))
  const columns = [...reading.dimensions, ...reading.measures].sort((a, b) => a.at - b.at)
  return {
    texts: columns.map((place) => {
      if (place.column.role === 'measure' || kept.includes(place)) return reading.text(row, place)
      return place === named ? say(word, locale) : ''
    }),
    values: [...row],
    ...marksOf(reading, row, kept),
    total: true,
  }
}
