import { applyCommand, checkApp } from '@tangram/app-model'
import { integer, timestamp } from '@tangram/data-model'
import type { ReportDocument } from '@tangram/report-engine'
import { describe, expect, it } from 'vitest'
import { setReport } from '../draft/edits.ts'
import { platform } from '../platform.ts'
import { emptyApp } from '../things/empty-app.ts'
import { startOf } from '../things/starters.ts'
import { addMeasure, dimensionOf, measureOf, rankingMeasures, removeMeasure, setDimensions, setRows, withChart } from './edit-report.ts'

const label = { en: 'Leave' }
const given = { label, entity: 'leave', usedIds: {} }
const empty = emptyApp('app', label)
const withTable = applyCommand(empty, startOf('entities', { ...given, document: empty }).command).document
const app = applyCommand(withTable, startOf('reports', { ...given, document: withTable }).command).document
const report = app.reports.items.leave as ReportDocument
const changed = (patch: Partial<ReportDocument>) => {
  const { document } = applyCommand(app, setReport('leave', patch))
  const errors = checkApp(document, platform).filter(({ severity }) => severity === 'error')
  return { report: document.reports.items.leave as ReportDocument, errors }
}

describe.each(platform.charts.map(({ type }) => type))('a report turned into a %s', (type) => {
  it('has what the chart can draw, and can be published', () => {
    const two = {
      ...report,
      ...addMeasure(report, label),
      rows: [...report.rows, dimensionOf(report, 'name', undefined)],
      sort: [{ by: 'count_2' }],
    }
    expect(changed({ ...two, ...withChart(two, type) }).errors).toEqual([])
  })

  it('and back into a bar chart again', () => {
    const turned = changed(withChart(report, type)).report
    expect(changed({ ...turned, ...withChart(turned, 'bar') }).errors).toEqual([])
  })
})

it('sorting by a figure goes with the figure, by a group with the group', () => {
  const two = { ...report, ...addMeasure(report, label), sort: [{ by: 'count_2' }, { by: 'created_at' }] }
  expect(removeMeasure(two, 'count_2')).toMatchObject({ measureOrder: ['count'], sort: [{ by: 'created_at' }] })
  expect(setRows(two, []).sort).toEqual([{ by: 'count_2' }])
})

it('a figure taken another way keeps its name and takes the first field that allows it', () => {
  const fields = [
    { path: 'at', type: timestamp },
    { path: 'hours', type: integer() },
  ]
  expect(measureOf({ label, count: '*' }, 'avg', fields)).toEqual({ label, avg: 'hours' })
  expect(measureOf({ label, count: '*' }, 'avgDuration', fields)).toEqual({
    label,
    format: 'duration',
    avgDuration: { from: 'at', to: 'at' },
  })
  expect(measureOf({ label, count: '*' }, 'sum', fields.slice(0, 1))).toBeUndefined()
})

describe('what names a group or a figure', () => {
  const grouped: ReportDocument = {
    ...report,
    rows: [{ field: 'name', as: 'name', top: { n: 5, by: 'count' } }],
    cols: [{ field: 'created_at', as: 'month', by: 'month' }],
    measures: {
      count: { label, count: '*' },
      part: { label, of: 'count', share: ['month'] },
      place: { label, of: 'count', rank: 'desc', within: ['month'] },
    },
    measureOrder: ['count', 'part', 'place'],
    sort: [{ by: 'month' }, { by: 'count', dir: 'desc' }],
    totals: ['grand', 'rows'],
  }

  it('stays while that is there, among the columns too', () => {
    expect(changed(grouped).errors).toEqual([])
    expect(setRows(grouped, grouped.rows)).toMatchObject({ sort: grouped.sort, measures: grouped.measures, totals: grouped.totals })
  })

  it('goes with the column', () => {
    const less = { ...grouped, ...setDimensions(grouped, { cols: [] }) }
    expect(less.measures).toMatchObject({ part: { share: 'total' }, place: { rank: 'desc' } })
    expect(less.measures.place).not.toHaveProperty('within')
    expect(less).toMatchObject({ sort: [{ by: 'count', dir: 'desc' }], totals: ['grand'] })
    expect(changed(less).errors).toEqual([])
  })

  it('goes with the figure', () => {
    const { part: _part, place: _place, ...measures } = grouped.measures
    const two = { ...grouped, measures: { ...measures, other: { label, count: '*' } }, measureOrder: ['count', 'other'] }
    const less = { ...two, ...removeMeasure(two, 'count') }
    expect(less.rows).toEqual([{ field: 'name', as: 'name' }])
    expect(less.sort).toEqual([{ by: 'month' }])
    expect(changed(less).errors).toEqual([])
  })

  it('largest groups are told by figures of the records, not by those made afterwards', () => {
    expect(rankingMeasures(grouped)).toEqual(['count'])
  })
})

it('a percentile begins at nine of ten, the first and the last go by a date', () => {
  const fields = [
    { path: 'hours', type: integer() },
    { path: 'at', type: timestamp },
  ]
  expect(measureOf({ label, count: '*' }, 'percentile', fields)).toEqual({ label, percentile: { of: 'hours', at: 0.9 } })
  expect(measureOf({ label, count: '*' }, 'final', fields)).toEqual({ label, final: { of: 'hours', by: 'at' } })
  expect(measureOf({ label, count: '*' }, 'first', fields.slice(0, 1))).toBeUndefined()
})
