import { boolean, integer, list, reference, text, timestamp, type ValueType } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { comparisonsFor, logicOfRows, rowsOfLogic } from './condition-rows.ts'

const types: { [path: string]: ValueType } = {
  status: text(),
  hours: integer(),
  tags: list(text()),
  at: timestamp,
  by: reference('person'),
  watchers: reference('person', true),
  paid: boolean,
}
const typeOf = (path: string) => types[path]

describe('lines of a condition', () => {
  it.each([
    { path: 'status', is: 'is', value: 'new' },
    { path: 'status', is: 'is-not', value: 'new' },
    { path: 'status', is: 'one-of', value: ['new', 'done'] },
    { path: 'status', is: 'contains', value: 'e' },
    { path: 'tags', is: 'contains', value: 'vip' },
    { path: 'watchers', is: 'contains', value: 'p1' },
    { path: 'hours', is: 'at-least', value: 3 },
    { path: 'hours', is: 'at-most', value: 3 },
    { path: 'at', is: 'after', value: '2026-11-22T00:00:00.000Z' },
    { path: 'at', is: 'before', value: { var: '$now' } },
    { path: 'by', is: 'is', value: { var: '$user.id' } },
    { path: 'by', is: 'empty' },
    { path: 'status', is: 'not-empty' },
    { path: 'paid', is: 'is', value: true },
  ] as const)('$path $is is read back from its logic as it was', (row) => {
    const one = logicOfRows({ join: 'and', rows: [structuredClone(row) as never] }, typeOf)
    expect(rowsOfLogic(one, typeOf)).toEqual({ join: 'and', rows: [row] })
    for (const join of ['and', 'or'] as const) {
      const rows = { join, rows: [structuredClone(row), { path: 'status', is: 'is', value: 'x' }] as never }
      expect(rowsOfLogic(logicOfRows(rows, typeOf), typeOf)).toEqual(rows)
    }
  })

  it('a number compared is not an empty one', () => {
    expect(logicOfRows({ join: 'and', rows: [{ path: 'hours', is: 'at-most', value: 3 }] }, typeOf)).toEqual({
      and: [{ '!=': [{ var: 'hours' }, null] }, { '<=': [{ var: 'hours' }, 3] }],
    })
  })

  it('no line is no condition', () => {
    expect(logicOfRows({ join: 'and', rows: [] }, typeOf)).toBeUndefined()
    expect(rowsOfLogic(true, typeOf)).toEqual({ join: 'and', rows: [] })
  })

  it.each([
    ['a calculation', { '>': [{ '+': [{ var: 'hours' }, 1] }, 3] }],
    ['two fields compared', { '==': [{ var: 'status' }, { var: 'by' }] }],
    [
      'and within or',
      { or: [{ and: [{ '==': [{ var: 'status' }, 'a'] }, { '==': [{ var: 'hours' }, 1] }] }, { '==': [{ var: 'hours' }, 2] }] },
    ],
    ['never', false],
  ])('%s is not shown as lines', (_what, logic) => {
    expect(rowsOfLogic(logic as never, typeOf)).toBeUndefined()
  })

  it('offers the usual comparison first', () => {
    expect(comparisonsFor(text(), true)[0]).toBe('is')
    expect(comparisonsFor(integer(), false)[0]).toBe('at-least')
    expect(comparisonsFor(timestamp, false)[0]).toBe('after')
  })
})
