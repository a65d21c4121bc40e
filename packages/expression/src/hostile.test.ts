import { describe, expect, it } from 'vitest'
import { compileEvaluator } from './compile-evaluator.ts'
import type { Logic } from './logic.ts'
import { operators } from './operators/index.ts'
import { given } from './testing/case-files.ts'
import { attack, attackOnce } from './testing/hostile.ts'

describe('ten thousand hostile expressions', () => {
  it('reach no host object and throw nothing but our own errors', { timeout: 60_000 }, () => {
    expect(attack(20_261_122, 10_000)).toEqual({ cases: 10_000, breaches: 0 })
  })
})

it('a value that cannot become a number is neither even nor odd', () => {
  expect(attackOnce(42_034)).toBeUndefined()
})

it('a quotient of more digits than anything can have has twenty of them', () => {
  const run = (logic: Logic) => compileEvaluator(logic)(() => null, given)
  expect(run({ 'dec/': ['1', '3', 1e308] })).toBe('0.33333333333333333333')
  expect(run({ round: ['2.5', -1e308] })).toBe('0')
})

it('an object that names its own way to be written is not asked', () => {
  const run = compileEvaluator({ cat: [{ var: 'born' }] })
  expect(run(() => ({ toString: 'tags.length' }), given)).toBe('[object Object]')
})

it('a text that names no zone gives nothing', () => {
  const run = (logic: Logic) => compileEvaluator(logic)(() => null, given)
  expect(run({ instant_of_day: ['2026-11-22', '08:30:00', '25:61:00'] })).toBeNull()
  expect(run({ date_in: ['2026-11-22T08:00:00.000Z', 'nowhere'] })).toBeNull()
})

describe('an evaluation', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => `${index}`)
  const read = () => many

  it('goes through a million items of lists and no more', () => {
    const times = (count: number) => ({ and: [true, ...Array.from({ length: count }, () => ({ has_any: [{ var: 'tags' }, ['x']] }))] })
    expect(compileEvaluator({ or: Array.from({ length: 9 }, () => ({ in: ['x', { var: 'tags' }] })) })(read, given)).toBe(false)
    expect(() => compileEvaluator({ or: Array.from({ length: 11 }, () => ({ in: ['x', { var: 'tags' }] })) })(read, given)).toThrowError(
      expect.objectContaining({ code: 'expression.too-many-items' }),
    )
    const again = compileEvaluator(times(1))
    for (let turn = 0; turn < 30; turn++) expect(again(read, given)).toBe(false)
  })

  it.each(operators.map((operator) => operator.op))('of %s over long lists ends', { timeout: 10_000 }, (op) => {
    const operator = operators.find((each) => each.op === op)
    const params = [...(operator?.params ?? []), ...(operator?.rest ? [operator.rest] : [])]
    try {
      compileEvaluator({ [op]: params.map(() => ({ var: 'tags' })) })(read, given)
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^expression\./) })
    }
  })
})
