import { boolean } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { byShape } from '../import/recognise.ts'

/** Yes or no. */
export const switchField = defineFieldType<boolean, object>({
  type: 'switch',
  label: { en: 'Switch', 'zh-CN': '开关' },
  help: { en: 'Yes or no.', 'zh-CN': '是或否。' },
  icon: 'toggle-right',
  group: 'choice',
  valueType: boolean,
  widget: 'switch',
  config: {},
  format: (value, _config, locale) => (locale === 'en' ? (value ? 'Yes' : 'No') : value ? '是' : '否'),
  importer: {
    recognise: (column) => byShape(column, ['boolean'], 0.95, 'import.reason.yes-no'),
  },
  examples: { valid: [true, false], invalid: ['true', 1, 'yes'] },
  messages: {},
})
