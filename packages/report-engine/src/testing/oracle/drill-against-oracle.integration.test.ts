import type { Id, JsonValue } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import { testDatabase } from '@tangram/storage/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dimension, Operand, ReportDocument } from '../../document.ts'
import { fillOf } from '../../own-fields.ts'
import { operandsOf } from '../../report-parts.ts'
import { type Cell, cellOf, isOthers } from '../../result.ts'
import { compileDetail } from '../../sql/compile-detail.ts'
import { compileReport } from '../../sql/compile-report.ts'
import { answer, type Mark, othersMark } from './answer.ts'
import { arbitraryReport } from './arbitrary-report.ts'
import { arbitraryWorld, emptyWorld } from './arbitrary-world.ts'
import { isSameFigure } from './differences.ts'
import { type AggregateMeasure, aggregated, byValue, isCalculation, operandAt } from './figures.ts'
import { dimensionsOf, measuresOf } from './parts.ts'
import { rationalOf } from './rational.ts'
import { type Place, pathIn, type World } from './world.ts'
import { createTables, fillTables, worldSource } from './world-source.ts'

const reports = Number(process.env.REPORTS ?? (process.env.LONG ? 4_000 : 200))
/** Reports asked of the same rows, and groups looked behind in each; of its totals every one is. */
const batch = 20
const marks = 12
const zones = ['Asia/Shanghai', 'America/New_York', 'Africa/Cairo', 'UTC']

let db: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  db = await testDatabase({ poolSize: 1 })
  await createTables(db.kysely as never, emptyWorld)
})
afterAll(() => db.close())

/** A figure of a mark; `found` is what the result says it is, where it says it. */
type Looked = { cell: Cell; id: Id; measure: AggregateMeasure; found?: JsonValue }

describe('the rows behind a mark', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const asked = fc.record({
    world: arbitraryWorld,
    questions: fc.array(
      fc.record({
        report: arbitraryReport,
        zone: fc.constantFrom(...zones),
        start: fc.nat(),
      }),
      { minLength: batch, maxLength: batch },
    ),
  })

  it(`make its figure again, in ${reports} reports: groups, others, empty ones, every total and any node, under filters of a dashboard`, {
    timeout: 3_600_000,
  }, async () => {
    for (const { world, questions } of fc.sample(asked, { seed, numRuns: Math.ceil(reports / batch) })) {
      await fillTables(db.kysely as never, world)
      for (const { report: filtered, zone, start } of questions) {
        const given = { now: '2026-11-22T08:00:00.000Z', zone }
        // The last of its filters comes from the dashboard.
        const { where = [] } = filtered
        const [report, filters] = [{ ...filtered, where: where.slice(0, -1) }, where.slice(-1)]
        const { query, resultOf } = compileReport(filtered, worldSource(world, report.from), given)
        const { columns, rows, totals = [] } = resultOf((await query.execute(db.kysely)).rows)
        const figuresIn = (row: JsonValue[], over: readonly Id[], isShown = true): Looked[] =>
          measuresOf(report).flatMap(([id, measure]) => {
            if (isCalculation(measure)) return []
            const found = row[columns.findIndex((column) => column.id === id)] ?? null
            return [{ cell: without(cellOf(columns, row), over), id, measure, ...(isShown ? { found } : {}) }]
          })
        const inGroups = rows.flatMap((row) => figuresIn(row, []))
        const some = Array.from(
          { length: Math.min(marks, inGroups.length) },
          (_, i) => inGroups[(start + i * 7) % inGroups.length] as Looked,
        )
        const names = dimensionsOf(report).map(({ as }) => as)
        // A node of a drawing names any of the dimensions, whatever totals the report has.
        const nodes = rows.slice(0, names.length > 1 ? marks : 0).flatMap((row, i) => {
          const over = names.filter((_, at) => ((start + i) >> at) % 2 === 0)
          return over.length > 0 ? figuresIn(row, over, false) : []
        })
        const inTotals = totals.flatMap((total) => total.rows.flatMap((row) => figuresIn(row, total.over)))
        const looked = [...some, ...inTotals, ...nodes]
        const behind = await rowsBehind(looked, report, filters, world, given)
        const { placesOf } = answer(filtered, world, given)
        const all = new Map(looked.map(({ id }) => [id, placesOf(id, [])]))
        for (const [i, { cell, id, measure, found }] of looked.entries()) {
          const counted = all.get(id) ?? []
          // Two ways to one row have one key: what lies behind a mark is no more than keys.
          if (new Set(counted.map(keyOf)).size < counted.length) continue
          const key = dimensionsOf(report).map((dimension) => markIn(cell, dimension))
          const places = readOf(measure, placesOf(id, key), world, given)
          const again = aggregated(measure, places, world, given)
          const isFilled = places.length === 0 && dimensionsOf(report).some((dimension) => fillOf(dimension) !== undefined)
          const same = found === undefined || isFilled || isSameFigure(again, found, measure)
          const rowsFound = [...(behind[i] ?? [])].sort()
          if (!same || rowsFound.join() !== places.map(keyOf).sort().join()) {
            expect.fail(`SEED=${seed} ${zone} ${JSON.stringify({ cell, id, found, again, rowsFound, filters, report }, textOfBig, 1)}`)
          }
        }
      }
    }
  })

  /** The keys of the rows behind each mark, asked for all at once. */
  async function rowsBehind(
    asked: readonly { cell: Cell; id: Id }[],
    report: ReportDocument,
    filters: NonNullable<ReportDocument['where']>,
    world: World,
    given: Given,
  ): Promise<Set<string>[]> {
    if (asked.length === 0) return []
    const queries = asked.map(({ cell, id }, i) => {
      const { query } = compileDetail(report, { cell, measure: id, filters }, worldSource(world, report.from), given)
      return sql`select ${sql.lit(i)} as mark, record::text || ' ' || "row"::text as key from (${query}) as behind`
    })
    const { rows } = await sql<{ mark: number; key: string }>`${sql.join(queries, sql` union all `)}`.execute(db.kysely)
    return asked.map((_, i) => new Set(rows.filter(({ mark }) => mark === i).map(({ key }) => key)))
  }
})

