import type { ReportDocument } from '@tangram/report-engine'
import { describe, expect, it } from 'vitest'
import type { Drill } from './drill-address.ts'
import { afterMark, brokenDown, settledFields } from './drill-path.ts'

const report: ReportDocument = {
  id: 'trend',
  label: {},
  from: 'ticket',
  rows: [{ field: 'created_at', as: 'month', by: 'month' }],
  measures: { n: { label: {}, count: '*' } },
  measureOrder: ['n'],
  drill: { columns: [], path: ['problem_type', 'team', 'assignee'] },
  chart: { type: 'line' },
}
const start: Drill = { report: 'trend', steps: [] }
const october = { cell: { month: '2026-10-01' }, measure: 'n' }
const printers = { cell: { part: 'printer' } }

describe('a click on a mark', () => {
  it('goes down the path, one field after the other, and ends at the records', () => {
    const types = afterMark(report, start, october)
    expect(types).toEqual({ report: 'trend', steps: [{ cell: { month: '2026-10-01' }, by: 'problem_type' }], measure: 'n' })
    const teams = afterMark(report, types, printers)
    expect(teams.steps[1]).toEqual({ cell: { part: 'printer' }, by: 'team' })
    const people = afterMark(report, teams, { cell: { part: null } })
    expect(people.steps).toHaveLength(3)
    expect(afterMark(report, people, { cell: { part: 'mia' } })).toMatchObject({
      steps: people.steps,
      measure: 'n',
      records: { part: 'mia' },
    })
  })

  it('passes over what the reader chose before, and goes on behind it', () => {
    const teams = brokenDown(afterMark(report, start, october), { by: 'team' })
    expect(afterMark(report, teams, printers).steps.at(-1)?.by).toBe('assignee')
    const days = brokenDown(afterMark(report, start, october), { by: 'created_at', period: 'day' })
    expect(afterMark(report, days, printers).steps.at(-1)?.by).toBe('problem_type')
  })

  it('shows the records where the report has no path', () => {
    const { drill: _, ...plain } = report
    expect(afterMark(plain, start, october)).toMatchObject({ steps: [], records: october.cell })
  })
})

describe('break down by', () => {
  it('takes another field for the level that is shown', () => {
    const types = afterMark(report, start, october)
    expect(brokenDown(types, { by: 'channel' }).steps).toEqual([{ cell: october.cell, by: 'channel' }])
    expect(brokenDown({ ...types, records: {} }, { by: 'channel' })).toEqual({
      report: 'trend',
      measure: 'n',
      steps: [{ cell: october.cell, by: 'channel' }],
    })
  })

  it('goes one step further from the records of a mark', () => {
    const records = { ...afterMark(report, start, october), records: { part: 'printer' } }
    expect(brokenDown(records, { by: 'team' }).steps[1]).toEqual({ cell: { part: 'printer' }, by: 'team' })
  })

  it('leaves out what is one value by now, but neither dates nor the others', () => {
    const steps: Drill['steps'] = [
      { cell: { month: '2026-10-01' }, by: 'problem_type' },
      { cell: { part: 'printer' }, by: 'team' },
    ]
    expect([...settledFields(report, { ...start, steps })]).toEqual(['problem_type'])
    expect([...settledFields(report, { ...start, steps, records: { part: { others: ['a'] } } })]).toEqual(['problem_type'])
    expect([...settledFields(report, { ...start, steps, records: { part: null } })]).toEqual(['problem_type', 'team'])
  })
})
