import { testDatabase } from '@tangram/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileReport } from '../../sql/compile-report.ts'
import { answer } from '../oracle/answer.ts'
import { differences } from '../oracle/differences.ts'
import { createTables, fillTables, worldSource } from '../oracle/world-source.ts'
import { documentOf, givenOf } from './question.ts'
import { questionWorld, suites } from './suites.ts'
import { besideTruth } from './truth.ts'

const world = questionWorld()
let db: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  db = await testDatabase({ poolSize: 1 })
  await createTables(db.kysely as never, world)
  await fillTables(db.kysely as never, world)
})
afterAll(() => db.close())

describe.each(Object.entries(suites))('the engine answers about %s', (_, questions) => {
  it.each(questions.map((one) => ({ name: one.ask.en, one })))('$name', async ({ one }) => {
    const report = documentOf(one)
    const { query, resultOf } = compileReport(report, worldSource(world, report.from), givenOf(one))
    const result = resultOf((await query.execute(db.kysely)).rows)
    const { found, truth } = await besideTruth(one, result, asTexts)
    expect(found).toEqual(truth)
    expect(differences(report, answer(report, world, givenOf(one)), result)).toEqual([])
  })
})

async function asTexts(sql: string): Promise<(string | null)[][]> {
  const types = { getTypeParser: () => (value: string) => value }
  const { rows } = await db.pool.query({ text: sql, rowMode: 'array', types: types as never })
  return rows as (string | null)[][]
}