const keyOf = ({ rows }: Place) => `${rows[0]?.id} ${rows.at(-1)?.id}`
const textOfBig = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
const without = (cell: Cell, over: readonly Id[]): Cell => Object.fromEntries(Object.entries(cell).filter(([id]) => !over.includes(id)))

/** The value a cell has for a dimension as the evaluator knows it; undefined where the cell is over all of them. */
function markIn(cell: Cell, { as, bins }: Dimension): Mark | undefined {
  if (!Object.hasOwn(cell, as)) return undefined
  const value = cell[as] ?? null
  if (isOthers(value)) return othersMark
  return JSON.stringify(bins && value !== null ? rationalOf(value as string | number).toText() : value)
}

/** Of the rows in a cell those that a figure is made of: what it reads is there, and of a stock they are of the latest count. */
function readOf(measure: AggregateMeasure, places: readonly Place[], world: World, given: Given): Place[] {
  const at = (operand: Operand) => (place: Place) => operandAt(operand, place, world, given)
  if ('sum' in measure && measure.last !== undefined) {
    const [value, date] = [at(measure.sum), at(measure.last)]
    const latest = places
      .map(date)
      .reduce((one, other) => (one === null || (other !== null && byValue(other, one) > 0) ? other : one), null)
    return places.filter((place) => latest !== null && date(place) !== null && byValue(date(place), latest) === 0 && value(place) !== null)
  }
  const read = 'first' in measure ? [measure.first.by] : 'final' in measure ? [measure.final.by] : operandsOf(measure)
  const isRow = (operand: Operand) => {
    const [first] = places
    return typeof operand === 'string' && (!first || pathIn(world, first.from, operand).column === undefined)
  }
  return places.filter((place) => read.every((operand) => isRow(operand) || at(operand)(place) !== null))
}
