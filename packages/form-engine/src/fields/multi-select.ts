import { integer, list, type Option, text } from '@tangram/data-model'
import { checkOptions, exampleOptions, optionMessages, optionsSetting, soundOptions } from '../choices.ts'
import { defineFieldType } from '../field-type.ts'
import type { Importer } from '../import/importer.ts'
import { betweenChoices, looksLikeOptions, optionsOf } from '../import/recognise.ts'

type Config = { options: Option[]; max?: number }

/** Any number of options. The value lists their ids, each once. */
export const multiSelect = defineFieldType<string[], Config>({
  type: 'multiSelect',
  label: { en: 'Several choices', 'zh-CN': '多选' },
  help: { en: 'Any number of options from a list.', 'zh-CN': '从列表中选择任意多项。' },
  icon: 'list-check',
  group: 'choice',
  valueType: list(text(40)),
  widget: 'multiSelect',
  config: {
    options: optionsSetting,
    max: { valueType: integer({ min: 1, max: 1000 }), label: { en: 'Most choices', 'zh-CN': '最多可选' } },
  },
  options: ({ options }) => soundOptions(options),
  validate: (value, { max }) => {
    if (new Set(value).size < value.length) return { code: 'multiSelect.twice' }
    return max !== undefined && value.length > max ? { code: 'multiSelect.too-many', params: { max } } : undefined
  },
  checkConfig: ({ options }) => checkOptions(options),
  schema: ({ max }) => ({ uniqueItems: true, ...(max === undefined ? {} : { maxItems: max }) }),
  examples: {
    valid: [['low'], ['high', 'low']],
    invalid: ['low', ['medium'], ['low', 'low'], [1], [null]],
    config: { options: exampleOptions, max: 2 },
  },
  messages: {
    ...optionMessages,
    'multiSelect.twice': { text: { en: 'Each option may be chosen once', 'zh-CN': '每个选项只能选择一次' } },
    'multiSelect.too-many': { text: { en: 'Please choose at most {max}', 'zh-CN': '最多选择 {max} 项' } },
  },
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const multiSelectImporter: Importer = {
  recognise: ({ values, filled }) => {
    const single = new Map<string, number>()
    let several = 0
    for (const { value, count } of values ?? []) {
      const parts = value.split(betweenChoices).filter(Boolean)
      if (parts.length > 1) several += count
      for (const part of parts) single.set(part, (single.get(part) ?? 0) + count)
    }
    const choices = [...single].map(([value, count]) => ({ value, count }))
    const isFew = several * 5 >= filled && choices.length < (values?.length ?? 0) + 1 && choices.some(({ count }) => count > 1)
    return isFew && looksLikeOptions(choices, filled * 2)
      ? { confidence: 0.9, reason: 'import.reason.several', config: optionsOf([...single.keys()]) }
      : undefined
  },
}
