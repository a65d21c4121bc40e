import type { FieldElement } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { elementGroups } from './element-groups.ts'

const fields = (count: number, span: number) => {
  const ids = Array.from({ length: count }, (_, index) => `f${index}`)
  return { ids, items: Object.fromEntries(ids.map((id): [string, FieldElement] => [id, { id, kind: 'field', field: id, span }])) }
}

describe('the groups of elements', () => {
  it('are one as long as a form is short', () => {
    const { ids, items } = fields(100, 6)
    expect(elementGroups(ids, items)).toEqual([ids])
  })

  it.each([12, 6, 4, 3, 5])('hold every element once, in order, and whole rows, %i columns wide', (span) => {
    const { ids, items } = fields(350, span)
    const groups = elementGroups(ids, items)
    expect(groups.flat()).toEqual(ids)
    const perRow = Math.floor(12 / span)
    for (const group of groups.slice(0, -1)) {
      expect(group.length % perRow).toBe(0)
      expect(group.length).toBeGreaterThanOrEqual(40)
      expect(group.length).toBeLessThan(40 + perRow)
    }
  })
})
