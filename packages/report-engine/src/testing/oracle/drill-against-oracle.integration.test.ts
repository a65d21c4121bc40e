import type { Id } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import { testDatabase } from '@tangram/storage/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportDocument } from '../../document.ts'
import { type Cell, cellOf } from '../../result.ts'
import { compileDetail } from '../../sql/compile-detail.ts'
import { compileReport } from '../../sql/compile-report.ts'
import { answer } from './answer.ts'
import { arbitraryReport } from './arbitrary-report.ts'
import { arbitraryWorld, emptyWorld } from './arbitrary-world.ts'
import { isSameFigure } from './differences.ts'
import { type AggregateMeasure, aggregated, isCalculation } from './figures.ts'
import { measuresOf } from './parts.ts'
import type { Place, World } from './world.ts'
import { createTables, fillTables, worldSource } from './world-source.ts'

const reports = Number(process.env.REPORTS ?? (process.env.LONG ? 4_000 : 200))
/** Reports asked of the same rows, and marks looked behind in each. */
const batch = 20
const marks = 12
const zones = ['Asia/Shanghai', 'America/New_York', 'Africa/Cairo', 'UTC']

let db: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  db = await testDatabase({ poolSize: 1 })
  await createTables(db.kysely as never, emptyWorld)
})
afterAll(() => db.close())

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

  it(`make its figure again, in ${reports} reports: groups, others, empty ones and totals, under filters of a dashboard`, {
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
        const cells = [
          ...rows.map((row) => ({ cell: cellOf(columns, row), row })),
          ...totals.flatMap((total) => total.rows.map((row) => ({ cell: without(cellOf(columns, row), total.over), row }))),
        ]
        const looked = cells.flatMap(({ cell, row }) =>
          measuresOf(report).flatMap(([id, measure]) =>
            isCalculation(measure) ? [] : [{ cell, id, measure, found: row[columns.findIndex((column) => column.id === id)] ?? null }],
          ),
        )
        const some = Array.from(
          { length: Math.min(marks, looked.length) },
          (_, i) => looked[(start + i * 7) % looked.length] as (typeof looked)[number],
        )
        const behind = await rowsBehind(some, report, filters, world, given)
        const { placesOf } = answer(filtered, world, given)
        const all = new Map(some.map(({ id }) => [id, placesOf(id, [])]))
        for (const [i, { cell, id, measure, found }] of some.entries()) {
          const counted = all.get(id) ?? []
          // Two ways to one row have one key: what lies behind a mark is no more than keys.
          if (new Set(counted.map(keyOf)).size < counted.length) continue
          const places = counted.filter((place) => behind[i]?.has(keyOf(place)))
          // Of a stock only the rows of the last count are behind it, so that they add up by themselves.
          const again = aggregated('sum' in measure ? { sum: measure.sum } : (measure as AggregateMeasure), places, world, given)
          const isFilled = places.length === 0 && report.rows.concat(report.cols ?? []).some(({ fill }) => fill !== undefined)
          const same = (isFilled || isSameFigure(again, found, measure)) && behind[i]?.size === places.length
          if (!same) expect.fail(`SEED=${seed} ${zone} ${JSON.stringify({ cell, id, found, again, filters, report }, textOfBig, 1)}`)
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
