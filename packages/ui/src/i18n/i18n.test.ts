import { afterEach, describe, expect, it, vi } from 'vitest'
import { i18n, registerMessages } from './i18n.ts'
import { loadLanguage, loadMessages } from './load-messages.ts'
import { translationOf } from './translation-of.ts'

const english = {
  left: '{time} left',
  errors_one: 'One field',
  errors_other: '{count} fields',
  stars: '{count} of {max}',
  'field.name': 'Name: please',
}
i18n.addResourceBundle('en', 'trial', english)
i18n.addResourceBundle('zh-CN', 'trial', { errors_other: '{count} 项' })
const inEnglish = translationOf('trial', 'en')

describe('a message', () => {
  it('takes its values, as they are', () => {
    expect(inEnglish('left', { time: '<2 min {time}> $t(stars)' })).toBe('<2 min {time}> $t(stars) left')
    expect(inEnglish('left', { time: 0 })).toBe('0 left')
    expect(inEnglish('left', { time: undefined })).toBe(' left')
    expect(inEnglish('left')).toBe(' left')
  })

  it('comes in the plural of its language', () => {
    expect([0, 1, 2].map((count) => inEnglish('errors', { count }))).toEqual(['0 fields', 'One field', '2 fields'])
    expect(translationOf('trial', 'zh-CN')('errors', { count: 1 })).toBe('1 项')
  })

  it('may count without having plurals', () => {
    expect(inEnglish('stars', { count: 1, max: 5 })).toBe('1 of 5')
  })

  it('is named by the whole key, points and colons included', () => {
    expect(inEnglish('field.name')).toBe('Name: please')
  })

  it('nobody wrote is said by its key, never in another language', () => {
    expect(inEnglish('process.unheard-of')).toBe('process.unheard-of')
    expect(inEnglish('ui:close')).toBe('ui:close')
    expect(translationOf('trial', 'zh-CN')('left', { time: 1 })).toBe('left')
  })
})

describe('the messages of an area', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('are asked for once, and in another language when the page changes over', async () => {
    const en = vi.fn(async () => ({ default: { hello: 'Hello' } }))
    const zh = vi.fn(async () => ({ default: { hello: '你好' } }))
    registerMessages('once', { en, 'zh-CN': zh })
    await Promise.all([loadMessages('once', 'en'), loadMessages('once', 'en')])
    await loadMessages('once', 'en')
    expect([en.mock.calls.length, zh.mock.calls.length]).toEqual([1, 0])
    await loadLanguage('zh-CN')
    expect([translationOf('once', 'en')('hello'), translationOf('once', 'zh-CN')('hello')]).toEqual(['Hello', '你好'])
  })

  it('are asked for again when the connection failed; without them keys are shown', async () => {
    vi.useFakeTimers()
    const en = vi.fn(() => Promise.reject<{ default: { hello: string } }>(new Error('offline')))
    const zh = vi.fn(async () => ({ default: { hello: '你好' } })).mockRejectedValueOnce(new Error('offline'))
    registerMessages('far', { en, 'zh-CN': zh })
    const loading = Promise.all([loadMessages('far', 'en'), loadMessages('far', 'zh-CN')])
    await vi.runAllTimersAsync()
    await loading
    expect([translationOf('far', 'en')('hello'), translationOf('far', 'zh-CN')('hello')]).toEqual(['hello', '你好'])
    expect([en.mock.calls.length, zh.mock.calls.length]).toEqual([6, 2])
  })
})
