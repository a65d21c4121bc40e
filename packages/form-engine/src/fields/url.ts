import { text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import type { Importer } from '../import/importer.ts'
import { bySample } from '../import/recognise.ts'

// Only http and https: a stored `javascript:` address would run when clicked.
const pattern = /^https?:\/\/[^\s/?#\\"<>@]+(:\d{1,5})?([/?#][^\s"<>\\]*)?$/i

/** A web address that starts with http:// or https://. */
export const url = defineFieldType<string, object>({
  type: 'url',
  label: { en: 'Web address', 'zh-CN': '网址' },
  help: { en: 'A link to a page.', 'zh-CN': '网页链接。' },
  icon: 'link',
  group: 'text',
  valueType: text(2000),
  widget: 'url',
  config: {},
  normalize: (value) => (typeof value === 'string' ? value.trim() : value),
  validate: (value) => (pattern.test(value) ? undefined : { code: 'url.not-an-address' }),
  schema: () => ({ 'x-format': 'http-url' }),
  examples: {
    valid: ['https://example.com', 'http://localhost:8080/a?b=c#d'],
    invalid: ['example.com', 'javascript:alert(1)', 'https://', 'ftp://example.com', 1],
  },
  messages: {
    'url.not-an-address': {
      text: { en: 'This is not a web address; it starts with https://', 'zh-CN': '网址不正确，应以 https:// 开头' },
    },
  },
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const urlImporter: Importer = {
  recognise: (column) => bySample(column, (text) => pattern.test(text), 0.97, 'import.reason.url'),
}
