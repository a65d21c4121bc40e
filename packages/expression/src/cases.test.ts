import jsonLogic from 'json-logic-js'
import { describe, expect, it } from 'vitest'
import { compileEvaluator, evaluateLogic } from './compile-evaluator.ts'
import { fromJsonLogic } from './from-json-logic.ts'
import { operators } from './operators/index.ts'
import { sampleScope, sampleTypes } from './testing/arbitrary-logic.ts'
import { type Case, caseFiles, given } from './testing/case-files.ts'
import { isTruthy } from './truth.ts'

describe.each(caseFiles)('$name', ({ cases }) => {
  it.each(cases)('$logic over $values is $expected', ({ logic, values, expected }: Case) => {
    expect(evaluateLogic(logic, values, given)).toEqual(expected)
    expect(fromJsonLogic(logic, sampleScope).diagnostics).toEqual([])
  })
})

const core = caseFiles.flatMap(({ cases }) => cases.filter((each) => each.core))

describe('json-logic-js', () => {
  it.each(core)('gives $logic over $values the same answer', ({ logic, values, expected }: Case) => {
    const everything = Object.fromEntries(Object.keys(sampleTypes).map((name) => [name, values[name] ?? null]))
    const answer: unknown = jsonLogic.apply(logic as never, { ...everything, $now: given.now })
    // and, or and ! of JSON Logic may answer with an operand; ours say true or false.
    if (typeof expected === 'boolean') expect(isTruthy(answer as never)).toBe(expected)
    else if (typeof expected === 'number') expect(answer as number).toBeCloseTo(expected, 12)
    else expect(answer).toEqual(expected)
  })

  it('is asked about every kind of operator it has', () => {
    expect(core.length).toBeGreaterThan(40)
  })
})

describe('every operator', () => {
  it.each(operators.map(({ op, names, label, params }) => ({ op, names, label, params })))(
    '$op is described and has a case',
    ({ op, names, label, params }) => {
      expect(label.en).not.toBe('')
      expect(label['zh-CN']).not.toBe('')
      expect(params.every(({ name }) => name.en !== '' && name['zh-CN'] !== '')).toBe(true)
      expect(names[0]).toMatch(/^[A-Z_]+$/)
      expect(caseFiles.some(({ cases }) => cases.some(({ logic }) => JSON.stringify(logic).includes(`"${op}":`)))).toBe(true)
    },
  )

  it('is one of 120 functions and more, 90 of them in SQL, each with a Chinese name', () => {
    // Exact operators are the same functions on decimals.
    const exact = new Set(operators.map((operator) => operator.exact))
    const own = operators.filter(({ op }) => !exact.has(op) && !op.startsWith('dec') && /^[a-z]/.test(op))
    expect(own.length).toBeGreaterThanOrEqual(120)
    expect(own.filter(({ closuresOnly }) => !closuresOnly).length).toBeGreaterThanOrEqual(90)
    expect(operators.filter(({ names }) => !names.some((name) => /[\u4e00-\u9fff]/.test(name))).map(({ op }) => op)).toEqual([])
  })

  it('says in both languages why only closures have it', () => {
    for (const { closuresOnly } of operators) if (closuresOnly) expect([closuresOnly.en, closuresOnly['zh-CN']].every(Boolean)).toBe(true)
  })

  it('has a name of its own', () => {
    const names = operators.flatMap((operator) => operator.names)
    expect(new Set(names.map((name) => name.toUpperCase())).size).toBe(names.length)
  })
})

describe('what is no expression', () => {
  it.each([
    [{ constructor: ['return process'] }, 'expression.unknown-operator'],
    [{ __proto__: null, toString: [] }, 'expression.unknown-operator'],
    [{ method: [{ var: 'name' }, 'constructor'] }, 'expression.unknown-operator'],
    [JSON.parse('{"__proto__": [1]}'), 'expression.unknown-operator'],
    [{ '==': [1, 1], '!=': [1, 1] }, 'expression.malformed'],
    [{}, 'expression.malformed'],
    [{ var: 7 }, 'expression.malformed'],
    [{ var: ['name', 'otherwise'] }, 'expression.malformed'],
  ])('%j is refused', (logic, code) => {
    expect(() => compileEvaluator(logic)).toThrowError(expect.objectContaining({ code }))
  })

  it('nests or grows beyond its budget', () => {
    let deep: unknown = true
    for (let level = 0; level < 80; level++) deep = { '!': [deep] }
    expect(() => compileEvaluator(deep as never)).toThrowError(expect.objectContaining({ code: 'expression.too-deep' }))
    expect(() => compileEvaluator({ and: Array.from({ length: 2_000 }, () => true) })).toThrowError(
      expect.objectContaining({ code: 'expression.too-long' }),
    )
  })

  it('builds a text without end', () => {
    let logic: unknown = 'x'.repeat(1_000)
    for (let level = 0; level < 6; level++) logic = { replace: [logic, 'x', 'xxxxxxxxxx'] }
    expect(() => evaluateLogic(logic as never, {}, given)).toThrowError(expect.objectContaining({ code: 'expression.text-too-long' }))
  })
})

describe('a name', () => {
  it.each(['constructor', '__proto__', 'toString', 'name.length', 'name.constructor'])('%s reaches nothing that is not data', (name) => {
    expect(evaluateLogic({ var: name }, { name: 'x' }, given)).toBeNull()
  })

  it('goes through references, written flat or nested', () => {
    expect(evaluateLogic({ var: 'product.line' }, { 'product.line': 'medical' }, given)).toBe('medical')
    expect(evaluateLogic({ var: 'product.line' }, { product: { line: 'medical' } }, given)).toBe('medical')
  })

  it('of the person is empty when nobody asks', () => {
    const nobody = { now: given.now, zone: given.zone }
    expect(evaluateLogic({ var: '$user.id' }, {}, nobody)).toBeNull()
    expect(evaluateLogic({ in: ['x', { var: '$user.teams' }] }, {}, nobody)).toBe(false)
  })
})
