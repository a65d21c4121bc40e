import { dateFormat, timestamp } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import type { Importer } from '../import/importer.ts'
import { byShape, countOf } from '../import/recognise.ts'
import { isCalendarDate } from '../value-problem.ts'

const spelling = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

/** An instant, stored in UTC to the millisecond and shown in the reader's zone. */
export const datetime = defineFieldType<string, object>({
  type: 'datetime',
  label: { en: 'Date and time', 'zh-CN': '日期时间' },
  help: { en: 'A moment, shown in the zone of the reader.', 'zh-CN': '某一时刻，按阅读者的时区显示。' },
  icon: 'calendar-time',
  group: 'time',
  valueType: timestamp,
  widget: 'datetime',
  config: {},
  // Other spellings of one instant (an offset, no milliseconds) become the one that is stored.
  normalize: (value) => {
    if (typeof value !== 'string' || !spelling.test(value) || !isCalendarDate(value.slice(0, 10))) return value
    const milliseconds = Date.parse(value)
    return Number.isNaN(milliseconds) ? value : new Date(milliseconds).toISOString()
  },
  format: (value, _config, locale, zone = 'UTC') =>
    dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(value)),
  examples: {
    valid: ['2026-11-22T08:00:00.000Z'],
    invalid: ['2026-11-22', '2026-11-22T25:00:00.000Z', '2026-02-30T08:00:00.000Z', 1_790_000_000_000],
  },
  messages: {},
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const datetimeImporter: Importer = {
  recognise: (column) =>
    countOf(column, 'datetime') > 0 ? byShape(column, ['datetime', 'date'], 0.97, 'import.reason.datetime') : undefined,
}
