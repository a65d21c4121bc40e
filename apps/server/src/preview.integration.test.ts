import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, type Desk, type Json, openDesk } from './testing/open-desk.ts'

const preview = '/api/v1/apps/service_desk/draft/reports/run'
const byProblem = {
  label: { en: 'Draft' },
  from: 'ticket',
  rows: [{ field: 'problem_type', as: 'problem_type' }],
  measures: { count: { label: { en: 'Count' }, count: '*' } },
  measureOrder: ['count'],
  chart: { type: 'bar', config: {} },
}
let desk: Desk
let builder: Caller
beforeAll(async () => {
  desk = await openDesk()
  builder = await desk.as('zhou_ran')
})
afterAll(() => desk.close())

const codeOf = async (report: Json, who = builder) => {
  const answer = await who.send('POST', preview, { report })
  return { status: answer.statusCode, code: answer.json().code }
}

it('answers a report that stands nowhere yet, over the records that are there', async () => {
  const { rows } = await builder.post(preview, { report: byProblem })
  const found = await desk.query('select count(*)::int as n from service_desk.ticket where deleted_at is null')
  expect(rows.length).toBeGreaterThan(2)
  expect(rows.reduce((sum: number, row: Json) => sum + row[1], 0)).toBe(found.rows[0].n)
})

it('is for those who build the app, nobody else', async () => {
  expect(await codeOf(byProblem, await desk.as('chen_mo'))).toMatchObject({ status: 403 })
})

it('says what is wrong with a report that cannot be answered', async () => {
  expect(await codeOf({ ...byProblem, from: 'not_published' })).toEqual({ status: 404, code: 'storage.entity.unknown' })
  expect(await codeOf({ ...byProblem, rows: [{ field: 'nothing', as: 'x' }] })).toEqual({ status: 400, code: 'storage.query.invalid' })
  for (const shapeless of [null, 'a text', {}, { ...byProblem, rows: 5 }, { ...byProblem, measures: { count: null } }])
    expect(await codeOf(shapeless)).toEqual({ status: 400, code: 'storage.query.invalid' })
})
