import { expect, it } from 'vitest'
import { platform } from '../platform.ts'
import { sampleApp } from '../testing/sample-app.ts'
import { chartsFor } from './chart-chooser.tsx'

it('puts charts first that draw as many groups and measures as there are', () => {
  const [report] = Object.values(sampleApp('reports').reports.items)
  if (!report) throw new Error('the sample has a report')
  const [measure = ''] = report.measureOrder
  const one = { ...report, rows: [{ field: 'status', as: 'status' }], cols: [], measureOrder: [measure] }
  const { fitting, others } = chartsFor(one, platform.charts)
  const types = fitting.map(({ type }) => type)
  expect(types).toEqual(expect.arrayContaining(['auto', 'bar', 'donut', 'map', 'word-cloud', 'ranking']))
  expect(others.map(({ type }) => type)).toEqual(expect.arrayContaining(['gauge', 'scatter', 'sankey', 'box-plot']))
  expect(fitting.length + others.length).toBe(platform.charts.length)
})
