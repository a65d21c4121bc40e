import { AppError, InvariantError } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { fail, serverErrors } from '../errors.ts'
import { isDatabaseDown, problemFrom } from './problem.ts'

const request = { id: 'req-7', type: 'text/plain', bodyLimit: 1024 * 1024 }

describe('problem details', () => {
  it('speak the language of the reader and say what to do next', () => {
    expect(problemFrom(fail('server.session.needed'), 'zh-CN', request)).toMatchObject({
      status: 401,
      code: 'server.session.needed',
      title: '未登录',
      fix: '请登录后重试。',
    })
    expect(problemFrom(fail('server.session.needed'), 'en', request).fix).toBe('Sign in and try again.')
  })

  it('never tell what broke inside', () => {
    const leaks = [new Error('password=hunter2 at /srv/app.ts'), new InvariantError('app x 3 has no entity y'), 'a string', null]
    for (const leak of leaks) {
      const problem = problemFrom(leak, 'en', request)
      expect(problem).toMatchObject({ status: 500, code: 'server.unexpected' })
      expect(problem.detail).toBe('Something went wrong on our side (request req-7).')
    }
  })

  it('point at the part of the request that is wrong', () => {
    const error = Object.assign(new Error('x'), {
      validation: [{ keyword: 'additionalProperties', instancePath: '/values', params: { additionalProperty: 'a/b' } }],
      validationContext: 'body',
    })
    expect(problemFrom(error, 'en', request)).toMatchObject({ status: 400, code: 'server.request.invalid', path: '/values/a~1b' })
  })

  it('say where JSON broke without repeating it', () => {
    const error = Object.assign(new SyntaxError('Unexpected token s, "secret" is not valid JSON at position 12'), { statusCode: 400 })
    const problem = problemFrom(error, 'en', request)
    expect(problem).toMatchObject({ status: 400, code: 'server.request.broken-json' })
    expect(JSON.stringify(problem)).not.toContain('secret')
    expect(problem.detail).toContain('character 12')
  })

  it.each([
    ['FST_ERR_CTP_BODY_TOO_LARGE', 413],
    ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 415],
    ['FST_ERR_CTP_EMPTY_JSON_BODY', 400],
    ['FST_ERR_NOT_FOUND', 404],
  ])('answer %s with %i', (code, status) => {
    expect(problemFrom(Object.assign(new Error('x'), { code }), 'en', request).status).toBe(status)
  })

  it('do not take a caller who hangs up for a database that is away', () => {
    const aborted = Object.assign(new Error('aborted'), { code: 'ECONNRESET', statusCode: 400 })
    expect(problemFrom(aborted, 'en', request)).toMatchObject({ status: 400, code: 'server.request.malformed' })
    expect(problemFrom(Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'en', request).status).toBe(503)
  })

  it('keep field errors and conflicts for the machine', () => {
    const entry = { status: 422, text: { en: 'Bad', 'zh-CN': '错' } }
    const errors = [{ path: '/phone', code: 'phone.not-a-number' }]
    expect(problemFrom(new AppError('x', entry, {}, { details: { errors } }), 'en', request).errors).toEqual(errors)
    const conflict = { current: { version: 2 }, yours: {} }
    expect(problemFrom(new AppError('x', entry, {}, { details: conflict }), 'en', request).details).toEqual(conflict)
  })

  it('turn a database that is away into a retry', () => {
    for (const code of ['57P01', '08006', 'ECONNREFUSED', '53300']) {
      expect(problemFrom(Object.assign(new Error('x'), { code }), 'en', request).code).toBe('server.database.unavailable')
    }
    expect(isDatabaseDown(Object.assign(new Error('x'), { code: '23505' }))).toBe(false)
  })

  it('have words in both languages for every code', () => {
    for (const [code, entry] of Object.entries(serverErrors)) {
      expect(entry.text.en && entry.text['zh-CN'] && entry.fix.en && entry.fix['zh-CN'], code).toBeTruthy()
    }
  })
})
