import { dateFormat, isJsonObject, type JsonObject, type JsonValue, type Locale } from '@tangram/data-model'
import { compactValue } from './format-value.ts'
import type { ColumnMeta } from './result.ts'

type Format = NonNullable<ColumnMeta['format']>
/** An option as ECharts takes it: JSON, and functions that write numbers. */
export type ReadyOption = { [name: string]: unknown }

/**
 * The option of a spec with functions where it names a format (`{ $format: 'money' }` on axes and scales), for `chart.setOption`.
 */
export function readyOption(option: JsonObject, locale: Locale): ReadyOption {
  return Object.fromEntries(Object.entries(option).map(([name, value]) => [name, ready(value, name, locale)]))
}

function ready(value: JsonValue, name: string, locale: Locale): unknown {
  // Formats stand on axes and scales, never in the data, which may be long.
  if (name === 'data' || name === 'links') return value
  if (Array.isArray(value)) return value.map((one) => ready(one, name, locale))
  if (!isJsonObject(value)) return value
  if (typeof value.$format === 'string') return writer(value.$format, locale, value.$timezone)
  return readyOption(value, locale)
}

function writer(format: string, locale: Locale, timezone: JsonValue | undefined): (value: unknown) => string {
  if (format !== 'date') return (value) => compactValue(Number(value), format as Format, locale)
  const options: Intl.DateTimeFormatOptions = { month: locale === 'zh-CN' ? 'numeric' : 'short', day: 'numeric' }
  const day = dateFormat(locale, { ...options, timeZone: typeof timezone === 'string' ? timezone : 'UTC' })
  return (value) => day.format(Number(value))
}
