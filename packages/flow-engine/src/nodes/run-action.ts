import { type JsonObject, json, text } from '@tangram/data-model'
import { checkAction } from '../check-action.ts'
import { defineNodeType } from '../node-type.ts'

type Config = { action: string; input: JsonObject }

/** Hands an action over (a message, a new record…) and goes on; the action is retried until it has worked. */
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
  },
  ports: () => [{ id: 'out', label: { en: 'Next', 'zh-CN': '下一步' } }],
  enter(context) {
    context.run(context.config.action, context.config.input)
    context.leave('out', 'done')
  },
  check: ({ action, input }, context) => checkAction(action, input, context),
  examples: {
    valid: [{ action: 'send-message', input: { to: 'phone', text: { en: 'No. {{number}}', 'zh-CN': '编号 {{number}}' } } }],
    invalid: [{}],
  },
})
