import { json } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { exampleFile, type FileReference, type FilesConfig, fileMessages, fileProblem, fileSettings, filesSchema } from '../files.ts'

/** Files of any kind. */
export const attachment = defineFieldType<FileReference[], FilesConfig>({
  type: 'attachment',
  label: { en: 'Files', 'zh-CN': '附件' },
  help: { en: 'Documents and other files.', 'zh-CN': '文档及其他文件。' },
  icon: 'paperclip',
  group: 'file',
  valueType: json,
  widget: 'attachment',
  holds: 'files',
  config: fileSettings({ accept: '' }),
  validate: fileProblem,
  schema: filesSchema,
  format: (value) => value.map((file) => file.name).join(', '),
  examples: {
    valid: [[exampleFile]],
    invalid: ['photo.png', [{ name: 'photo.png' }], [exampleFile, exampleFile], [{ ...exampleFile, size: 21_000_000 }]],
  },
  messages: fileMessages,
})
