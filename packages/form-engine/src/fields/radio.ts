import { type Option, text } from '@tangram/data-model'
import { checkOptions, exampleOptions, optionMessages, optionsSetting, soundOptions } from '../choices.ts'
import { defineFieldType } from '../field-type.ts'

/** One option out of a few, all of them in sight. The value is the id of the option. */
export const radio = defineFieldType<string, { options: Option[] }>({
  type: 'radio',
  label: { en: 'Choice', 'zh-CN': '单选' },
  help: { en: 'One of a few options, all in sight.', 'zh-CN': '从少量选项中选一个，全部可见。' },
  icon: 'circle-dot',
  group: 'choice',
  valueType: text(40),
  widget: 'radio',
  config: { options: optionsSetting },
  options: ({ options }) => soundOptions(options),
  checkConfig: ({ options }) => checkOptions(options),
  examples: { valid: ['low', 'high'], invalid: ['medium', 1, ['low']], config: { options: exampleOptions } },
  messages: optionMessages,
})
