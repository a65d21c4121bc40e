import { expect, it } from 'vitest'
import type { DrawnNode, DrawnProcess } from '../client/types.ts'
import { drawingOf, labelPlaceOf, shapeOf } from './diagram-geometry.ts'

const node = (id: string, more: Partial<DrawnNode> = {}): DrawnNode => ({ id, type: 'handle', label: { en: id }, ...more })
const process = (nodes: DrawnNode[], flows: [string, string][]): DrawnProcess => ({
  id: 'p',
  label: { en: 'P' },
  nodes,
  flows: flows.map(([from, to]) => ({ id: `${from}_${to}`, from, to })),
})

it('draws events round, gateways on their corner, what holds nodes as a frame', () => {
  expect(['start', 'end', 'boundary-timer', 'timer-event', 'error-end', 'throw-signal'].map((type) => shapeOf(type, false))).toEqual(
    Array(6).fill('event'),
  )
  expect(shapeOf('parallel-gateway', false)).toBe('gateway')
  expect(shapeOf('approve', false)).toBe('task')
  expect(shapeOf('sub-process', true)).toBe('scope')
})

it('keeps the places of the designer; a step is a little wider than its room', () => {
  const { boxes } = drawingOf(
    process(
      [
        node('sub', { type: 'sub-process', position: { x: 100, y: 50 }, size: { width: 500, height: 200 } }),
        node('inner', { parent: 'sub', position: { x: 120, y: 90 } }),
      ],
      [],
    ),
  )
  expect(boxes.get('sub')).toMatchObject({ x: 100, y: 50, width: 500, height: 200, shape: 'scope' })
  expect(boxes.get('inner')).toEqual({ x: 110, y: 90, width: 120, height: 80, shape: 'task' })
})

it('puts what is lower in the middle of its row, unless it stands there already', () => {
  const { boxes } = drawingOf(
    process(
      [
        node('a', { position: { x: 100, y: 120 } }),
        node('start', { type: 'start', position: { x: 0, y: 120 } }),
        node('end', { type: 'end', position: { x: 300, y: 142 } }),
      ],
      [],
    ),
  )
  expect(boxes.get('start')?.y).toBe(142)
  expect(boxes.get('end')?.y).toBe(142)
})

it('lays out from left to right what has no place, nothing on top of another', () => {
  const { boxes, paths } = drawingOf(
    process(
      [node('a'), node('b'), node('c'), node('d')],
      [
        ['a', 'b'],
        ['a', 'c'],
        ['b', 'd'],
      ],
    ),
  )
  const x = (id: string) => boxes.get(id)?.x ?? Number.NaN
  expect(x('a')).toBeLessThan(x('b'))
  expect(x('b')).toBe(x('c'))
  expect(boxes.get('b')?.y).not.toBe(boxes.get('c')?.y)
  expect(paths.get('a_b')).toHaveLength(2)
})

it('leads a way back below both, and the frame holds all of it', () => {
  const { paths, frame } = drawingOf(
    process([node('a', { position: { x: 0, y: 0 } }), node('b', { position: { x: 300, y: 0 } })], [['b', 'a']]),
  )
  const lowest = Math.max(...(paths.get('b_a') ?? []).map(({ y }) => y))
  expect(lowest).toBeGreaterThan(80)
  expect(frame.y + frame.height).toBeGreaterThan(lowest)
})

it('puts an event without a place on the border of what it watches', () => {
  const { boxes } = drawingOf(
    process([node('a', { position: { x: 0, y: 0 } }), node('late', { type: 'boundary-timer', attachedTo: 'a' })], []),
  )
  expect(boxes.get('late')).toMatchObject({ y: 62 })
})

it('puts the words of two ways out of one box apart: above the straight one, on the upright piece of the one that turns off', () => {
  const start = { x: 100, y: 40 }
  const straight = [start, { x: 200, y: 40 }]
  const turning = [start, { x: 150, y: 40 }, { x: 150, y: 180 }, { x: 200, y: 180 }]
  expect([labelPlaceOf(straight), labelPlaceOf(turning)]).toEqual([
    { x: 150, y: 34 },
    { x: 150, y: 114 },
  ])
})

it('puts the words of a way back on the level piece below', () => {
  const back = [
    { x: 300, y: 80 },
    { x: 300, y: 120 },
    { x: 100, y: 120 },
    { x: 100, y: 80 },
  ]
  expect(labelPlaceOf(back)).toEqual({ x: 200, y: 114 })
})
