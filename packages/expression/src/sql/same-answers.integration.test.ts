import type { JsonValue, RecordValues } from '@tangram/data-model'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileEvaluator, evaluateLogic } from '../compile-evaluator.ts'
import { fromJsonLogic } from '../from-json-logic.ts'
import type { Given, Logic } from '../logic.ts'
import { canonical, exactly } from '../number.ts'
import { anyLogic, anyRecord, sampleScope } from '../testing/arbitrary-logic.ts'
import { type Case, caseFiles, given } from '../testing/case-files.ts'
import { answersOfPostgres, fillSampleTable } from '../testing/sample-table.ts'
import { isTruthy } from '../truth.ts'

const client = new pg.Client({ connectionString: process.env.TANGRAM_TEST_URL })
beforeAll(() => client.connect())
afterAll(() => client.end())

describe.each(caseFiles)('$name', ({ cases }) => {
  it.each(cases)('$logic over $values', async ({ logic, values, expected }: Case) => {
    await fillSampleTable(client, [values])
    const [answer] = await answersOfPostgres(client, logic, given)
    expect(answer?.value).toBe(asText(logic, expected))
  })
})

describe('expressions made at random', () => {
  const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'UTC']

  it('have the same answer in JavaScript and in PostgreSQL, as a value and as a WHERE', { timeout: 600_000 }, async () => {
    const records = fc.sample(anyRecord, { numRuns: 40, seed: 7 })
    await fillSampleTable(client, [...records, {}])
    let compared = 0
    await fc.assert(
      fc.asyncProperty(anyLogic, fc.constantFrom(...zones), async (logic, zone) => {
        const { tree } = fromJsonLogic(logic, sampleScope)
        fc.pre(tree !== undefined)
        const situation: Given = { ...given, zone }
        const fromSql = await answersOfPostgres(client, logic, situation)
        const run = compileEvaluator(logic)
        const fromClosures = [...records, {}].map((values: RecordValues) => run(([name]) => values[name ?? ''] ?? null, situation))
        expect(fromSql.map(({ value }) => value)).toEqual(fromClosures.map((value) => asText(logic, value)))
        if (tree?.type?.kind === 'boolean') expect(fromSql.map(({ passes }) => passes)).toEqual(fromClosures.map(isTruthy))
        compared += fromSql.length
      }),
      {
        numRuns: process.env.LONG ? 20_000 : 1_500,
        maxSkipsPerRun: 200,
        // Making a counterexample smaller would ask the database for minutes: `path` and `seed` of the message replay it.
        endOnFailure: true,
      },
    )
    expect(compared).toBeGreaterThan(40_000)
  })
})

describe('hostile text', () => {
  it('reaches PostgreSQL as a parameter and nothing else', async () => {
    const values: RecordValues = { name: "x'); drop table sample; --" }
    await fillSampleTable(client, [values])
    const logic = { '==': [{ var: 'name' }, "x'); drop table sample; --"] }
    expect(await answersOfPostgres(client, logic, given)).toEqual([{ value: 'true', passes: true }])
    expect(evaluateLogic(logic, values, given)).toBe(true)
  })
})

/** Both sides as one writing: decimals without trailing zeros. */
function asText(logic: Logic, value: JsonValue): string | null {
  if (value === null) return null
  if (Array.isArray(value)) return value.join(',')
  const kind = fromJsonLogic(logic, sampleScope).tree?.type?.kind
  const number = kind === 'decimal' ? exactly(value) : undefined
  return number ? canonical(number) : String(value)
}
