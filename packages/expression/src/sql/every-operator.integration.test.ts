import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operators } from '../operators/index.ts'
import { anyCallOf } from '../testing/arbitrary-logic.ts'
import { compareAnswers } from '../testing/same-answers.ts'

const client = new pg.Client({ connectionString: process.env.TANGRAM_TEST_URL })
beforeAll(() => client.connect())
afterAll(() => client.end())

/** What all expressions of all operators at once ask rarely, each operator is asked often enough by itself. */
describe('calls made at random of', () => {
  const cases = process.env.LONG ? 2_000 : 64

  it.each(operators.filter(({ closuresOnly }) => !closuresOnly))(
    '$op have the same answer in JavaScript and in PostgreSQL',
    { timeout: 60_000 },
    async (operator) => {
      expect(await compareAnswers(client, { cases, seed: 5, of: anyCallOf(operator) })).toEqual({ cases, mismatches: 0 })
    },
  )
})
