import { type ConfigProperty, type ConfigSchema, type Diagnostic, diagnose, integer, json, text } from '@tangram/data-model'
import { isDateText, type Logic } from '@tangram/expression'
import { checkField } from './check-field.ts'
import type { TimerConfig } from './due-at.ts'
import { parseDuration } from './duration.ts'
import { flowMessages } from './messages.ts'
import type { CheckContext } from './node-type.ts'

const after: ConfigProperty = {
  valueType: json,
  editor: 'duration',
  label: { en: 'How long', 'zh-CN': '时长' },
  help: {
    en: 'Hours and minutes count while the working calendar of the process is open.',
    'zh-CN': '小时与分钟按流程的工作日历计算。',
  },
}

const at: ConfigProperty = { valueType: json, editor: 'field', label: { en: 'Field with the date', 'zh-CN': '日期字段' } }

const waits = (options: 'once' | 'again'): ConfigProperty => ({
  valueType: text(),
  label: { en: 'Waits', 'zh-CN': '等待方式' },
  default: 'after',
  options: [
    { id: 'after', label: { en: 'A while', 'zh-CN': '一段时间' } },
    { id: 'at', label: { en: 'Until a date', 'zh-CN': '到指定日期' } },
    ...(options === 'again' ? [{ id: 'every', label: { en: 'Again and again', 'zh-CN': '按周期重复' } }] : []),
  ],
})

/** Settings of a timer that happens once. */
export const timerSettings = { waits: waits('once'), after, at } satisfies ConfigSchema

/** Settings of one that may repeat. */
export const cycleSettings = {
  waits: waits('again'),
  after,
  at,
  times: { valueType: integer({ min: 1, max: 1000 }), label: { en: 'At most (times)', 'zh-CN': '最多次数' } },
} satisfies ConfigSchema

/** A duration has to be one, a date has to be said. */
export function checkTimer({ waits: how, after: duration, at: date }: TimerConfig, { scope, path }: CheckContext): Diagnostic[] {
  if (how === 'at') {
    if (date === undefined || date === null || date === '') return [diagnose(flowMessages, 'flow.timer.missing', `${path}/at`)]
    const isField = typeof date === 'string' && !isDateText(date) && Number.isNaN(Date.parse(date))
    return isField ? checkField(date, scope, `${path}/at`) : []
  }
  if (duration === undefined || duration === null || duration === '') return [diagnose(flowMessages, 'flow.timer.missing', `${path}/after`)]
  if (typeof duration !== 'string' || parseDuration(duration)) return []
  return [diagnose(flowMessages, 'flow.timer.unreadable', `${path}/after`, { value: duration })]
}

export function logicsOfTimer({ waits: how, after: duration, at: date }: TimerConfig): { logic: Logic; path: string }[] {
  const field = typeof date === 'string' ? { var: date } : date
  if (how === 'at') return field === undefined ? [] : [{ logic: field, path: '/at' }]
  return duration === undefined ? [] : [{ logic: duration, path: '/after' }]
}
