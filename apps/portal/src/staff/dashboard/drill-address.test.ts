import { expect, it } from 'vitest'
import { type Drill, readDrill, withDrill } from './drill-address.ts'

const drill: Drill = {
  report: 'trend',
  steps: [
    { cell: { month: '2026-10-01', problem: null }, by: 'problem_type' },
    { cell: { part: { others: ['a', null] } }, by: 'created_at', period: 'week' },
  ],
  measure: 'created',
  records: { part: '打印机 & 墨盒' },
}

it('is in the address, beside what else it says, and read back as it was', () => {
  const search = withDrill('?period=days7', drill)
  expect(readDrill(search)).toEqual(drill)
  expect(new URLSearchParams(search).get('period')).toBe('days7')
  expect(withDrill(search, undefined)).toBe('?period=days7')
})

it('tells everything at a level from no records at all', () => {
  expect(readDrill(withDrill('', { ...drill, records: {} }))).toMatchObject({ records: {} })
  expect(readDrill(withDrill('', { ...drill, records: undefined }))).not.toHaveProperty('records')
})

it.each(['', '?drill=', '?drill=trend&down=[', '?drill=trend&down=[{"by":"a"}]', '?drill=trend&records=7'])('is none in %s', (search) => {
  expect(readDrill(search)).toBeUndefined()
})
