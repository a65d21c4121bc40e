import { testDatabase } from '@tangram/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../oracle/answer.ts'
import { rowOf } from '../oracle/differences.ts'
import { createTables, fillTables } from '../oracle/world-source.ts'
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

describe.each(Object.entries(suites))('the evaluator that looks at every row answers about %s', (_, questions) => {
  it.each(questions.map((one) => ({ name: one.ask.en, one })))('$name', async ({ one }) => {
    const report = documentOf(one)
    const answered = answer(report, world, givenOf(one))
    const rows = (of: typeof answered.rows) => of.map((row) => rowOf(report, answered, row))
    const totals = answered.totals.map((total) => ({ over: total.over, rows: rows(total.rows) }))
    const { found, truth } = await besideTruth(one, { rows: rows(answered.rows), truncated: answered.truncated, totals }, asTexts)
    expect(found).toEqual(truth)
  })
})

it('is asked at least eighty questions, each in both languages', () => {
  const all = Object.values(suites).flat()
  expect(all.length).toBeGreaterThanOrEqual(80)
  expect(new Set(all.map(({ ask }) => ask.en)).size).toBe(all.length)
  expect(all.filter(({ ask }) => !/\p{Script=Han}/u.test(ask['zh-CN']))).toEqual([])
})

async function asTexts(sql: string): Promise<(string | null)[][]> {
  const types = { getTypeParser: () => (value: string) => value }
  const { rows } = await db.pool.query({ text: sql, rowMode: 'array', types: types as never })
  return rows as (string | null)[][]
}
