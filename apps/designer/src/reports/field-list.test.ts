import { expect, it } from 'vitest'
import { movedUp } from './field-list.tsx'

it('a field moved up comes before the one it followed', () => {
  expect(movedUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b'])
})
