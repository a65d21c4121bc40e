import { type AppDocument, resolveApp } from '@tangram/app-model'
import { type Attribute, type Entity, type Id, itemOf, type LocalizedText } from '@tangram/data-model'
import type { Measure, ReportDocument, ReportFilter, Stage } from '@tangram/report-engine'
import { logicOfRows } from '../config/condition-rows.ts'
import { idFrom } from '../form/new-element.ts'
import { platform } from '../platform.ts'
import { isGroup } from './edit-report.ts'
import { recordTime } from './record-time.ts'

/** What a report asks: figures of groups, how many reach each stage, or who comes back. */
export const reportKinds = ['groups', 'funnel', 'retention'] as const
export type ReportKind = (typeof reportKinds)[number]

export const kindOfReport = ({ funnel, cohort }: Pick<ReportDocument, 'funnel' | 'cohort'>): ReportKind =>
  funnel ? 'funnel' : cohort ? 'retention' : 'groups'

type Question = Omit<ReportDocument, 'id' | 'label'>

/** What a question of each kind begins with, about the records of a table. */
export function questionOf(kind: ReportKind, document: AppDocument, from: Id): Question {
  if (kind === 'funnel') return funnelOf(document, from)
  return kind === 'retention' ? retentionOf(document, from) : groupsOf(document, from)
}

/** The report with another question to the same table: its name, its place in the calendar and what a click shows stay. */
export function withReportKind(report: ReportDocument, kind: ReportKind, document: AppDocument): Partial<ReportDocument> {
  const gone = { funnel: undefined, cohort: undefined, cols: undefined, sort: undefined, totals: undefined, having: undefined }
  return { ...gone, ...questionOf(kind, document, report.from) } as Partial<ReportDocument>
}

const both = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const part = (label: LocalizedText, of: Id, conversion: 'first' | 'previous'): Measure => ({ label, of, conversion, format: 'percent' })

/** How many records there are, month by month. */
function groupsOf(document: AppDocument, from: Id): Question {
  const time = recordTime(document, from)
  return {
    from,
    rows: time === undefined ? [] : [{ field: time, as: time, by: 'month', label: both('Month', '月份') }],
    measures: { count: { label: both('Count', '数量'), count: '*' } },
    measureOrder: ['count'],
    chart: { type: time === undefined ? 'kpi' : 'bar', config: {} },
  }
}

function funnelOf(document: AppDocument, from: Id): Question {
  return {
    from,
    funnel: { stages: stagesOf(resolveApp(document, platform).reportSource(from)) },
    rows: [{ field: '$stage', as: 'stage' }],
    measures: {
      count: { label: both('Count', '数量'), count: '*' },
      of_first: part(both('Of the first stage', '总转化率'), 'count', 'first'),
      of_previous: part(both('Of the stage before', '阶段转化率'), 'count', 'previous'),
    },
    measureOrder: ['count', 'of_first', 'of_previous'],
    chart: { type: 'funnel', config: {} },
  }
}

/** Everything first; then those that came as far as each choice of a state, in the order of its choices. */
function stagesOf(entity: Entity | undefined): Stage[] {
  const all: Stage = { id: 'all', label: both('All', '全部'), where: [] }
  const fields = entity ? entity.order.flatMap((id) => entity.attributes[id] ?? []) : []
  const state = fields.find(({ id, options }) => id === 'status' && isState(options)) ?? fields.find(({ options }) => isState(options))
  const options = state?.options ?? []
  if (!state || options.length < 2) return [all, newStage([all])]
  return [
    all,
    ...options.slice(1, mostStages).map(({ id, label }, i): Stage => {
      const value = options.slice(i + 1).map((option) => option.id)
      return { id: idFrom(id, (taken) => taken === all.id), label, where: whereOf(state, value) }
    }),
  ]
}

const mostStages = 6
const isState = (options: Attribute['options']): boolean => (options?.length ?? 0) > 1

function whereOf({ id, valueType }: Attribute, value: string[]): ReportFilter[] {
  const logic = logicOfRows({ join: 'and', rows: [{ path: id, is: 'one-of', value }] }, () => valueType)
  return logic === undefined ? [] : [{ logic }]
}

/** One more stage, for whose condition its author is asked. */
export function newStage(stages: readonly Stage[]): Stage {
  const n = stages.length + 1
  return { id: idFrom(`stage_${n}`, (id) => stages.some((stage) => stage.id === id)), label: both(`Stage ${n}`, `阶段 ${n}`), where: [] }
}

function retentionOf(document: AppDocument, from: Id): Question {
  const entity = resolveApp(document, platform).reportSource(from)
  const key = whoOf(entity, itemOf(document.entities, from)?.linked !== undefined)
  const at = recordTime(document, from) ?? 'created_at'
  return {
    from,
    cohort: { key, at, by: 'month', periods: 6 },
    rows: [{ field: '$cohort.start', as: 'cohort', by: 'month' }],
    cols: [{ field: '$cohort.offset', as: 'offset' }],
    measures: {
      people: { label: both('How many', '数量'), distinct: key },
      retention: part(both('Retention', '留存率'), 'people', 'first'),
    },
    measureOrder: ['people', 'retention'],
    where: [{ field: at, in: { last: '6 months' } }],
    chart: { type: 'heat-map', config: {} },
  }
}

/** Whoever a record is about: what it refers to, then a text that tells people apart, then whoever made it. */
function whoOf(entity: Entity | undefined, isLinked: boolean): Id {
  const fields = Object.values(entity?.attributes ?? {}).filter(({ valueType }) => isGroup(valueType))
  const linked = fields.find(({ valueType }) => valueType.kind === 'reference' && !['person', 'team', 'department'].includes(valueType.to))
  const named = fields.find(({ id }) => /phone|mail|customer|user|member/.test(id))
  return (linked ?? named ?? (entity?.dataset || isLinked ? fields[0] : undefined))?.id ?? 'created_by'
}

/** The report with another key, time or length of its cohorts; its groups and figures follow. */
export function withCohort(report: ReportDocument, patch: Partial<NonNullable<ReportDocument['cohort']>>): Partial<ReportDocument> {
  const { cohort } = report
  if (!cohort) return {}
  const next = { ...cohort, ...patch }
  const grouped = (dimensions: ReportDocument['rows']) =>
    dimensions.map((one) => (one.field === '$cohort.start' ? { ...one, by: next.by } : one))
  const measures = Object.entries(report.measures).map(([id, measure]): [Id, Measure] => [
    id,
    'distinct' in measure && measure.distinct === cohort.key ? { ...measure, distinct: next.key } : measure,
  ])
  const where = report.where?.map((filter) => ('in' in filter && filter.field === cohort.at ? { ...filter, field: next.at } : filter))
  return {
    cohort: next,
    rows: grouped(report.rows),
    ...(report.cols ? { cols: grouped(report.cols) } : {}),
    measures: Object.fromEntries(measures),
    ...(where ? { where } : {}),
  }
}

/** The stages with the one of a place at another. */
export function movedStage(stages: readonly Stage[], at: number, to: number): Stage[] {
  const stage = stages[at]
  return stage && to >= 0 && to < stages.length ? stages.toSpliced(at, 1).toSpliced(to, 0, stage) : [...stages]
}
