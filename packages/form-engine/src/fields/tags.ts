import { boolean, integer, list, text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { betweenChoices, headed } from '../import/recognise.ts'

type Config = { suggestions: string[]; listedOnly: boolean; max: number }

/** Words people make up as they go, with suggestions. The value lists them, each once. */
export const tags = defineFieldType<string[], Config>({
  type: 'tags',
  label: { en: 'Tags', 'zh-CN': '标签' },
  help: { en: 'Free words, with suggestions.', 'zh-CN': '自由填写的词，可给出建议。' },
  icon: 'tags',
  group: 'choice',
  valueType: list(text(40)),
  widget: 'tags',
  config: {
    suggestions: {
      valueType: list(text(40)),
      label: { en: 'Suggestions', 'zh-CN': '建议的标签' },
      help: { en: 'Press Enter after each; a column of a table can be pasted', 'zh-CN': '每输入一个按回车；可粘贴表格中的一列' },
      editor: 'texts',
      default: [],
    },
    listedOnly: { valueType: boolean, label: { en: 'Only what is suggested', 'zh-CN': '只能使用建议的标签' }, default: false },
    max: { valueType: integer({ min: 1, max: 100 }), label: { en: 'Most tags', 'zh-CN': '最多标签数' }, default: 20 },
  },
  normalize: (value) =>
    Array.isArray(value) && value.every((tag) => typeof tag === 'string')
      ? [...new Set(value.map((tag) => tag.trim()).filter(Boolean))]
      : value,
  validate: (value, { suggestions, listedOnly, max }) => {
    if (value.length > max) return { code: 'tags.too-many', params: { max } }
    const unknown = listedOnly ? value.find((tag) => !suggestions.includes(tag)) : undefined
    return unknown === undefined ? undefined : { code: 'tags.unlisted', params: { tag: unknown } }
  },
  schema: ({ max }) => ({ uniqueItems: true, maxItems: max }),
  examples: {
    valid: [['urgent'], ['weiterverfolgen', '复查']],
    invalid: ['urgent', [1], ['a', 'b', 'c', 'd'], [`a tag of more than forty characters is no tag`]],
    config: { suggestions: ['urgent', '复查'], max: 3 },
  },
  messages: {
    'tags.too-many': { text: { en: 'Please use at most {max} tags', 'zh-CN': '最多 {max} 个标签' } },
    'tags.unlisted': { text: { en: '“{tag}” is not one of the tags', 'zh-CN': '“{tag}”不在可用的标签中' } },
  },
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const tagsImporter: Importer = {
  recognise: (column) => {
    if (!headed(column, /标签|关键词|\btags?\b|keywords?/i)) return undefined
    const words = column.sample.map((cell) => textOf(cell).split(betweenChoices).filter(Boolean))
    const isShort = words.every((parts) => parts.every((part) => part.length <= 40))
    return isShort && words.some((parts) => parts.length > 1) ? { confidence: 0.95, reason: 'import.reason.tags' } : undefined
  },
}
