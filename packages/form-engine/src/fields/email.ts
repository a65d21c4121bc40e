import { text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import type { Importer } from '../import/importer.ts'
import { bySample } from '../import/recognise.ts'

// One pass without nested repetition, so time stays linear in the length.
const pattern = /^[^\s@<>()[\],;:"\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i

/** An e-mail address; the part behind the @ is stored in lower case. */
export const email = defineFieldType<string, object>({
  type: 'email',
  label: { en: 'E-mail', 'zh-CN': '电子邮箱' },
  help: { en: 'An e-mail address.', 'zh-CN': '电子邮箱地址。' },
  icon: 'mail',
  group: 'text',
  valueType: text(254),
  widget: 'email',
  mask: 'mail',
  config: {},
  normalize: (value) => {
    if (typeof value !== 'string') return value
    const address = value.trim()
    if (address === address.toLowerCase()) return address
    const at = address.lastIndexOf('@')
    return at < 0 ? address : address.slice(0, at) + address.slice(at).toLowerCase()
  },
  validate: (value) => (pattern.test(value) ? undefined : { code: 'email.not-an-address' }),
  schema: () => ({ format: 'email' }),
  examples: { valid: ['lin.yue@example.com', 'a+b@mail.example.cn'], invalid: ['lin.yue', '@example.com', 'a b@example.com', 'a@b', 5] },
  messages: { 'email.not-an-address': { text: { en: 'This is not an e-mail address', 'zh-CN': '邮箱地址不正确' } } },
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const emailImporter: Importer = {
  recognise: (column) => bySample(column, (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), 0.97, 'import.reason.email'),
}
