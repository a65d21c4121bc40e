import { expect, it } from 'vitest'
import { narrowsEnough } from './narrows-enough.ts'

it.each([
  ['', false],
  ['  ', false],
  ['a', false],
  ['a b', false],
  ['--', false],
  ['ab', true],
  ['7 KFR', true],
  ['冰', true],
])('%o may be looked for: %o', (search, may) => {
  expect(narrowsEnough(search)).toBe(may)
})
