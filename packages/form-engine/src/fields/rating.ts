import { integer } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'

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
