import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patternOf } from './pattern.ts'

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '(a|b)', '(?:ab)', 'a|b', '😀', '^', '$', '[0-9a-c]', '\\.', '')
const pattern = fc
  .array(fc.tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{1,}')), { maxLength: 5 })
  .map((parts) =>
    parts.map(([part, times]) => (part === '' || part === '^' || part === '$' || part === 'a|b' ? part : part + times)).join(''),
  )

describe('a pattern', () => {
  it('finds what JavaScript finds', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '1', '.', '😀', '\n'), { maxLength: 6 }).map((characters) => characters.join(''))
    fc.assert(
      fc.property(pattern, text, (source, value) => {
        expect(patternOf(source)?.(value)).toBe(new RegExp(source, 'u').test(value))
      }),
      {
        numRuns: 3_000,
        examples: [
          ['^a{2}$', 'aaa'],
          ['^(a|b)*1$', 'abab1'],
          ['[^a]', 'a'],
        ],
      },
    )
  })

  it.each([
    '(',
    ')',
    '[',
    '[]',
    'a{',
    'a{2,1}',
    'a{999}',
    '*',
    '(?=a)',
    '\\1',
    '\\b',
    '((((((((((((((((((((((a))))))))))))))))))))))',
    'a'.repeat(300),
  ])('is not %s', (source) => {
    expect(patternOf(source)).toBeUndefined()
  })

  it('does not go back where others take for ever', () => {
    const started = performance.now()
    expect(patternOf('^(a+)+$')?.(`${'a'.repeat(5_000)}!`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
