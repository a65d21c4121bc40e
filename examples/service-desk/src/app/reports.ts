import type { DashboardDocument, DashboardFilter, ReportDocument, ReportFilter, Tile } from '@tangram/report-engine'
import { both, listed } from './write.ts'

const lastMonth: ReportFilter = { field: 'created_at', in: { last: '30 days' } }
const lastYear: ReportFilter = { field: 'created_at', in: { last: '12 months' } }
const stillOpen: ReportFilter = { field: 'status', oneOf: ['new', 'handling', 'countersign', 'confirming'] }
const columns = ['number', 'customer_name', 'product', 'problem_type', 'urgency', 'status', 'team', 'assignee', 'created_at']

/** From a figure down: what it was about, whose it is, who has it. */
const path = ['problem_type', 'team', 'assignee']

const count = { count: '*', label: both('投诉数', 'Complaints') } as const
const responseHours = {
  avgDuration: { from: 'created_at', to: 'first_response_at' },
  label: both('平均首次响应', 'Mean first response'),
  format: 'duration',
} as const
const resolutionHours = {
  avgDuration: { from: 'created_at', to: 'resolved_at' },
  label: both('平均解决时长', 'Mean resolution time'),
  format: 'duration',
} as const

/** One figure over the whole, no dimension. */
const kpi = (
  id: string,
  label: ReportDocument['label'],
  measure: ReportDocument['measures'][string],
  where: ReportFilter[],
): ReportDocument => ({
  id,
  label,
  from: 'ticket',
  rows: [],
  measures: { value: measure },
  measureOrder: ['value'],
  where,
  drill: { columns },
  chart: { type: 'kpi' },
})

const trend: ReportDocument = {
  id: 'trend',
  label: both('投诉趋势', 'Complaints over time'),
  from: 'ticket',
  rows: [{ field: 'created_at', as: 'month', by: 'month', fill: 0, label: both('月份', 'Month') }],
  measures: {
    created: { count: '*', label: both('新增', 'New') },
    resolved: { count: '*', label: both('已解决', 'Resolved'), where: [{ field: 'status', oneOf: ['resolved', 'closed'] }] },
  },
  measureOrder: ['created', 'resolved'],
  where: [lastYear],
  sort: [{ by: 'month' }],
  drill: { columns, path },
  chart: { type: 'line' },
}

const problemTypes: ReportDocument = {
  id: 'problem_types',
  label: both('问题类型分布', 'Problem types'),
  from: 'ticket',
  rows: [{ field: 'problem_type', as: 'problem_type', label: both('问题类型', 'Problem type') }],
  measures: { count },
  measureOrder: ['count'],
  where: [lastYear],
  sort: [{ by: 'count', dir: 'desc' }],
  drill: { columns, path },
  chart: { type: 'pie' },
}

const teamRanking: ReportDocument = {
  id: 'team_ranking',
  label: both('团队处理时长排行', 'Teams by resolution time'),
  from: 'ticket',
  rows: [{ field: 'team', as: 'team', label: both('团队', 'Team'), empty: both('未派单', 'Not dispatched') }],
  measures: { resolution: resolutionHours, count, csat: { avg: 'csat', label: both('平均满意度', 'Mean satisfaction') } },
  measureOrder: ['resolution', 'count', 'csat'],
  where: [lastYear, { field: 'resolved_at', empty: false }],
  sort: [{ by: 'resolution' }],
  drill: { columns, path },
  chart: { type: 'bar', config: { horizontal: true, measures: ['resolution'] } },
}

const overdue: ReportDocument = {
  id: 'overdue',
  label: both('超期未处理', 'Overdue'),
  from: 'ticket',
  rows: [
    { field: 'number', as: 'number', label: both('投诉编号', 'Number') },
    { field: 'customer_name', as: 'customer_name', label: both('客户名称', 'Customer') },
    { field: 'urgency', as: 'urgency', label: both('紧急程度', 'Urgency') },
    { field: 'assignee', as: 'assignee', label: both('处理人', 'Assignee'), empty: both('未派单', 'Not dispatched') },
    { field: 'due_at', as: 'due_at', label: both('处理期限', 'Due') },
  ],
  measures: {},
  measureOrder: [],
  where: [{ field: 'due_at', before: 'now' }, stillOpen],
  sort: [{ by: 'due_at' }],
  limit: 50,
  drill: { columns },
  chart: { type: 'table' },
}

const lastQuarter: ReportFilter = { field: 'ended_at', in: { last: '3 months' } }

const cycleTime: ReportDocument = {
  id: 'cycle_time',
  label: both('流程时长（近 3 个月）', 'Cycle time (3 months)'),
  from: 'flow_cycle',
  rows: [{ field: 'ended_at', as: 'week', by: 'week', label: both('周', 'Week') }],
  measures: {
    taken: { avg: 'wall_hours', label: both('平均总时长', 'Mean time taken'), format: 'duration' },
    worked: { avg: 'working_hours', label: both('平均工作时长', 'Mean working time'), format: 'duration' },
  },
  measureOrder: ['taken', 'worked'],
  where: [{ field: 'status', is: 'ended' }, lastQuarter],
  sort: [{ by: 'week' }],
  chart: { type: 'line' },
}

