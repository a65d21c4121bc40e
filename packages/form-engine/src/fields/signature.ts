import { json } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { exampleFile, type FileReference, fileMessages, fileProblem } from '../files.ts'

/** The picture of a signature, and the SHA-256 of the strokes (or of the typed name) it was drawn from, in hexadecimal digits. */
export type SignedFile = FileReference & { strokes: string }

const limits = { max: 1, maxSizeMb: 1, accept: 'image/png' }

/** A name signed with the finger, the mouse or the keyboard. The value is a list of one picture. */
export const signature = defineFieldType<SignedFile[], object>({
  type: 'signature',
  label: { en: 'Signature', 'zh-CN': '手写签名' },
  help: { en: 'Signed with a finger or the mouse, or by typing the name.', 'zh-CN': '用手指或鼠标签名，也可键入姓名。' },
  icon: 'signature',
  group: 'file',
  valueType: json,
  widget: 'signature',
  holds: 'files',
  config: {},
  validate: (value) => {
    if (!Array.isArray(value)) return { code: 'signature.none' }
    const pictures: FileReference[] = []
    for (const entry of value) {
      const { strokes, ...picture } = entry ?? {}
      if (typeof strokes !== 'string' || !/^[0-9a-f]{64}$/.test(strokes)) return { code: 'signature.none' }
      pictures.push(picture)
    }
    return fileProblem(pictures, limits)
  },
  schema: () => ({
    type: 'array',
    maxItems: 1,
    items: {
      type: 'object',
      required: ['id', 'name', 'size', 'type', 'strokes'],
      additionalProperties: false,
      properties: {
        id: { type: 'string', format: 'uuid' },
        name: { type: 'string', maxLength: 255 },
        size: { type: 'integer', minimum: 0, maximum: 1_000_000 },
        type: { const: 'image/png' },
        strokes: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      },
    },
  }),
  format: (_value, _config, locale) => (locale === 'en' ? 'Signed' : '已签名'),
  examples: {
    valid: [[{ ...exampleFile, strokes: '0f'.repeat(32) }]],
    invalid: [
      'Lin Yue',
      [exampleFile],
      [{ ...exampleFile, strokes: 'none' }],
      [{ ...exampleFile, type: 'image/svg+xml', strokes: '0f'.repeat(32) }],
    ],
  },
  messages: { ...fileMessages, 'signature.none': { text: { en: 'Please sign again', 'zh-CN': '请重新签名' } } },
})
