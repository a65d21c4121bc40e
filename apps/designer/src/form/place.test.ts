import type { FormDocument } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { holdersFor, parentOf, placeAfter, placeBeside, placeFor, placeInside, placeOutside, readingOrder, refusal } from './place.ts'

const form: FormDocument = {
  id: 'f',
  label: {},
  entity: 'e',
  elements: {
    order: ['a', 's', 'tabs', 'z'],
    items: {
      a: { id: 'a', kind: 'divider' },
      s: { id: 's', kind: 'section', label: {}, order: ['b', 'c'] },
      b: { id: 'b', kind: 'divider' },
      c: { id: 'c', kind: 'divider' },
      tabs: { id: 'tabs', kind: 'tabs', label: {}, order: ['one', 'two'] },
      one: { id: 'one', kind: 'tab', label: {}, order: ['inner'] },
      inner: { id: 'inner', kind: 'section', label: {}, order: [] },
      two: { id: 'two', kind: 'tab', label: {}, order: [] },
      z: { id: 'z', kind: 'divider' },
    },
  },
}

describe('places on a form', () => {
  it('finds the container an element lies in', () => {
    expect([parentOf(form, 'b'), parentOf(form, 'a'), parentOf(form, 'inner')]).toEqual(['s', null, 'one'])
  })
  it('reads from top to bottom, containers before what they hold', () => {
    expect(readingOrder(form)).toEqual(['a', 's', 'b', 'c', 'tabs', 'one', 'inner', 'two', 'z'])
  })
  it('puts after an element within its own level', () => {
    expect(placeAfter(form, 'b')).toEqual({ parent: 's', before: 'c' })
    expect(placeAfter(form, 'z')).toEqual({ parent: null, before: null })
  })
  it('moves one step up and down and stops at the edges', () => {
    expect(placeBeside(form, 's', -1)).toEqual({ parent: null, before: 'a' })
    expect(placeBeside(form, 's', 1)).toEqual({ parent: null, before: 'z' })
    expect(placeBeside(form, 'a', 1)).toEqual({ parent: null, before: 'tabs' })
    expect(placeBeside(form, 'a', -1)).toBeUndefined()
    expect(placeBeside(form, 'c', 1)).toBeUndefined()
  })
  it('moves into what stands before and out to behind what holds it', () => {
    expect(placeInside(form, 'z')).toEqual({ parent: 'one', before: null })
    expect(placeInside(form, 'tabs')).toEqual({ parent: 's', before: null })
    expect(placeInside(form, 'a')).toBeUndefined()
    expect(placeInside(form, 'two')).toBeUndefined()
    expect(placeOutside(form, 'c')).toEqual({ parent: null, before: 'tabs' })
    expect(placeOutside(form, 'inner')).toEqual({ parent: null, before: 'z' })
    expect(placeOutside(form, 'one')).toBeUndefined()
    expect(placeOutside(form, 'a')).toBeUndefined()
  })
  it('keeps containers out of themselves, and tabs among tabs', () => {
    expect(refusal(form, 's', { parent: 's', before: null })).toBe('into-itself')
    expect(refusal(form, 'tabs', { parent: 'inner', before: null })).toBe('into-itself')
    expect(refusal(form, 'a', { parent: 'tabs', before: null })).toBe('wrong-place')
    expect(refusal(form, 'one', { parent: null, before: null })).toBe('wrong-place')
    expect(refusal(form, 's', { parent: 'two', before: null })).toBeUndefined()
    expect(holdersFor(form, 'b')).toEqual(['one', 'inner', 'two'])
  })
  it('adds where it may: into the selected page, else right after, else outside of what does not take it', () => {
    expect(placeFor(form, 'field', 'two')).toEqual({ parent: 'two', before: null })
    expect(placeFor(form, 'field', 'tabs')).toEqual({ parent: null, before: 'z' })
    expect(placeFor(form, 'tab', 'one')).toEqual({ parent: 'tabs', before: 'two' })
    expect(placeFor(form, 'tab', 'tabs')).toEqual({ parent: 'tabs', before: null })
    expect(placeFor(form, 'field', 's')).toEqual({ parent: null, before: 'tabs' })
    expect(placeFor(form, 'field', null)).toEqual({ parent: null, before: null })
    expect(placeFor(form, 'tab', 'a')).toBeUndefined()
  })
})
