import { testDatabase } from '@tangram/storage/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportDocument } from '../../document.ts'
import { compileReport } from '../../sql/compile-report.ts'
import { answer } from './answer.ts'
import { arbitraryReport } from './arbitrary-report.ts'
import { arbitraryWorld, emptyWorld } from './arbitrary-world.ts'
import { differences } from './differences.ts'
import { smallest } from './smallest.ts'
import type { World } from './world.ts'
import { createTables, fillTables, worldSource } from './world-source.ts'

const reports = Number(process.env.REPORTS ?? (process.env.LONG ? 20_000 : 1_000))
/** Reports asked of the same rows. */
const batch = 50
const zones = ['Asia/Shanghai', 'America/New_York', 'Africa/Cairo', 'UTC', 'Asia/Kathmandu']
const now = '2026-11-22T08:00:00.000Z'

let db: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  db = await testDatabase({ poolSize: 1 })
  await createTables(db.kysely as never, emptyWorld)
})
afterAll(() => db.close())

describe('the engine and the evaluator that looks at every row', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const asked = fc.record({
    world: arbitraryWorld,
    questions: fc.array(fc.record({ report: arbitraryReport, zone: fc.constantFrom(...zones) }), { minLength: batch, maxLength: batch }),
  })

  it(`give the same answers to ${reports} reports`, { timeout: 3_600_000 }, async () => {
    for (const { world, questions } of fc.sample(asked, { seed, numRuns: Math.ceil(reports / batch) })) {
      await fillTables(db.kysely as never, world)
      for (const { report, zone } of questions) {
        if ((await found(report, world, zone)).length > 0) expect.fail(`SEED=${seed}\n${await counterexample(report, world, zone)}`)
      }
    }
  })

  /** What is other in the engine's answer, or why it gives none. */
  async function found(report: ReportDocument, world: World, zone: string): Promise<string[]> {
    const expected = answer(report, world, { now, zone })
    try {
      const { query, resultOf } = compileReport(report, worldSource(world, report.from), { now, zone })
      return differences(report, expected, resultOf((await query.execute(db.kysely)).rows))
    } catch (error) {
      return [`Error: ${String(error)}`]
    }
  }

  async function counterexample(report: ReportDocument, world: World, zone: string): Promise<string> {
    const [first] = await found(report, world, zone)
    const least = await smallest(report, world, async (candidate, rows) => {
      await fillTables(db.kysely as never, rows)
      // An error found on the way to a wrong answer is another fault, and the other way round.
      const [one] = await found(candidate, rows, zone)
      return one !== undefined && isError(one) === isError(first)
    })
    await fillTables(db.kysely as never, least.world)
    const rows = Object.entries(least.world).flatMap(([name, table]) => table.rows.map((row) => `${name} ${JSON.stringify(row)}`))
    return [zone, JSON.stringify(least.report, null, 1), ...rows, ...(await found(least.report, least.world, zone))].join('\n')
  }
})

const isError = (difference: string | undefined) => difference?.startsWith('Error: ') === true
