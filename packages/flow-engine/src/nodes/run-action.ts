import { boolean, integer, type JsonObject, json, text } from '@tangram/data-model'
import { checkAction } from '../check-action.ts'
import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'
import { logicsOfValues, type Values } from '../values.ts'

type Config = { action: string; input: JsonObject; waits: boolean; results?: Values; retries?: number }

/** Has an action run (a message, a new record…) and waits until it has; what it answers can be kept. */
export const runAction = defineNodeType<Config>({
  type: 'run-action',
  label: { en: 'Run action', 'zh-CN': '执行动作' },
  help: { en: 'Sends a message, creates a record…', 'zh-CN': '发送消息、新建记录等。' },
  icon: 'bolt',
  group: 'service',
  bpmnElement: 'bpmn:serviceTask',
  config: {
    action: { valueType: text(), editor: 'action', required: true, label: { en: 'Action', 'zh-CN': '动作' } },
    input: { valueType: json, editor: 'action-input', default: {}, label: { en: 'Input', 'zh-CN': '参数' } },
    results: {
      valueType: json,
      editor: 'values',
      label: { en: 'Keep of its result', 'zh-CN': '保存执行结果' },
      help: { en: '$result.name is a value it answers with.', 'zh-CN': '$result.名称 为动作返回的值。' },
    },
    waits: {
      valueType: boolean,
      default: true,
      label: { en: 'Goes on when it is done', 'zh-CN': '完成后再继续' },
      help: { en: 'Off: goes on at once; nobody hears of a failure.', 'zh-CN': '关闭后立即继续，不处理失败。' },
    },
    retries: { valueType: integer({ min: 0, max: 20 }), label: { en: 'Tried again (times)', 'zh-CN': '失败重试次数' } },
  },
  ports: () => onward,
  enter(context) {
    const { action, input, waits, retries } = context.config
    if (waits) return context.awaitAction(action, input, retries)
    context.run(action, input)
    context.leave('out', 'done')
  },
  resume(context, signal) {
    if (signal.type !== 'job') return
    context.knowing({ $result: signal.result }, () => context.set(context.config.results))
    context.leave('out', 'done')
  },
  check: ({ action, input }, context) => checkAction(action, input, context),
  logics: ({ results }) => logicsOfValues(results, '/results'),
  examples: {
    valid: [
      { action: 'send-message', input: { to: 'phone', text: { en: 'No. {{number}}', 'zh-CN': '编号 {{number}}' } } },
      { action: 'create-record', results: { '$vars.order': { var: '$result.record' } }, retries: 5 },
      { action: 'notify', waits: false },
    ],
    invalid: [{}, { action: 'notify', retries: -1 }],
  },
})
