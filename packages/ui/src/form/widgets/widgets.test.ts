import { fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { widgets } from './index.ts'

describe('every field type', () => {
  for (const { type, widget } of fieldTypes) {
    it(`${type} has a widget`, () => {
      expect(widget === 'readonly' || Object.hasOwn(widgets, widget)).toBe(true)
    })
  }
})
