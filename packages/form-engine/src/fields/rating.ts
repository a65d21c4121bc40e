import { integer } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { type ImportCell, textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { bySample, headed } from '../import/recognise.ts'

/** One to `max` stars, stored as a whole number. */
export const rating = defineFieldType<number, { max: number }>({
  type: 'rating',
  label: { en: 'Rating', 'zh-CN': '评分' },
  help: { en: 'One to five stars, or up to ten.', 'zh-CN': '一至五星，最多十星。' },
  icon: 'star',
  group: 'number',
  valueType: integer({ min: 1, max: 10 }),
  widget: 'stars',
  config: { max: { valueType: integer({ min: 2, max: 10 }), label: { en: 'Highest', 'zh-CN': '最高分' }, default: 5 } },
  validate: (value, { max }) => (value > max ? { code: 'rating.too-high', params: { max } } : undefined),
  schema: ({ max }) => ({ minimum: 1, maximum: max }),
  format: (value, { max }) => `${value}/${max}`,
  examples: { valid: [1, 5], invalid: [0, 6, 2.5, '3'] },
  messages: { 'rating.too-high': { text: { en: 'The highest rating is {max}', 'zh-CN': '最高为 {max} 分' } } },
})

/** 4 of `4`, `4.0`, `4 星`, `4/5` and `★★★★☆`. */
function pointsOf(cell: ImportCell): number | undefined {
  const text = textOf(cell).trim()
  const stars = /^([★⭐]{1,10})☆*$/u.exec(text)?.[1]
  if (stars) return [...stars].length
  const points = /^(10|[1-9])(?:\.0+)?\s*(?:[星分颗]|stars?|points?|\/\s*(?:5|10))?$/i.exec(text)?.[1]
  return points === undefined ? undefined : Number(points)
}

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const ratingImporter: Importer = {
  recognise: (column) => {
    if (!headed(column, /评分|打分|评价|星级|满意度|\b(?:rating|stars|score|satisfaction)\b/i)) return undefined
    const points = column.sample.map((cell) => pointsOf(cell) ?? 0)
    return bySample(column, (cell) => pointsOf(cell) !== undefined, 0.97, 'import.reason.rating', { max: Math.max(...points) > 5 ? 10 : 5 })
  },
  read: (cell) => pointsOf(cell),
}
