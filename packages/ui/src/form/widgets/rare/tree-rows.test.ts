import { describe, expect, it } from 'vitest'
import { nodesIn, type TreeNode, treeRows } from './tree-rows.ts'

const tree: TreeNode[] = [
  {
    id: 'e',
    label: 'East',
    children: [
      { id: 's', label: 'Shanghai' },
      { id: 'h', label: 'Hangzhou' },
    ],
  },
  { id: 'n', label: 'North', children: [{ id: 'b', label: 'Beijing' }] },
]
const ids = (unfolded: string[], search = '') => treeRows(tree, new Set(unfolded), search).map(({ node }) => node.id)

describe('the lines of a tree', () => {
  it('show what is unfolded', () => {
    expect(ids([])).toEqual(['e', 'n'])
    expect(ids(['e'])).toEqual(['e', 's', 'h', 'n'])
  })

  it('show what has the words, and what leads there, while somebody searches', () => {
    expect(ids([], 'hangz')).toEqual(['e', 'h'])
    expect(ids([], 'mars')).toEqual([])
  })

  it('say where they stand', () => {
    expect(treeRows(tree, new Set(['e']), '')[2]).toMatchObject({ level: 2, position: 2, siblings: 2, parent: 'e' })
    expect(nodesIn(tree)).toHaveLength(5)
  })
})
