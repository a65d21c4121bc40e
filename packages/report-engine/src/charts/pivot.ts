import { textIn } from '@tangram/data-model'
import type { Mark, TableSpec } from '../chart-type.ts'
import { defineChartType } from '../chart-type.ts'
import { byMonthAndProblem, byProblemAndChannel, channel, count, hours, problem, resultOf } from './examples.ts'
import { keyOf, loneOf, type Place, type Row, read } from './reading.ts'
import { say } from './words.ts'

type Column = { row: Row | null; measure: Place }
type Line = { row: Row | null; kept: readonly Place[]; word?: 'total' | 'subtotal' }

/** Groups down and across with a figure where they meet, and the totals of the report at the edges. */
export const pivot = defineChartType({
  type: 'pivot',
  label: { en: 'Pivot table', 'zh-CN': '透视表' },
  icon: 'table-column',
  dimensions: { min: 1, max: 6 },
  measures: { min: 1, max: 6 },
  tile: { w: 12, h: 6 },
  config: {},
  toSpec(result, _config, context) {
    const reading = read(result, context)
    const { locale } = context
    const named = reading.dimensions.filter(({ column }) => context.across?.includes(column.id))
    const across = named.length > 0 ? named : reading.dimensions.length > 1 ? reading.dimensions.slice(-1) : []
    const down = reading.dimensions.filter((place) => !across.includes(place))
    const keyIn = (row: Row, places: readonly Place[]) => keyOf(places.map(({ at }) => row[at] ?? null))
    const heads = groupsOf(reading.rows, across)
    // Totals by what they run over; the dimensions they keep say where they stand.
    const figures = new Map<string, Row>()
    const put = (row: Row, over: readonly string[]) =>
      figures.set(
        keyFor(
          row,
          reading.dimensions.filter(({ column }) => !over.includes(column.id)),
        ),
        row,
      )
    const keyFor = (row: Row, kept: readonly Place[]) => keyOf([kept.map(({ column }) => column.id), keyIn(row, kept)])
    for (const row of reading.rows) put(row, [])
    for (const { over, rows } of result.totals ?? []) for (const row of rows) put(row, over)
    const has = (kept: readonly Place[]) =>
      (result.totals ?? []).some(
        ({ over }) => over.length === reading.dimensions.length - kept.length && kept.every(({ column }) => !over.includes(column.id)),
      )
    const columns: Column[] = [...heads, ...(across.length > 0 && has(down) ? [null] : [])].flatMap((row) =>
      reading.measures.map((measure) => ({ row, measure })),
    )
    const lines: Line[] = linesOf()
    const merged = (line: Line, column: Column): { row: Row | undefined; kept: Place[] } => {
      const kept = [...line.kept, ...(column.row ? across : [])].sort((a, b) => a.at - b.at)
      const probe: Row = result.columns.map((_, at) =>
        across.some((place) => place.at === at) ? (column.row?.[at] ?? null) : (line.row?.[at] ?? null),
      )
      return { row: figures.get(keyFor(probe, kept)), kept }
    }
    const rows: TableSpec['rows'] = lines.map((line) => {
      const cells = columns.map((column) => ({ ...merged(line, column), measure: column.measure }))
      return {
        texts: [
          ...down.map((place, at) =>
            line.row && line.kept.includes(place)
              ? reading.text(line.row, place)
              : line.word && at === line.kept.length
                ? say(line.word, locale)
                : '',
          ),
          ...(down.length === 0 ? [line.word ? say(line.word, locale) : ''] : []),
          ...cells.map(({ row, measure }) => (row ? reading.text(row, measure) : '')),
        ],
        values: [
          ...down.map((place) => line.row?.[place.at] ?? null),
          ...(down.length === 0 ? [null] : []),
          ...cells.map(({ row, measure }) => row?.[measure.at] ?? null),
        ],
        mark: markOf(line.row, line.kept),
        marks: [...edgeMarks(line), ...cells.map(({ row, kept, measure }) => (row ? reading.mark(row, measure, kept) : null))],
        ...(line.word ? { total: true as const } : {}),
      }
    })
    const labelled = reading.measures.length > 1 || across.length === 0
    const edge =
      down.length === 0
        ? [{ id: 'total', label: '', align: 'start' as const, role: 'dimension' as const }]
        : down.map(({ column, label }) => ({ id: column.id, label, align: 'start' as const, role: 'dimension' as const }))
    return {
      kind: 'table',
      ...(across.length > 0 ? { headers: headersOf(labelled ? across : across.slice(0, -1), labelled) } : {}),
      columns: [
        ...edge,
        ...columns.map(({ row, measure }, at) => ({
          id: `${at} ${measure.column.id}`,
          label: labelled
            ? textIn(measure.column.label, locale, measure.column.id)
            : row
              ? reading.text(row, across.at(-1))
              : say('total', locale),
          align: 'end' as const,
          role: 'measure' as const,
          mark: markOf(row, row ? across : [], measure),
        })),
      ],
      rows,
      truncated: result.truncated,
    }

    /** What a row, a column or several of them stand for: the groups they name, over all others. */
    function markOf(row: Row | null, kept: readonly Place[], measure = loneOf(reading)): Mark {
      return reading.mark(row ?? [], measure, row ? kept : [])
    }

    /** Each head of a line leads to its own group, the word of a total to all it is over. */
    function edgeMarks(line: Line): (Mark | null)[] {
      if (down.length === 0) return [line.word ? markOf(null, []) : null]
      return down.map((place, at) => {
        if (line.row && line.kept.includes(place)) return markOf(line.row, down.slice(0, at + 1))
        return line.word && at === line.kept.length ? markOf(line.row, line.kept) : null
      })
    }

    function linesOf(): Line[] {
      const own = groupsOf(reading.rows, down)
      const all: Line[] = []
      for (const [at, row] of own.entries()) {
        all.push({ row, kept: down })
        const next = own[at + 1]
        for (let depth = down.length - 1; depth > 0; depth--) {
          const kept = down.slice(0, depth)
          const isLast = !next || keyIn(next, kept) !== keyIn(row, kept)
          if (isLast && has([...kept, ...across])) all.push({ row, kept, word: 'subtotal' })
        }
      }
      if (down.length > 0 && (has(across) || has([]))) all.push({ row: null, kept: [], word: 'total' })
      return all
    }

    /** Heads of the columns, each over the columns that share its value; equal neighbours are one. */
    function headersOf(places: readonly Place[], hasMeasures: boolean): NonNullable<TableSpec['headers']> {
      const width = hasMeasures ? reading.measures.length : 1
      const levels = places.map((place, depth) => {
        const cells: { text: string; span: number; mark: Mark; key: string }[] = []
        for (const { row } of columns.filter((_, at) => at % width === 0)) {
          const key = row ? keyIn(row, across.slice(0, depth + 1)) : 'total'
          const before = cells.at(-1)
          if (before?.key === key) before.span += width
          else {
            const text = row ? reading.text(row, place) : depth === 0 ? say('total', locale) : ''
            cells.push({ text, span: width, mark: markOf(row, across.slice(0, depth + 1)), key })
          }
        }
        return cells.map(({ key: _, ...cell }) => cell)
      })
      return levels.map((cells) => [...edge.map(() => ({ text: '', span: 1 })), ...cells])
    }
  },
  examples: [
    { config: {}, result: byMonthAndProblem },
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
              ['invoice', null, 82],
              ['attitude', null, 69],
            ],
          },
          {
            over: ['problem'],
            rows: [
              [null, 'phone', 168],
              [null, 'form', 130],
              [null, 'shop', 56],
            ],
          },
          { over: ['problem', 'channel'], rows: [[null, null, 354]] },
        ],
      },
    },
    {
      config: {},
      result: resultOf(
        [problem, channel, count, hours],
        [
          ['delivery', 'phone', 4, '2.5'],
          ['delivery', null, 1, null],
          [null, 'phone', 7, '-1'],
        ],
      ),
    },
  ],
})

/** The first row of each group, in an order in which groups of the same leading values are neighbours. */
function groupsOf(rows: readonly Row[], places: readonly Place[]): Row[] {
  const [first, ...rest] = places
  if (!first) return rows.slice(0, 1)
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row[first.at])
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].flatMap((group) => (rest.length === 0 ? group.slice(0, 1) : groupsOf(group, rest)))
}
