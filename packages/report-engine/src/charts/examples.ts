import { date, integer, type JsonValue, text, timestamp } from '@tangram/data-model'
import type { ColumnMeta, ReportResult } from '../result.ts'

export const month: ColumnMeta = {
  id: 'month',
  role: 'dimension',
  label: { en: 'Month', 'zh-CN': '月份' },
  valueType: timestamp,
  by: 'month',
}

export const day: ColumnMeta = { id: 'day', role: 'dimension', label: { en: 'Day', 'zh-CN': '日期' }, valueType: date, by: 'day' }

export const problem: ColumnMeta = {
  id: 'problem',
  role: 'dimension',
  label: { en: 'Problem', 'zh-CN': '问题' },
  valueType: text(),
  options: [
    { id: 'malfunction', label: { en: 'Malfunction', 'zh-CN': '故障' } },
    { id: 'delivery', label: { en: 'Delivery', 'zh-CN': '物流' } },
    { id: 'invoice', label: { en: 'Invoice', 'zh-CN': '发票' } },
    { id: 'attitude', label: { en: 'Attitude', 'zh-CN': '服务态度' } },
    { id: 'installation', label: { en: 'Installation', 'zh-CN': '安装' } },
  ],
}

export const channel: ColumnMeta = {
  id: 'channel',
  role: 'dimension',
  label: { en: 'Channel', 'zh-CN': '渠道' },
  valueType: text(),
  options: [
    { id: 'phone', label: { en: 'Phone', 'zh-CN': '电话' } },
    { id: 'form', label: { en: 'Form', 'zh-CN': '表单' } },
    { id: 'shop', label: { en: 'Shop', 'zh-CN': '门店' } },
  ],
}

export const region: ColumnMeta = { id: 'region', role: 'dimension', label: { en: 'Region', 'zh-CN': '地区' }, valueType: text() }
export const person: ColumnMeta = { id: 'person', role: 'dimension', label: { en: 'Person', 'zh-CN': '负责人' }, valueType: text() }
export const task: ColumnMeta = { id: 'task', role: 'dimension', label: { en: 'Task', 'zh-CN': '任务' }, valueType: text() }

export const count: ColumnMeta = { id: 'count', role: 'measure', label: { en: 'Complaints', 'zh-CN': '投诉数' }, valueType: integer() }

const decimalType = { kind: 'decimal', precision: 38, scale: 16 } as const

export const hours: ColumnMeta = {
  id: 'hours',
  role: 'measure',
  label: { en: 'Resolution', 'zh-CN': '解决时长' },
  valueType: decimalType,
  format: 'duration',
}

export const amount: ColumnMeta = {
  id: 'amount',
  role: 'measure',
  label: { en: 'Amount', 'zh-CN': '金额' },
  valueType: decimalType,
  format: 'money',
}

export const rate: ColumnMeta = {
  id: 'rate',
  role: 'measure',
  label: { en: 'Solved at once', 'zh-CN': '一次解决率' },
  valueType: decimalType,
  format: 'percent',
}

/** Another figure of the same kind, for charts of several. */
export const figure = (id: string, en: string, zh: string): ColumnMeta => ({
  id,
  role: 'measure',
  label: { en, 'zh-CN': zh },
  valueType: decimalType,
})

export const instant = (id: string, en: string, zh: string): ColumnMeta => ({
  id,
  role: 'measure',
  label: { en, 'zh-CN': zh },
  valueType: timestamp,
})

/** A small result, for examples of chart types. */
export function resultOf(columns: ColumnMeta[], rows: JsonValue[][]): ReportResult {
  return { columns, rows, truncated: false, asOf: '2026-11-22T08:00:00.000Z', timezone: 'Asia/Shanghai' }
}

const firstOf = (at: number) => `2026-${String(at + 1).padStart(2, '0')}-01`

/** Twelve months of complaints. */
export const overMonths = resultOf(
  [month, count],
  [41, 38, 52, 47, 60, 66, 58, 71, 69, 80, 74, 29].map((value, at) => [firstOf(at), value]),
)

