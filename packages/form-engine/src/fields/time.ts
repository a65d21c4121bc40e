import { time as timeType } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import type { Importer } from '../import/importer.ts'
import { byShape } from '../import/recognise.ts'

/** A time of day without a zone, `HH:mm:ss`. */
export const time = defineFieldType<string, object>({
  type: 'time',
  label: { en: 'Time', 'zh-CN': '时间' },
  help: { en: 'A time of day, such as an opening hour.', 'zh-CN': '一天中的时刻，例如营业时间。' },
  icon: 'clock',
  group: 'time',
  valueType: timeType,
  widget: 'time',
  config: {},
  normalize: (value) => (typeof value === 'string' && /^\d\d:\d\d$/.test(value) ? `${value}:00` : value),
  format: (value) => value.slice(0, 5),
  examples: { valid: ['08:30:00', '23:59:59'], invalid: ['24:00:00', '8:30', '08:60:00', 830] },
  messages: {},
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const timeImporter: Importer = {
  recognise: (column) => byShape(column, ['time'], 0.95, 'import.reason.time'),
}
