import { inOrder } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import type { NodeDocument, ProcessDocument } from './document.ts'
import { layOutProcess, sizeOf } from './lay-out-process.ts'
import { processOf } from './testing/build.ts'
import { complaintHandling } from './testing/service-desk.ts'

const boxOf = (process: ProcessDocument, id: string) => {
  const node = process.nodes.items[id] as NodeDocument
  return { ...(node.position ?? { x: Number.NaN, y: Number.NaN }), ...sizeOf(node) }
}

/** A sub-process with two branches, an event on its border, and a way back. */
function withRegion(): ProcessDocument {
  const process = processOf(
    [
      ['start', 'start'],
      ['region', 'sub-process'],
      ['s', 'start'],
      ['a', 'handle'],
      ['b', 'handle'],
      ['e', 'end'],
      ['late', 'boundary-timer'],
      ['ask', 'handle'],
      ['end', 'end'],
    ],
    ['start → region', 'region → ask', 'ask → end', 's → a', 's → b', 'a → e', 'b → e', 'late → ask', 'ask → region'],
  )
  for (const id of ['s', 'a', 'b', 'e']) process.nodes.items[id] = { ...(process.nodes.items[id] as NodeDocument), parent: 'region' }
  process.nodes.items.late = { ...(process.nodes.items.late as NodeDocument), attachedTo: 'region' }
  return process
}

describe('layOutProcess', () => {
  it('puts every step to the right of what leads to it, and none over another', () => {
    const laid = layOutProcess(complaintHandling)
    const boxes = inOrder(laid.nodes).map(({ id }) => boxOf(laid, id))
    expect(boxOf(laid, 'dispatch').x).toBeGreaterThan(boxOf(laid, 'start').x)
    expect(boxOf(laid, 'handle').x).toBeGreaterThan(boxOf(laid, 'dispatch').x)
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const isApart =
          one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y
        expect(isApart).toBe(true)
      }
    }
  })

  it('makes a sub-process as large as what stands in it', () => {
    const laid = layOutProcess(withRegion())
    const region = boxOf(laid, 'region')
    for (const id of ['s', 'a', 'b', 'e']) {
      const box = boxOf(laid, id)
      expect(box.x).toBeGreaterThan(region.x)
      expect(box.y).toBeGreaterThan(region.y)
      expect(box.x + box.width).toBeLessThan(region.x + region.width)
      expect(box.y + box.height).toBeLessThan(region.y + region.height)
    }
  })

  it('puts events on the lower border of their activity and leads ways back below everything', () => {
    const laid = layOutProcess(withRegion())
    const [region, late] = [boxOf(laid, 'region'), boxOf(laid, 'late')]
    expect(late.y + late.height / 2).toBe(region.y + region.height)
    const back = laid.flows.items.f8?.waypoints ?? []
    const lowest = Math.max(...inOrder(laid.nodes).map(({ id }) => boxOf(laid, id).y + boxOf(laid, id).height))
    expect(Math.max(...back.map(({ y }) => y))).toBeGreaterThanOrEqual(lowest)
    expect(laid.flows.items.f0?.waypoints).toBeUndefined()
  })

  it('moves nothing that has a place', () => {
    const process = withRegion()
    process.nodes.items.start = { ...(process.nodes.items.start as NodeDocument), position: { x: 7, y: 9 } }
    const laid = layOutProcess(process)
    expect(laid.nodes.items.start?.position).toEqual({ x: 7, y: 9 })
    expect(boxOf(laid, 'end').y).toBeGreaterThan(9 + 36)
    expect(layOutProcess(laid)).toBe(laid)
  })

  it('lays a chain of two thousand steps out', () => {
    const ids = Array.from({ length: 2000 }, (_, index) => `n${index}`)
    const chain = processOf(
      ids.map((id) => [id, 'handle']),
      ids.slice(1).map((id, index) => `n${index} → ${id}`),
    )
    expect(boxOf(layOutProcess(chain), 'n1999').x).toBe(1999 * 240 + 20)
  })
})
