import { integer, type JsonObject, text as textType } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import type { Importer } from '../import/importer.ts'
import { countOf } from '../import/recognise.ts'
import { compilePattern } from '../pattern.ts'

type Config = { maxLength: number; pattern?: string; patternMessage?: string }

/** One line of text, optionally of a given pattern. */
export const text = defineFieldType<string, Config>({
  type: 'text',
  label: { en: 'Text', 'zh-CN': '单行文本' },
  help: { en: 'One line of text, such as a name.', 'zh-CN': '一行文字，例如姓名。' },
  icon: 'forms',
  group: 'text',
  valueType: ({ maxLength }) => textType(maxLength),
  widget: 'text',
  config: {
    maxLength: { valueType: integer({ min: 1, max: 5000 }), label: { en: 'Most characters', 'zh-CN': '最多字符数' }, default: 200 },
    pattern: {
      valueType: textType(500),
      label: { en: 'Pattern', 'zh-CN': '格式（正则表达式）' },
      help: { en: 'A regular expression that the whole text must match', 'zh-CN': '整段文本必须匹配的正则表达式' },
      editor: 'pattern',
    },
    patternMessage: { valueType: textType(200), label: { en: 'Words when it does not match', 'zh-CN': '不匹配时的提示' } },
  },
  normalize: (value) => (typeof value === 'string' ? value.trim() : value),
  validate: (value, { pattern, patternMessage }) => {
    if (!pattern || (compilePattern(pattern)?.matches(value) ?? true)) return undefined
    return patternMessage ? { code: 'text.says', params: { patternMessage } } : { code: 'text.no-match', params: { pattern } }
  },
  checkConfig: ({ pattern }) =>
    pattern && !compilePattern(pattern) ? [{ setting: 'pattern', code: 'text.bad-pattern', params: { pattern } }] : [],
  schema: ({ pattern }): JsonObject => (pattern ? { 'x-pattern': pattern } : {}),
  examples: { valid: ['AB-1', 'XY-20'], invalid: [7, true, ['AB-1'], 'AB', 'xAB-1'], config: { pattern: '[A-Z]{2}-[0-9]+' } },
  messages: {
    'text.no-match': { text: { en: 'Please keep to the form {pattern}', 'zh-CN': '格式须为 {pattern}' } },
    'text.says': { text: { en: '{patternMessage}', 'zh-CN': '{patternMessage}' } },
    'text.bad-pattern': {
      text: { en: 'The pattern “{pattern}” cannot be read', 'zh-CN': '无法识别格式“{pattern}”' },
      fix: { en: 'Write an RE2 pattern: no look-ahead, no back-references', 'zh-CN': '请使用 RE2 语法：不支持环视和反向引用' },
    },
  },
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const textImporter: Importer = {
  recognise: (column) => {
    if (column.longest > 5000) return undefined
    const config: JsonObject = column.longest > 200 ? { maxLength: Math.min(5000, column.longest * 2) } : {}
    if (countOf(column, 'code') > column.filled * 0.2) return { confidence: 0.85, reason: 'import.reason.code', config }
    const share = countOf(column, 'text') / Math.max(1, column.filled)
    return { confidence: 0.45 + 0.3 * share, reason: 'import.reason.words', config }
  },
}
