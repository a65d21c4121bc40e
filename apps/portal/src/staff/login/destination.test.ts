import { expect, it } from 'vitest'
import { destination, isInPortal } from './destination.ts'

it('goes on to a path of our own', () => {
  expect(destination('to=%2Ftasks%2F42%3Fa%3D1')).toBe('/tasks/42?a=1')
})

it('never leads out of the portal, nor back to the door', () => {
  for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', '/login?to=/login', '']) {
    expect(destination(`to=${encodeURIComponent(to)}`)).toBe('/')
  }
})

it('leaves the portal for the designer, which it cannot draw', () => {
  expect(['/designer', '/designer/new', '/designer?a=1'].map(isInPortal)).toEqual([false, false, false])
  expect(['/', '/tasks', '/a/designer/list', '/designers'].map(isInPortal)).toEqual([true, true, true, true])
})
