import type { AppDocument } from '@tangram/app-model'
import { type Collection, emptyCollection, type FieldDocument, type LocalizedText, type RecordValues } from '@tangram/data-model'
import { chartTypes, type DashboardDocument, type Dimension, type Measure, type ReportDocument, type Tile } from '@tangram/report-engine'

/** Every chart of the registry but the one that chooses another. */
export const everyChart = chartTypes.filter(({ type }) => type !== 'auto')

/** So many on a dashboard that a page stays quick. */
const perDashboard = 9
export const dashboardsOfCharts = Array.from({ length: Math.ceil(everyChart.length / perDashboard) }, (_, at) => ({
  id: `charts_${at + 1}`,
  charts: everyChart.slice(at * perDashboard, (at + 1) * perDashboard),
}))

export const idOf = (type: string) => `a_${type.replaceAll('-', '_')}`

/** Visits of a year, with every chart of the registry over them. */
export function everyChartApp(id: string): AppDocument {
  return {
    format: 1,
    id,
    label: both('到访', 'Visits'),
    entities: listed({
      id: 'visit',
      label: both('到访', 'Visit'),
      title: 'no',
      fields: listed<FieldDocument>(
        field('no', 'text', both('单号', 'Number')),
        field('region', 'text', both('地区', 'Region')),
        field('channel', 'text', both('渠道', 'Channel')),
        field('kind', 'text', both('类别', 'Kind')),
        field('began', 'date', both('开始', 'Began')),
        field('ended', 'date', both('结束', 'Ended')),
        field('amount', 'number', both('金额', 'Amount')),
      ),
    }),
    ...{ forms: emptyCollection(), processes: emptyCollection(), rules: emptyCollection(), views: emptyCollection() },
    reports: listed(...everyChart.map(reportOf)),
    dashboards: listed<DashboardDocument>(
      ...dashboardsOfCharts.map(({ id: dashboard, charts }) => ({
        id: dashboard,
        label: { en: dashboard, 'zh-CN': dashboard },
        tiles: listed<Tile>(
          ...charts.map(({ type }, at) => ({ id: idOf(type), report: idOf(type), x: (at % 2) * 6, y: Math.floor(at / 2) * 5, w: 6, h: 5 })),
        ),
      })),
    ),
    access: {
      roles: listed({
        id: 'manager',
        label: both('主管', 'Manager'),
        grants: { visit: { read: true, create: true } },
        dashboards: 'all' as const,
      }),
    },
  }
}

/** Forty visits, one of each field left empty, so that every chart has a group without a name. */
export const visits: readonly RecordValues[] = Array.from({ length: 40 }, (_, at) => ({
  no: `V${at + 1}`,
  region: at % 13 === 12 ? null : (['新疆', '内蒙古', '西藏', '四川'][at % 4] ?? null),
  channel: at % 11 === 10 ? null : (['Phone', 'Form', 'Shop'][at % 3] ?? null),
  kind: ['Pump', 'Valve'][at % 2] ?? null,
  began: `2026-${String(1 + (at % 6)).padStart(2, '0')}-1${at % 9}`,
  ended: `2026-${String(1 + (at % 6)).padStart(2, '0')}-2${at % 8}`,
  amount: String(5 + ((at * 17) % 83)),
}))

function reportOf(chart: (typeof everyChart)[number]): ReportDocument {
  const { type, dimensions } = chart
  const [rows, cols] = [dimensions.min > 0 || dimensions.max > 0 ? [firstOf(type)] : [], dimensions.min > 1 ? [by('kind')] : []]
  const measures = measuresOf(chart)
  return {
    id: idOf(type),
    label: chart.label,
    from: 'visit',
    rows: dimensions.max > 0 && type !== 'kpi' ? rows : [],
    ...(cols.length > 0 ? { cols } : {}),
    measures,
    measureOrder: Object.keys(measures),
    drill: { columns: ['no', 'region', 'channel'] },
    chart: { type },
  }
}

function firstOf(type: string): Dimension {
  if (['line', 'area', 'stacked-area', 'combo'].includes(type)) return by('began', { by: 'month' })
  if (type === 'calendar') return by('began', { by: 'day' })
  if (type === 'map') return by('region')
  if (type === 'histogram') return by('amount', { bins: { width: 20 } })
  return type === 'gantt' ? by('no') : by('channel')
}

const count: Measure = { count: '*', label: both('数量', 'Visits') }
const more: { [id: string]: Measure } = {
  amount: { sum: 'amount', label: both('金额', 'Amount') },
  mean: { avg: 'amount', label: both('平均金额', 'Average') },
}
const spread: { [id: string]: Measure } = {
  low: { min: 'amount', label: both('最小', 'Lowest') },
  q1: { percentile: { of: 'amount', at: 0.25 }, label: both('下四分位', 'Lower quartile') },
  mid: { median: 'amount', label: both('中位', 'Median') },
  q3: { percentile: { of: 'amount', at: 0.75 }, label: both('上四分位', 'Upper quartile') },
  high: { max: 'amount', label: both('最大', 'Highest') },
}

function measuresOf({ type, measures }: (typeof everyChart)[number]): { [id: string]: Measure } {
  if (type === 'gantt')
    return { start: { min: 'began', label: both('开始', 'Began') }, end: { max: 'ended', label: both('结束', 'Ended') } }
  if (type === 'box-plot') return spread
  return Object.fromEntries([['count', count], ...Object.entries(more)].slice(0, Math.max(1, Math.min(measures.min, 3)))) as {
    [id: string]: Measure
  }
}

const by = (name: string, rest: Partial<Dimension> = {}): Dimension => ({ field: name, as: name, ...rest })
const field = (id: string, type: string, label: LocalizedText): FieldDocument => ({ id, type, label })

function listed<T extends { id: string }>(...items: T[]): Collection<T> {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}

function both(zh: string, en: string): LocalizedText {
  return { 'zh-CN': zh, en }
}
