import { type ConfigProperty, isJsonObject, json, type MessageCatalogue, type Option } from '@tangram/data-model'
import type { Problem } from './field-type.ts'

/** The setting of a choice field that holds its options; `editor: 'options'` draws the list. */
export const optionsSetting: ConfigProperty = {
  valueType: json,
  label: { en: 'Options', 'zh-CN': '选项' },
  editor: 'options',
  default: [
    { id: 'option_1', label: { en: 'Option 1', 'zh-CN': '选项 1' } },
    { id: 'option_2', label: { en: 'Option 2', 'zh-CN': '选项 2' } },
  ],
}

/** Options for examples and tests of choice fields. */
export const exampleOptions: Option[] = [
  { id: 'low', label: { en: 'Low', 'zh-CN': '低' } },
  { id: 'high', label: { en: 'High', 'zh-CN': '高' }, color: '#e03131' },
]

const longestId = 40

/** What is wrong with a list of options: shape, ids that are empty, too long or there twice, missing labels. */
export function checkOptions(options: unknown): (Problem & { setting: string })[] {
  const setting = 'options'
  if (!Array.isArray(options) || options.length === 0) return [{ setting, code: 'options.none' }]
  const problems: (Problem & { setting: string })[] = []
  const seen = new Set<string>()
  for (const [index, option] of options.entries()) {
    const position = index + 1
    if (!isOption(option)) {
      problems.push({ setting, code: 'options.not-an-option', params: { position } })
      continue
    }
    if (option.id === '' || option.id.length > longestId) problems.push({ setting, code: 'options.bad-id', params: { position } })
    if (seen.has(option.id)) problems.push({ setting, code: 'options.twice', params: { option: option.id } })
    seen.add(option.id)
  }
  return problems
}

/** The options of a setting that are fit to use. */
export function soundOptions(options: unknown): Option[] {
  return Array.isArray(options) ? options.filter(isOption) : []
}

function isOption(value: unknown): value is Option {
  if (value === null || typeof value !== 'object') return false
  const { id, label } = value as { [key: string]: unknown }
  return typeof id === 'string' && isJsonObject(label)
}

export const optionMessages: MessageCatalogue = {
  'options.none': {
    text: { en: 'There is no option to choose', 'zh-CN': '没有可选的选项' },
    fix: { en: 'Add at least one option', 'zh-CN': '请至少添加一个选项' },
  },
  'options.not-an-option': {
    text: { en: 'Option {position} has no id or no label', 'zh-CN': '第 {position} 个选项缺少 id 或名称' },
    fix: { en: 'Give it an id and a label', 'zh-CN': '请填写 id 和名称' },
  },
  'options.bad-id': {
    text: { en: 'The id of option {position} must have 1 to 40 characters', 'zh-CN': '第 {position} 个选项的 id 须为 1 到 40 个字符' },
    fix: { en: 'Choose a shorter id', 'zh-CN': '请使用更短的 id' },
  },
  'options.twice': {
    text: { en: 'Two options have the id “{option}”', 'zh-CN': '有两个选项的 id 都是“{option}”' },
    fix: { en: 'Give one of them another id', 'zh-CN': '请修改其中一个的 id' },
  },
}
