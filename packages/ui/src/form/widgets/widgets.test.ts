import { fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { widgets } from './index.ts'

describe('every field type', () => {
  for (const { type, widget, columns } of fieldTypes) {
    it(`${type} has a widget`, () => {
      // What nobody writes is only shown; rows have a form of their own.
      expect(widget === 'readonly' || columns === true || Object.hasOwn(widgets, widget)).toBe(true)
    })
  }
})
