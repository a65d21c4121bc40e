import { applyCommand, checkApp } from '@tangram/app-model'
import type { ReportDocument } from '@tangram/report-engine'
import { describe, expect, it } from 'vitest'
import { setReport } from '../draft/edits.ts'
import { platform } from '../platform.ts'
import { sampleApp } from '../testing/sample-app.ts'
import { setDimensions, withChart } from './edit-report.ts'
import { kindOfReport, movedStage, newStage, questionOf, reportKinds, withCohort, withReportKind } from './report-kinds.ts'

const app = sampleApp('reports')
const options = ['asked', 'offered', 'won'].map((id) => ({ id, label: { en: id } }))
const state = { id: 'state', type: 'select', label: { en: 'State' }, config: { options } }
const withState = applyCommand(app, {
  type: 'batch',
  commands: [
    { type: 'set', path: '/entities/items/leave/fields/items/state', value: state },
    { type: 'set', path: '/entities/items/leave/fields/order', value: [...(app.entities.items.leave?.fields.order ?? []), 'state'] },
  ],
}).document
const report = app.reports.items.leave as ReportDocument
const changed = (patch: Partial<ReportDocument>, document = app) => {
  const next = applyCommand(document, setReport('leave', patch)).document
  const errors = checkApp(next, platform).filter(({ path, severity }) => severity === 'error' && path.startsWith('/reports'))
  return { report: next.reports.items.leave as ReportDocument, errors }
}

describe.each(reportKinds)('a report turned into one of %s', (kind) => {
  it('can be published, and turned into every other', () => {
    const turned = changed({ ...report, ...withReportKind(report, kind, app) })
    expect(turned.errors).toEqual([])
    expect(kindOfReport(turned.report)).toBe(kind)
    for (const other of reportKinds) {
      const again = changed({ ...turned.report, ...withReportKind(turned.report, other, app) })
      expect(again.errors).toEqual([])
      expect(kindOfReport(again.report)).toBe(other)
    }
  })

  it('can be drawn by every chart', () => {
    const turned = changed({ ...report, ...withReportKind(report, kind, app) }).report
    for (const { type } of platform.charts) expect([type, changed({ ...turned, ...withChart(turned, type) }).errors]).toEqual([type, []])
  })
})

describe('a funnel', () => {
  it('begins with everything and then what came as far as each state', () => {
    const { funnel } = questionOf('funnel', withState, 'leave')
    expect(funnel?.stages).toEqual([
      { id: 'all', label: { en: 'All', 'zh-CN': '全部' }, where: [] },
      { id: 'offered', label: { en: 'offered' }, where: [{ logic: { in: [{ var: 'state' }, ['offered', 'won']] } }] },
      { id: 'won', label: { en: 'won' }, where: [{ logic: { in: [{ var: 'state' }, ['won']] } }] },
    ])
  })

  it('gives a new stage an id and a name of its own, and moves stages within the funnel', () => {
    const stages = questionOf('funnel', withState, 'leave').funnel?.stages ?? []
    expect(newStage(stages)).toEqual({ id: 'stage_4', label: { en: 'Stage 4', 'zh-CN': '阶段 4' }, where: [] })
    expect(newStage([newStage(stages.slice(0, 2)), ...stages.slice(0, 1)]).id).toBe('stage_3_2')
    const ids = (all: typeof stages) => all.map(({ id }) => id)
    expect(ids(movedStage(stages, 2, 0))).toEqual(['won', 'all', 'offered'])
    expect(ids(movedStage(stages, 0, 3))).toEqual(['all', 'offered', 'won'])
  })

  it('loses its conversions with its stages', () => {
    const turned = changed({ ...report, ...withReportKind(report, 'funnel', app) }).report
    const { measureOrder } = changed({ ...turned, ...setDimensions(turned, { rows: [] }) }).report
    expect(measureOrder).toEqual(['count'])
  })
})

describe('retention', () => {
  it('counts people by when they began, and what is left of them', () => {
    expect(questionOf('retention', app, 'leave')).toMatchObject({
      cohort: { key: 'created_by', at: 'created_at', by: 'month', periods: 6 },
      measures: { people: { distinct: 'created_by' }, retention: { of: 'people', conversion: 'first' } },
    })
  })

  it('takes its groups, its figure and its period along when its key, time or period change', () => {
    const turned = changed({ ...report, ...withReportKind(report, 'retention', app) }).report
    const { report: next, errors } = changed({
      ...turned,
      ...withCohort(turned, { key: 'name', at: 'updated_at', by: 'week', periods: 8 }),
    })
    expect(errors).toEqual([])
    expect(next.cohort).toEqual({ key: 'name', at: 'updated_at', by: 'week', periods: 8 })
    expect(next.rows).toEqual([{ field: '$cohort.start', as: 'cohort', by: 'week' }])
    expect(next.measures.people).toMatchObject({ distinct: 'name' })
    expect(next.where).toEqual([{ field: 'updated_at', in: { last: '6 months' } }])
  })
})
