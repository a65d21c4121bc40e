import type { RecordValues } from '@tangram/data-model'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluateLogic } from '../compile-evaluator.ts'
import { fromJsonLogic } from '../from-json-logic.ts'
import { sampleScope } from '../testing/arbitrary-logic.ts'
import { type Case, caseFiles, given } from '../testing/case-files.ts'
import { asText, compareAnswers } from '../testing/same-answers.ts'
import { answersOfPostgres, fillSampleTable } from '../testing/sample-table.ts'

const client = new pg.Client({ connectionString: process.env.TANGRAM_TEST_URL })
beforeAll(() => client.connect())
afterAll(() => client.end())

describe.each(caseFiles)('$name', ({ cases }) => {
  const translatable = cases.filter(({ logic }) => fromJsonLogic(logic, { ...sampleScope, inDatabase: true }).tree)

  it.each(translatable)('$logic over $values', async ({ logic, values, expected }: Case) => {
    await fillSampleTable(client, [values])
    const [[answer] = []] = await answersOfPostgres(client, [logic], given)
    const type = fromJsonLogic(logic, sampleScope).tree?.type
    expect(answer?.value).toBe(asText(expected, type?.kind === 'list' ? type.of.kind : type?.kind))
  })
})

describe('ten thousand expressions made at random', () => {
  it('have the same answer in JavaScript and in PostgreSQL, as a value and as a WHERE', { timeout: 120_000 }, async () => {
    expect(await compareAnswers(client, { cases: 10_000, seed: 7 })).toEqual({ cases: 10_000, mismatches: 0 })
  })
})

describe('hostile text', () => {
  it('reaches PostgreSQL as a parameter and nothing else', async () => {
    const values: RecordValues = { name: "x'); drop table sample; --" }
    await fillSampleTable(client, [values])
    const logic = { '==': [{ var: 'name' }, "x'); drop table sample; --"] }
    expect(await answersOfPostgres(client, [logic], given)).toEqual([[{ value: 'true', passes: true }]])
    expect(evaluateLogic(logic, values, given)).toBe(true)
  })
})
