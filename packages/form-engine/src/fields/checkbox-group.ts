import { integer, list, type Option, text } from '@tangram/data-model'
import { checkOptions, exampleOptions, optionMessages, optionsSetting, soundOptions } from '../choices.ts'
import { defineFieldType } from '../field-type.ts'

type Config = { options: Option[]; min?: number; max?: number }

/** Any number of a few options, all in sight. The value lists their ids, each once. */
export const checkboxGroup = defineFieldType<string[], Config>({
  type: 'checkboxGroup',
  label: { en: 'Checkboxes', 'zh-CN': '复选框组' },
  help: { en: 'Any number of a few options, all in sight.', 'zh-CN': '直接展示的若干选项，可多选。' },
  icon: 'checkbox',
  group: 'choice',
  valueType: list(text(40)),
  widget: 'checkboxGroup',
  config: {
    options: optionsSetting,
    min: { valueType: integer({ min: 1, max: 1000 }), label: { en: 'Fewest choices', 'zh-CN': '最少选择' } },
    max: { valueType: integer({ min: 1, max: 1000 }), label: { en: 'Most choices', 'zh-CN': '最多选择' } },
  },
  options: ({ options }) => soundOptions(options),
  validate: (value, { min, max }) => {
    if (new Set(value).size < value.length) return { code: 'checkboxGroup.twice' }
    if (min !== undefined && value.length < min) return { code: 'checkboxGroup.too-few', params: { min } }
    return max !== undefined && value.length > max ? { code: 'checkboxGroup.too-many', params: { max } } : undefined
  },
  checkConfig: ({ options, min, max }) => [
    ...checkOptions(options),
    ...(min !== undefined && max !== undefined && min > max
      ? [{ setting: 'max', code: 'form.setting.min-above-max', params: { min, max } }]
      : []),
  ],
  schema: ({ max }) => ({ uniqueItems: true, ...(max === undefined ? {} : { maxItems: max }) }),
  examples: {
    valid: [['low'], ['high', 'low']],
    invalid: ['low', ['medium'], ['low', 'low'], [1], [null]],
    config: { options: exampleOptions, min: 1, max: 2 },
  },
  messages: {
    ...optionMessages,
    'checkboxGroup.twice': { text: { en: 'Each option may be chosen once', 'zh-CN': '每个选项只能选择一次' } },
    'checkboxGroup.too-few': { text: { en: 'Please choose at least {min}', 'zh-CN': '至少选择 {min} 项' } },
    'checkboxGroup.too-many': { text: { en: 'Please choose at most {max}', 'zh-CN': '最多选择 {max} 项' } },
  },
})
