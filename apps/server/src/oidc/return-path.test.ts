import { describe, expect, it } from 'vitest'
import { returnPath } from './return-path.ts'

describe('the way on after signing in', () => {
  it.each(['/', '/tasks/42?x=1', '/a/desk/all#top', '/designer/desk', '/?welcome=1', '/cockpit/desk/now'])('leads to %s', (to) => {
    expect(returnPath(to)).toBe(to)
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'https://evil.example/tasks',
    'javascript:alert(1)',
    '/tasks/../api/v1/session',
    '/a/..//evil.example',
    '/a/%2e%2e/api/v1/openapi.json',
    '/a/../..//evil.example',
    '/login?to=//evil.example',
    '/api/v1/session',
    '/tasks@evil.example',
    '/f/token',
    'tasks',
    '',
    undefined,
    `/tasks/${'x'.repeat(3_000)}`,
  ])('does not lead to %s', (to) => {
    expect(returnPath(to)).toBe('/')
  })
})
