import { boolean } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import type { Importer } from '../import/importer.ts'
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
  examples: { valid: [true, false], invalid: ['true', 1, 'yes'] },
  messages: {},
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const switchImporter: Importer = {
  recognise: (column) => byShape(column, ['boolean'], 0.95, 'import.reason.yes-no'),
}
