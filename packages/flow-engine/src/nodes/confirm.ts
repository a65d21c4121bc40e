import { boolean, type Id, integer, json, type LocalizedText, text } from '@tangram/data-model'
import { checkField } from '../check-field.ts'
import { defineNodeType } from '../node-type.ts'
import { settings } from '../settings.ts'
import { hoursAfter, logicsOfValues, type Values } from '../values.ts'

type Config = {
  sendTo: Id
  message: LocalizedText
  form?: Id
  opinionOnReject: boolean
  setOnEnter?: Values
  setOnComplete?: Values
  assumeAfterDays?: number
}

const outcomesOf = ({ opinionOnReject }: Pick<Config, 'opinionOnReject'>) => [
  { id: 'confirmed', label: { en: 'Yes, solved', 'zh-CN': '已解决' } },
  { id: 'rejected', label: { en: 'No, not yet', 'zh-CN': '未解决' }, needsOpinion: opinionOnReject },
]

/** Asks somebody without an account, by a link sent to a field's phone or mail, whether all is well. */
export const confirm = defineNodeType<Config>({
  type: 'confirm',
  label: { en: 'Customer confirmation', 'zh-CN': '客户确认' },
  help: { en: 'Sends a link; the customer confirms or rejects.', 'zh-CN': '发送链接，由客户确认或驳回。' },
  icon: 'message-check',
  group: 'task',
  bpmnElement: 'bpmn:receiveTask',
  config: {
    sendTo: { valueType: text(), editor: 'field', required: true, label: { en: 'Field with phone or mail', 'zh-CN': '手机或邮箱字段' } },
    message: {
      valueType: json,
      editor: 'localized-text',
      fills: ['link'],
      label: { en: 'Message', 'zh-CN': '消息' },
      help: {
        en: '{{field}} stands for a value, {{link}} for the address.',
        'zh-CN': '{{字段}} 代表字段值，{{link}} 代表链接地址。',
      },
      default: {
        en: 'Your request has been dealt with. Please confirm: {{link}}',
        'zh-CN': '您的请求已处理完毕，请确认结果：{{link}}',
      },
    },
    form: settings.form,
    opinionOnReject: { valueType: boolean, default: false, label: { en: 'Rejecting needs a reason', 'zh-CN': '驳回时必填原因' } },
    setOnEnter: settings.setOnOpen,
    setOnComplete: settings.setOnComplete,
    assumeAfterDays: {
      valueType: integer({ min: 1, max: 365 }),
      label: { en: 'Counts as confirmed after (days)', 'zh-CN': '超过天数视为已确认' },
    },
  },
  ports: outcomesOf,
  enter(context) {
    const { sendTo, message, form, setOnEnter, assumeAfterDays } = context.config
    context.set(setOnEnter)
    context.issueLink({ outcomes: outcomesOf(context.config), sendTo, message, ...(form ? { form } : {}) })
    if (assumeAfterDays) context.setTimer(hoursAfter(context.now, assumeAfterDays * 24))
  },
  resume(context, signal) {
    if (signal.type !== 'link' && signal.type !== 'timer') return
    context.set(context.config.setOnComplete)
    if (signal.type === 'timer') context.leave('confirmed', 'assumed')
    else context.leave(signal.outcome)
  },
  check: ({ sendTo }, { scope, path }) => checkField(sendTo, scope, `${path}/sendTo`),
  logics: ({ setOnEnter, setOnComplete }) => [
    ...logicsOfValues(setOnEnter, '/setOnEnter'),
    ...logicsOfValues(setOnComplete, '/setOnComplete'),
  ],
  examples: {
    valid: [{ sendTo: 'phone' }, { sendTo: 'phone', setOnEnter: { status: 'confirming' }, assumeAfterDays: 7 }],
    invalid: [{}, { sendTo: 'phone', assumeAfterDays: 0 }],
  },
})
