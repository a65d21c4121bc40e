import type { Option } from './entity.ts'
import { dateFormat } from './intl-formats.ts'
import type { JsonObject, JsonValue } from './json.ts'
import { type Locale, textIn } from './localized-text.ts'
import type { ValueType } from './value-type.ts'

/** What is known of a value; the more, the better it reads. */
export type ValueTextContext = { locale: Locale; zone: string; valueType?: ValueType | undefined; options?: readonly Option[] | undefined }

/** A value as a message shows it: labels instead of option ids, instants as `2026-11-22 16:00` in the zone, nothing for null. */
export function valueText(value: JsonValue, context: ValueTextContext): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map((item) => valueText(item, context)).join(context.locale === 'zh-CN' ? '、' : ', ')
  const option = context.options?.find((candidate) => candidate.id === value)
  if (option) return textIn(option.label, context.locale, option.id)
  if (typeof value === 'boolean') return yesNo[context.locale][value ? 'yes' : 'no']
  if (typeof value === 'object') return partsText(value)
  return context.valueType?.kind === 'timestamp' ? instantText(String(value), context.zone) : String(value)
}

/** A period, a thing with a name (a file, a place), an address; JSON for what nobody knows. */
function partsText(value: JsonObject): string {
  const { start, end, name, names, detail } = value
  if (start !== undefined || end !== undefined) return `${start ?? '…'} – ${end ?? '…'}`
  if (Array.isArray(names)) return [...names.filter((one, at) => one !== names[at - 1]), detail].filter(Boolean).join(' ')
  return typeof name === 'string' && name !== '' ? name : JSON.stringify(value)
}

const yesNo = { en: { yes: 'yes', no: 'no' }, 'zh-CN': { yes: '是', no: '否' } }

// Swedish writes dates as ISO does.
function instantText(instant: string, timeZone: string): string {
  return dateFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant))
}
