import { defaultPlatform } from '@tangram/app-model'
import { describe, expect, it } from 'vitest'
import { whatFailed, whyItFailed } from './job-words.ts'

describe('the words for a failed job', () => {
  it('name the step and the action it was to carry out', () => {
    expect(whatFailed({ kind: 'rule.action', payload: { action: 'notify' } }, defaultPlatform).en).toMatch(/^Step of a rule: \w/)
    expect(whatFailed({ kind: 'message.send', payload: {} }, defaultPlatform)).toEqual({
      en: 'Send a text message or mail',
      'zh-CN': '发送短信或邮件',
    })
    expect(whatFailed({ kind: 'plugin.sync', payload: {} }, defaultPlatform).en).toBe('plugin.sync')
  })

  it.each([
    ['Error: connect ECONNREFUSED 127.0.0.1:25', /could not be reached/],
    ['Error: Invalid login: 535 Authentication failed', /refused the sign-in/],
    ['TimeoutError: The operation was aborted due to timeout', /did not answer in time/],
    ['Error: the sms gateway answered 502', /gateway refused/],
    ['InvariantError: state without element', /did not foresee/],
  ])('say what “%s” means and what helps', (error, words) => {
    expect(whyItFailed({ problem: null, error }).en).toMatch(words)
    expect(whyItFailed({ problem: null, error })['zh-CN']).toMatch(/重试|检查/)
  })

  it('leave a failure that has words of its own as it is', () => {
    const problem = { en: 'No such record.', 'zh-CN': '没有该记录。' }
    expect(whyItFailed({ problem, error: 'AppError: ETIMEDOUT' })).toBe(problem)
  })
})
