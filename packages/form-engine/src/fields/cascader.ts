import { boolean, list, text, textIn } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { optionNamed } from '../import/recognise.ts'
import { checkTree, exampleTree, optionsIn, placesIn, soundTree, type TreeOption, treeMessages, treeSetting } from '../option-tree.ts'

type Config = { options: TreeOption[]; anyLevel: boolean }

/** One option of a tree, chosen level by level. The value is the path of ids that leads to it. */
export const cascader = defineFieldType<string[], Config>({
  type: 'cascader',
  label: { en: 'Cascading choice', 'zh-CN': '级联选择' },
  help: { en: 'A choice made level by level, such as category and model.', 'zh-CN': '逐级选择，例如品类与型号。' },
  icon: 'list-tree',
  group: 'choice',
  valueType: list(text(40)),
  widget: 'cascader',
  config: {
    options: treeSetting,
    anyLevel: {
      valueType: boolean,
      label: { en: 'May stop at any level', 'zh-CN': '可选任意一级' },
      help: { en: 'Otherwise the last level must be reached', 'zh-CN': '否则必须选到最后一级' },
      default: false,
    },
  },
  options: ({ options }) => optionsIn(options),
  validate: (value, { options, anyLevel }) => {
    const place = placesIn(options).get(value.at(-1) ?? '')
    if (place?.path.join('\n') !== value.join('\n')) return { code: 'cascader.no-path' }
    return place.option.children && !anyLevel ? { code: 'cascader.goes-on' } : undefined
  },
  checkConfig: ({ options }) => checkTree(options),
  schema: () => ({ minItems: 1, uniqueItems: true }),
  format: (value, { options }, locale) => value.map((id) => textIn(placesIn(options).get(id)?.option.label, locale, id)).join(' / '),
  examples: {
    valid: [
      ['east', 'shanghai'],
      ['north', 'beijing'],
    ],
    invalid: [['east'], ['shanghai'], ['north', 'shanghai'], 'east', ['mars']],
    config: { options: exampleTree as never },
  },
  messages: {
    ...treeMessages,
    'cascader.no-path': { text: { en: 'Please choose again, level by level', 'zh-CN': '请重新逐级选择' } },
    'cascader.goes-on': { text: { en: 'Please choose down to the last level', 'zh-CN': '请选到最后一级' } },
  },
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const cascaderImporter: Importer = {
  read: (cell, config) => {
    const { options } = config as unknown as Config
    const path: string[] = []
    let level: readonly TreeOption[] = soundTree(options)
    for (const name of textOf(cell).split(/\s*[/>／、]\s*/)) {
      const id = optionNamed(level, name)
      if (id === undefined) return undefined
      path.push(id)
      level = level.find((option) => option.id === id)?.children ?? []
    }
    return path
  },
}
