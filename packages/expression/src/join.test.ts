import type { JsonValue } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateLogic } from './compile-evaluator.ts'
import { operators } from './operators/index.ts'

const given = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }

const scalar = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, false, '', '0', '7', '7.0', '-1.50', 'a', '你好😀', '2026-11-22', 0, 1, 7, -3, 0.5),
  fc.constantFrom<JsonValue>(2 ** 53 - 1, -(2 ** 53) + 1, 2 ** 60),
  fc.integer({ min: -20, max: 20 }),
)
const value = fc.oneof({ weight: 6, arbitrary: scalar }, { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) })

describe('the closures of', () => {
  const both = operators.flatMap((operator) => ('evaluate' in operator && operator.join ? [operator] : []))

  it.each(both)('$op give what it means, whatever it is given and however it is written', ({ op, evaluate, params }) => {
    // An argument is written out or a name; closures differ in that.
    const argument = fc.tuple(value, fc.boolean())
    const least = params.filter((param) => !param.optional).length
    fc.assert(
      fc.property(fc.array(argument, { minLength: least, maxLength: 3 }), (args) => {
        const values = Object.fromEntries(args.map(([value], index) => [`v${index}`, value]))
        const logic = { [op]: args.map(([value, isWritten], index) => (isWritten ? value : { var: `v${index}` })) }
        expect(evaluateLogic(logic, values, given)).toEqual(
          evaluate(
            args.map(([value]) => value),
            given,
          ),
        )
      }),
      { numRuns: 2_000 },
    )
  })
})