/** Six months by problem; delivery has none in March, and some are of no problem at all. */
export const byMonthAndProblem = resultOf(
  [month, problem, count],
  [0, 1, 2, 3, 4, 5].flatMap((at) => [
    [firstOf(at), 'malfunction', 20 + ((at * 7) % 11)],
    ...(at === 2 ? [] : [[firstOf(at), 'delivery', 9 + ((at * 5) % 8)]]),
    [firstOf(at), 'invoice', 6 + at],
    [firstOf(at), null, 2 + (at % 3)],
  ]),
)

/** Groups of every kind: options, one without a value, and the others. */
export const byProblem = resultOf(
  [problem, count],
  [
    ['malfunction', 128],
    ['delivery', 86],
    ['invoice', 54],
    ['attitude', 31],
    [null, 12],
    [{ others: ['malfunction', 'delivery', 'invoice', 'attitude', null] }, 9],
  ],
)

export const byProblemAndChannel = resultOf(
  [problem, channel, count],
  ['malfunction', 'delivery', 'invoice', 'attitude'].flatMap((kind, at) => [
    [kind, 'phone', 60 - at * 12],
    [kind, 'form', 40 - at * 5],
    [kind, 'shop', 8 + at * 4],
  ]),
)

/** Gains and losses. */
export const gains = resultOf(
  [month, amount],
  ['120000.50', '-34000', '56000', '-81000.25', '0', '43000'].map((value, at) => [firstOf(at), value]),
)

/** The stages of a funnel with what is left of the first and of the one before. */
export const byStage = resultOf(
  [
    {
      id: 'stage',
      role: 'dimension',
      label: { en: 'Stage', 'zh-CN': '阶段' },
      valueType: text(),
      own: '$stage',
      options: [
        { id: 'asked', label: { en: 'Asked for an offer', 'zh-CN': '询价' } },
        { id: 'offered', label: { en: 'Offer sent to the customer', 'zh-CN': '已向客户报价' } },
        { id: 'negotiated', label: { en: 'In negotiation', 'zh-CN': '谈判中' } },
        { id: 'won', label: { en: 'Won', 'zh-CN': '成交' } },
      ],
    },
    { ...count, label: { en: 'Leads', 'zh-CN': '线索数' }, overlaps: true },
    part('of_first', 'Of all', '总转化率', 'first'),
    part('of_before', 'Of the stage before', '阶段转化率', 'previous'),
  ],
  [
    ['asked', 1284, '1', null],
    ['offered', 911, '0.7095', '0.7095'],
    ['negotiated', 402, '0.3131', '0.4413'],
    ['won', 0, '0', '0'],
  ],
)

/** Six months of new customers and how many of them came back, the months to come left out. */
export const byCohort = resultOf(
  [
    {
      id: 'cohort',
      role: 'dimension',
      label: { en: 'First order', 'zh-CN': '首单月份' },
      valueType: timestamp,
      by: 'month',
      own: '$cohort.start',
    },
    { id: 'offset', role: 'dimension', label: { en: 'Months later', 'zh-CN': '之后第几月' }, valueType: integer(), own: '$cohort.offset' },
    { ...count, label: { en: 'Customers', 'zh-CN': '客户数' } },
    part('kept', 'Retention', '留存率', 'first'),
  ],
  [0, 1, 2, 3, 4, 5].flatMap((at) =>
    Array.from({ length: 6 - at }, (_, offset) => {
      const [size, left] = [120 + at * 7, Math.round((120 + at * 7) / (1 + offset * (1.1 - at * 0.1)))]
      return [firstOf(at), offset, left, String(left / size)]
    }),
  ),
)

function part(id: string, en: string, zh: string, from: 'first' | 'previous'): ColumnMeta {
  return { id, role: 'measure', label: { en, 'zh-CN': zh }, valueType: decimalType, format: 'percent', conversion: { of: 'count', from } }
}
