import type { JsonValue } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { evaluateLogic } from './compile-evaluator.ts'
import { folded, keepFolds } from './folded.ts'

/** The list with some items in place of others. */
function exchanged(list: readonly JsonValue[], changes: ReadonlyMap<number, JsonValue>): readonly JsonValue[] {
  const after = list.map((item, index) => changes.get(index) ?? (changes.has(index) ? null : item))
  return keepFolds(
    after,
    list,
    [...changes].map(([index, value]) => [list[index] ?? null, value] as const),
  )
}

const given = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }
const v = (name: string) => ({ var: name })
const items = fc.oneof(fc.constantFrom<JsonValue>(null, 0, 1, -7, 2, '0.10', '-3.005', '2', '2.00', '99999999999999999.99'), fc.integer())

describe('what is folded over a list', () => {
  it('is exchanged item by item instead of being looked up again', () => {
    const of = vi.fn((list: readonly JsonValue[]) => list.length)
    const fold = { of, exchange: (count: number) => count }
    const list = keepFolds(['a', 'b'])
    expect([folded(list, fold), folded(list, fold), folded(exchanged(list, new Map([[1, 'c']])), fold)]).toEqual([2, 2, 2])
    expect(of).toHaveBeenCalledTimes(1)
  })

  it('follows items that go and come', () => {
    const list = keepFolds(['1.5', 2, null])
    const sum = (of: readonly JsonValue[]) => evaluateLogic({ dec_sum: [v('list')] }, { list: of as JsonValue[] }, given)
    expect([
      sum(list),
      sum(
        keepFolds([2, '0.25'], list, [
          ['1.5', null],
          [null, '0.25'],
        ]),
      ),
    ]).toEqual(['3.5', '2.25'])
  })

  it('is what all items come to, whatever was exchanged in whatever order', () => {
    const operators = ['sum', 'dec_sum', 'average', 'min', 'max', 'count']
    fc.assert(
      fc.property(
        fc.array(items, { minLength: 1, maxLength: 8 }),
        fc.array(fc.dictionary(fc.integer({ min: 0, max: 7 }).map(String), items, { maxKeys: 3 }), { maxLength: 12 }),
        (start, edits) => {
          let list = keepFolds(start)
          for (const edit of edits) {
            const changes = Object.entries(edit).flatMap(([at, value]): [number, JsonValue][] =>
              Number(at) < start.length ? [[Number(at), value]] : [],
            )
            list = exchanged(list, new Map(changes))
            for (const op of operators) {
              const kept = evaluateLogic({ [op]: [{ var: 'list' }] }, { list: list as JsonValue[] }, given)
              expect(kept, op).toEqual(evaluateLogic({ [op]: [{ var: 'list' }] }, { list: [...list] }, given))
            }
          }
        },
      ),
    )
  })
})
