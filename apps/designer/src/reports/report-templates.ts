import { type AppDocument, datasetsOf } from '@tangram/app-model'
import { type Id, inOrder, type LocalizedText } from '@tangram/data-model'
import type { ReportDocument, ReportFilter } from '@tangram/report-engine'
import { questionOf } from './report-kinds.ts'

type Question = Omit<ReportDocument, 'id' | 'label'>

/** A report that asks a question people often have, ready to be looked at: about processes and agreements, or about the records of any table. */
export type ReportTemplate = {
  id: string
  label: Required<LocalizedText>
  suits(document: AppDocument): boolean
} & ({ report: Question } | { reportOf(document: AppDocument, table: Id): Question })

const both = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const hasProcesses = (document: AppDocument) => document.processes.order.length > 0
const lately: ReportFilter = { field: 'ended_at', in: { last: '3 months' } }
const taken = (field: string, en: string, zh: string) => ({ avg: field, label: both(en, zh), format: 'duration' as const })

const hasTables = (document: AppDocument) => document.entities.order.length > 0

export const reportTemplates: readonly ReportTemplate[] = [
  {
    id: 'funnel',
    label: both('Conversion funnel: how many reach each stage', '转化漏斗'),
    suits: hasTables,
    reportOf: (document, table) => questionOf('funnel', document, table),
  },
  {
    id: 'retention',
    label: both('Retention: who comes back', '留存'),
    suits: hasTables,
    reportOf: (document, table) => questionOf('retention', document, table),
  },
  {
    id: 'cycle-time',
    label: both('Cycle time of processes', '流程时长'),
    suits: hasProcesses,
    report: {
      from: 'flow_cycle',
      rows: [{ field: 'ended_at', as: 'week', by: 'week', label: both('Week', '周') }],
      measures: {
        taken: taken('wall_hours', 'Mean time taken', '平均总时长'),
        worked: taken('working_hours', 'Mean working time', '平均工作时长'),
      },
      measureOrder: ['taken', 'worked'],
      where: [{ field: 'status', is: 'ended' }, lately],
      sort: [{ by: 'week' }],
      chart: { type: 'line', config: {} },
    },
  },
  {
    id: 'bottleneck',
    label: both('Bottlenecks: time at each step', '瓶颈环节'),
    suits: hasProcesses,
    report: {
      from: 'flow_activity',
      rows: [{ field: 'node', as: 'node', label: both('Step', '环节') }],
      measures: { taken: taken('wall_hours', 'Mean time taken', '平均时长'), visits: { count: '*', label: both('Times', '次数') } },
      measureOrder: ['taken', 'visits'],
      where: [lately],
      sort: [{ by: 'taken', dir: 'desc' }],
      chart: { type: 'bar', config: { horizontal: true, measures: ['taken'] } },
    },
  },
  {
    id: 'rework',
    label: both('Rework: how often work is sent back', '返工率'),
    suits: hasProcesses,
    report: {
      from: 'flow_cycle',
      rows: [],
      measures: {
        rate: { ratio: ['reworked', 'all'], label: both('Sent back', '返工率'), format: 'percent' },
        reworked: { count: '*', label: both('Sent back', '返工'), where: [{ field: 'rework_visits', gte: 1 }] },
        all: { count: '*', label: both('All', '全部') },
      },
      measureOrder: ['rate'],
      where: [lately],
      chart: { type: 'kpi', config: {} },
    },
  },
  {
    id: 'sla',
    label: both('Service agreements kept', 'SLA 达成率'),
    suits: ({ slas }) => (slas?.order.length ?? 0) > 0,
    report: {
      from: 'sla_clock',
      rows: [{ field: 'started_at', as: 'month', by: 'month', label: both('Month', '月份') }],
      cols: [{ field: 'stage', as: 'stage', label: both('Stage', '阶段') }],
      measures: {
        rate: { ratio: ['met', 'decided'], label: both('Kept', '达成率'), format: 'percent' },
        met: { count: '*', label: both('Kept', '达成'), where: [{ field: 'status', is: 'met' }] },
        decided: { count: '*', label: both('Decided', '已判定'), where: [{ field: 'status', oneOf: ['met', 'breached'] }] },
      },
      measureOrder: ['rate'],
      where: [{ field: 'started_at', in: { last: '12 months' } }],
      sort: [{ by: 'month' }],
      chart: { type: 'line', config: {} },
    },
  },
]

/** What a new report may begin from beside a table: those that this app can answer. */
export const templatesFor = (document: AppDocument): ReportTemplate[] => reportTemplates.filter(({ suits }) => suits(document))

/** The report of a template under an id and a name of its own; undefined for a table. */
export function reportFrom(source: string, given: { id: Id; label: LocalizedText; document: AppDocument }): ReportDocument | undefined {
  const { id, label, document } = given
  const [key, table = ''] = source.split(' ')
  const template = reportTemplates.find((each) => templateKey(each) === key)
  if (!template) return undefined
  return { id, label, ...('report' in template ? structuredClone(template.report) : template.reportOf(document, table)) }
}

/** No table is called like this; a template of any table has the table's id behind it. */
export const templateKey = ({ id }: Pick<ReportTemplate, 'id'>, table?: Id): string =>
  `template:${id}${table === undefined ? '' : ` ${table}`}`

/** What a report asks, in words. */
export function sourceLabel(document: AppDocument, from: Id): LocalizedText | undefined {
  return [...inOrder(document.entities), ...datasetsOf(document)].find(({ id }) => id === from)?.label
}
