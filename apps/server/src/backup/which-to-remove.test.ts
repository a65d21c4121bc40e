import { describe, expect, it } from 'vitest'
import { whichToRemove } from './which-to-remove.ts'

const now = '2026-11-23T12:00:00.000Z'
const backup = (id: string, day: number, more: object = {}) => ({
  id,
  name: id,
  state: 'good' as const,
  checkState: 'good' as const,
  begunAt: `2026-11-${day}T02:00:00.000Z`,
  ...more,
})

describe('which backups go', () => {
  it('are those beyond the number that is kept', () => {
    expect(whichToRemove([backup('a', 20), backup('b', 21), backup('c', 22)], { keep: 2, keepDays: null }, now)).toEqual(['a'])
  })

  it('are those that are too old, never the newest whole one', () => {
    const all = [backup('a', 10), backup('b', 11), backup('c', 12)]
    expect(whichToRemove(all, { keep: 9, keepDays: 5 }, now)).toEqual(['b', 'a'])
  })

  it('are none that is newer than the last whole one, nor any while none is whole', () => {
    const broken = { checkState: 'damaged' as const }
    const incomplete = { state: 'incomplete' as const }
    expect(whichToRemove([backup('a', 20), backup('b', 21, incomplete), backup('c', 22, broken)], { keep: 1, keepDays: 1 }, now)).toEqual(
      [],
    )
    expect(whichToRemove([backup('a', 20, incomplete), backup('b', 21, broken)], { keep: 1, keepDays: 1 }, now)).toEqual([])
  })
})
