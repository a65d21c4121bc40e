import type { TreeOption } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { textOfTree, treeOfText } from './option-tree-text.ts'

const tree: TreeOption[] = [
  {
    id: 'east',
    label: { 'zh-CN': '华东', en: 'East' },
    children: [
      { id: 'sh', label: { 'zh-CN': '上海', en: 'Shanghai' }, color: 'red' },
      { id: 'hz', label: { 'zh-CN': '杭州' } },
    ],
  },
  { id: 'north', label: { en: 'North' } },
]
const text = '华东 | East\n  上海 | Shanghai\n  杭州\nNorth'

describe('a tree of options as text', () => {
  it('is written and read again, ids, colours and all', () => {
    expect(textOfTree(tree)).toBe(text)
    expect(treeOfText(text, tree, [])).toEqual(tree)
  })

  it('keeps the id of an option that gets other words, moves, or gets a sibling', () => {
    const ids = (changed: string) => {
      const list = (options: readonly TreeOption[]): string[] => options.flatMap(({ id, children }) => [id, ...list(children ?? [])])
      return list(treeOfText(changed, tree, []))
    }
    expect(ids(text.replace('杭州', '杭州市'))).toEqual(['east', 'sh', 'hz', 'north'])
    expect(ids('华东 | East\n  上海 | Shanghai\nNorth\n  杭州')).toEqual(['east', 'sh', 'north', 'hz'])
    expect(ids(text.replace('North', 'North\nSouth'))).toEqual(['east', 'sh', 'hz', 'north', 'south'])
  })

  it('gives a new option no id that a record may hold', () => {
    expect(treeOfText('South', [], ['south'])).toMatchObject([{ id: 'south_2' }])
  })

  it('reads tabs and full spaces as indentation', () => {
    expect(treeOfText('甲\n\t乙\n\t\t丙\n　丁', [], [])).toMatchObject([
      { label: { 'zh-CN': '甲' }, children: [{ children: [{ label: { 'zh-CN': '丙' } }] }, { label: { 'zh-CN': '丁' } }] },
    ])
  })

  it('reads cells of a table: columns are levels, an empty cell is the one above', () => {
    expect(textOfTree(treeOfText('华东\t上海\t浦东\n\t\t徐汇\n\t杭州\n华北\t北京', [], []))).toBe(
      '华东\n  上海\n    浦东\n    徐汇\n  杭州\n华北\n  北京',
    )
  })
})
