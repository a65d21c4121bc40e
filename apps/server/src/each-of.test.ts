import { expect, it } from 'vitest'
import { eachOf } from './each-of.ts'

it('does each once, in order, never more at once than it may', async () => {
  const begun: number[] = []
  let [now, most] = [0, 0]
  await eachOf([1, 2, 3, 4, 5], 2, async (one) => {
    begun.push(one)
    most = Math.max(most, ++now)
    await Promise.resolve()
    now--
  })
  expect({ begun, most }).toEqual({ begun: [1, 2, 3, 4, 5], most: 2 })
})

it('ends with what went wrong', async () => {
  await expect(eachOf([1, 2], 1, async (one) => (one === 2 ? Promise.reject(new Error('two')) : undefined))).rejects.toThrow('two')
  await expect(eachOf([], 3, () => Promise.reject(new Error('nothing to do')))).resolves.toBeUndefined()
})
