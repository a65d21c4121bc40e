import { integer, text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { bySample } from '../import/recognise.ts'
import { cleanRichText, plainRichText, richTextOf } from '../rich-text.ts'

/** Formatted text: HTML of a small set of elements; whatever else comes in is cleaned away before it is stored. */
export const richText = defineFieldType<string, { maxLength: number }>({
  type: 'richText',
  label: { en: 'Formatted text', 'zh-CN': '富文本' },
  help: { en: 'Text with headings, lists and links.', 'zh-CN': '带标题、列表和链接的文本。' },
  icon: 'writing',
  group: 'text',
  valueType: ({ maxLength }) => text(maxLength),
  widget: 'richText',
  config: {
    maxLength: {
      valueType: integer({ min: 100, max: 500_000 }),
      label: { en: 'Most characters', 'zh-CN': '最多字符数' },
      help: { en: 'Formatting counts too', 'zh-CN': '格式标记也计算在内' },
      default: 20_000,
    },
  },
  normalize: (value) => (typeof value === 'string' ? cleanRichText(value) : value),
  format: (value) => plainRichText(value),
  examples: {
    valid: ['<p>One <strong>two</strong></p>', '<ul><li>你好</li></ul>'],
    invalid: [1, false, `<p>${'far too long '.repeat(20)}</p>`, ['<p>One</p>']],
    config: { maxLength: 200 },
  },
  messages: {},
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const richTextImporter: Importer = {
  recognise: (column) => bySample(column, (cell) => /<(p|b|i|strong|em|br|ul|ol|h\d)\b[^>]*>/i.test(cell), 0.9, 'import.reason.html'),
  read: (cell) => {
    const words = textOf(cell)
    return /<[a-z][^>]*>/i.test(words) ? words : richTextOf(words)
  },
}
