import { describe, expect, it } from 'vitest'
import { say } from './say.ts'

const messages: Record<string, string> = {
  left: '{time} left',
  errors_one: 'One field',
  errors_other: '{count} fields',
  stars: '{count} of {max}',
}
const inEnglish = (key: string, values?: { [name: string]: string | number | undefined }) => say((one) => messages[one], 'en', key, values)

describe('a message', () => {
  it('takes its values, as they are', () => {
    expect(inEnglish('left', { time: '<2 min {time}>' })).toBe('<2 min {time}> left')
    expect(inEnglish('left')).toBe(' left')
  })

  it('comes in the plural of its language', () => {
    expect([0, 1, 2].map((count) => inEnglish('errors', { count }))).toEqual(['0 fields', 'One field', '2 fields'])
    expect(say((one) => messages[one], 'zh-CN', 'errors', { count: 1 })).toBe('1 fields')
  })

  it('may count without having plurals', () => {
    expect(inEnglish('stars', { count: 1, max: 5 })).toBe('1 of 5')
  })

  it('nobody wrote is said by its key', () => {
    expect(inEnglish('process.unheard-of')).toBe('process.unheard-of')
  })
})
