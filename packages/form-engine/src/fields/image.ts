import { json } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { exampleFile, type FileReference, type FilesConfig, fileMessages, fileProblem, fileSettings, filesSchema } from '../files.ts'

/** Pictures; the server checks by content that they are. */
export const image = defineFieldType<FileReference[], FilesConfig>({
  type: 'image',
  label: { en: 'Pictures', 'zh-CN': '图片' },
  help: { en: 'Photos or screenshots.', 'zh-CN': '照片或截图。' },
  icon: 'photo',
  group: 'file',
  valueType: json,
  widget: 'image',
  holds: 'files',
  config: fileSettings({ accept: 'image/*' }),
  validate: fileProblem,
  schema: filesSchema,
  format: (value) => value.map((file) => file.name).join(', '),
  examples: {
    valid: [[exampleFile]],
    invalid: ['photo.png', [{ name: 'photo.png' }], [exampleFile, exampleFile], [{ ...exampleFile, size: 21_000_000 }]],
  },
  messages: fileMessages,
})
