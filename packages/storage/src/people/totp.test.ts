import { expect, it } from 'vitest'
import { base32, codeAt, otpAddress, stepOfCode } from './totp.ts'

/** RFC 6238, appendix B: the secret of its examples, and the last six of their eight digits. */
const secret = Buffer.from('12345678901234567890')
const examples: [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
]

it.each(examples)('gives the code of the standard at second %d', (seconds, code) => {
  expect(codeAt(secret, Math.floor(seconds / 30))).toBe(code)
  expect(stepOfCode(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
})

it('takes the code of the step before and after, and of no other', () => {
  const now = 1_234_567_890_000
  const step = Math.floor(now / 30_000)
  const taken = [-2, -1, 0, 1, 2].map((away) => stepOfCode(secret, codeAt(secret, step + away), now) === step + away)
  expect(taken).toEqual([false, true, true, true, false])
})

it('takes nothing that is only like a code', () => {
  for (const code of ['', '5924', '0059240', ' 005924', '005924 ', '00592４', 'null', '[object Object]']) {
    expect(stepOfCode(secret, code, 1_234_567_890_000), code).toBeNull()
  }
})

it('writes secrets as authenticators read them', () => {
  expect(base32(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
  expect(otpAddress({ issuer: '星河 电器', account: 'lin yue', secret: 'ABC' })).toBe(
    'otpauth://totp/%E6%98%9F%E6%B2%B3%20%E7%94%B5%E5%99%A8:lin%20yue?secret=ABC&issuer=%E6%98%9F%E6%B2%B3%20%E7%94%B5%E5%99%A8&algorithm=SHA1&digits=6&period=30',
  )
})
