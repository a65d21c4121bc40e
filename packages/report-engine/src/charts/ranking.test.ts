import { expect, it } from 'vitest'
import type { ListSpec } from '../chart-type.ts'
import { count, problem, resultOf } from './examples.ts'
import { ranking } from './ranking.ts'

it('gives the rest of a top-N no place, and keeps it last, however large it is', () => {
  const others = { others: ['malfunction', 'delivery'] }
  const result = resultOf(
    [problem, count],
    [
      [others, 900],
      ['malfunction', 7],
      ['delivery', 9],
    ],
  )
  const spec = ranking.toSpec(result, {}, { locale: 'en', palette: ['#111111'], dark: false }) as ListSpec
  expect(spec.items.map(({ place, text, share }) => [place, text, share])).toEqual([
    [1, '9', 1],
    [2, '7', 7 / 9],
    [undefined, '900', 1],
  ])
})
