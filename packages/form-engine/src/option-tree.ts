import { type ConfigProperty, isJsonObject, json, type LocalizedText, type MessageCatalogue, type Option } from '@tangram/data-model'
import type { Problem } from './field-type.ts'

/** A choice with choices under it. Ids are unique in the whole tree. */
export type TreeOption = Option & { children?: TreeOption[] }

/** The setting of a field that chooses from a tree; `editor: 'option-tree'` draws it. */
export const treeSetting: ConfigProperty = {
  valueType: json,
  label: { en: 'Options', 'zh-CN': '选项' },
  editor: 'option-tree',
  default: [
    {
      id: 'option_1',
      label: { en: 'Option 1', 'zh-CN': '选项 1' },
      children: [{ id: 'option_1_1', label: { en: 'Option 1.1', 'zh-CN': '选项 1.1' } }],
    },
    {
      id: 'option_2',
      label: { en: 'Option 2', 'zh-CN': '选项 2' },
      children: [{ id: 'option_2_1', label: { en: 'Option 2.1', 'zh-CN': '选项 2.1' } }],
    },
  ],
}

/** A tree for examples and tests. */
export const exampleTree: TreeOption[] = [
  {
    id: 'east',
    label: { en: 'East', 'zh-CN': '华东' },
    children: [
      { id: 'shanghai', label: { en: 'Shanghai', 'zh-CN': '上海' } },
      { id: 'hangzhou', label: { en: 'Hangzhou', 'zh-CN': '杭州' } },
    ],
  },
  { id: 'north', label: { en: 'North', 'zh-CN': '华北' }, children: [{ id: 'beijing', label: { en: 'Beijing', 'zh-CN': '北京' } }] },
]

const deepest = 8

/** The sound part of a tree in a setting: entries with an id and a label, each id once, at most eight levels. */
export function soundTree(tree: unknown, level = 1, seen = new Set<string>()): TreeOption[] {
  if (!Array.isArray(tree) || level > deepest) return []
  return tree.flatMap((entry: unknown) => {
    if (!isEntry(entry) || seen.has(entry.id)) return []
    seen.add(entry.id)
    const { id, label, color } = entry
    const children = soundTree(entry.children, level + 1, seen)
    return [{ id, label, ...(typeof color === 'string' ? { color } : {}), ...(children.length > 0 ? { children } : {}) }]
  })
}

type Place = { option: TreeOption; path: string[] }

const places = new WeakMap<object, ReadonlyMap<string, Place>>()

/** Every option of the tree of a setting with the ids that lead to it, by id. Kept as long as the setting. */
export function placesIn(tree: unknown): ReadonlyMap<string, Place> {
  const key = typeof tree === 'object' && tree !== null ? tree : nothing
  let found = places.get(key)
  if (!found) {
    found = new Map(walk(soundTree(tree), []))
    places.set(key, found)
  }
  return found
}
const nothing: object = []

function walk(tree: readonly TreeOption[], above: string[]): [string, Place][] {
  return tree.flatMap((option) => {
    const path = [...above, option.id]
    return [[option.id, { option, path }] as [string, Place], ...walk(option.children ?? [], path)]
  })
}

/** All options of the tree, parents before children, without their children. */
export const optionsIn = (tree: unknown): Option[] =>
  [...placesIn(tree).values()].map(({ option: { children: _children, ...option } }) => option)

/** What is wrong with the tree of a setting. */
export function checkTree(tree: unknown): (Problem & { setting: string })[] {
  const setting = 'options'
  if (!Array.isArray(tree) || tree.length === 0) return [{ setting, code: 'tree.none' }]
  const seen = new Set<string>()
  const found: (Problem & { setting: string })[] = []
  const visit = (entries: readonly unknown[], level: number) => {
    if (level > deepest) found.push({ setting, code: 'tree.too-deep', params: { deepest } })
    else
      for (const entry of entries) {
        if (!isEntry(entry)) {
          found.push({ setting, code: 'tree.not-an-option', params: { position: seen.size + 1 } })
          continue
        }
        if (seen.has(entry.id)) found.push({ setting, code: 'tree.twice', params: { option: entry.id } })
        seen.add(entry.id)
        if (Array.isArray(entry.children)) visit(entry.children, level + 1)
      }
  }
  visit(tree, 1)
  return found
}

function isEntry(value: unknown): value is { id: string; label: LocalizedText; color?: unknown; children?: unknown } {
  if (value === null || typeof value !== 'object') return false
  const { id, label } = value as { [key: string]: unknown }
  return typeof id === 'string' && id !== '' && id.length <= 40 && isJsonObject(label)
}

export const treeMessages: MessageCatalogue = {
  'tree.none': {
    text: { en: 'There is no option to choose', 'zh-CN': '没有可选的选项' },
    fix: { en: 'Add at least one option', 'zh-CN': '请至少添加一个选项' },
  },
  'tree.not-an-option': {
    text: {
      en: 'Option {position} has no label, or its id has not 1 to 40 characters',
      'zh-CN': '第 {position} 个选项没有名称，或 id 不是 1 到 40 个字符',
    },
    fix: { en: 'Give it an id and a label', 'zh-CN': '请填写 id 和名称' },
  },
  'tree.twice': {
    text: { en: 'Two options have the id “{option}”', 'zh-CN': '有两个选项的 id 都是“{option}”' },
    fix: { en: 'Give one of them another id', 'zh-CN': '请修改其中一个的 id' },
  },
  'tree.too-deep': {
    text: { en: 'The options have more than {deepest} levels', 'zh-CN': '选项超过 {deepest} 级' },
    fix: { en: 'Use fewer levels', 'zh-CN': '请减少层级' },
  },
}
