import { integer, type JsonValue, text, timestamp } from '@tangram/data-model'
import type { ColumnMeta, ReportResult } from '../result.ts'

export const month: ColumnMeta = {
  id: 'month',
  role: 'dimension',
  label: { en: 'Month', 'zh-CN': '月份' },
  valueType: timestamp,
  by: 'month',
}

export const problem: ColumnMeta = {
  id: 'problem',
  role: 'dimension',
  label: { en: 'Problem', 'zh-CN': '问题' },
  valueType: text(),
  options: [
    { id: 'malfunction', label: { en: 'Malfunction', 'zh-CN': '故障' } },
    { id: 'delivery', label: { en: 'Delivery', 'zh-CN': '物流' } },
  ],
}

export const count: ColumnMeta = { id: 'count', role: 'measure', label: { en: 'Complaints', 'zh-CN': '投诉数' }, valueType: integer() }

export const hours: ColumnMeta = {
  id: 'hours',
  role: 'measure',
  label: { en: 'Resolution', 'zh-CN': '解决时长' },
  valueType: { kind: 'decimal', precision: 38, scale: 16 },
  format: 'duration',
}

/** A small result, for examples of chart types. */
export function resultOf(columns: ColumnMeta[], rows: JsonValue[][]): ReportResult {
  return { columns, rows, truncated: false, asOf: '2026-11-22T08:00:00.000Z', timezone: 'Asia/Shanghai' }
}
