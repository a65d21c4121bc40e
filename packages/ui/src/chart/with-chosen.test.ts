import type { ReadyOption } from '@tangram/report-engine'
import { expect, it } from 'vitest'
import { isOf, withChosen } from './with-chosen.ts'

const item = (kind: string, value: number) => ({ value, mark: { cell: { kind }, measure: 'n' } })
const option = { series: [{ type: 'pie', data: [item('pump', 2), item('valve', 1), 3] }] } as unknown as ReadyOption

it('leaves the marks of a cell as they are and dims the others', () => {
  expect(withChosen(option, { kind: 'pump' }).series).toEqual([
    { type: 'pie', data: [item('pump', 2), { ...item('valve', 1), itemStyle: { opacity: 0.3 } }, 3] },
  ])
})

it('dims nothing when no mark is of the cell', () => {
  expect(withChosen(option, { kind: 'gone' })).toBe(option)
  expect(withChosen(option, undefined)).toBe(option)
})

it('a mark is of every cell whose values it has', () => {
  const mark = { cell: { kind: 'pump', month: '2026-11-01' } }
  expect(isOf(mark, { kind: 'pump' })).toBe(true)
  expect(isOf(mark, { kind: 'pump', region: null })).toBe(false)
})
