import { diagnose, type Id, json, list, text } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import { checkName } from '../message-settings.ts'
import { flowMessages } from '../messages.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'
import { logicsOfValues, type Values } from '../values.ts'

/** What a start node says; several of a process may say different things. */
export type StartConfig = {
  trigger: 'record-created' | 'record-changed' | 'schedule' | 'message' | 'webhook' | 'manual' | 'called'
  form?: Id
  fields?: Id[]
  when?: Logic
  schedule?: string
  message?: string
  values?: Values
}

/** Where a process begins: with a record, by the clock, with a message or call from outside, by hand, or called by another process. */
export const start = defineNodeType<StartConfig>({
  type: 'start',
  label: { en: 'Start', 'zh-CN': '开始' },
  help: { en: 'Submitting a form starts the process.', 'zh-CN': '提交表单后启动流程。' },
  icon: 'player-play',
  group: 'event',
  bpmnElement: 'bpmn:startEvent',
  begins: true,
  config: {
    trigger: {
      valueType: text(),
      label: { en: 'Starts when', 'zh-CN': '启动方式' },
      default: 'record-created',
      options: [
        { id: 'record-created', label: { en: 'A record is created', 'zh-CN': '新建记录时' } },
        { id: 'record-changed', label: { en: 'A record changes', 'zh-CN': '记录变更时' } },
        { id: 'schedule', label: { en: 'The clock says so', 'zh-CN': '定时启动' } },
        { id: 'message', label: { en: 'A message comes', 'zh-CN': '收到消息时' } },
        { id: 'webhook', label: { en: 'Another system calls', 'zh-CN': '外部系统调用（Webhook）' } },
        { id: 'manual', label: { en: 'Somebody starts it', 'zh-CN': '手动启动' } },
        { id: 'called', label: { en: 'Another process calls it', 'zh-CN': '由其他流程调用' } },
      ],
    },
    form: { valueType: text(), editor: 'form', label: { en: 'Only from this form', 'zh-CN': '仅限此表单' } },
    fields: { valueType: list(text()), editor: 'fields', label: { en: 'Only when these change', 'zh-CN': '仅当这些字段变更' } },
    when: { valueType: json, editor: 'condition', label: { en: 'Only when', 'zh-CN': '仅当满足条件' } },
    schedule: {
      valueType: text(100),
      label: { en: 'Schedule', 'zh-CN': '时间计划' },
      help: {
        en: 'Minute, hour, day, month, weekday: 0 9 * * 1-5 is 9:00 on workdays.',
        'zh-CN': '分 时 日 月 星期：0 9 * * 1-5 表示工作日 9:00。',
      },
    },
    message: { valueType: text(80), editor: 'message-name', label: { en: 'Message', 'zh-CN': '消息名称' } },
    values: {
      valueType: json,
      editor: 'values',
      label: { en: 'Fields of the new record', 'zh-CN': '新记录的字段' },
      help: { en: '$message.name is a value the message or call brings.', 'zh-CN': '$message.名称 为消息或调用携带的值。' },
    },
  },
  ports: () => onward,
  enter: (context) => context.leave('out', 'started'),
  check: ({ trigger, message, schedule }, { path }) => [
    ...(trigger === 'message' ? checkName(message ?? '', path, 'message') : []),
    ...(trigger === 'schedule' && !isSchedule(schedule) ? [diagnose(flowMessages, 'flow.start.no-schedule', `${path}/schedule`)] : []),
  ],
  logics: ({ when, values }) => [
    ...(when === undefined || when === null ? [] : [{ logic: when, path: '/when' }]),
    ...logicsOfValues(values, '/values'),
  ],
  examples: {
    valid: [
      { trigger: 'record-created' },
      { trigger: 'record-created', form: 'complaint' },
      { trigger: 'record-changed', fields: ['status'], when: { '==': [{ var: 'status' }, 'open'] } },
      { trigger: 'schedule', schedule: '0 9 * * 1-5', values: { title: 'Inspection' } },
      { trigger: 'webhook', values: { title: { var: '$message.title' } } },
    ],
    invalid: [{ trigger: 'sometimes' }, { trigger: 'schedule' }, { trigger: 'schedule', schedule: 'daily' }, { trigger: 'message' }],
  },
})

/** Five parts of digits, stars, lists, ranges and steps; which of them make sense is for the clock to say. */
function isSchedule(schedule: string | undefined): boolean {
  const parts = (schedule ?? '').trim().split(/\s+/)
  return parts.length === 5 && parts.every((part) => /^[\d*,/-]+$/.test(part))
}
