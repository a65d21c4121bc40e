import { expect, it } from 'vitest'
import { durationParts, durationText } from './duration-text.ts'

it.each(['P1D', 'PT2H', 'PT30M', 'P3DT4H5M'])('reads and writes %s', (text) => {
  expect(durationText(durationParts(text) ?? { days: 0, hours: 0, minutes: 0 })).toBe(text)
})

it('leaves alone what it cannot show: formulas, months', () => {
  expect(durationParts({ var: 'hours' })).toBeUndefined()
  expect(durationParts('P1M')).toBeUndefined()
})

it('no time at all is no duration', () => {
  expect(durationParts(undefined)).toEqual({ days: 0, hours: 0, minutes: 0 })
  expect(durationText({ days: 0, hours: 0, minutes: 0 })).toBeUndefined()
})
