import { expect, it } from 'vitest'
import { resultWords, tally } from './result-words.ts'

const t = ((key: string, params?: { reason: string }) => (params ? `${key} ${params.reason}` : key)) as unknown as Parameters<
  typeof resultWords
>[1]

it.each([
  ['skipped', 'left', 'whyLeft'],
  ['skipped', 'rights', 'whyRights'],
  ['skipped', 'no-address', 'whyNoAddress'],
  ['skipped', 'condition', 'whyCondition'],
  ['failed', '451 try later', 'whyFailed 451 try later'],
] as const)('%s for %s is told as %s', (outcome, reason, told) => {
  expect(resultWords({ recipient: 'a@b.example', outcome, reason }, t)).toBe(told)
})

it('counts those that went out and those that failed', () => {
  const results = (['sent', 'failed', 'skipped', 'sent'] as const).map((outcome) => ({ recipient: 'x', outcome, reason: null }))
  expect(tally(results)).toEqual({ sent: 2, failed: 1 })
})
