import { boolean, type Id, json, text } from '@tangram/data-model'
import { defineNodeType } from '../node-type.ts'
import { logicsOfValues, type Values } from '../values.ts'

type Config = { outcome: string; set?: Values; writes?: { totalMinutes?: Id }; terminate: boolean }

/** The end of a branch; with the last of them the process is over and its totals are known. */
export const end = defineNodeType<Config>({
  type: 'end',
  label: { en: 'End', 'zh-CN': '结束' },
  help: { en: 'Ends the process and records its total time.', 'zh-CN': '结束流程并记录总时长。' },
  icon: 'player-stop',
  group: 'event',
  bpmnElement: 'bpmn:endEvent',
  config: {
    outcome: { valueType: text(40), default: 'done', label: { en: 'Outcome', 'zh-CN': '结果' } },
    set: { valueType: json, editor: 'values', label: { en: 'Set', 'zh-CN': '更新字段' } },
    writes: {
      valueType: json,
      editor: 'total-fields',
      default: {},
      label: { en: 'Field for the total minutes', 'zh-CN': '写入总时长（分钟）的字段' },
      of: { totalMinutes: { valueType: text(), editor: 'field', label: { en: 'Total minutes', 'zh-CN': '总时长（分钟）' } } },
    },
    terminate: { valueType: boolean, default: false, label: { en: 'Ends other branches too', 'zh-CN': '同时结束其他分支' } },
  },
  ports: () => [],
  enter(context) {
    const { outcome, set, writes, terminate } = context.config
    const minutes = Math.round((Date.parse(context.now) - Date.parse(context.startedAt)) / 60_000)
    context.set(set)
    if (writes?.totalMinutes) context.write({ [writes.totalMinutes]: minutes })
    context.end(outcome, terminate)
  },
  logics: ({ set }) => logicsOfValues(set, '/set'),
  examples: {
    valid: [{}, { outcome: 'resolved', set: { resolved_at: { var: '$now' } }, writes: { totalMinutes: 'total_minutes' } }],
    invalid: [{ terminate: 'yes' }],
  },
})
