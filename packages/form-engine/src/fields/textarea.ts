import { integer, text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import type { Importer } from '../import/importer.ts'

/** Several lines of text. */
export const textarea = defineFieldType<string, { maxLength: number; rows: number }>({
  type: 'textarea',
  label: { en: 'Long text', 'zh-CN': '多行文本' },
  help: { en: 'Several lines, such as a description.', 'zh-CN': '多行文字，例如问题描述。' },
  icon: 'align-left',
  group: 'text',
  valueType: ({ maxLength }) => text(maxLength),
  widget: 'textarea',
  config: {
    maxLength: { valueType: integer({ min: 1, max: 100_000 }), label: { en: 'Most characters', 'zh-CN': '最多字符数' }, default: 5000 },
    rows: { valueType: integer({ min: 2, max: 30 }), label: { en: 'Height in lines', 'zh-CN': '高度（行）' }, default: 4 },
  },
  normalize: (value) => (typeof value === 'string' ? (value.includes('\r') ? value.replaceAll('\r\n', '\n') : value).trim() : value),
  examples: { valid: ['One\nTwo', '你好'], invalid: [1, false, 'far too long'], config: { maxLength: 11 } },
  messages: {},
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const textareaImporter: Importer = {
  recognise: (column) => {
    const isLong = column.longest > 120 || (column.shapes.lines ?? 0) > 0
    return isLong && (column.shapes.text ?? 0) + (column.shapes.lines ?? 0) > column.filled / 2
      ? { confidence: 0.8, reason: 'import.reason.long' }
      : undefined
  },
}
