import type { FormDocument } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { parentOf, placeAfter, placeBeside, refusal } from './place.ts'

const form: FormDocument = {
  id: 'f',
  label: {},
  entity: 'e',
  elements: {
    order: ['a', 's', 'z'],
    items: {
      a: { id: 'a', kind: 'divider' },
      s: { id: 's', kind: 'section', label: {}, order: ['b', 'c'] },
      b: { id: 'b', kind: 'divider' },
      c: { id: 'c', kind: 'divider' },
      z: { id: 'z', kind: 'divider' },
    },
  },
}

describe('places on a form', () => {
  it('finds the section an element lies in', () => {
    expect([parentOf(form, 'b'), parentOf(form, 'a')]).toEqual(['s', null])
  })
  it('puts after an element within its own level', () => {
    expect(placeAfter(form, 'b')).toEqual({ parent: 's', before: 'c' })
    expect(placeAfter(form, 'z')).toEqual({ parent: null, before: null })
  })
  it('moves one step up and down and stops at the edges', () => {
    expect(placeBeside(form, 's', -1)).toEqual({ parent: null, before: 'a' })
    expect(placeBeside(form, 's', 1)).toEqual({ parent: null, before: null })
    expect(placeBeside(form, 'a', 1)).toEqual({ parent: null, before: 'z' })
    expect(placeBeside(form, 'a', -1)).toBeUndefined()
    expect(placeBeside(form, 'c', 1)).toBeUndefined()
  })
  it('keeps sections out of sections and out of themselves', () => {
    expect(refusal(form, 's', { parent: 's', before: null })).toBe('into-itself')
    expect(refusal(form, 's', { parent: 'other', before: null })).toBe('section-in-section')
    expect(refusal(form, 'a', { parent: 's', before: null })).toBeUndefined()
  })
})
