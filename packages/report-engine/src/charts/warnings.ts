import { decimal, textIn } from '@tangram/data-model'
import { defineChartType } from '../chart-type.ts'
import { durationText } from '../format-value.ts'
import { count, instant, person, problem, resultOf, task } from './examples.ts'
import { type Row, read } from './reading.ts'
import { say } from './words.ts'

const hourMs = 3_600_000

/** What is late or too much, the worst first. A date is a deadline and is held against now; a figure against two limits. */
export const warnings = defineChartType({
  type: 'warnings',
  label: { en: 'Warning list', 'zh-CN': '预警列表' },
  icon: 'alert-triangle',
  dimensions: { min: 1, max: 4 },
  measures: { min: 1, max: 2 },
  config: {
    soon: {
      valueType: decimal(10, 2),
      label: { en: 'Warn so many hours before', 'zh-CN': '提前多少小时预警' },
      default: '24',
    },
    warning: { valueType: decimal(18, 4), label: { en: 'Warning from', 'zh-CN': '预警阈值' } },
    danger: { valueType: decimal(18, 4), label: { en: 'Alarm from', 'zh-CN': '告警阈值' } },
  },
  toSpec(result, { soon, warning, danger }, context) {
    const reading = read(result, context)
    const { locale } = context
    const [measure, beside] = reading.measures
    const isDeadline = measure?.column.valueType.kind === 'timestamp' || measure?.column.valueType.kind === 'date'
    const now = Date.parse(result.asOf)
    /** Above zero is past the limit; null: nothing to hold it against. */
    const hoursLate = (row: Row) => {
      const due = reading.figure(row, measure)
      // A day is over when it ends.
      return due === null ? null : (now - due - (measure?.column.valueType.kind === 'date' ? 24 * hourMs : 0)) / hourMs
    }
    const weight = (row: Row) => (isDeadline ? hoursLate(row) : reading.figure(row, measure))
    const ordered = [...reading.rows].sort((a, b) => (weight(b) ?? -Infinity) - (weight(a) ?? -Infinity) || 0)
    const levelOf = (row: Row) => {
      const own = weight(row)
      if (own === null) return 'calm' as const
      if (isDeadline) return own > 0 ? ('danger' as const) : own > -Number(soon) ? ('warning' as const) : ('calm' as const)
      const reaches = (limit: unknown) => limit !== undefined && limit !== null && own >= Number(limit)
      return reaches(danger) ? ('danger' as const) : reaches(warning) ? ('warning' as const) : ('calm' as const)
    }
    const textOf = (row: Row) => {
      const own = weight(row)
      if (!isDeadline) return reading.text(row, measure)
      if (own === null) return say('noDate', locale)
      return say(own > 0 ? 'overdue' : 'due', locale, { time: durationText(Math.abs(own), locale) })
    }
    return {
      kind: 'list',
      label: measure ? textIn(measure.column.label, locale, measure.column.id) : '',
      items: ordered.map((row) => {
        const details = [
          ...(isDeadline && weight(row) !== null ? [reading.text(row, measure)] : []),
          ...(beside ? [`${beside.label} ${reading.text(row, beside)}`] : []),
        ]
        return {
          name: reading.name(row),
          text: textOf(row),
          ...(details.length > 0 ? { detail: details.join(' · ') } : {}),
          level: levelOf(row),
          mark: reading.mark(row, measure),
        }
      }),
      truncated: result.truncated,
    }
  },
  examples: [
    {
      config: {},
      result: resultOf(
        [task, person, instant('due', 'Due', '期限')],
        [
          ['T-1042', '李雷', '2026-11-20T06:30:00.000Z'],
          ['T-1050', 'Hannah', '2026-11-22T20:00:00.000Z'],
          ['T-1061', null, '2026-12-01T01:00:00.000Z'],
          ['T-1070', '李雷', null],
        ],
      ),
    },
    {
      config: { warning: '20', danger: '100' },
      result: resultOf(
        [problem, count],
        [
          ['malfunction', 128],
          ['invoice', 54],
          [null, 3],
        ],
      ),
    },
  ],
})