const bottleneck: ReportDocument = {
  id: 'bottleneck',
  label: both('瓶颈环节（近 3 个月）', 'Where the time goes (3 months)'),
  from: 'flow_activity',
  rows: [{ field: 'node', as: 'node', label: both('环节', 'Step') }],
  measures: {
    taken: { avg: 'wall_hours', label: both('平均时长', 'Mean time taken'), format: 'duration' },
    visits: { count: '*', label: both('次数', 'Times') },
  },
  measureOrder: ['taken', 'visits'],
  where: [lastQuarter, { field: 'node', oneOf: ['handle', 'countersign', 'confirm'] }],
  sort: [{ by: 'taken', dir: 'desc' }],
  chart: { type: 'bar', config: { horizontal: true, measures: ['taken'] } },
}

const rework: ReportDocument = {
  id: 'rework',
  label: both('返工率（近 3 个月）', 'Sent back (3 months)'),
  from: 'flow_cycle',
  rows: [],
  measures: {
    rate: { ratio: ['reworked', 'all'], label: both('返工率', 'Sent back'), format: 'percent' },
    reworked: { count: '*', label: both('返工', 'Sent back'), where: [{ field: 'rework_visits', gte: 1 }] },
    all: { count: '*', label: both('全部', 'All') },
  },
  measureOrder: ['rate'],
  where: [lastQuarter],
  chart: { type: 'kpi' },
}

const slaAttainment: ReportDocument = {
  id: 'sla_attainment',
  label: both('SLA 达成率', 'Service agreement kept'),
  from: 'sla_clock',
  rows: [{ field: 'started_at', as: 'month', by: 'month', label: both('月份', 'Month') }],
  cols: [{ field: 'stage', as: 'stage', label: both('阶段', 'Stage') }],
  measures: {
    rate: { ratio: ['met', 'decided'], label: both('达成率', 'Kept'), format: 'percent' },
    met: { count: '*', label: both('达成', 'Kept'), where: [{ field: 'status', is: 'met' }] },
    decided: { count: '*', label: both('已判定', 'Decided'), where: [{ field: 'status', oneOf: ['met', 'breached'] }] },
  },
  measureOrder: ['rate'],
  where: [{ field: 'started_at', in: { last: '12 months' } }],
  sort: [{ by: 'month' }],
  chart: { type: 'line' },
}

export const reports = listed<ReportDocument>(
  kpi('new_today', both('今日新增', 'New today'), count, [{ field: 'created_at', in: { this: 'day' } }]),
  kpi('mean_first_response', both('平均首次响应（近 30 天）', 'Mean first response (30 days)'), responseHours, [lastMonth]),
  kpi('mean_resolution', both('平均解决时长（近 30 天）', 'Mean resolution (30 days)'), resolutionHours, [lastMonth]),
  kpi(
    'csat_score',
    both('客户满意度（近 30 天）', 'Customer satisfaction (30 days)'),
    { avg: 'csat', label: both('满意度', 'Satisfaction'), format: 'number' },
    [lastMonth],
  ),
  trend,
  problemTypes,
  teamRanking,
  overdue,
  slaAttainment,
  rework,
  bottleneck,
  cycleTime,
)

/** A field of the complaint, also where figures are about its process or its agreement. */
const ofTicket = (field: string): DashboardFilter['fields'] => ({
  ticket: field,
  flow_activity: `record_ticket.${field}`,
  flow_cycle: `record_ticket.${field}`,
  sla_clock: `record_ticket.${field}`,
})

export const serviceEfficiency: DashboardDocument = {
  id: 'service_efficiency',
  label: both('客户服务效率监控看板', 'Customer service efficiency'),
  tiles: listed<Tile>(
    { id: 'new_today', report: 'new_today', x: 0, y: 0, w: 3, h: 2 },
    { id: 'mean_first_response', report: 'mean_first_response', x: 3, y: 0, w: 3, h: 2 },
    { id: 'mean_resolution', report: 'mean_resolution', x: 6, y: 0, w: 3, h: 2 },
    { id: 'csat_score', report: 'csat_score', x: 9, y: 0, w: 3, h: 2 },
    { id: 'trend', report: 'trend', x: 0, y: 2, w: 8, h: 5 },
    { id: 'problem_types', report: 'problem_types', x: 8, y: 2, w: 4, h: 5, click: 'filter' },
    { id: 'team_ranking', report: 'team_ranking', x: 0, y: 7, w: 5, h: 5 },
    { id: 'overdue', report: 'overdue', x: 5, y: 7, w: 7, h: 5 },
    { id: 'sla_attainment', report: 'sla_attainment', x: 0, y: 12, w: 9, h: 5 },
    { id: 'rework', report: 'rework', x: 9, y: 12, w: 3, h: 5 },
    { id: 'bottleneck', report: 'bottleneck', x: 0, y: 17, w: 5, h: 5 },
    { id: 'cycle_time', report: 'cycle_time', x: 5, y: 17, w: 7, h: 5 },
  ),
  filters: listed<DashboardFilter>(
    { id: 'when', label: both('登记时间', 'Received'), type: 'period', fields: ofTicket('created_at') },
    { id: 'team', label: both('处理部门', 'Team'), type: 'choice', fields: ofTicket('team') },
    { id: 'product', label: both('产品', 'Product'), type: 'choice', fields: ofTicket('product') },
    { id: 'problem_type', label: both('问题类型', 'Problem type'), type: 'choice', fields: ofTicket('problem_type') },
  ),
  cockpit: { seconds: 30, theme: 'dark' },
}
