import { boolean, list, text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { checkTree, exampleTree, optionsIn, placesIn, type TreeOption, treeMessages, treeSetting } from '../option-tree.ts'

type Config = { options: TreeOption[]; many: boolean; leavesOnly: boolean }

/** One or several options out of a tree, from any branch. The value lists their ids, a single one too. */
export const treeSelect = defineFieldType<string[], Config>({
  type: 'treeSelect',
  label: { en: 'Tree choice', 'zh-CN': '树形选择' },
  help: { en: 'One or several options out of a tree.', 'zh-CN': '从树形选项中选择一个或多个。' },
  icon: 'subtask',
  group: 'choice',
  valueType: list(text(40)),
  widget: 'treeSelect',
  config: {
    options: treeSetting,
    many: { valueType: boolean, label: { en: 'Several options', 'zh-CN': '可多选' }, default: true },
    leavesOnly: {
      valueType: boolean,
      label: { en: 'Only the last level', 'zh-CN': '只能选最后一级' },
      default: false,
    },
  },
  options: ({ options }) => optionsIn(options),
  validate: (value, { options, many, leavesOnly }) => {
    if (new Set(value).size < value.length) return { code: 'treeSelect.twice' }
    if (!many && value.length > 1) return { code: 'treeSelect.one' }
    return leavesOnly && value.some((id) => placesIn(options).get(id)?.option.children) ? { code: 'treeSelect.not-last' } : undefined
  },
  checkConfig: ({ options }) => checkTree(options),
  schema: ({ many }) => ({ uniqueItems: true, ...(many ? {} : { maxItems: 1 }) }),
  examples: {
    valid: [['shanghai'], ['hangzhou', 'beijing']],
    invalid: [['east'], ['mars'], ['beijing', 'beijing'], 'beijing'],
    config: { options: exampleTree as never, leavesOnly: true },
  },
  messages: {
    ...treeMessages,
    'treeSelect.twice': { text: { en: 'Each option may be chosen once', 'zh-CN': '每个选项只能选择一次' } },
    'treeSelect.one': { text: { en: 'Please choose one option', 'zh-CN': '只能选择一项' } },
    'treeSelect.not-last': { text: { en: 'Please choose options of the last level', 'zh-CN': '请选择最后一级的选项' } },
  },
})
