import { type JsonValue, type Locale, labelIn, textIn } from '@tangram/data-model'
import { formatNumber } from '../format/numbers.ts'
import { formatDate, formatInstant } from '../format/times.ts'
import type { FieldView } from './field-view.ts'

export type ReadContext = { locale: Locale; zone: string; labels?: { [id: string]: string } | undefined }

/** A value as one line of text; empty for no value. */
export function valueText(value: JsonValue | undefined, field: FieldView, context: ReadContext): string {
  if (value === null || value === undefined || value === '') return ''
  const { locale, zone, labels } = context
  if (field.columns) return rowCountText(value, locale)
  if (field.format && typeof value === 'object') return field.format(value, field.config, locale, zone)
  if (Array.isArray(value)) {
    return value.map((item) => valueText(item, field, context)).join(locale === 'zh-CN' ? '、' : ', ')
  }
  if (field.options) return textIn(field.options.find(({ id }) => id === value)?.label, locale, String(value))
  if (typeof value === 'object') return 'name' in value ? String(value.name) : JSON.stringify(value)
  switch (field.valueType.kind) {
    case 'reference':
      return labelIn(labels, field.valueType, String(value)) ?? '…'
    case 'boolean':
      return booleanTexts[locale][value ? 1 : 0]
    case 'date':
      return formatDate(String(value), locale)
    case 'timestamp':
      return formatInstant(String(value), locale, zone)
    case 'time':
      return String(value).slice(0, 5)
    default:
      break
  }
  if (field.format) return field.format(value, field.config, locale, zone)
  if (field.valueType.kind === 'integer' || field.valueType.kind === 'decimal') return formatNumber(value as number | string, locale)
  return String(value)
}

/** Rows are told by their number wherever one line is all there is. */
function rowCountText(value: JsonValue, locale: Locale): string {
  const count = Array.isArray(value) ? value.length : 0
  return locale === 'zh-CN' ? `${count} 行` : count === 1 ? '1 row' : `${count} rows`
}

const booleanTexts = { 'zh-CN': ['否', '是'], en: ['No', 'Yes'] } as const
