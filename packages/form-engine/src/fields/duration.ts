import { integer, type Locale } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'

const units: readonly [seconds: number, words: { [locale in Locale]: string }][] = [
  [86_400, { en: 'd', 'zh-CN': '天' }],
  [3600, { en: 'h', 'zh-CN': '小时' }],
  [60, { en: 'min', 'zh-CN': '分钟' }],
  [1, { en: 's', 'zh-CN': '秒' }],
]

/** A length of time, stored in seconds. */
export const duration = defineFieldType<number, object>({
  type: 'duration',
  label: { en: 'Duration', 'zh-CN': '时长' },
  help: { en: 'A length of time, such as hours worked.', 'zh-CN': '一段时间，例如工时。' },
  icon: 'hourglass',
  group: 'time',
  valueType: integer({ min: 0 }),
  widget: 'duration',
  config: {},
  schema: () => ({ minimum: 0 }),
  format: (value, _config, locale) => {
    const parts: string[] = []
    let rest = value
    for (const [seconds, words] of units) {
      const count = Math.floor(rest / seconds)
      rest -= count * seconds
      if (count > 0) parts.push(`${count} ${words[locale]}`)
    }
    return parts.slice(0, 2).join(' ') || `0 ${locale === 'en' ? 'min' : '分钟'}`
  },
  examples: { valid: [0, 5400, 86_400], invalid: [-1, 1.5, '60'] },
  messages: {},
})
