import { describe, expect, it } from 'vitest'
import { translateExpression } from './translate-expression.ts'
import { writeExpression } from './write-expression.ts'

const juel = (text: string) => translateExpression(text, 'juel', (name) => name)?.logic
const feel = (text: string) => translateExpression(text, 'feel', (name) => name)?.logic
const v = (name: string) => ({ var: name })

describe('translateExpression', () => {
  it.each([
    ['${amount > 1000 && approved}', { and: [{ '>': [v('amount'), 1000] }, v('approved')] }],
    ['#{a || b && c}', { or: [v('a'), { and: [v('b'), v('c')] }] }],
    ['${a && b && c}', { and: [v('a'), v('b'), v('c')] }],
    ['${a - b - 1}', { '-': [{ '-': [v('a'), v('b')] }, 1] }],
    ['${1 + 2 * x == 7}', { '==': [{ '+': [1, { '*': [2, v('x')] }] }, 7] }],
    ['${status eq \'open\' or status ne "shut"}', { or: [{ '==': [v('status'), 'open'] }, { '!=': [v('status'), 'shut'] }] }],
    ['${done / total >= 0.5}', { 'dec>=': [{ 'dec/': [v('done'), v('total')] }, 0.5] }],
    ['${not empty list}', { '!': [{ empty: [v('list')] }] }],
    ['${a ? 1 : b ? 2 : 3}', { if: [v('a'), 1, { if: [v('b'), 2, 3] }] }],
    ['${order.customer.name == null}', { '==': [v('order.customer.name'), null] }],
    ['${items.size() > 3}', { '>': [{ count: [v('items')] }, 3] }],
    ['${vars:get(level) == 1}', undefined],
    ['${bean.check(x, 1)}', undefined],
    ['${a = 1}', undefined],
    ['a ${b}', undefined],
    ['${}', undefined],
    ['${"open}', undefined],
  ])('reads JUEL %s', (text, logic) => expect(juel(text)).toEqual(logic))

  it.each([
    ['= amount > 1000 and approved', { and: [{ '>': [v('amount'), 1000] }, v('approved')] }],
    ['= status = "open"', { '==': [v('status'), 'open'] }],
    ['= not(a or b)', { '!': [{ or: [v('a'), v('b')] }] }],
    ['= x between 1 and 5 and y', { and: [{ '>=': [v('x'), 1] }, { '<=': [v('x'), 5] }, v('y')] }],
    ['= if a then 1 else 2', { if: [v('a'), 1, 2] }],
    ['= x in ("a", "b")', { in: [v('x'), ['a', 'b']] }],
    ['= count(items) >= 2', { '>=': [{ count: [v('items')] }, 2] }],
    ['= a && b', undefined],
    ['= some x in y satisfies x', undefined],
  ])('reads FEEL %s', (text, logic) => expect(feel(text)).toEqual(logic))

  it('gives up on what is nested without end', () => expect(juel(`\${${'('.repeat(5000)}a${')'.repeat(5000)}}`)).toBeUndefined())

  it('writes what it reads back as the very same, and nothing else', () => {
    const read = juel('${a > 1 && (b || !c) && (d ? 1 : 2) == e}') ?? null
    expect(juel(writeExpression(read) ?? '')).toEqual(read)
    expect(writeExpression({ '==': [v('name'), 'a "quoted" name'] })).toBe('${name == "a \\"quoted\\" name"}')
    expect(writeExpression({ upper: [v('name')] })).toBeUndefined()
    expect(writeExpression({ '==': [v('bad name'), 1] })).toBeUndefined()
  })
})
