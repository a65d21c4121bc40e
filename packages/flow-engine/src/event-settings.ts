import { boolean, type ConfigProperty, type ConfigSchema, text } from '@tangram/data-model'

/** Of an event on a border. */
export const interrupting: ConfigProperty = {
  valueType: boolean,
  default: true,
  label: { en: 'Cancels the step', 'zh-CN': '中断该步骤' },
  help: { en: 'Off: the step goes on beside the new branch.', 'zh-CN': '关闭后该步骤继续，同时走出新分支。' },
}

/** Code of an error or escalation that is caught. */
export const caughtCode: ConfigProperty = {
  valueType: text(80),
  label: { en: 'Code', 'zh-CN': '代码' },
  help: { en: 'Empty: any.', 'zh-CN': '留空表示任意。' },
}

/** What an end says of how it ended. */
export const endSettings = {
  outcome: { valueType: text(40), default: 'done', label: { en: 'Outcome', 'zh-CN': '结果' } },
} satisfies ConfigSchema

/** Code of one that is thrown. */
export const thrownCode: ConfigProperty = { valueType: text(80), required: true, label: { en: 'Code', 'zh-CN': '代码' } }
