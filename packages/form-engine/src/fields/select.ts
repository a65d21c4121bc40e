import { type Option, text } from '@tangram/data-model'
import { checkOptions, exampleOptions, optionMessages, optionsSetting, soundOptions } from '../choices.ts'
import { defineFieldType } from '../field-type.ts'
import type { Importer } from '../import/importer.ts'
import { countOf, looksLikeOptions, optionsOf } from '../import/recognise.ts'

/** One option out of a list that drops down. The value is the id of the option. */
export const select = defineFieldType<string, { options: Option[] }>({
  type: 'select',
  label: { en: 'Drop-down', 'zh-CN': '下拉选择' },
  help: { en: 'One of several options, in a drop-down list.', 'zh-CN': '从下拉列表中选一个。' },
  icon: 'selector',
  group: 'choice',
  valueType: text(40),
  widget: 'select',
  config: { options: optionsSetting },
  options: ({ options }) => soundOptions(options),
  checkConfig: ({ options }) => checkOptions(options),
  examples: { valid: ['low', 'high'], invalid: ['medium', 1, ['low']], config: { options: exampleOptions } },
  messages: optionMessages,
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const selectImporter: Importer = {
  recognise: ({ values, ...column }) =>
    values && looksLikeOptions(values, column.filled) && countOf(column, 'text', 'boolean', 'code') === column.filled
      ? { confidence: 0.88, reason: 'import.reason.options', config: optionsOf(values.map(({ value }) => value)) }
      : undefined,
}
