import type { ProcessDocument } from '@tangram/flow-engine'
import { describe, expect, it } from 'vitest'
import { canvasEdges, canvasNodes } from './to-canvas.ts'

const at = (x: number) => ({ x, y: 0 })
const process = {
  id: 'orders',
  label: {},
  entity: 'order',
  nodes: {
    order: ['start', 'scope', 'inner', 'late', 'done'],
    items: {
      start: { id: 'start', type: 'start', label: {}, config: {}, position: at(0) },
      scope: { id: 'scope', type: 'sub-process', label: {}, config: {}, position: at(100) },
      inner: { id: 'inner', type: 'handle', label: {}, config: {}, position: at(120), parent: 'scope' },
      late: { id: 'late', type: 'boundary-timer', label: {}, config: {}, position: at(140), attachedTo: 'scope' },
      done: { id: 'done', type: 'end', label: {}, config: {}, position: at(160), parent: 'scope' },
    },
  },
  flows: {
    order: ['outer', 'within'],
    items: { outer: { id: 'outer', from: 'start', to: 'scope' }, within: { id: 'within', from: 'inner', to: 'done' } },
  },
} as unknown as ProcessDocument

describe('on the canvas', () => {
  const heights = Object.fromEntries(
    [...canvasNodes(process, []), ...canvasEdges(process, new Set())].map(({ id, zIndex }) => [id, zIndex ?? 0]),
  )
  const above = (upper: string, lower: string) => (heights[upper] ?? 0) > (heights[lower] ?? 0)

  it('flows lie under the steps they could cross, also in a sub-process', () => {
    expect([above('start', 'outer'), above('scope', 'outer'), above('inner', 'within')]).toEqual([true, true, true])
  })

  it('a change of one step draws no other flow anew', () => {
    const before = canvasEdges(process, new Set())
    const { items } = process.nodes
    const renamed = { ...process, nodes: { ...process.nodes, items: { ...items, start: { ...items.start, label: { en: 'Go' } } } } }
    const [outer, within] = canvasEdges(renamed as ProcessDocument, new Set(), before)
    expect([outer === before[0], within === before[1]]).toEqual([false, true])
  })

  it('a flow is drawn anew when its steps change sides, and when it is chosen', () => {
    const before = canvasEdges(process, new Set())
    const { items } = process.nodes
    const moved = { ...process, nodes: { ...process.nodes, items: { ...items, done: { ...items.done, position: { x: 400, y: 0 } } } } }
    expect(canvasEdges(moved as ProcessDocument, new Set(), before)[1]).not.toBe(before[1])
    expect(canvasEdges(process, new Set(['within']), before).map((edge, index) => edge === before[index])).toEqual([true, false])
  })

  it('a sub-process lies under what it holds and under the event on its border', () => {
    expect([above('within', 'scope'), above('late', 'scope')]).toEqual([true, true])
  })
})
