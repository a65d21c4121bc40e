import { describe, expect, it } from 'vitest'
import { cyclesIn } from './dependency-graph.ts'

const graph = (edges: { [node: string]: string[] }) => new Map(Object.entries(edges))

describe('cyclesIn', () => {
  it('finds none where everything flows one way', () => {
    expect(cyclesIn(graph({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([])
  })

  it('names a way round, in its order', () => {
    const [cycle] = cyclesIn(graph({ a: ['b'], b: ['c'], c: ['a'] }))
    expect(cycle).toHaveLength(3)
    const round = `${cycle?.join('')}${cycle?.join('')}`
    expect(round).toContain('abc')
  })

  it('finds what waits for itself', () => {
    expect(cyclesIn(graph({ a: ['a'] }))).toEqual([['a']])
  })

  it('finds each knot once, with the shortest way round', () => {
    const cycles = cyclesIn(graph({ a: ['b'], b: ['a', 'c'], c: ['a'], x: ['y'], y: ['x'] }))
    expect(cycles.map((cycle) => cycle.length)).toEqual([2, 2])
  })

  it('walks chains of any length without running out of stack', () => {
    const long = new Map(Array.from({ length: 50_000 }, (_, i) => [`n${i}`, [`n${i + 1}`]]))
    expect(cyclesIn(long)).toEqual([])
  })
})
